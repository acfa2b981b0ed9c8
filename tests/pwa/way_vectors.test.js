import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { decodeBundle } from "../../pwa/app/way/bundle.js";
import { HAZARDS } from "../../pwa/app/way/hazards.js";
import { Guidance } from "../../pwa/app/way/guidance.js";
import { NO_CHANGES } from "../../pwa/app/way/sources.js";

/** Written by `python -m geo.field_vectors`: the server's own bundles and fields. */
const FILE = process.env.FIELD_VECTORS ?? new URL("field_vectors.json", import.meta.url);
const { cities } = JSON.parse(readFileSync(FILE, "utf-8"));

for (const [number, { bundle, cases }] of cities.entries()) {
  test(`city ${number}: every field has the server's bytes and costs`, async () => {
    const city = await decodeBundle(new Uint8Array(Buffer.from(bundle, "base64")));
    const guidance = new Guidance(city);
    for (const { hazard, profile, live, step, cost } of cases) {
      guidance.change({ ...NO_CHANGES, ...live });

      const { field } = guidance.solve(hazard, profile);

      const name = `${hazard} ${profile} ${JSON.stringify(live)}`;
      const costs = Array.from(field.cost, (one) => (one === Infinity ? null : one));
      assert.equal(Buffer.from(field.step).toString("base64"), step, name);
      assert.deepEqual(costs, cost, name);
    }
  });

  test(`city ${number}: the fields that were shipped are those that the phone finds`, async () => {
    const city = await decodeBundle(new Uint8Array(Buffer.from(bundle, "base64")));
    const guidance = new Guidance(city);
    for (const [hazard, step] of city.fields) {
      const { field } = guidance.solve(HAZARDS[hazard], "default");

      assert.deepEqual(field.step, step, HAZARDS[hazard]);
    }
  });
}

test("the vectors hold ways, ends and places without a way", () => {
  const seen = new Set(
    cities.flatMap(({ cases }) => cases.flatMap(({ step }) => [...Buffer.from(step, "base64")])),
  );

  assert.ok([0, 1, 253, 254, 255].every((one) => seen.has(one)));
});
