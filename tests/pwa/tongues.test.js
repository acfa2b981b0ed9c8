/** What the phone adds to a push is in the push's own language, whichever the page is read in. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { ANYBODY } from "../../pwa/app/phone/home_facts.js";
import { KEY, prepareRecord } from "../../pwa/app/phone/place_record.js";
import { placeWords, stoppedWords } from "../../pwa/app/phone/place_words.js";
import { memoryStore } from "../../pwa/app/phone/store.js";
import { bytesOf, isWayRecord, recordedWay, wayLine } from "../../pwa/app/phone/way_line.js";
import { wayRecord } from "../../pwa/app/phone/way_record.js";
import { words } from "../../pwa/app/phone/words.js";
import { alertPayload } from "./harness/payloads.js";
import { DEEP, NOW } from "./harness/places.js";

const HOME = { id: "home-1", label: "Home", class: "home", cell: 1, ...DEEP };
const IDS = ["home", "work", "stay"].flatMap((one) => [`where.${one}.in`, `where.${one}.edge`]);
const PLACE_IDS = [...IDS, "now.drill_stopped"];
const NAMED = { "where.place.in": "{place}", "where.place.edge": "{place}", "where.was_in": "{time}" };
const READ = ["en", "vi", "ja", "ja-simple"];

/** Each sentence says its language and its id. */
function saying(language) {
  return { ...Object.fromEntries(PLACE_IDS.map((id) => [id, `${language} ${id}`])), ...NAMED };
}

function fetching(languages) {
  return async (path) => {
    const language = /words\/(.+)\.json$/.exec(path)[1];
    return languages.includes(language)
      ? Response.json(saying(language))
      : new Response("", { status: 503 });
  };
}

/** The record of a phone that chose this language for its warnings. */
async function recordOf(language, languages = READ) {
  const store = memoryStore();
  await store.set("language", language);
  await store.set("places", [HOME]);
  const page = { fetching: fetching(languages), hash: "0123", language: "en", timeZone: "Asia/Tokyo" };
  await prepareRecord(store, { ...page, fix: null, offset: 0, now: NOW });
  return store.get(KEY);
}

/** As pushed to a reader of `language`, in words of `lang`. */
function pushed(language, lang) {
  const { notification } = alertPayload();
  return { ...notification, lang, data: { ...notification.data, lang: language } };
}

/** Chosen on this phone, the push's reader and words → whose sentences stand before it. */
const CASES = [
  ["en", "en", "en", "en"],
  ["en", "ja", "ja", "ja"],
  ["ja", "en", "en", "en"],
  ["en", "ja-simple", "ja", "ja-simple"],
  ["ja-simple", "ja", "ja", "ja"],
  ["en", "ko", "ja", "ja-simple"],
  ["ja-simple", "ko", "ja", "ja-simple"],
  ["en", "ko", "ko", null],
];

for (const [chosen, reader, lang, said] of CASES) {
  test(`chosen ${chosen}, pushed to a reader of ${reader} in ${lang}: ${said}`, async () => {
    const record = await recordOf(chosen);

    const found = placeWords(record, pushed(reader, lang), NOW);
    const stopped = stoppedWords(record, pushed(reader, lang));

    assert.deepEqual(found, said ? [`${said} where.home.in`] : []);
    assert.deepEqual(stopped, said ? [`${said} now.drill_stopped`] : []);
  });
}

test("words that do not come cost their own language alone", async () => {
  const record = await recordOf("en", ["en", "ja"]);

  assert.deepEqual(placeWords(record, pushed("ja", "ja"), NOW), ["ja where.home.in"]);
  assert.deepEqual(placeWords(record, pushed("en", "en"), NOW), ["en where.home.in"]);
  assert.deepEqual(placeWords(record, pushed("ko", "ja"), NOW), []);
});

test("a broken or foreign tongue says nothing, and the record's own words hold", async () => {
  const record = await recordOf("en");
  for (const places of [undefined, [], [null], [{ in: "", edge: "x" }], [{ in: "x" }]]) {
    const spoilt = { ...record, more: [{ language: "ja", lang: "ja", places }] };

    assert.deepEqual(placeWords(spoilt, pushed("ja", "ja"), NOW), []);
    assert.deepEqual(placeWords(spoilt, pushed("en", "en"), NOW), ["en where.home.in"]);
  }
});

const WAY_IDS = {
  "where.home.way": "{site}, {distance}, {count} min",
  "where.home.out": "out, {distance}, {count} min",
  "where.way.unsure": "not sure",
  "where.way.open": "open {time}",
  "distance.m": "{count} m",
  "distance.km": "{count} km",
  "way.go.w": "west",
};
const SITE = { ja: "兼六小学校", en: "Kenroku School" };
const FIRST = { turn: null, heading: "w", name: 1 };
const WAY = { site: SITE, metres: 648, minutes: 11, first: FIRST, street: null, open: true };
const MADE = { language: "en", bundle: "0123456789abcdef", n: 3, made: NOW, of: "1", time: "14:02" };

function waysOf(hazards, others = ["ja-simple", "ja"]) {
  const ahead = [{ zones: {}, ways: Object.fromEntries(hazards.map((one) => [one, WAY])) }];
  const also = others.map((language) => ({
    language,
    say: words({ ...WAY_IDS, "where.way.unsure": `${language} not sure` }),
  }));
  return wayRecord(words(WAY_IDS), [HOME], ahead, ANYBODY, MADE, also);
}

test("the way is said in the push's language, and by the page in its own", () => {
  const record = waysOf(["flood"]);
  const order = { kind: "flood", strength: "leave", action: "leave_for_site", until: null };
  const city = { hash: MADE.bundle, n: MADE.n };
  const later = NOW + 3_600;
  const line = (language, lang) => {
    const notification = pushed(language, lang);
    return wayLine(record, city, { ...notification, data: { ...notification.data, ...order } }, HOME, later);
  };

  assert.match(line("en", "en"), /^Kenroku School .* not sure$/);
  assert.match(line("ja", "ja"), /^兼六小学校.*ja not sure$/);
  assert.match(line("ko", "ja"), /ja-simple not sure$/);
  assert.equal(line("ko", "ko"), null);
  const found = recordedWay(record, { language: "ja", lang: "ja" }, HOME, "flood", later);
  assert.deepEqual([found.metres, found.minutes, Object.keys(found).includes("also")], [648, 11, false]);
});

test("where there is no room the last languages go before anything else does", () => {
  const many = Array.from({ length: 22 }, (_, i) => `hazard_${i}`);
  const record = waysOf(many);
  const alone = waysOf(many, []);
  const ways = Object.values(record.places[0].ways);

  assert.equal(isWayRecord(record), true);
  assert.ok(bytesOf(record) <= 8192);
  assert.equal(ways.length, many.length);
  assert.deepEqual(ways.map(({ also: _, ...way }) => way), Object.values(alone.places[0].ways));
  assert.ok(ways.every(({ also = {} }) => !("ja" in also)));
});
