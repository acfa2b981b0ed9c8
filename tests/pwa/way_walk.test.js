import assert from "node:assert/strict";
import { test } from "node:test";

import { fieldOf, INSIDE } from "../../pwa/app/way/field.js";
import { graphOf } from "../../pwa/app/way/graph.js";
import { terrainOf } from "../../pwa/app/way/ground.js";
import { HAZARDS } from "../../pwa/app/way/hazards.js";
import { coverageAt, metres, nearestEdge } from "../../pwa/app/way/place.js";
import { stretches } from "../../pwa/app/way/turns.js";
import { minutes } from "../../pwa/app/way/pace.js";
import { wayFrom } from "../../pwa/app/way/way.js";
import * as streets from "./harness/streets.js";

const { ground, HEAD, KX, KY, random, randomGround, randomStarts, randomStreets, row } = streets;

function at(graph, x, y) {
  return { lon5: graph.lon5[0] + (x * 1e6) / KX, lat5: graph.lat5[0] + (y * 1e6) / KY };
}

function walked(graph, layers, hazard, starts, foot, how = {}) {
  const terrain = terrainOf(graph, layers, hazard, how);
  return wayFrom(graph, terrain, fieldOf(graph, terrain, starts, hazard === "tsunami"), foot);
}

test("the nearest street is the one that a look at every street finds", () => {
  const graph = graphOf(randomStreets(3, 120));
  const next = random(3);
  for (let i = 0; i < 300; i++) {
    const point = {
      lon5: 13_660_000 - 100 + next() * 400,
      lat5: 3_656_000 - 100 + next() * 400,
    };
    const alone = (edge) => nearestEdge(graph, point, 1e6, (one) => one === edge);
    const all = Array.from({ length: graph.m }, (_, edge) => alone(edge));
    const best = all.reduce((a, b) => (b.off < a.off ? b : a));

    const found = nearestEdge(graph, point, 150);

    assert.deepEqual(found, best.off <= 150 ? best : null);
  }
});

test("a point beside a street is as far off it as it is", () => {
  const graph = row(3);

  const { edge, t, off } = nearestEdge(graph, at(graph, 75, 40), 150);

  assert.deepEqual([edge, Math.round(t * 100), Math.round(off)], [1, 50, 40]);
});

test("a street can be passed over for the next one", () => {
  const graph = row(3);

  const found = nearestEdge(graph, at(graph, 20, 0), 150, (edge) => edge !== 0);

  assert.deepEqual([found.edge, found.t], [1, 0]);
});

test("a city without streets has none near", () => {
  const graph = graphOf({ ...randomStreets(1, 0), n: 0, m: 0 });

  assert.equal(nearestEdge(graph, { lon5: 0, lat5: 0 }, 1e6), null);
});

test("a point is covered inside the ring, and its edge is as far as it is", () => {
  const inside = coverageAt(HEAD, { lon5: 13_660_000, lat5: 3_650_100 });
  const outside = coverageAt(HEAD, { lon5: 13_660_000, lat5: 3_649_900 });

  assert.deepEqual([inside.covered, Math.round(inside.edge_m)], [true, 111]);
  assert.deepEqual([outside.covered, Math.round(outside.edge_m)], [false, 111]);
});

test("a way begins in the middle of a street and is as long as it is", () => {
  const graph = row(5);

  const way = walked(graph, ground(4), "fire", new Map([[0, 0]]), { edge: 2, t: 0.5, point: at(graph, 125, 0) });

  assert.deepEqual(way.nodes, [2, 1, 0]);
  assert.deepEqual([way.metres, way.ends, way.node], [125, "site", 0]);
});

test("whoever stands on a closed street leaves it by the nearer end", () => {
  const graph = row(5);
  const foot = { edge: 2, t: 0.75, point: at(graph, 137, 0) };

  const cut = walked(graph, ground(4), "fire", new Map([[0, 0]]), foot, { closed: [2] });
  const free = walked(graph, ground(4), "fire", new Map([[0, 0], [4, 0]]), foot, { closed: [2] });

  assert.equal(cut, null);
  assert.deepEqual(free.nodes, [3, 4]);
});

test("in a zone the nearer way out is taken from the middle of a street too", () => {
  const graph = row(41);
  const layers = ground(40, { tsunami: { hasZone: true, zone: [0, 1, 2] } });

  const way = walked(graph, layers, "tsunami", new Map(), { edge: 2, t: 0.1, point: at(graph, 105, 0) });

  assert.deepEqual([way.nodes, way.ends, way.metres, way.zone_m], [[3], "out", 45, 45]);
});

test("no way of random streets costs more than from its first node, goes through closed streets or back in", () => {
  let ways = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const graph = graphOf(randomStreets(seed));
    const layers = randomGround(seed, graph.m);
    for (const hazard of HAZARDS) {
      const terrain = terrainOf(graph, layers, hazard);
      const field = fieldOf(graph, terrain, randomStarts(seed, graph.n), hazard === "tsunami");
      for (let edge = 0; edge < graph.m; edge++) {
        const point = { lon5: graph.lon5[graph.u[edge]], lat5: graph.lat5[graph.u[edge]] };
        const way = wayFrom(graph, terrain, field, { edge, t: 0, point });
        if (!way) continue;
        ways += 1;
        const [first, ...rest] = way.edges;
        assert.ok(terrain.closed[edge] || first === undefined || !terrain.closed[first]);
        assert.ok(rest.every((one) => !terrain.closed[one]));
        const zones = way.nodes.map((node) => field.inside[node]);
        assert.ok(zones.every((one, i) => i === 0 || zones[i - 1] >= one), "never back in");
        assert.ok(field.cost[way.node] < INSIDE);
      }
    }
  }
  assert.ok(ways > 2_000, `${ways} ways`);
});

test("minutes are rounded up, longer on stairs and in the dark", () => {
  const flat = { metres: 650, slow_m: 0 };

  assert.equal(minutes(flat, 60), 11);
  assert.equal(minutes(flat, 43), 16);
  assert.equal(minutes(flat, 80), 9);
  assert.equal(minutes({ metres: 600, slow_m: 60 }, 60), 11);
  assert.equal(minutes({ metres: 600, slow_m: 0 }, 60, true), 12);
  assert.equal(minutes({ metres: 0, slow_m: 0 }, 60), 1);
});

/** A way over points in metres; every corner is a junction of three. */
function told(points, { names = [], flags = [] } = {}) {
  const lon5 = Int32Array.from(points, ([x]) => 13_660_000 + Math.round((x * 1e6) / KX));
  const lat5 = Int32Array.from(points, ([, y]) => 3_656_000 + Math.round((y * 1e6) / KY));
  const m = points.length - 1;
  const u = Int32Array.from({ length: m }, (_, i) => i);
  const v = u.map((i) => i + 1);
  const kind = new Uint8Array(m).fill(3);
  const name = Int32Array.from({ length: m }, (_, i) => names[i] ?? 0);
  const bits = Uint16Array.from({ length: m }, (_, i) => flags[i] ?? 0);
  const graph = graphOf({ n: m + 1, m, lon5, lat5, u, v, kind, flags: bits, name, kx: KX, ky: KY, mostName: 9 });
  graph.first = Int32Array.from(graph.first, (_, node) => node * 3);
  const edges = [...u];
  const way = {
    points: [...lon5].map((lon, i) => ({ lon5: lon, lat5: lat5[i] })),
    nodes: [...v],
    edges,
    lengths: edges.map((edge) => graph.length[edge]),
  };
  return stretches(graph, way);
}

test("a way is told by its corners, not by its nodes", () => {
  const found = told(
    [[0, 0], [40, 40], [80, 80], [40, 120], [0, 160], [0, 220]],
    { names: [1, 1, 2, 2, 0], flags: [0, 1, 0, 8, 0] },
  );

  const brief = found.map(({ turn, heading, name, metres, stairs, bridge, from }) => [
    turn, heading, name, metres, stairs, bridge, from,
  ]);
  assert.deepEqual(brief, [
    [null, "ne", 1, 113, true, false, 0],
    ["left", "nw", 2, 113, false, true, 2],
    ["half_right", "n", 0, 60, false, false, 4],
  ]);
});

test("a kink of a few metres is no corner", () => {
  const found = told([[0, 0], [50, 0], [50, 6], [100, 6]]);

  assert.deepEqual(found.map(({ heading, metres }) => [heading, metres]), [["e", 106]]);
});

test("turning back is told as that", () => {
  const found = told([[0, 0], [0, 60], [5, 0]]);

  assert.deepEqual(found.map(({ turn }) => turn), [null, "back"]);
});

test("who has arrived has nothing to be told", () => {
  assert.deepEqual(told([[0, 0]]), []);
});

test("directions fit the way on the ground", () => {
  const graph = row(2);

  assert.equal(Math.round(metres(graph, at(graph, 0, 0), at(graph, 30, 40))), 50);
});
