import assert from "node:assert/strict";
import { test } from "node:test";

import { decodeBundle } from "../../pwa/app/way/bundle.js";
import { LAYER } from "../../pwa/app/way/hazards.js";
import { graphOf } from "../../pwa/app/way/graph.js";
import { Unreadable } from "../../pwa/app/way/reader.js";
import { bundleOf, HEAD, joined, randomGround, randomStreets } from "./harness/streets.js";

const SITE = {
  id: "s1",
  name: { ja: "兼六小学校", en: "Kenroku Elementary School" },
  at: [13_660_010, 3_656_010],
  node: 3,
  off_dm: 120,
  hazards: 0b1011,
};
const NAMES = [{}, { ja: "橋場通り" }, { ja: "本町通り" }];

function made(change = {}) {
  const streets = randomStreets(7, 40);
  const ground = randomGround(7, streets.m);
  return { streets, ground, bytes: bundleOf({ streets, ground, sites: [SITE], names: NAMES, ...change }) };
}

test("what was written into a bundle is read out of it", async () => {
  const fields = [[0, Array(40).fill(255)], [4, Array(40).fill(253)]];
  const { streets, ground, bytes } = made({ fields });

  const city = await decodeBundle(bytes);

  assert.deepEqual(city.head, HEAD);
  assert.deepEqual(city.graph, graphOf(streets));
  assert.deepEqual(city.names, NAMES);
  assert.deepEqual(city.ground, ground);
  assert.deepEqual(city.sites, [SITE]);
  assert.deepEqual([...city.fields].map(([hazard, step]) => [hazard, [...step]]), fields);
});

test("neighbours ascend, and each edge is as long as its ends are apart", async () => {
  const { graph } = await decodeBundle(made().bytes);

  for (let node = 0; node < graph.n; node++) {
    const own = [...graph.next.slice(graph.first[node], graph.first[node + 1])];
    assert.deepEqual(own, [...own].sort((a, b) => a - b));
  }
  for (let edge = 0; edge < graph.m; edge++) {
    const [a, b] = [graph.u[edge], graph.v[edge]];
    const x = (graph.lon5[b] - graph.lon5[a]) * graph.kx;
    const y = (graph.lat5[b] - graph.lat5[a]) * graph.ky;
    assert.ok(Math.abs(graph.length[edge] - Math.max(1, Math.hypot(x, y) / 1e5)) <= 0.51);
  }
});

test("a bundle with any one byte changed is refused", async () => {
  const { bytes } = made();

  for (let at = 0; at < bytes.length; at += 7) {
    const broken = bytes.slice();
    broken[at] ^= 1 + (at % 255);
    await assert.rejects(decodeBundle(broken), Unreadable, `byte ${at}`);
  }
});

test("a bundle that ends anywhere too early is refused", async () => {
  const { bytes } = made();

  for (let length = 0; length < bytes.length; length += 13) {
    await assert.rejects(decodeBundle(bytes.slice(0, length)), Unreadable, `${length} bytes`);
  }
});

test("where no digest can be had, a damaged section is found all the same", async () => {
  const { bytes } = made();
  const broken = bytes.slice();
  broken[bytes.length - 60] ^= 4;

  await decodeBundle(bytes, { crypto: {} });
  await assert.rejects(decodeBundle(broken, { crypto: {} }), /damaged/);
});

test("a section of a later version is passed over, and one that is needed is not", async () => {
  const { bytes } = made({ extra: [["LATE", Buffer.from("later")]] });

  assert.equal((await decodeBundle(bytes)).sites.length, 1);
  await assert.rejects(decodeBundle(joined([["HEAD", Buffer.from("{}")]])), /NAME is missing/);
});

test("what does not fit together is refused, though every check sum is right", async () => {
  const missing = made({ sites: [{ ...SITE, node: 40 }] });
  const nameless = made({ names: [{}] });
  const long = made({ extra: [["CTXT", Buffer.from([200, 200, 200, 200, 200, 1])]] });
  const untrue = made({ extra: [["CTXT", Buffer.from([0, 0])]] });

  await assert.rejects(decodeBundle(missing.bytes), /a node that is not there/);
  await assert.rejects(decodeBundle(nameless.bytes), /a name that is not there/);
  await assert.rejects(decodeBundle(long.bytes), /too long/);
  await assert.rejects(decodeBundle(untrue.bytes), /left over/);
});

test("a bundle of another version is refused, whatever else it holds", async () => {
  const { bytes } = made();
  const later = bytes.slice();
  later[8] = 2;

  await assert.rejects(decodeBundle(later), /version 2/);
});

test("zones to be drawn are read as rings, and a bundle without them has none", async () => {
  // A triangle of the second hazard: 10, 20; 5 east of it; 3 north of that.
  const zones = [1, 2, 0, 0, 1, 3, 20, 40, 10, 0, 0, 6];

  const drawn = await decodeBundle(made({ extra: [["ZONE", Buffer.from(zones)]] }).bytes);
  const none = await decodeBundle(made().bytes);

  const [west, south, east, north] = [10, 20, 15, 23];
  assert.deepEqual(drawn.zones, [
    { layer: 2, zoom: 0, name: 0, parts: [Int32Array.of(10, 20, 15, 20, 15, 23)], box: [west, south, east, north] },
  ]);
  assert.deepEqual(none.zones, []);
});

test("rivers and the sea are read with their boxes", async () => {
  // One river of two points, the second 5 east and 3 south of the first; then a crossing.
  const context = [2, 3, 14, 1, 1, 2, 20, 40, 10, 5, 8, 16, 0, 1, 1, 2, 0];

  const { features } = await decodeBundle(made({ extra: [["CTXT", Buffer.from(context)]] }).bytes);

  const river = { layer: LAYER.river, zoom: 14, name: 1 };
  const crossing = { layer: LAYER.crossing, zoom: 16, name: 0 };
  assert.deepEqual(features, [
    { ...river, parts: [Int32Array.of(10, 20, 15, 17)], box: [10, 17, 15, 20] },
    { ...crossing, parts: [Int32Array.of(16, 17)], box: [16, 17, 16, 17] },
  ]);
});
