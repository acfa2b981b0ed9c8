/** When a notification may say the way, and that nothing of it ever costs the push its own text. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { notice } from "../../pwa/app/phone/notice.js";
import { placeWords } from "../../pwa/app/phone/place_words.js";
import { isWayRecord, unlessGone, wayLine } from "../../pwa/app/phone/way_line.js";
import { FakeCaches } from "./harness/fake_caches.js";
import { FakeIndexedDb } from "./harness/fake_indexed_db.js";
import { FakeWorker, KILL_SWITCH, WORKER } from "./harness/fake_worker.js";
import { alertPayload } from "./harness/payloads.js";
import { DEEP, DEEPER, NEAR_EDGE, NOW, OUTSIDE, fix, place, record } from "./harness/places.js";
import { CITY, SAY, start, way, wayRecord } from "./harness/ways.js";

const HOME = record([place("Home", DEEP)]);
const IN = "Home is in.";
const EDGE = "Home is in or at the edge.";
const DAY = 24 * 3600;
const AT_HOME = wayRecord([start(DEEP)]);
const LEAVE = { kind: "flood", strength: "leave", action: "leave_for_site", until: null };
const LEVEL_3 = { strength: "leave_if_slow", action: "be_ready" };

/** A record whose one way has these acts of its own. */
function acting(own) {
  return wayRecord([start(DEEP, { flood: way({ own }) })]);
}

/** Name → way record, changes of the payload's data, what stands before the push's text, and more. */
const CASES = {
  "a home in the area of an order to leave": [AT_HOME, {}, [IN, SAY]],
  "a home at the edge of it": [
    wayRecord([start(NEAR_EDGE)]),
    {},
    [EDGE],
    { home: record([place("Home", NEAR_EDGE)]) },
  ],
  "a home outside it": [
    wayRecord([start(OUTSIDE)]),
    {},
    [],
    { home: record([place("Home", OUTSIDE)]) },
  ],
  "an update": [AT_HOME, { relation: "changed" }, [IN, SAY]],
  "an exercise": [AT_HOME, { mode: "drill" }, [IN]],
  "an exercise for walking the way": [AT_HOME, { mode: "drill", action: "leave_for_site" }, [IN]],
  "a training space": [AT_HOME, { mode: "training" }, [IN]],
  "an all-clear": [AT_HOME, { phase: "all_clear" }, []],
  "a withdrawal": [AT_HOME, { phase: "withdrawn" }, []],
  "an area that was left": [AT_HOME, { relation: "left" }, []],
  "a warning that has run out": [AT_HOME, { until: NOW }, [IN]],
  "a warning that runs": [AT_HOME, { until: NOW + 1 }, [IN, SAY]],
  "level 5": [AT_HOME, { strength: "protect", action: "protect" }, [IN]],
  "level 5, and a record that would walk all the same": [
    acting({ protect: "leave_for_site" }),
    { strength: "protect", action: "protect" },
    [IN],
  ],
  "an action not known": [AT_HOME, { action: "swim" }, [IN]],
  "off the shore": [AT_HOME, { action: "leave_shore" }, [IN]],
  "going up": [AT_HOME, { action: "go_up" }, [IN]],
  "level 3, for those who get ready": [AT_HOME, LEVEL_3, [IN]],
  "level 3, for those who need time": [acting({ leave_if_slow: "leave_for_site" }), LEVEL_3, [IN, SAY]],
  "getting ready for something weaker": [
    acting({ ready: "leave_for_site" }),
    { strength: "ready", action: "be_ready" },
    [IN],
  ],
  "a place that stays in": [acting({ leave: "stay_in" }), {}, [IN]],
  "a place that goes up": [acting({ leave: "go_up" }), {}, [IN]],
  "another hazard": [AT_HOME, { kind: "tsunami" }, [IN]],
  "a hazard called like a part of JavaScript": [AT_HOME, { kind: "constructor" }, [IN]],
  "another place": [wayRecord([start(DEEPER)]), {}, [IN]],
  "seven days old": [wayRecord([start(DEEP)], { made: NOW - 7 * DAY }), {}, [IN, SAY]],
  "older": [wayRecord([start(DEEP)], { made: NOW - 7 * DAY - 1 }), {}, [IN]],
  "of the future: the clock was set back": [wayRecord([start(DEEP)], { made: NOW + 1 }), {}, [IN]],
  "another bundle since": [AT_HOME, {}, [IN], { city: { ...CITY, hash: "fedcba9876543210" } }],
  "a street closed since": [AT_HOME, {}, [IN], { city: { ...CITY, n: 4 } }],
  "changes of before": [AT_HOME, {}, [IN], { city: { ...CITY, n: 2 } }],
  "no city kept any more": [AT_HOME, {}, [IN], { city: undefined }],
  "another language": [wayRecord([start(DEEP)], { language: "ja" }), {}, [IN]],
  "the words of another language": [wayRecord([start(DEEP)], { lang: "ja" }), {}, [IN]],
  "no record": [undefined, {}, [IN]],
  "a record of null": [null, {}, [IN]],
  "a record that is a text": ["From home", {}, [IN]],
  "a later version": [wayRecord([start(DEEP)], { v: 2 }), {}, [IN]],
  "no version": [wayRecord([start(DEEP)], { v: undefined }), {}, [IN]],
  "no places": [wayRecord(undefined), {}, [IN]],
  "a place of null": [wayRecord([start(DEEP), null]), {}, [IN]],
  "ways that are a list": [wayRecord([start(DEEP, [way()])]), {}, [IN]],
  "a way of null": [wayRecord([start(DEEP, { flood: null })]), {}, [IN]],
  "a sentence that is none": [wayRecord([start(DEEP, { flood: way({ say: " " }) })]), {}, [IN]],
  "a sentence that is too long": [
    wayRecord([start(DEEP, { flood: way({ say: "x".repeat(91) }) })]),
    {},
    [IN],
  ],
  "no metres": [wayRecord([start(DEEP, { flood: way({ metres: null, minutes: NaN }) })]), {}, [IN]],
  "acts that are a text": [acting("leave_for_site"), {}, [IN]],
  "zones that are none": [wayRecord([start(DEEP, undefined, { zones: { flood: "yes" } })]), {}, [IN]],
  "8 KB and a byte": [sized(8193), {}, [IN]],
  "8 KB": [sized(8192), {}, [IN, SAY]],
  "a site that was open minutes ago": [aging(600), {}, [IN, "Open at 14:02."]],
  "a site that was open once": [aging(601), {}, [IN, SAY]],
  "a position, and no place": [AT_HOME, {}, ["This phone was in at 13:52."], { home: record([], { fix: fix(DEEP) }) }],
  "a position, and a home": [
    AT_HOME,
    {},
    ["This phone was in at 13:52.", IN, SAY],
    { home: record(HOME.places, { fix: fix(DEEP) }) },
  ],
  "two places in it: the way from the deepest": [
    wayRecord([start(DEEP), start(DEEPER, { flood: way({ say: "From work: there." }) })]),
    {},
    ["Work is in.", "From work: there.", IN],
    { home: record([place("Home", DEEP), place("Work", DEEPER)]) },
  ],
  "two places in it, a way from one": [
    AT_HOME,
    {},
    ["Work is in.", IN, SAY],
    { home: record([place("Home", DEEP), place("Work", DEEPER)]) },
  ],
  "a place record that is broken": [AT_HOME, {}, [], { home: { ...HOME, v: 9 } }],
};

function sized(bytes) {
  const short = wayRecord([start(DEEP)]);
  const room = bytes - Buffer.byteLength(JSON.stringify(short));
  return { ...short, of: "1".padEnd(1 + room, "x") };
}

function aging(age) {
  const open = way({ say: "Open at 14:02.", later: SAY });
  return wayRecord([start(DEEP, { flood: open })], { made: NOW - age });
}

async function cachesWith(city) {
  const caches = new FakeCaches(async () => new Response("", { status: 503 }));
  if (!city) return caches;
  const listed = { hash: city.hash, changes: { v: 1, n: city.n } };
  await (await caches.open("hansho-city")).put("/api/v1/city", Response.json(listed));
  return caches;
}

for (const [name, [ways, data, words, given = {}]] of Object.entries(CASES)) {
  const { home, city } = { home: HOME, city: CITY, ...given };
  const payload = alertPayload({}, { mode: "real", ...LEAVE, ...data });

  test(`what is said of the way: ${name}`, () => {
    const wayFrom = (point) => wayLine(ways, city, payload.notification, point, NOW);

    assert.deepEqual(placeWords(home, payload.notification, NOW, wayFrom), words);
  });

  test(`worker and way_line.js say the same: ${name}`, async () => {
    const kv = { place_record: home, ...(ways === undefined ? {} : { way_record: ways }) };
    const indexedDB = new FakeIndexedDb({ kv });
    const worker = new FakeWorker(WORKER, { indexedDB, now: NOW, caches: await cachesWith(city) });

    await worker.push(payload);

    const body = [...words, payload.notification.body].join("\n");
    const known = { held: null, onScreen: [], canRenotify: true, record: home, ways, city, now: NOW };
    assert.deepEqual(
      worker.shown.map((one) => one.body),
      [body],
    );
    assert.equal(notice(payload, known).options.body, body);
    assert.deepEqual(worker.calls, []);
  });
}

test("the kill switch says no way", async () => {
  const kv = { place_record: HOME, way_record: AT_HOME };
  const given = { indexedDB: new FakeIndexedDb({ kv }), now: NOW, caches: await cachesWith(CITY) };
  const worker = new FakeWorker(KILL_SWITCH, given);
  const payload = alertPayload({}, { mode: "real", ...LEAVE });

  await worker.push(payload);

  assert.deepEqual(
    worker.shown.map((one) => one.body),
    [payload.notification.body],
  );
});

test("a record is kept only while all that it names are places of this phone", () => {
  const mine = { id: "home-1", ...DEEP };

  assert.equal(unlessGone(AT_HOME, [mine, { id: "work-1", ...DEEPER }]), AT_HOME);
  assert.equal(unlessGone(AT_HOME, [{ ...mine, ...DEEPER }]), null);
  assert.equal(unlessGone(AT_HOME, []), null);
  assert.equal(unlessGone("broken", [mine]), null);
});

test("the records of these tests are whole, so that each case fails for its own reason", () => {
  assert.deepEqual([AT_HOME, sized(8192), aging(0), acting({ leave: "x" })].map(isWayRecord), Array(4).fill(true));
});
