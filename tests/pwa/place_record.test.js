import assert from "node:assert/strict";
import { test } from "node:test";

import { KEY, placeRecord, prepareRecord } from "../../pwa/app/phone/place_record.js";
import { isRecord, placeWords } from "../../pwa/app/phone/place_words.js";
import { memoryStore } from "../../pwa/app/phone/store.js";
import { words } from "../../pwa/app/phone/words.js";
import { alertPayload } from "./harness/payloads.js";
import { DEEP, NOW } from "./harness/places.js";

const ENGLISH = {
  "where.home.in": "Your home is in.",
  "where.home.edge": "Your home is at the edge.",
  "where.work.in": "Your work is in.",
  "where.work.edge": "Your work is at the edge.",
  "where.stay.in": "Your stay is in.",
  "where.stay.edge": "Your stay is at the edge.",
  "where.place.in": "{place} is in.",
  "where.place.edge": "{place} is at the edge.",
  "where.was_in": "This phone was in at {time}.",
  "now.drill_stopped": "The drill has stopped. This is real.",
};
const GERMAN = Object.fromEntries(
  Object.entries(ENGLISH).map(([id, text]) => [id, text.replace(" is ", " ist ")]),
);
const HOME = { id: "home-1", label: "自宅", class: "home", cell: 1, ...DEEP };
const FIX = { ...DEEP, accuracy: 10, at: NOW - 60 };
const HOW = { language: "en", timeZone: "Asia/Tokyo" };

/** Answers with the words of these languages; all others are not to be had. */
function speaking(catalogues) {
  return async (path) => {
    const language = /words\/(.+)\.json$/.exec(path)[1];
    const found = catalogues[language];
    return found ? Response.json(found) : new Response("", { status: 503 });
  };
}

function at(changes = {}) {
  const fetching = speaking({ en: ENGLISH });
  const page = { fetching, hash: "0123456789abcdef", language: "en", timeZone: "Asia/Tokyo" };
  return { ...page, fix: null, offset: 0, now: NOW, ...changes };
}

async function storeOf(kv) {
  const store = memoryStore();
  for (const [key, value] of Object.entries(kv)) await store.set(key, value);
  return store;
}

test("the record holds points and whole sentences, and nothing that names the phone", async () => {
  const store = await storeOf({ places: [HOME], subscription: { id: 7, secret: "s" } });

  await prepareRecord(store, at({ fix: FIX }));

  const sentences = { in: "Your home is in.", edge: "Your home is at the edge." };
  const times = { at: NOW - 60, server_at: NOW - 60 };
  assert.deepEqual(await store.get(KEY), {
    v: 1,
    language: "en",
    lang: "en",
    places: [{ class: "home", ...DEEP, until: null, ...sentences }],
    fix: { ...DEEP, accuracy: 10, ...times, was_in: "This phone was in at 14:01." },
    drill_stopped: "The drill has stopped. This is real.",
  });
});

const PLACES = {
  home: [HOME, "Your home is in."],
  work: [{ ...HOME, id: "work-1" }, "Your work is in."],
  stay: [{ ...HOME, id: "stay-1", class: "stay", until: NOW + 60 }, "Your stay is in."],
  "one that its reader has named": [{ ...HOME, id: "x", label: "Grandma's {house}" }, "Grandma's {house} is in."],
};

for (const [name, [place, said]] of Object.entries(PLACES)) {
  test(`a place has the sentence of what it is to its reader: ${name}`, () => {
    const record = placeRecord(words(ENGLISH), [place], null, HOW);

    assert.equal(isRecord(record), true);
    assert.deepEqual(placeWords(record, alertPayload().notification, NOW), [said]);
  });
}

test("where the phone was is no place of its own", () => {
  const record = placeRecord(words(ENGLISH), [{ ...HOME, class: "here", since: NOW }], null, HOW);

  assert.deepEqual(record.places, []);
});

test("the time in the sentence is by the server's clock", async () => {
  const store = await storeOf({});

  await prepareRecord(store, at({ fix: FIX, offset: -1_200 }));

  const { fix } = await store.get(KEY);
  assert.deepEqual(
    [fix.at, fix.server_at, fix.was_in],
    [NOW - 60, NOW - 1_260, "This phone was in at 13:41."],
  );
});

test("the record is in the language of this phone's warnings, not of the page", async () => {
  const store = await storeOf({ places: [HOME], language: "de" });

  await prepareRecord(store, at({ fetching: speaking({ en: ENGLISH, de: GERMAN }) }));

  const { language, places } = await store.get(KEY);
  assert.deepEqual([language, places[0].in], ["de", "Your home ist in."]);
});

test("another language makes the record anew, the position of before with it", async () => {
  const store = await storeOf({ places: [HOME], language: "en" });
  await prepareRecord(store, at({ fix: FIX }));
  const german = { ...GERMAN, "where.was_in": "Dieses Telefon war um {time} darin." };

  await store.set("language", "de");
  await prepareRecord(store, at({ fetching: speaking({ de: german }) }));

  const { language, fix } = await store.get(KEY);
  assert.deepEqual([language, fix.was_in], ["de", "Dieses Telefon war um 14:01 darin."]);
});

const OLD = { places: [HOME], [KEY]: { v: 1, language: "en", lang: "en", places: [], fix: null } };
const { "where.was_in": _, ...LACKING } = ENGLISH;

const NOT_WORDED = {
  "the words cannot be had": { fetching: speaking({}) },
  "the words are of easy Japanese alone": { fetching: speaking({ "ja-simple": ENGLISH }) },
  "a sentence is missing": { fetching: speaking({ en: LACKING }), fix: FIX },
  "a sentence lacks its slot": {
    fetching: speaking({ en: { ...ENGLISH, "where.was_in": "This phone was in." } }),
    fix: FIX,
  },
  "a sentence has a slot of its own": {
    fetching: speaking({ en: { ...ENGLISH, "where.home.in": "{place} is in." } }),
  },
};

for (const [name, changes] of Object.entries(NOT_WORDED)) {
  test(`there is no record where ${name}, and no old one`, async () => {
    const store = await storeOf(OLD);

    await prepareRecord(store, at(changes));

    assert.equal(await store.get(KEY), undefined);
  });
}

test("who takes every place away leaves no record of them", async () => {
  const store = await storeOf({ places: [HOME] });
  await prepareRecord(store, at());

  await store.set("places", []);
  await prepareRecord(store, at());

  assert.equal(await store.get(KEY), undefined);
});

test("a store that fails costs nothing but the record", async () => {
  const refused = async () => assert.fail("refused");

  await prepareRecord({ ...memoryStore(), get: refused, set: refused, remove: refused }, at());
});

test("of two pages the newer position stays, until it may say nothing any more", async () => {
  const store = await storeOf({});
  const moments = [];

  for (const [fix, now] of [
    [FIX, NOW],
    [{ ...FIX, at: NOW - 300 }, NOW],
    [null, NOW + 840],
    [null, NOW + 841],
  ]) {
    await prepareRecord(store, at({ fix, now }));
    moments.push((await store.get(KEY))?.fix?.at);
  }

  assert.deepEqual(moments, [NOW - 60, NOW - 60, NOW - 60, undefined]);
});
