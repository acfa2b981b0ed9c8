import assert from "node:assert/strict";
import { test } from "node:test";

import { inApp, inNotice, wherePoint } from "../../pwa/app/phone/position.js";
import { relation } from "../../pwa/app/phone/relation.js";
import { alertPayload } from "./harness/payloads.js";

// The outline is a triangle, 36.56 to 36.57 N: 890 m wide and 1,110 m high; slack 25 m.
const DATA = alertPayload().notification.data;
const NOW = 1795323720;
const DEEP = { lon: 136.657, lat: 36.563 };
const NEAR_EDGE = { lon: 136.657, lat: 36.5601 }; // 11 m inside
const OUTSIDE = { lon: 136.657, lat: 36.559 }; // 111 m outside
const FAR = { lon: 136.9, lat: 36.559 };

function fix(point, { accuracy = 10, ago = 0 } = {}) {
  return { ...point, accuracy, at: NOW - ago };
}

const PLACES_SAY = [
  ["deeper than the slack", DEEP, "in"],
  ["inside, within the slack", NEAR_EDGE, "edge"],
  ["outside", OUTSIDE, "out"],
  ["far", FAR, "out"],
  ["no position at all", { lon: NaN, lat: 36.56 }, null],
];

for (const [what, point, where] of PLACES_SAY) {
  test(`a fixed place ${what} is ${where ?? "not spoken of"}`, () => {
    assert.equal(wherePoint(DATA, point)?.where ?? null, where);
  });
}

for (const data of [
  { area: null, slack_m: null },
  { area: "broken!", slack_m: 25 },
  { area: DATA.area, slack_m: null },
]) {
  test(`without an outline that can be read nothing is said: ${JSON.stringify(data)}`, () => {
    assert.deepEqual([wherePoint(data, DEEP), inApp(data, fix(DEEP), NOW)], [null, null]);
  });
}

const FIXES = [
  ["fresh, exact, deep inside", fix(DEEP), true, true],
  ["2 minutes old", fix(DEEP, { ago: 120 }), true, true],
  ["older than 2 minutes", fix(DEEP, { ago: 121 }), false, true],
  ["15 minutes old", fix(DEEP, { ago: 900 }), false, true],
  ["older than 15 minutes", fix(DEEP, { ago: 901 }), false, false],
  ["of a clock that was set back", fix(DEEP, { ago: -1 }), false, false],
  ["whose circle reaches out of the area", fix(DEEP, { accuracy: 400 }), false, false],
  ["whose circle reaches into the slack", fix(NEAR_EDGE, { accuracy: 1 }), false, false],
  ["outside", fix(OUTSIDE), false, false],
  ["of unknown accuracy", fix(DEEP, { accuracy: NaN }), false, false],
  ["that there is not", null, false, false],
];

for (const [what, given, app, later] of FIXES) {
  test(`a fix ${what}: the app says ${app ? "in" : "nothing"}, a notification ${later ? "was in" : "nothing"}`, () => {
    const said = [inApp(DATA, given, NOW), inNotice(DATA, given, NOW)];

    assert.deepEqual(said, [
      app ? "position.in" : null,
      later ? { id: "position.was_in", at: given.at } : null,
    ]);
  });
}

function place(point, changes = {}) {
  return { id: "1", label: "Home", class: "home", cell: 1, ...point, ...changes };
}

test("what is most urgent is said first: me, then places inside, at the edge, away", () => {
  const places = [
    place(OUTSIDE, { label: "Work" }),
    place(NEAR_EDGE, { label: "School" }),
    place(DEEP),
  ];

  assert.deepEqual(relation(DATA, places, fix(DEEP), NOW), [
    { id: "position.in" },
    { id: "place.in", label: "Home" },
    { id: "place.edge", label: "School" },
    { id: "place.away", label: "Work", metres: 110 },
  ]);
});

const SILENT = {
  "a stay that has ended": [DATA, [place(DEEP, { class: "stay", until: NOW })], null],
  "a position of before": [DATA, [place(DEEP, { class: "here", since: NOW })], null],
  "a place far away": [DATA, [place(FAR)], null],
  "an alert that is over": [{ ...DATA, phase: "all_clear" }, [place(DEEP)], fix(DEEP)],
  "an area that was left": [{ ...DATA, relation: "left" }, [place(DEEP)], fix(DEEP)],
  "no places and no fix": [DATA, [], null],
};

for (const [what, [data, places, given]] of Object.entries(SILENT)) {
  test(`nothing is claimed of ${what}`, () => {
    assert.deepEqual(relation(data, places, given, NOW), []);
  });
}

test("a stay that lasts is spoken of", () => {
  const stay = place(DEEP, { class: "stay", label: "Inn", until: NOW + 1 });

  assert.deepEqual(relation(DATA, [stay], null, NOW), [{ id: "place.in", label: "Inn" }]);
});
