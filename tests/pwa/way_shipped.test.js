import assert from "node:assert/strict";
import { test } from "node:test";

import { fieldOf, NO_WAY, OUT, SITE } from "../../pwa/app/way/field.js";
import { graphOf } from "../../pwa/app/way/graph.js";
import { terrainOf } from "../../pwa/app/way/ground.js";
import { HAZARDS } from "../../pwa/app/way/hazards.js";
import { fieldAsShipped } from "../../pwa/app/way/shipped.js";
import { random, randomGround, randomStarts, randomStreets } from "./harness/streets.js";

const SIZE = 60;

/** A city with a field for one hazard, found here. */
function found(seed, hazard, how = {}) {
  const graph = graphOf(randomStreets(seed, SIZE));
  const ground = randomGround(seed, graph.m);
  const starts = randomStarts(seed, SIZE);
  const leaving = hazard === "tsunami";
  const terrain = terrainOf(graph, ground, hazard, how);
  const again = (step) => fieldAsShipped(graph, terrain, starts, leaving, step);
  return { graph, ground, starts, leaving, field: fieldOf(graph, terrain, starts, leaving), again };
}

for (const hazard of HAZARDS) {
  test(`${hazard}: a field that came along has the costs of the one that is found`, () => {
    for (let seed = 1; seed < 30; seed++) {
      const { field, again } = found(seed, hazard);

      assert.deepEqual(again(field.step), field, `seed ${seed}`);
    }
  });

  test(`${hazard}: a field with any other step in it is found anew`, () => {
    for (let seed = 1; seed < 30; seed++) {
      const { graph, field, again } = found(seed, hazard);
      const next = random(seed);
      const step = field.step.slice();
      const node = Math.floor(next() * graph.n);
      const ends = [NO_WAY, OUT, SITE, 0, 1, 2];
      step[node] = ends.find((one) => one !== step[node] && next() < 0.4) ?? (step[node] + 1) % 256;

      assert.equal(again(step), null, `seed ${seed}, node ${node}: ${field.step[node]} → ${step[node]}`);
    }
  });

  test(`${hazard}: after a closure it is the field that is found, byte for byte, or none`, () => {
    for (let seed = 1; seed < 30; seed++) {
      const quiet = found(seed, hazard);
      const edge = seed % quiet.graph.m;
      const { field, again } = found(seed, hazard, { closed: [edge], zone: [(edge * 7) % quiet.graph.m] });

      const given = again(quiet.field.step);

      assert.deepEqual(given ?? field, field, `seed ${seed}`);
    }
  });
}
