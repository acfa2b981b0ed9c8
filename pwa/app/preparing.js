// @ts-check
/**
 * Loaded by a page that has places and a town with streets (actions.js): keeps the city, and writes
 * the way record anew whenever something it was made of has changed. Never rejects.
 */

import { clock } from "./phone/clock.js";
import { isWayRecord } from "./phone/way_line.js";
import { ALWAYS, inEach } from "./phone/place_record.js";
import { KEY, wayRecord } from "./phone/way_record.js";
import { readPerson } from "./phone/home_facts.js";
import { capped } from "./phone/waiting.js";
import { changesOf, kept, keptBytes, parts, takeCity } from "./way/keeping.js";

/** @typedef {import("./phone/place_record.js").Circumstances} Circumstances */
/** @typedef {import("./phone/shapes.js").Place} Place */
/** @typedef {import("./phone/store.js").Store} Store */
/** @typedef {import("./phone/ways_ahead.js").Ahead} Ahead */
/** @typedef {import("./way/keeping.js").Kept} Kept */
/** @typedef {import("./way/keeping.js").Parts} Parts */

/** How often the town is asked what changed, and how old a record may grow without being made anew. */
const ASK_S = 300;
const RENEW_S = 24 * 3600;
const LIMIT_MS = 60_000;

/** @typedef {(errand: import("./preparer.js").Errand) => Promise<Ahead[]>} Ask the thread */

/**
 * @param {Store} store
 * @param {Circumstances} at
 * @param {{ parts?: Parts, ask?: Ask }} [how]
 * @returns {Promise<boolean>} whether the record is another than before
 */
export async function prepareWays(store, at, how = {}) {
  const { parts: all = parts(), ask = (errand) => inThread(at.hash, errand) } = how;
  try {
    const listed = await freshCity(all, at.now);
    const before = await store.get(KEY);
    // Not to be read is not gone (a page that is being left reads nothing): way_line.js asks again.
    if (!listed) return false;
    const made = await circumstances(store, at, listed);
    if (made.places.length === 0) return await dropped(store, before);
    const isSame = isWayRecord(before) && before.of === made.of;
    if (isSame && isYoung(before.made, at.now)) return false;
    const next = await written(all, at, listed, made, ask).catch(() => null);
    // Nothing of it has changed: growing older, it is as good as it says (way_line.js).
    if (!next) return isSame ? false : await dropped(store, before);
    await store.set(KEY, next);
    return true;
  } catch {
    return false;
  }
}

/**
 * What is kept of the city, asked for anew where that was long ago.
 * @param {Parts} all @param {number} now
 */
async function freshCity(all, now) {
  const before = await kept(all);
  if (before && now - before.heard >= 0 && now - before.heard < ASK_S) return before;
  await takeCity(all);
  return kept(all);
}

/**
 * An old record would speak of places or streets as they were. @param {Store} store
 * @param {unknown} before
 */
async function dropped(store, before) {
  if (before === undefined) return false;
  await store.remove(KEY);
  return true;
}

/** @param {number} made @param {number} now */
function isYoung(made, now) {
  return now - made >= 0 && now - made < RENEW_S;
}

/** @param {Store} store @param {Circumstances} at @param {Kept} listed */
async function circumstances(store, at, listed) {
  /** @type {string} */
  const language = (await store.get("language")) ?? at.language;
  /** @type {Place[]} */
  const all = (await store.get("places")) ?? [];
  const places = all.filter((one) => one.class !== "here");
  const person = readPerson(await store.get("person"));
  const n = changesOf(listed)?.n ?? 0;
  const of = digest(JSON.stringify([at.hash, language, listed.hash, n, places, person]));
  return { language, places, person, n, of };
}

/**
 * @param {Parts} all @param {Circumstances} at @param {Kept} listed
 * @param {Awaited<ReturnType<typeof circumstances>>} made @param {Ask} ask
 */
async function written(all, at, listed, { language, places, person, n, of }, ask) {
  const [say, ...others] = await inEach([language, ...ALWAYS], at);
  const bytes = await keptBytes(all, listed);
  if (!say || !bytes) throw new Error("no words, or no city");
  const points = places.map(({ lon, lat }) => ({ lon, lat }));
  const ahead = await ask({ bytes, changes: changesOf(listed), places: points, person });
  const time = clock(listed.heard + at.offset, at.timeZone);
  const circumstance = {
    language,
    bundle: listed.hash,
    n,
    // By when the town was heard of, not by now: what is old when it is made is old.
    made: Math.floor(listed.heard),
    of,
    time,
  };
  return wayRecord(say.say, places, ahead, person, circumstance, others);
}

/** 32 bits by FNV-1a: to tell whether a record is of today, and to take no room in it. @param {string} text */
function digest(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return value.toString(16);
}

/** @param {string} hash @param {import("./preparer.js").Errand} errand @returns {Promise<Ahead[]>} */
async function inThread(hash, errand) {
  const worker = new Worker(`/app/${hash}/app/preparer.js`, { type: "module" });
  try {
    const told = new Promise((done, failed) => {
      worker.onmessage = ({ data }) => (data.ahead ? done(data.ahead) : failed(new Error(data.error)));
      worker.onerror = ({ message }) => failed(new Error(message));
    });
    worker.postMessage(errand, [errand.bytes]);
    const ahead = await capped(/** @type {Promise<Ahead[]>} */ (told), LIMIT_MS);
    if (!ahead) throw new Error("the thread does not answer");
    return ahead;
  } finally {
    worker.terminate();
  }
}
