/** What is worked out beforehand: the same way as the way screen's, and zones by mapped ground alone. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { ANYBODY } from "../../pwa/app/phone/home_facts.js";
import { waysAhead } from "../../pwa/app/phone/ways_ahead.js";
import { FLAG } from "../../pwa/app/way/graph.js";
import { HAZARDS } from "../../pwa/app/way/hazards.js";
import { NO_CHANGES } from "../../pwa/app/way/sources.js";
import { ground, HEAD, KX, row } from "./harness/streets.js";

const NAME = { ja: "兼六小学校", en: "Kenroku School" };
const STREET = { ja: "橋場通り" };
const FLOOD = 1 << HAZARDS.indexOf("flood");
const TSUNAMI = 1 << HAZARDS.indexOf("tsunami");
const STEP = Math.round(50_000_000 / KX);

/** A street of 20 nodes, 50 m apart, a site at its western end; `change` of the city. */
function city(change = {}, { layers = {}, streets = {}, hazards = FLOOD } = {}) {
  const graph = row(20, { name: new Int32Array(19).fill(1), mostName: 1, ...streets });
  const site = { id: "s", name: NAME, at: [13_660_000, 3_656_000], node: 0, off_dm: 0, hazards };
  const empty = { shelters: [], fields: new Map(), features: [] };
  return { head: HEAD, graph, names: [{}, STREET], ground: ground(19, layers), sites: [site], ...empty, ...change };
}

/** `metres` along the street from its western end. */
function at(metres, off = 0) {
  const lon = (13_660_000 + (metres / 50) * STEP) / 1e5;
  return { lon, lat: 36.56 + (off * 1e6) / 1_113_195 / 1e5 };
}

function ahead(made, place, { changes = null, person = ANYBODY } = {}) {
  const [found] = waysAhead(made, changes, [place], person);
  return found;
}

test("the way to the site of the hazard, at night's pace, and its first direction", () => {
  const { ways } = ahead(city(), at(480));

  const { first, ...way } = ways.flood;
  assert.deepEqual(Object.keys(ways), ["flood"]);
  assert.deepEqual(way, { site: NAME, metres: 481, minutes: 10, street: STREET, open: false });
  assert.deepEqual([first.heading, first.turn], ["w", null]);
});

test("each place has its own, in their order", () => {
  const found = waysAhead(city(), null, [at(480), at(240)], ANYBODY);

  assert.deepEqual(
    found.map(({ ways }) => ways.flood.metres),
    [481, 240],
  );
});

const PACE = { slow: 14, usual: 10, brisk: 8 };

for (const [pace, minutes] of Object.entries(PACE)) {
  test(`at the reader's own pace: ${pace}`, () => {
    assert.equal(ahead(city(), at(480), { person: { ...ANYBODY, pace } }).ways.flood.minutes, minutes);
  });
}

test("who takes no stairs has no way over stairs", () => {
  const flags = new Uint16Array(19);
  flags[3] = FLAG.stairs;
  const stairs = city({}, { streets: { flags } });

  assert.equal(ahead(stairs, at(480)).ways.flood.metres, 481);
  assert.deepEqual(ahead(stairs, at(480), { person: { ...ANYBODY, no_stairs: true } }).ways, {});
});

test("a street that was closed, and a site that was closed, are not walked to", () => {
  for (const change of [{ closed: [4] }, { closed_for: { flood: [4] } }, { sites: { s: "closed" } }]) {
    assert.deepEqual(ahead(city(), at(480), { changes: { ...NO_CHANGES, ...change } }).ways, {});
  }
});

test("open is what the town said is open; it is asked of nobody where it does not matter", () => {
  const changes = { ...NO_CHANGES, sites: { s: "open" } };
  const both = city({}, { hazards: FLOOD | TSUNAMI });

  const { flood, tsunami } = ahead(both, at(480), { changes }).ways;

  assert.deepEqual([flood.open, tsunami.open], [true, null]);
});

test("out of a tsunami's zone there is no site to name", () => {
  const zone = [10, 11, 12, 13, 14, 15, 16, 17, 18];
  const mapped = ground(59, { tsunami: { hasZone: true, zone: [...zone, 19, 20] } });

  const { ways } = ahead(city({ graph: row(60), ground: mapped, sites: [] }), at(800));

  assert.deepEqual([ways.tsunami.site, ways.tsunami.open, ways.tsunami.metres], [null, null, 251]);
});

const NO_WAY = {
  "at the site": at(10),
  "off the streets": at(500, 200),
  "outside the city": { lon: 139, lat: 36 },
};

for (const [name, place] of Object.entries(NO_WAY)) {
  test(`there is no way: ${name}`, () => {
    assert.deepEqual(ahead(city(), place).ways, {});
  });
}

const ZONES = { flood: { hasZone: true, zone: [8, 9, 10] }, landslide: { hasZone: true }, fire: { zone: [9] } };
const MAPPED = {
  "on a street in a zone": [at(475, 20), { flood: true, landslide: false }],
  "on a street beside it: its end is too near to say": [at(590, 5), { landslide: false }],
  "far from it": [at(800), { flood: false, landslide: false }],
  "in a yard far from any street": [at(800, 100), {}],
  "off the streets": [at(475, 200), {}],
};

for (const [name, [place, wanted]] of Object.entries(MAPPED)) {
  test(`zones, where a map has them: ${name}`, () => {
    assert.deepEqual(ahead(city({}, { layers: ZONES }), place).zones, wanted);
  });
}

test("outside the coverage no zone is known, nor by the waterside alone", () => {
  const head = { ...HEAD, coverage: [[[0, 0], [1, 0], [1, 1], [0, 1]]] };
  const waterside = { flags: new Uint16Array(19).fill(FLAG.waterside) };

  assert.deepEqual(ahead(city({ head }, { layers: ZONES }), at(475)).zones, {});
  assert.deepEqual(ahead(city({}, { streets: waterside }), at(475)).zones, {});
});
