import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { decode, standing } from "../../pwa/app/phone/outline.js";

const { outlines } = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf-8"));

for (const { name, text, rings, points } of outlines) {
  test(`${name}: the rings are those that Python wrote`, () => {
    assert.deepEqual(decode(text), rings);
  });

  test(`${name}: a point is inside where Python finds it inside`, () => {
    const decoded = decode(text);

    const found = points.map(([lon, lat]) => standing(decoded, lon, lat).inside);

    assert.deepEqual(
      found,
      points.map(([, , inside]) => inside),
    );
  });

  test(`${name}: a distance is never more than it is, and at most 1.5 % less`, () => {
    const decoded = decode(text);

    const wrong = points.filter(([lon, lat, , metres]) => {
      const { edge_m } = standing(decoded, lon, lat);
      return edge_m > metres + 0.2 || edge_m < metres * 0.985 - 0.2;
    });

    assert.deepEqual(wrong, []);
  });
}

test("the points of the vectors are on both sides of every outline", () => {
  for (const { points } of outlines) {
    assert.equal(new Set(points.map(([, , inside]) => inside)).size, 2);
  }
});

test("the example of docs/formats.md is its triangle", () => {
  assert.deepEqual(decode("wuhiag0k_Gw-BAAw-B."), [
    [
      [136.65, 36.56],
      [136.66, 36.56],
      [136.66, 36.57],
    ],
  ]);
});

for (const text of [
  "",
  "AAAA",
  "AA.",
  "AAAAAA",
  "AAAAA!.",
  "AAAAAAw.",
  "AAAAAAA.",
  ".",
  "wuhiag0k_Gw-BAAw-B..x",
]) {
  test(`a broken outline is refused: ${JSON.stringify(text)}`, () => {
    assert.throws(() => decode(text), RangeError);
  });
}
