/** What the page writes down of ways, when it writes it anew, and that it fits. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { action } from "../../pwa/app/phone/action.js";
import { ANYBODY, factsOf } from "../../pwa/app/phone/home_facts.js";
import { bytesOf, isWayRecord } from "../../pwa/app/phone/way_line.js";
import { KEY, ownActions, wayRecord } from "../../pwa/app/phone/way_record.js";
import { memoryStore } from "../../pwa/app/phone/store.js";
import { words } from "../../pwa/app/phone/words.js";
import { prepareWays } from "../../pwa/app/preparing.js";
import { HAZARDS } from "../../pwa/app/way/hazards.js";
import { FakeCaches } from "./harness/fake_caches.js";
import { DEEP, DEEPER, NOW } from "./harness/places.js";

const ENGLISH = {
  "where.home.way": "From home: {site}, {distance}, about {count} min.",
  "where.work.way": "From work: {site}, {distance}, about {count} min.",
  "where.stay.way": "From your stay: {site}, {distance}, about {count} min.",
  "where.place.way": "From {place}: {site}, {distance}, about {count} min.",
  "where.home.out": "From home: out of the zone, {distance}, about {count} min.",
  "where.way.unsure": "Not confirmed open.",
  "where.way.open": "Open at {time}.",
  "distance.m": "{count} m",
  "distance.km": "{count} km",
  "way.go.w": "Go west",
  "way.go.w.along": "Go west along {street}",
};
const SAY = words(ENGLISH);
const HOME = { id: "home-1", label: "自宅", class: "home", cell: 1, ...DEEP };
const WORK = { ...HOME, id: "work-2", label: "職場", ...DEEPER };
const SCHOOL = { ja: "兼六小学校", en: "Kenroku School" };
const FIRST = { turn: null, heading: "w", name: 1 };
const WAY = { site: SCHOOL, metres: 648, minutes: 11, first: FIRST, street: null, open: false };
const MADE = { language: "en", bundle: "0123456789abcdef", n: 3, made: NOW, of: "1", time: "14:02" };

function worded(way, { place = HOME, say = SAY, made = MADE, person = ANYBODY } = {}) {
  const ahead = [{ zones: {}, ways: { flood: { ...WAY, ...way } } }];
  const record = wayRecord(say, [place], ahead, person, made);
  assert.equal(isWayRecord(record), true);
  return record.places[0].ways.flood;
}

const SAID = "From home: Kenroku School 兼六小学校, 650 m, about 11 min.";

test("a way is one sentence of names, metres and minutes, and what is known of the site", () => {
  assert.deepEqual(worded({}), {
    say: `${SAID} Not confirmed open.`,
    go: "Go west",
    metres: 648,
    minutes: 11,
  });
});

test("where nobody need confirm, nothing is said of it", () => {
  assert.equal(worded({ open: null }).say, SAID);
});

test("what was open is said with its time, and not at all once that is old", () => {
  const { say, later } = worded({ open: true });

  assert.deepEqual([say, later], [`${SAID} Open at 14:02.`, `${SAID} Not confirmed open.`]);
});

test("out of the zone there is no name", () => {
  assert.equal(worded({ site: null, open: null }).say, "From home: out of the zone, 650 m, about 11 min.");
});

test("a street of several names has both", () => {
  const street = { ja: "橋場通り", en: "Hashiba-dori" };

  assert.equal(worded({ street }).go, "Go west along Hashiba-dori (橋場通り)");
});

test("a long name gives way to the one on the signs, and none is cut", () => {
  const long = { ja: "兼六小学校", en: "Kenroku Elementary School of Kanazawa City" };
  const longest = { ja: "兼".repeat(60), en: "Kenroku".repeat(9) };

  assert.equal(worded({ site: long }).say, "From home: 兼六小学校, 650 m, about 11 min. Not confirmed open.");
  assert.equal(worded({ site: longest }), undefined);
});

test("a place that its reader has named, whatever it is called", () => {
  const place = { ...HOME, id: "x", label: "Oma {site}" };

  assert.equal(worded({ open: null }, { place }).say, "From Oma {site}: Kenroku School 兼六小学校, 650 m, about 11 min.");
});

test("of two homes nobody knows which one \"home\" is: no way from either", () => {
  const two = [HOME, { ...HOME, id: "home-2", ...DEEPER }];
  const ahead = two.map(() => ({ zones: { flood: true }, ways: { flood: WAY } }));

  const { places } = wayRecord(SAY, two, ahead, ANYBODY, MADE);

  assert.deepEqual(
    places.map(({ zones, ways }) => [zones, ways]),
    [
      [{ flood: true }, {}],
      [{ flood: true }, {}],
    ],
  );
});

test("who needs more time goes at level 3, and nobody goes at level 5", () => {
  const { own } = worded({}, { person: { ...ANYBODY, needs_time: true } });

  assert.deepEqual(own, { leave_if_slow: "leave_for_site" });
});

test("who speaks changes nothing of what is a place's own", () => {
  for (const needs_time of [true, false]) {
    for (const kind of HAZARDS) {
      const facts = factsOf({ floor: 3 }, { ...ANYBODY, needs_time }, { tsunami: true }, kind);
      assert.deepEqual(ownActions(kind, facts, "mayor"), ownActions(kind, facts, "agency"));
    }
  }
});

test("no fact of today's lets anybody stay in", () => {
  const facts = factsOf({ floor: 9, building: "solid" }, ANYBODY, { flood: false, landslide: false, tsunami: false }, "flood");
  const order = { kind: "flood", strength: "leave", phase: "live", authority: "mayor" };

  assert.equal(action(order, facts), "leave_for_site");
});

for (const [name, lacking] of [
  ["a sentence is missing", { ...ENGLISH, "where.home.way": undefined }],
  ["a sentence lacks a slot", { ...ENGLISH, "where.home.way": "From home: {site}, {distance}." }],
  ["the state is missing", { ...ENGLISH, "where.way.unsure": undefined }],
]) {
  test(`nothing is half said: ${name}`, () => {
    assert.throws(() => worded({}, { say: words(lacking) }), RangeError);
  });
}

test("five places in eight hazards fit into 8 KB: directions go first, then the last ways", () => {
  const places = Array.from({ length: 5 }, (_, i) => ({ ...HOME, id: `p${i}`, label: "家".repeat(i + 1) }));
  const street = { ja: "通".repeat(60) };
  const ways = Object.fromEntries(HAZARDS.map((hazard) => [hazard, { ...WAY, street, open: true }]));
  const ahead = places.map(() => ({ zones: {}, ways }));

  const record = wayRecord(SAY, places, ahead, ANYBODY, MADE);

  const left = record.places.map((one) => Object.values(one.ways));
  assert.equal(isWayRecord(record), true);
  assert.ok(bytesOf(record) > 7_500);
  assert.equal(left[0].length, 8);
  assert.ok(left[4].length < 8);
  assert.ok(left.flat().every(({ go }) => go === undefined));
});

const BYTES = new TextEncoder().encode("a city");
const HASH = createHash("sha256").update(BYTES).digest("hex").slice(0, 16);

/** The town's answers; `calls` are all requests that left the phone. */
function townOf({ hash = HASH, n = 0, up = true } = {}) {
  const town = { calls: [], up, hash, n };
  const listed = () => {
    const changes = { v: 1, n: town.n, at: 1, closed: [], sites: {} };
    return { hash: town.hash, url: `/city/${town.hash}.bundle`, bytes: 9, bytes_br: 6, made: 1, name: { ja: "市" }, changes };
  };
  town.fetching = async (path, init) => {
    town.calls.push([path, init]);
    if (!town.up) throw new TypeError("Failed to fetch");
    if (path === "/api/v1/city") return Response.json(listed());
    if (path.startsWith("/city/")) return new Response(BYTES);
    return path.endsWith("/en.json") ? Response.json(ENGLISH) : new Response("", { status: 404 });
  };
  return town;
}

async function phoneOf(kv) {
  const store = memoryStore();
  for (const [key, value] of Object.entries(kv)) await store.set(key, value);
  const town = townOf();
  const caches = new FakeCaches(town.fetching);
  const errands = [];
  const ask = async (errand) => {
    errands.push(errand);
    return errand.places.map(() => ({ zones: {}, ways: { flood: WAY } }));
  };
  const prepare = async (now = NOW, language = "en") => {
    const { fetching } = town;
    const parts = { fetching, caches, subtle: globalThis.crypto.subtle, now: () => now };
    const at = { fetching, hash: "f".repeat(16), language, timeZone: "Asia/Tokyo", fix: null, offset: 0, now };
    return prepareWays(store, at, { parts, ask });
  };
  return { store, town, errands, prepare, record: () => store.get(KEY) };
}

test("the record is made on open, and is of what the phone keeps", async () => {
  const phone = await phoneOf({ places: [HOME, WORK] });

  assert.equal(await phone.prepare(), true);

  const { bundle, n, made, language, places } = await phone.record();
  assert.deepEqual([bundle, n, made, language], [HASH, 0, NOW, "en"]);
  assert.deepEqual(
    places.map(({ id, ways }) => [id, ways.flood.say]),
    [
      ["home-1", `${SAID} Not confirmed open.`],
      ["work-2", `${SAID.replace("home", "work")} Not confirmed open.`],
    ],
  );
});

const FACTS = { floor: 7, building: "wooden" };
const PERSON = { needs_time: true, no_stairs: true, pace: "slow" };

test("nothing that people told the phone leaves it", async () => {
  const phone = await phoneOf({ places: [{ ...HOME, ...FACTS }], person: PERSON });

  await phone.prepare();

  const sent = JSON.stringify(phone.town.calls);
  // The city and what changed, and the words of three languages.
  assert.equal(phone.town.calls.length, 5);
  assert.ok(phone.town.calls.every(([, init]) => init?.body === undefined && !init?.method));
  assert.doesNotMatch(sent, /136\.|floor|wooden|needs|stairs|slow|home/);
});

test("nothing changed: nothing is worked out anew, for a day", async () => {
  const phone = await phoneOf({ places: [HOME] });

  const told = [];
  for (const now of [NOW, NOW + 60, NOW + 3_600, NOW + 86_399, NOW + 86_401]) told.push(await phone.prepare(now));

  assert.deepEqual(told, [true, false, false, false, true]);
  assert.equal(phone.errands.length, 2);
});

const CHANGES = {
  "a place that moved": ({ store }) => store.set("places", [{ ...HOME, ...DEEPER }]),
  "a floor": ({ store }) => store.set("places", [{ ...HOME, floor: 2 }]),
  "a person who takes no stairs": ({ store }) => store.set("person", PERSON),
  "a street closed": ({ town }) => void (town.n = 1),
};

for (const [name, change] of Object.entries(CHANGES)) {
  test(`made anew for ${name}`, async () => {
    const phone = await phoneOf({ places: [HOME] });
    await phone.prepare();

    await change(phone);
    const told = await phone.prepare(NOW + 301);

    assert.deepEqual([told, phone.errands.length], [true, 2]);
  });
}

const GONE = {
  "no place": ({ store }) => store.set("places", []),
  "only where the phone was": ({ store }) => store.set("places", [{ ...HOME, class: "here" }]),
  "a language whose words are not to be had": ({ store }) => store.set("language", "de"),
};

for (const [name, change] of Object.entries(GONE)) {
  test(`no record, and no old one: ${name}`, async () => {
    const phone = await phoneOf({ places: [HOME] });
    await phone.prepare();

    await change(phone);
    await phone.prepare(NOW + 60);

    assert.equal(await phone.record(), undefined);
  });
}

test("without network what was kept stays, and its own age says how good it is", async () => {
  const phone = await phoneOf({ places: [HOME] });
  await phone.prepare();
  const before = await phone.record();

  phone.town.up = false;
  const told = await phone.prepare(NOW + 2 * 86_400);

  assert.equal(told, false);
  assert.deepEqual(await phone.record(), before);
});

test("a store that fails costs nothing but the record", async () => {
  const refused = async () => assert.fail("refused");
  const { town } = await phoneOf({});
  const parts = { fetching: town.fetching, caches: new FakeCaches(), subtle: undefined, now: () => NOW };
  const at = { fetching: town.fetching, hash: "f", language: "en", timeZone: "UTC", fix: null, offset: 0, now: NOW };

  assert.equal(await prepareWays({ ...memoryStore(), get: refused }, at, { parts }), false);
});
