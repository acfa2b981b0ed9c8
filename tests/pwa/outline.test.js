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

test("the middle of an area over the antimeridian is deep in it", () => {
  const { text } = outlines.find(({ name }) => name === "antimeridian sent");

  const { inside, edge_m } = standing(decode(text), 179.9999, -16.95);

  assert.ok(inside);
  assert.ok(edge_m > 5_400, `${edge_m} m to the nearest edge`);
});

test("where only one part reaches the antimeridian, its seam is an edge", () => {
  const { text } = outlines.find(({ name }) => name === "antimeridian, in steps");

  const beside = standing(decode(text), 179.999, -16.82);

  assert.ok(beside.inside);
  assert.ok(beside.edge_m < 110, `${beside.edge_m} m to the nearest edge`);
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
