// @ts-check
/**
 * What the page prepares for the worker on every open: this phone's points, each with the sentences
 * that may be said of it, worded in the language in which warnings are pushed here. It stays on the
 * phone. place_words.js decides which of them a push allows.
 */

import { spoken } from "../languages.js";
import { clock } from "./clock.js";
import { roleOf } from "./place_role.js";
import { FRESH_IN_NOTICE_S, isFresh } from "./position.js";
import { RECORD_VERSION, isRecord } from "./place_words.js";
import { capped } from "./waiting.js";
import { exactWords } from "./words.js";

/** @typedef {import("./place_words.js").PlaceRecord} PlaceRecord */
/** @typedef {import("./place_words.js").RecordedPlace} RecordedPlace */
/** @typedef {import("./shapes.js").Fix} Fix */
/** @typedef {import("./shapes.js").Place} Place */
/** @typedef {import("./words.js").Say} Say */

export const KEY = "place_record";
const LIMIT_MS = 10_000;
/** What pushes come in whatever was chosen: while the server has not heard of it, and for drafts. */
export const ALWAYS = ["ja-simple", "en", "ja"];
/** By what the first minute asks of a place, which its id begins with. */
const SENTENCES = {
  home: { in: "where.home.in", edge: "where.home.edge" },
  work: { in: "where.work.in", edge: "where.work.edge" },
  stay: { in: "where.stay.in", edge: "where.stay.edge" },
};
/** Of a place that its reader has named. */
const NAMED = { in: "where.place.in", edge: "where.place.edge" };

/**
 * @typedef {object} Circumstances
 * @property {typeof fetch} fetching
 * @property {string} hash of the version that the page was served with
 * @property {string} language of the page, where none was chosen for warnings
 * @property {string} timeZone IANA name
 * @property {Fix | null} fix the newest, if there is one since the page was opened
 * @property {number} offset seconds to add to this phone's clock to get the server's
 * @property {number} now epoch seconds of this phone's clock
 */

/**
 * Writes the record anew. Where it cannot be worded, or says nothing, there is none: an old one may
 * name a place that its reader has taken away. Never rejects.
 * @param {import("./store.js").Store} store
 * @param {Circumstances} at
 */
export async function prepareRecord(store, at) {
  try {
    /** @type {string} */
    const language = (await store.get("language")) ?? at.language;
    /** @type {Place[]} */
    const places = (await store.get("places")) ?? [];
    const fix = newestFix(at, await store.get(KEY));
    // Whoever has no place yet need not load three languages more before the first screen stands.
    if (places.length === 0 && !fix) return void (await store.remove(KEY));
    const [say, ...others] = await inEach([language, at.language, ...ALWAYS], at);
    if (!say) throw new Error("the words do not come");
    const how = { language, timeZone: at.timeZone };
    const record = placeRecord(say.say, places, fix, how, others);
    if (record.places.length > 0 || record.fix) await store.set(KEY, record);
    else await store.remove(KEY);
  } catch {
    await store.remove(KEY).catch(() => {});
  }
}

/** @typedef {{ language: string, say: Say }} InLanguage words, and whose they are */

/**
 * The words of each language, as far as they can be had; none is in the place of another but for the
 * first, which is the reader's own whatever it is read in. None at all where the first does not come.
 * @param {readonly string[]} languages
 * @param {Pick<Circumstances, "fetching" | "hash">} at
 * @returns {Promise<InLanguage[]>}
 */
export async function inEach(languages, { fetching, hash }) {
  const [first, ...more] = new Set(languages);
  const wanted = [first ?? "", ...more.filter((one) => spoken(one).id === one)];
  const read = wanted.map(async (language) => {
    const say = await capped(exactWords(fetching, hash, language), LIMIT_MS).catch(() => null);
    return say ? [{ language, say }] : [];
  });
  const found = await Promise.all(read);
  return found[0]?.length === 0 ? [] : found.flat();
}

/**
 * @param {Say} say in the words of `how.language`
 * @param {readonly Place[]} places
 * @param {(Fix & { server_at: number }) | null} fix
 * @param {{ language: string, timeZone: string }} how
 * @param {readonly InLanguage[]} [others] in which a push may come too
 * @returns {PlaceRecord}
 * @throws {RangeError} for words that lack a sentence
 */
export function placeRecord(say, places, fix, { language, timeZone }, others = []) {
  const more = others.flatMap((one) => inTongue(one, places, fix, timeZone));
  return {
    v: RECORD_VERSION,
    language,
    lang: spoken(language).lang,
    // A *here* is where the phone was, not a place of its own: only the fix speaks for it.
    places: places.filter((one) => one.class !== "here").map((one) => worded(say, one)),
    fix: fix && wordedFix(say, fix, clock(fix.server_at, timeZone)),
    drill_stopped: sentence(say, "now.drill_stopped"),
    ...(more.length > 0 ? { more } : {}),
  };
}

/**
 * The sentences alone, in another language; nothing where its words lack one: the record goes on.
 * @param {InLanguage} other @param {readonly Place[]} places
 * @param {(Fix & { server_at: number }) | null} fix @param {string} timeZone
 * @returns {import("./place_words.js").Tongue[]}
 */
function inTongue({ language, say }, places, fix, timeZone) {
  try {
    const made = placeRecord(say, places, fix, { language, timeZone });
    const worded = made.places.map(({ in: inside, edge }) => ({ in: inside, edge }));
    const was = made.fix ? { was_in: made.fix.was_in } : {};
    return [{ language, lang: made.lang, places: worded, ...was, drill_stopped: made.drill_stopped }];
  } catch {
    return [];
  }
}

/**
 * @param {Say} say @param {Fix & { server_at: number }} fix
 * @param {string} time
 */
function wordedFix(say, { lon, lat, accuracy, at, server_at }, time) {
  const was_in = sentence(say, "where.was_in", "time", time);
  return { lon, lat, accuracy, at, server_at, was_in };
}

/** @param {Say} say @param {Place} place @returns {RecordedPlace} */
function worded(say, place) {
  const role = roleOf(place);
  const ids = role && SENTENCES[role];
  /** @param {"in" | "edge"} where */
  const words = (where) =>
    ids ? sentence(say, ids[where]) : sentence(say, NAMED[where], "place", place.label);
  const isStay = place.class === "stay";
  return {
    class: isStay ? "stay" : "home",
    lon: place.lon,
    lat: place.lat,
    until: isStay ? (place.until ?? 0) : null,
    in: words("in"),
    edge: words("edge"),
  };
}

/**
 * A sentence that is missing would be its id, and one with another slot half a sentence.
 * @param {Say} say @param {string} id @param {string} [slot] @param {string} [value]
 */
function sentence(say, id, slot, value = "") {
  const template = say(id);
  const slots = template.match(/\{\w+\}/g) ?? [];
  if (template === id || slots.join() !== (slot ? `{${slot}}` : "")) {
    throw new RangeError(`no sentence for ${id}`);
  }
  return slot ? say(id, { [slot]: value }) : template;
}

/**
 * This page's, or that of a page of before or beside it; one that may say nothing is not kept.
 * @param {Circumstances} at @param {any} before
 */
function newestFix({ fix, offset, now }, before) {
  const mine = fix && { ...fix, server_at: fix.at + offset };
  const others = isRecord(before) ? before.fix : null;
  const newest = mine && (!others || mine.at >= others.at) ? mine : others;
  return newest && isFresh(newest, now, FRESH_IN_NOTICE_S) ? newest : null;
}
