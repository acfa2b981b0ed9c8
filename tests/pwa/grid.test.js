import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { cellAt } from "../../pwa/app/phone/grid.js";

const FILE = new URL("../geo/grid-vectors.json", import.meta.url);

test("every point has the cell that Python gives it", () => {
  const { vectors } = JSON.parse(readFileSync(FILE, "utf-8"));

  const wrong = vectors.filter(([lon, lat, cell]) => cellAt(lon, lat) !== cell);

  assert.ok(vectors.length > 400);
  assert.deepEqual(wrong, []);
});

for (const [lon, lat] of [
  [NaN, 0],
  [0, NaN],
  [Infinity, 0],
  [0, 90.1],
  [0, -90.1],
  [0, undefined],
]) {
  test(`${lon}, ${lat} is no position`, () => {
    assert.throws(() => cellAt(lon, lat), RangeError);
  });
}
