// @ts-check
/**
 * What the page prepares of ways (preparing.js): from each place, for each hazard, one sentence for a
 * notification and the first direction for the alert's page, in the language of this phone's warnings.
 * way_line.js decides when a notification may say it. Pure.
 */

import { spoken } from "../languages.js";
import { both, direction, walked } from "../way/sentences.js";
import { action } from "./action.js";
import { factsOf } from "./home_facts.js";
import { roleOf } from "./place_role.js";
import { MOST_BYTES, MOST_CHARACTERS, WAY_RECORD_VERSION, bytesOf } from "./way_line.js";

/** @typedef {import("./home_facts.js").Person} Person */
/** @typedef {import("./shapes.js").Place} Place */
/** @typedef {import("./way_line.js").RecordedStart} RecordedStart */
/** @typedef {import("./way_line.js").RecordedWay} RecordedWay */
/** @typedef {import("./way_line.js").WayRecord} WayRecord */
/** @typedef {import("./ways_ahead.js").Ahead} Ahead */
/** @typedef {import("./ways_ahead.js").WayAhead} WayAhead */
/** @typedef {import("./words.js").Say} Say */

export const KEY = "way_record";
/** By what the first minute asks of a place, and by where the way ends. */
const SENTENCES = {
  home: { way: "where.home.way", out: "where.home.out" },
  work: { way: "where.work.way", out: "where.work.out" },
  stay: { way: "where.stay.way", out: "where.stay.out" },
};
/** Of a place that its reader has named. */
const NAMED = { way: "where.place.way", out: "where.place.out" };
const STRENGTHS = ["protect", "leave", "leave_if_slow", "ready", "know"];

/**
 * @typedef {object} Made
 * @property {string} language the reader's id
 * @property {string} bundle hash
 * @property {number} n of the changes
 * @property {number} made epoch seconds of this phone's clock
 * @property {string} of what it was made of
 * @property {string} time when the town's word on its sites was heard, "14:02"
 */

/**
 * The record; what does not fit goes, first directions, then the last places' ways.
 * @param {Say} say in the words of `made.language`
 * @param {readonly Place[]} places
 * @param {readonly Ahead[]} ahead one for each place
 * @param {Person} person
 * @param {Made} made
 * @param {readonly import("./place_record.js").InLanguage[]} [others] in which a push may come too; the
 *   last ones go first where there is no room
 * @returns {WayRecord}
 * @throws {RangeError} for words that lack a sentence
 */
export function wayRecord(say, places, ahead, person, { time, ...made }, others = []) {
  const { id, lang } = spoken(made.language);
  const starts = places.map((place, i) => {
    const { zones, ways } = ahead[i] ?? { zones: {}, ways: {} };
    // "From home" of two homes would send somebody along the way of the other one.
    const isOne = places.filter((one) => nameOf(one) === nameOf(place)).length === 1;
    const own = isOne ? wordedWays(say, place, ways, { language: id, time }) : {};
    const worded = others.reduce((all, one) => withAlso(all, one, place, ways, time), own);
    return { id: place.id, lon: place.lon, lat: place.lat, zones, ways: withOwn(worded, place, person, zones) };
  });
  return fitted({ v: WAY_RECORD_VERSION, ...made, lang, places: starts });
}

/**
 * @param {Record<string, RecordedWay>} worded @param {import("./place_record.js").InLanguage} other
 * @param {Place} place @param {Readonly<Record<string, WayAhead>>} ways @param {string} time
 * @returns {Record<string, RecordedWay>}
 */
function withAlso(worded, { language, say }, place, ways, time) {
  const { lang } = spoken(language);
  const added = Object.entries(worded).map(([kind, way]) => {
    const one = orNone(say, place, ways[kind], { language, time });
    if (!one) return [kind, way];
    const { metres: _, minutes: __, ...words } = one;
    return [kind, { ...way, also: { ...way.also, [language]: { lang, ...words } } }];
  });
  return Object.fromEntries(added);
}

/** @param {Place} place */
function nameOf(place) {
  return roleOf(place) ?? place.label;
}

/**
 * @param {Say} say @param {Place} place @param {Readonly<Record<string, WayAhead>>} ways
 * @param {{ language: string, time: string }} how
 * @returns {Record<string, RecordedWay>}
 */
function wordedWays(say, place, ways, how) {
  /** @type {Record<string, RecordedWay>} */
  const worded = {};
  for (const [hazard, way] of Object.entries(ways)) {
    const one = wordedWay(say, place, way, how);
    if (one) worded[hazard] = one;
  }
  return worded;
}

/**
 * Words that lack a sentence cost their own language alone.
 * @param {Say} say @param {Place} place @param {WayAhead | undefined} way
 * @param {{ language: string, time: string }} how
 */
function orNone(say, place, way, how) {
  try {
    return way ? wordedWay(say, place, way, how) : null;
  } catch {
    return null;
  }
}

/**
 * @param {Say} say @param {Place} place @param {WayAhead} way
 * @param {{ language: string, time: string }} how
 * @returns {RecordedWay | null} null where no wording is short enough
 */
function wordedWay(say, place, way, { language, time }) {
  const unsure = sentence(say, "where.way.unsure", {});
  const open = sentence(say, "where.way.open", { time });
  /** @param {string} state */
  const stating = (state) => shortest(say, place, way, state, language);
  const now = stating(way.open === null ? "" : way.open ? open : unsure);
  const later = way.open ? stating(unsure) : undefined;
  if (!now || later === null) return null;
  return {
    say: now,
    ...(later === undefined ? {} : { later }),
    ...(way.first ? { go: direction(say, way.first, way.street ?? undefined, language) } : {}),
    metres: way.metres,
    minutes: way.minutes,
  };
}

/**
 * With the site's name in the reader's language and as it stands on signs; else with one of them.
 * @param {Say} say @param {Place} place @param {WayAhead} way
 * @param {string} state what is known of the site, a sentence or nothing
 * @param {string} language
 * @returns {string | null}
 */
function shortest(say, place, way, state, language) {
  const { local, own } = both(way.site ?? undefined, language);
  const names = way.site ? [own && `${own} ${local}`, local, own].filter(Boolean) : [""];
  const distance = walked(say, way.metres);
  const gap = language === "ja" ? "" : " ";
  for (const site of names) {
    const slots = { distance, count: way.minutes, ...(way.site ? { site } : {}) };
    const whole = [from(say, place, way.site ? "way" : "out", slots), state].filter(Boolean).join(gap);
    if (whole.length <= MOST_CHARACTERS) return whole;
  }
  return null;
}

/**
 * @param {Say} say @param {Place} place @param {"way" | "out"} ends
 * @param {Record<string, string | number>} slots
 */
function from(say, place, ends, slots) {
  const role = roleOf(place);
  if (role) return sentence(say, SENTENCES[role][ends], slots);
  return sentence(say, NAMED[ends], { ...slots, place: place.label });
}

/**
 * A sentence that is missing would be its id, and one with other slots half a sentence.
 * @param {Say} say @param {string} id @param {Record<string, string | number>} slots
 */
function sentence(say, id, slots) {
  const template = say(id);
  const named = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  if (template === id || named.join() !== Object.keys(slots).sort().join()) {
    throw new RangeError(`no sentence for ${id}`);
  }
  return say(id, slots);
}

/**
 * What the place should do by itself, where that is not what an alert of this strength asks of all.
 * @param {Record<string, RecordedWay>} ways @param {Place} place @param {Person} person
 * @param {Readonly<Record<string, boolean>>} zones
 * @returns {Record<string, RecordedWay>}
 */
function withOwn(ways, place, person, zones) {
  const told = Object.entries(ways).map(([kind, way]) => {
    const own = ownActions(kind, factsOf(place, person, zones, kind));
    return /** @type {const} */ ([kind, Object.keys(own).length > 0 ? { ...way, own } : way]);
  });
  return Object.fromEntries(told);
}

/**
 * Who speaks, mayor or agency, makes no difference to this for the hazards that have sites.
 * @param {string} kind @param {import("./action.js").PlaceFacts} facts
 * @returns {Record<string, string>}
 */
export function ownActions(kind, facts, authority = "mayor") {
  const asked = STRENGTHS.map((strength) => ({ kind, strength, phase: "live", authority }));
  const mine = asked.filter((one) => action(one, facts) !== action(one));
  return Object.fromEntries(mine.map((one) => [one.strength, action(one, facts)]));
}

/** @param {WayRecord} record @returns {WayRecord} */
function fitted(record) {
  if (bytesOf(record) <= MOST_BYTES) return record;
  const languages = record.places.flatMap(({ ways }) => Object.values(ways).flatMap(alsoOf));
  const last = [...new Set(languages)].at(-1);
  if (last !== undefined) return fitted(without(record, last));
  const places = record.places.map((start) => ({ ...start, ways: withoutGo(start.ways) }));
  while (bytesOf({ ...record, places }) > MOST_BYTES) {
    const last = places.filter(({ ways }) => Object.keys(ways).length > 0).at(-1);
    if (!last) throw new RangeError("the places alone do not fit");
    last.ways = Object.fromEntries(Object.entries(last.ways).slice(0, -1));
  }
  return { ...record, places };
}

/** @param {RecordedWay} way */
function alsoOf({ also = {} }) {
  return Object.keys(also);
}

/** @param {WayRecord} record @param {string} language @returns {WayRecord} */
function without(record, language) {
  const less = (/** @type {RecordedWay} */ { also = {}, ...way }) => {
    const { [language]: _, ...left } = also;
    return Object.keys(left).length > 0 ? { ...way, also: left } : way;
  };
  const places = record.places.map((start) => {
    const kept = Object.entries(start.ways).map(([kind, way]) => /** @type {const} */ ([kind, less(way)]));
    return { ...start, ways: Object.fromEntries(kept) };
  });
  return { ...record, places };
}

/** @param {Readonly<Record<string, RecordedWay>>} ways @returns {Record<string, RecordedWay>} */
function withoutGo(ways) {
  return Object.fromEntries(Object.entries(ways).map(([kind, { go: _, ...way }]) => [kind, way]));
}
