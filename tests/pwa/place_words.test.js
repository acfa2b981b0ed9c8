import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { notice } from "../../pwa/app/phone/notice.js";
import { placeWords } from "../../pwa/app/phone/place_words.js";
import { FakeIndexedDb } from "./harness/fake_indexed_db.js";
import { FakeWorker, WORKER } from "./harness/fake_worker.js";
import { alertPayload } from "./harness/payloads.js";
import {
  DEEP,
  DEEPER,
  NEAR_EDGE,
  NOW,
  OUTSIDE,
  fix,
  outline,
  place,
  record,
  stay,
} from "./harness/places.js";

const HOME = record([place("Home", DEEP)]);
const WAS = "This phone was in at 13:52.";

/** What is said: record, members of the notification, of its data, the words. */
const CASES = {
  "a home in the area": [HOME, {}, {}, ["Home is in."]],
  "a home within the slack": [
    record([place("Home", NEAR_EDGE)]),
    {},
    {},
    ["Home is in or at the edge."],
  ],
  "a home outside, in the same cells": [record([place("Home", OUTSIDE)]), {}, {}, []],
  "a visitor's stay": [record([stay("The inn", DEEP, NOW + 1)]), {}, {}, ["The inn is in."]],
  "a stay that has ended": [record([stay("The inn", DEEP, NOW)]), {}, {}, []],
  "several places: the deepest two": [
    record([place("School", NEAR_EDGE), place("Home", DEEP), place("Work", DEEPER)]),
    {},
    {},
    ["Work is in.", "Home is in."],
  ],
  "one in, one at the edge, one outside": [
    record([place("School", NEAR_EDGE), place("Work", OUTSIDE), place("Home", DEEP)]),
    {},
    {},
    ["Home is in.", "School is in or at the edge."],
  ],
  "two homes of one sentence": [
    record([place("Home", DEEP), place("Home", DEEPER)]),
    {},
    {},
    ["Home is in."],
  ],
  "a fresh position": [record([], { fix: fix(DEEP) }), {}, {}, [WAS]],
  "a fresh position and two homes: two sentences": [
    record([place("Home", DEEP), place("Work", DEEPER)], { fix: fix(DEEP) }),
    {},
    {},
    [WAS, "Work is in."],
  ],
  "a position of 15 minutes ago": [record([], { fix: fix(DEEP, { ago: 900 }) }), {}, {}, [WAS]],
  "an older position": [record([], { fix: fix(DEEP, { ago: 901 }) }), {}, {}, []],
  "a position of a clock that was set back since": [
    record([], { fix: fix(DEEP, { ago: -1 }) }),
    {},
    {},
    [],
  ],
  "a position whose circle reaches out": [
    record([], { fix: fix(DEEP, { accuracy: 400 }) }),
    {},
    {},
    [],
  ],
  "a clock that is 20 minutes wrong, always": [
    record([], { fix: fix(DEEP, { server_at: NOW + 1_140 }) }),
    {},
    { sent: NOW + 1_200 },
    [WAS],
  ],
  "a clock set back by 20 minutes since the position": [
    record([], { fix: fix(DEEP) }),
    {},
    { sent: NOW + 1_200 },
    [],
  ],
  "a place record that is empty": [record([]), {}, {}, []],
  "an exercise: the same words, its own first and last": [
    HOME,
    {},
    { mode: "drill" },
    ["Home is in."],
  ],
  "an update": [HOME, {}, { relation: "changed" }, ["Home is in."]],
  "an area that was left": [HOME, {}, { relation: "left" }, []],
  "a relation not known": [HOME, {}, { relation: "near" }, []],
  "an all-clear": [HOME, {}, { phase: "all_clear" }, []],
  "a withdrawal": [HOME, {}, { phase: "withdrawn" }, []],
  "no outline": [HOME, {}, { area: null, slack_m: null }, []],
  "an outline that was cut off": [HOME, {}, { area: "wuhiag0k_Gw-BAA" }, []],
  "an outline of other characters": [HOME, {}, { area: "###." }, []],
  "an outline without a slack": [HOME, {}, { slack_m: null }, []],
  "an outline of a slack below nothing": [HOME, {}, { slack_m: -1 }, []],
  "a member of the payload that is missing": [HOME, {}, { area: undefined }, []],
  "a record in another language": [record(HOME.places, { language: "ja" }), {}, {}, []],
  "a push in another language": [HOME, { lang: "ja" }, { lang: "ja" }, []],
  "a push in the words of another language": [HOME, { lang: "ja" }, {}, []],
  "readers without catalogue, in easy Japanese like the push": [
    record(HOME.places, { language: "vi", lang: "ja" }),
    { lang: "ja" },
    { lang: "vi" },
    ["Home is in."],
  ],
  "no record": [undefined, {}, {}, []],
  "a record of an older version": [record(HOME.places, { v: 0 }), {}, {}, []],
  "a record of a later version": [record(HOME.places, { v: 2 }), {}, {}, []],
  "a record that is a text": ["Home", {}, {}, []],
  "a record of null": [null, {}, {}, []],
  "a record without places": [record(undefined), {}, {}, []],
  "a record of more places than there can be": [
    record(Array.from({ length: 6 }, () => place("Home", DEEP))),
    {},
    {},
    [],
  ],
  "a place that is null": [record([place("Home", DEEP), null]), {}, {}, []],
  "a place off the earth": [record([place("Home", { lon: 136.65, lat: 136 })]), {}, {}, []],
  "a place without numbers": [record([place("Home", { lon: "136.657", lat: "36" })]), {}, {}, []],
  "a place without its sentence": [record([place("Home", DEEP, { in: " " })]), {}, {}, []],
  "a place with a sentence that is none": [
    record([place("Home", DEEP, { edge: "x".repeat(301) })]),
    {},
    {},
    [],
  ],
  "a home that ends": [record([place("Home", DEEP, { until: NOW + 9 })]), {}, {}, []],
  "a stay without end": [record([stay("The inn", DEEP, null)]), {}, {}, []],
  "a class not known": [record([place("Home", DEEP, { class: "here" })]), {}, {}, []],
  "a position that is no position": [record(HOME.places, { fix: { lon: 1 } }), {}, {}, []],
  "a position without accuracy": [
    record(HOME.places, { fix: fix(DEEP, { accuracy: NaN }) }),
    {},
    {},
    [],
  ],
  "a position without its sentence": [
    record(HOME.places, { fix: fix(DEEP, { was_in: 7 }) }),
    {},
    {},
    [],
  ],
};

/** What this worker shows of a push, with such a record. */
async function shownBy(kept, payload, now = NOW) {
  const kv = kept === undefined ? {} : { place_record: kept };
  const worker = new FakeWorker(WORKER, { indexedDB: new FakeIndexedDb({ kv }), now });
  await worker.push(payload);
  return worker.shown;
}

for (const [name, [kept, changes, data, words]] of Object.entries(CASES)) {
  const payload = alertPayload(changes, data);

  test(`what is said: ${name}`, () => {
    assert.deepEqual(placeWords(kept, payload.notification, NOW), words);
  });

  test(`worker and place_words.js say the same: ${name}`, async () => {
    const shown = await shownBy(kept, payload);

    const body = [...words, payload.notification.body].join("\n");
    const known = { held: null, onScreen: [], canRenotify: true, record: kept, now: NOW };
    assert.deepEqual(
      shown.map((one) => one.body),
      [body],
    );
    assert.equal(notice(payload, known).options.body, body);
  });
}

const { outlines } = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf-8"));

for (const { name, text, points } of outlines) {
  test(`${name}: worker and place_words.js agree at every point of the vectors`, async () => {
    const payload = alertPayload({}, { area: text });
    const records = points.map(([lon, lat]) => record([place("Home", { lon, lat })]));

    const shown = await Promise.all(records.map((one) => shownBy(one, payload)));

    const said = records.map((one) => placeWords(one, payload.notification, NOW));
    assert.deepEqual(
      shown.map(([one]) => one.body),
      said.map((words) => [...words, payload.notification.body].join("\n")),
    );
    assert.deepEqual(
      said.map((words) => words.length === 1),
      points.map(([, , inside]) => inside),
    );
  });
}

for (const lon of [179.995, -179.995]) {
  test(`a home near the antimeridian (${lon}) is in an area that reaches over it`, async () => {
    const [west, east] = [179.98, 180.02];
    const over = [west, east, east, west].map((x, i) => [x, i < 2 ? 0 : 0.02]);
    const payload = alertPayload({}, { area: outline(over) });
    const kept = record([place("Home", { lon, lat: 0.01 })]);

    const [shown] = await shownBy(kept, payload);

    assert.deepEqual(placeWords(kept, payload.notification, NOW), ["Home is in."]);
    assert.equal(shown.body.split("\n")[0], "Home is in.");
  });
}

test("a payload of a version not known is not spoken beside, whatever its members say", async () => {
  const payload = alertPayload({}, { v: 2 });

  const shown = await shownBy(HOME, payload);

  assert.deepEqual(
    shown.map((one) => one.body),
    [payload.notification.body],
  );
});
