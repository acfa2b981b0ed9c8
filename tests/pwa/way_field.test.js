import assert from "node:assert/strict";
import { test } from "node:test";

import { fieldOf, INSIDE, NO_WAY, OUT, Refused, SITE } from "../../pwa/app/way/field.js";
import { graphOf } from "../../pwa/app/way/graph.js";
import { terrainOf } from "../../pwa/app/way/ground.js";
import { HAZARDS } from "../../pwa/app/way/hazards.js";
import { slowField } from "./harness/slow_field.js";
import { ground, randomGround, randomStarts, randomStreets, row } from "./harness/streets.js";

const GRAPHS = 60;

function field(graph, layers, hazard, starts, how = {}) {
  const terrain = terrainOf(graph, layers, hazard, how);
  return fieldOf(graph, terrain, starts, hazard === "tsunami");
}

test("every field of random streets is that of a solver that shares nothing with it", () => {
  let routed = 0;
  for (let seed = 1; seed <= GRAPHS; seed++) {
    const graph = graphOf(randomStreets(seed));
    const starts = randomStarts(seed, graph.n);
    for (const zoned of [0, 0.6, 0.9]) {
      const layers = randomGround(seed, graph.m, zoned);
      for (const hazard of HAZARDS) {
        for (const profile of ["default", "needs"]) {
          const terrain = terrainOf(graph, layers, hazard, { profile });

          const fast = fieldOf(graph, terrain, starts, hazard === "tsunami");

          const slow = slowField(graph, terrain, starts, hazard === "tsunami");
          const pairs = slow.cost.map(([inside, after]) => inside * INSIDE + after);
          assert.deepEqual([...fast.step], slow.step, `${hazard} ${profile}, graph ${seed}`);
          assert.deepEqual([...fast.cost], pairs);
          routed += slow.step.filter((one) => one < OUT).length;
        }
      }
    }
  }
  assert.ok(routed > 10_000, `${routed} nodes had a way`);
});

test("of two sites the nearer one is the goal, by what each costs to begin with", () => {
  const graph = row(5);

  const plain = field(graph, ground(4), "earthquake", new Map([[0, 0], [4, 0]]));
  const crowded = field(graph, ground(4), "earthquake", new Map([[0, 3000], [4, 0]]));

  assert.deepEqual([...plain.step], [SITE, 0, 0, 1, SITE]);
  assert.deepEqual([...crowded.step], [0, 1, 1, 1, SITE]);
});

test("a closed street is never on a way, for one hazard or for all", () => {
  const graph = row(4);
  const starts = new Map([[0, 0]]);

  const found = field(graph, ground(3), "fire", starts, { closed: [1] });

  assert.deepEqual([...found.step], [SITE, 0, NO_WAY, NO_WAY]);
});

test("a closure of an edge that is not there is passed over", () => {
  const found = field(row(2), ground(1), "fire", new Map([[0, 0]]), { closed: [-1, 1, 99] });

  assert.deepEqual([...found.step], [SITE, 0]);
});

test("who is in a zone leaves it by the shorter way inside, though the site is farther then", () => {
  const layers = ground(6, { flood: { hasZone: true, zone: [1, 2, 3] } });

  const found = field(row(7), layers, "flood", new Map([[6, 0]]));

  // 0 and 1 are outside on the wrong side: they do not go through the zone, and 2 has no way on there.
  assert.deepEqual([...found.step], [NO_WAY, NO_WAY, 1, 1, 1, 1, SITE]);
});

test("from a tsunami zone every lasting way out is a goal, and a pocket is none", () => {
  const layers = ground(60, {
    tsunami: { hasZone: true, zone: [3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19] },
  });

  const found = field(row(61), layers, "tsunami", new Map());

  assert.deepEqual([...found.step.slice(0, 22)], [...Array(20).fill(0).fill(1, 1), OUT, OUT]);
});

test("streets that are put into a mapped tsunami zone are left like those that were in it", () => {
  const layers = ground(30, { tsunami: { hasZone: true, zone: [0] } });

  const found = field(row(31), layers, "tsunami", new Map(), { zone: [1, 2] });

  assert.deepEqual([...found.step.slice(0, 5)], [0, 1, 1, OUT, OUT]);
});

test("a blocked street makes no pocket of the high ground behind it", () => {
  const layers = ground(30, { tsunami: { hasZone: true, zone: [0] } });

  const found = field(row(31), layers, "tsunami", new Map(), { closed: [1] });

  assert.deepEqual([...found.step.slice(0, 3)], [0, OUT, OUT]);
});

test("without a tsunami zone on the map only sites are goals", () => {
  const found = field(row(31), ground(30), "tsunami", new Map());

  assert.deepEqual(new Set(found.step), new Set([NO_WAY]));
});

test("people who cannot climb are led around stairs, or told that there is no way", () => {
  const graph = row(3, { flags: Uint16Array.from([1, 0]) });
  const starts = new Map([[0, 0]]);

  const usual = field(graph, ground(2), "earthquake", starts);
  const needs = field(graph, ground(2), "earthquake", starts, { profile: "needs" });

  assert.deepEqual([...usual.step], [SITE, 0, 0]);
  assert.deepEqual([...needs.step], [SITE, NO_WAY, NO_WAY]);
});

test("costs that would not be exact are refused", () => {
  assert.throws(() => field(row(3), ground(2), "fire", new Map([[0, INSIDE - 1]])), Refused);
});
