import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { fromOrientation, fromWalking, isFresh } from "../../pwa/app/way/compass.js";
import { changesOf, drop, kept, keptBytes, lendCity, takeCity } from "../../pwa/app/way/keeping.js";
import { readChanges } from "../../pwa/app/way/sources.js";

const BYTES = new TextEncoder().encode("a city");
const HASH = createHash("sha256").update(BYTES).digest("hex").slice(0, 16);
const CHANGES = { v: 1, bundle: HASH, n: 2, at: 5, closed: [3], closed_for: {}, zone_for: {}, sites: {} };
const LISTED = {
  hash: HASH,
  url: `/city/${HASH}.bundle`,
  bytes: 6,
  bytes_br: 6,
  made: 1,
  name: { ja: "町" },
  fictional: true,
  changes: CHANGES,
};

/** A cache of pages by path; only what keeping.js asks of one. */
function cache() {
  const held = new Map();
  const path = (url) => new URL(url, "http://town").pathname;
  return {
    match: async (url) => held.get(path(url))?.clone(),
    put: async (url, answer) => void held.set(path(url), answer),
    delete: async (url) => held.delete(path(url)),
    keys: async () => [...held.keys()].map((one) => ({ url: `http://town${one}` })),
  };
}

/** A phone; `answers` by path: an object as JSON, bytes as they are, a number as a refusal. */
function phone(answers) {
  let one = cache();
  const asked = [];
  return {
    asked,
    answers,
    caches: { open: async () => one, delete: async () => void (one = cache()) },
    subtle: globalThis.crypto.subtle,
    now: () => 100,
    fetching: async (path) => {
      asked.push(path);
      if (!(path in answers)) throw new TypeError("offline");
      const body = answers[path];
      if (typeof body === "number") return new Response("", { status: body });
      return body instanceof Uint8Array ? new Response(body) : Response.json(body);
    },
    put: (url, body) => one.put(url, new Response(body)),
    paths: async () => (await one.keys()).map(({ url }) => new URL(url).pathname).sort(),
  };
}

const TOWN = { "/api/v1/city": LISTED, [LISTED.url]: BYTES };

test("a city is kept whole, with what was said of it and when", async () => {
  const mine = phone({ ...TOWN });

  assert.equal(await takeCity(mine), "kept");

  assert.deepEqual(await kept(mine), { ...LISTED, heard: 100 });
  assert.deepEqual(new Uint8Array(await keptBytes(mine, LISTED)), BYTES);
});

test("a bundle that is here is not loaded again", async () => {
  const mine = phone({ ...TOWN });
  await takeCity(mine);

  await takeCity(mine);

  assert.deepEqual(mine.asked, ["/api/v1/city", LISTED.url, "/api/v1/city"]);
});

test("bytes of another city under this one's name are not kept", async () => {
  const mine = phone({ ...TOWN, [LISTED.url]: new Uint8Array(6) });

  assert.equal(await takeCity(mine), "refused");

  assert.equal(await kept(mine), null);
});

test("a city that is too large for a phone is not even asked for", async () => {
  const mine = phone({ ...TOWN, "/api/v1/city": { ...LISTED, bytes_br: 2 ** 20 + 1 } });

  assert.equal(await takeCity(mine), "refused");

  assert.deepEqual(mine.asked, ["/api/v1/city"]);
});

test("without network, or half way through, what was kept stays", async () => {
  const mine = phone({ ...TOWN });
  await takeCity(mine);
  const other = { ...LISTED, hash: "0".repeat(16), url: `/city/${"0".repeat(16)}.bundle` };

  delete mine.answers["/api/v1/city"];
  const cut = await takeCity(mine);
  mine.answers["/api/v1/city"] = other;
  const half = await takeCity(mine);

  assert.deepEqual([cut, half, (await kept(mine)).hash], ["offline", "offline", HASH]);
});

/** The same city in three parts of two bytes. */
const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
const PARTS = [0, 2, 4].map((at) => BYTES.slice(at, at + 2));
const IN_PARTS = { ...LISTED, parts: PARTS.map(hashOf) };
const PART_URLS = IN_PARTS.parts.map((hash) => `/city/${hash}.part`);
const PARTED = {
  "/api/v1/city": IN_PARTS,
  ...Object.fromEntries(PART_URLS.map((url, i) => [url, PARTS[i]])),
};

test("a load that breaks off goes on with the parts that are missing", async () => {
  const [first, second, third] = PART_URLS;
  const mine = phone({ ...PARTED });
  delete mine.answers[second];
  const broken = await takeCity(mine);
  mine.answers[second] = PARTS[1];
  mine.asked.length = 0;

  const whole = await takeCity(mine);

  assert.deepEqual([broken, whole], ["offline", "kept"]);
  assert.deepEqual(mine.asked, ["/api/v1/city", second, third]);
  assert.deepEqual(new Uint8Array(await keptBytes(mine, IN_PARTS)), BYTES);
  assert.deepEqual(await mine.paths(), ["/api/v1/city", LISTED.url]);
  assert.ok(first);
});

test("a part that is kept and is not what it was is taken anew; one that comes so is not kept", async () => {
  const [first, , third] = PART_URLS;
  const mine = phone({ ...PARTED, [third]: new Uint8Array(2) });
  await mine.put(first, new Uint8Array(2));

  const refused = await takeCity(mine);
  const held = await mine.paths();
  mine.answers[third] = PARTS[2];

  assert.deepEqual([refused, held.includes(third)], ["refused", false]);
  assert.equal(await takeCity(mine), "kept");
  assert.deepEqual(new Uint8Array(await keptBytes(mine, IN_PARTS)), BYTES);
});

test("parts that do not make the city are not kept as one", async () => {
  const mine = phone({ ...PARTED, "/api/v1/city": { ...IN_PARTS, parts: [...IN_PARTS.parts].reverse() } });

  assert.deepEqual([await takeCity(mine), await kept(mine)], ["refused", null]);
});

for (const [what, caches] of [
  ["has no caches", undefined],
  ["refuses them", { open: async () => Promise.reject(new Error("SecurityError")) }],
  ["has no room", { open: async () => ({ ...cache(), put: async () => Promise.reject(new Error("Quota")) }) }],
]) {
  test(`a phone that ${what} is lent the city for a screen`, async () => {
    const mine = { ...phone({ ...TOWN, ...PARTED }), caches };

    const taken = await takeCity(mine);
    const lent = await lendCity(mine, null);
    const again = await lendCity(mine, HASH);

    assert.deepEqual([taken, new Uint8Array(lent.bytes), again.bytes], ["refused", BYTES, null]);
    assert.deepEqual(lent.listed, { ...IN_PARTS, heard: 100 });
  });
}

test("nothing is lent without network, nor what is no city of this name", async () => {
  const wrong = phone({ ...TOWN, [LISTED.url]: new Uint8Array(6) });

  assert.deepEqual([await lendCity(phone({}), null), await lendCity(wrong, null)], [null, null]);
});

test("a new city takes the place of the old one", async () => {
  const mine = phone({ ...TOWN });
  await takeCity(mine);
  const bytes = new TextEncoder().encode("a new city");
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const url = `/city/${hash}.bundle`;
  Object.assign(mine.answers, { "/api/v1/city": { ...LISTED, hash, url }, [url]: bytes });

  assert.equal(await takeCity(mine), "kept");

  assert.deepEqual(await mine.paths(), ["/api/v1/city", url]);
});

test("a server without a city says so; a strange answer is refused", async () => {
  assert.equal(await takeCity(phone({ "/api/v1/city": null })), "none");
  assert.equal(await takeCity(phone({ "/api/v1/city": 404 })), "none");
  assert.equal(await takeCity(phone({ "/api/v1/city": 503 })), "offline");
  const elsewhere = { ...LISTED, url: "https://elsewhere.example/x" };
  assert.equal(await takeCity(phone({ "/api/v1/city": elsewhere })), "refused");
});

test("an older word of the changes does not undo a newer one", async () => {
  const mine = phone({ ...TOWN });
  await takeCity(mine);

  mine.answers["/api/v1/city"] = { ...LISTED, changes: { ...CHANGES, n: 1, closed: [] } };
  await takeCity(mine);

  assert.deepEqual(changesOf(await kept(mine)), CHANGES);
});

test("changes for the edges of another bundle are not these edges'", () => {
  assert.equal(changesOf({ ...LISTED, heard: 1, changes: { ...CHANGES, bundle: "f".repeat(16) } }), null);
});

test("spoiled bytes are as good as none, and can be dropped", async () => {
  const mine = phone({ ...TOWN });
  await takeCity(mine);
  await mine.put(LISTED.url, "a cite");

  assert.equal(await keptBytes(mine, LISTED), null);
  await drop(mine);
  assert.equal(await kept(mine), null);
});

test("changes that are none are not read", () => {
  const strange = [
    null,
    {},
    { ...CHANGES, v: 2 },
    { ...CHANGES, n: "2" },
    { ...CHANGES, closed: ["3"] },
    { ...CHANGES, closed_for: { flood: 3 } },
    { ...CHANGES, sites: { a: 1 } },
  ];

  assert.deepEqual(strange.map(readChanges), strange.map(() => null));
});

test("a compass that may be far off, or says nothing of north, is not followed", () => {
  const apple = { type: "deviceorientation", webkitCompassHeading: 350 };

  assert.equal(fromOrientation({ ...apple, webkitCompassAccuracy: 10 }, 20), 10);
  assert.equal(fromOrientation({ ...apple, webkitCompassAccuracy: 31 }, 0), null);
  assert.equal(fromOrientation({ ...apple, webkitCompassAccuracy: -1 }, 0), null);
  assert.equal(fromOrientation({ type: "deviceorientationabsolute", alpha: 90 }, 0), 270);
  assert.equal(fromOrientation({ type: "deviceorientation", alpha: 90, absolute: false }, 0), null);
});

test("a direction of walking is one only while somebody walks", () => {
  assert.equal(fromWalking({ heading: 80, speed: 1.2 }), 80);
  assert.equal(fromWalking({ heading: 80, speed: 0.2 }), null);
  assert.equal(fromWalking({ heading: NaN, speed: 2 }), null);
  assert.equal(fromWalking({ heading: null, speed: null }), null);
});

test("a heading is fresh for two and a half seconds, and never before its time", () => {
  const heading = { degrees: 1, at: 10_000 };

  assert.deepEqual(
    [9_999, 10_000, 12_500, 12_501].map((now) => isFresh(heading, now)),
    [false, true, true, false],
  );
  assert.equal(isFresh(null, 10_000), false);
});
