// @ts-check
/**
 * Place record × pushed notification → what a notification may say of this phone's places and of
 * where it was (DOMAIN section 5). Pure; `now` in epoch seconds of this phone's clock.
 *
 * The sentences were worded by the page (place_record.js), in every language that a push can come in
 * here; this is only which of them hold. Whatever is not certain, not known or not in the push's own
 * language is not said: the push stands alone.
 */

import { inNotice, wherePoint } from "./position.js";

/** @typedef {import("./shapes.js").AlertNotification} AlertNotification */

export const RECORD_VERSION = 1;
/** More would push what to do off a small screen. */
const MOST_WORDS = 2;
const MOST_PLACES = 5;
const MOST_LENGTH = 300;

/**
 * @typedef {object} RecordedPlace a point with its sentences.
 * @property {"home" | "stay"} class
 * @property {number} lon degrees
 * @property {number} lat degrees
 * @property {number | null} until when a stay ends
 * @property {string} in "Your home is in the danger area."
 * @property {string} edge "Your home is in or at the edge of the danger area."
 */

/**
 * @typedef {object} RecordedFix the last position, with its sentence.
 * @property {number} lon degrees
 * @property {number} lat degrees
 * @property {number} accuracy metres
 * @property {number} at epoch seconds of this phone's clock
 * @property {number} server_at the same moment by the server's clock, which `was_in` names
 * @property {string} was_in "This phone was in the danger area at 13:52."
 */

/**
 * @typedef {object} PlaceRecord
 * @property {typeof RECORD_VERSION} v
 * @property {string} language the reader's id, as in the payload's `data.lang`
 * @property {string} lang of the sentences, as in the notification's `lang`
 * @property {RecordedPlace[]} places
 * @property {RecordedFix | null} fix
 * @property {string} [drill_stopped] "The drill has stopped. This is real." Absent in older records.
 * @property {Tongue[]} [more] the same sentences in other languages. Absent in older records.
 */

/**
 * @typedef {object} Tongue
 * @property {string} language
 * @property {string} lang
 * @property {{ in: string, edge: string }[]} places of each place of the record
 * @property {string} [was_in] where the record has a position
 * @property {string | undefined} [drill_stopped]
 */

/**
 * At most two sentences: where this phone was, then places in the area, the deepest first, then
 * those in or at its edge. Nothing of an alert that is over, or whose area the places have left.
 * One sentence about the way may follow that of a place in the area.
 * @param {any} record as it was kept: perhaps of another version, or broken
 * @param {AlertNotification} notification
 * @param {number} now
 * @param {(place: RecordedPlace) => string | null} [wayFrom] the sentence about the way (way_line.js)
 * @returns {string[]}
 */
export function placeWords(record, { lang, data }, now, wayFrom = () => null) {
  const mine = inLanguage(record, lang, data.lang);
  if (!mine) return [];
  if (data.phase !== "live" || !["new", "changed"].includes(data.relation)) return [];
  const was = inNotice(data, mine.fix, now);
  const said = was && mine.fix ? [mine.fix.was_in] : [];
  const holding = mine.places.filter((place) => place.until === null || place.until > now);
  const found = holding.flatMap((place) => ofPlace(data, place));
  found.sort((a, b) => Number(b.isIn) - Number(a.isIn) || b.depth - a.depth);
  const words = [...new Set([...said, ...found.map((one) => one.words)])].slice(0, MOST_WORDS);
  return withWay(words, found, wayFrom);
}

/**
 * For a real alert that ends an exercise on the screen (DOMAIN section 8).
 * @param {any} record as it was kept
 * @param {AlertNotification} notification
 * @returns {string[]} one sentence, or none
 */
export function stoppedWords(record, { lang, data }) {
  const words = inLanguage(record, lang, data.lang)?.drill_stopped;
  return words !== undefined && isSentence(words) ? [words] : [];
}

/** In which the readers of a language are spoken to whose own sentences are drafts. */
const INSTEAD = "ja-simple";

/**
 * The record with its sentences in the language of this push; null where it has none in it.
 * @param {any} record @param {string} lang of the push's words @param {string} language its reader's
 * @returns {PlaceRecord | null}
 */
function inLanguage(record, lang, language) {
  if (!isRecord(record)) return null;
  if (record.language === language && record.lang === lang) return record;
  const { fix, places } = record;
  const own = { language: record.language, lang: record.lang, places, was_in: fix?.was_in };
  const more = Array.isArray(record.more) ? record.more : [];
  const all = [{ ...own, drill_stopped: record.drill_stopped }, ...more];
  const said = all.filter((one) => one?.lang === lang);
  const found = [language, INSTEAD].flatMap((id) => said.filter((one) => one.language === id))[0];
  if (!found || !isTongue(found, record)) return null;
  const { was_in = "", drill_stopped } = found;
  return {
    ...record,
    places: places.map((one, i) => ({ ...one, ...wordsOf(found.places[i]) })),
    fix: fix && { ...fix, was_in },
    drill_stopped: drill_stopped ?? "",
  };
}

/** @param {any} one */
function wordsOf({ in: inside, edge }) {
  return { in: inside, edge };
}

/** Whole, and of the same places. @param {any} one @param {PlaceRecord} record */
function isTongue({ places, was_in }, record) {
  if (!Array.isArray(places) || places.length !== record.places.length) return false;
  const worded = places.every((one) => isSentence(one?.in) && isSentence(one.edge));
  return worded && (!record.fix || isSentence(was_in));
}

/** @typedef {{ place: RecordedPlace, isIn: boolean, depth: number, words: string }} Found */

/** @param {string[]} words @param {Found[]} found @param {(place: RecordedPlace) => string | null} wayFrom */
function withWay(words, found, wayFrom) {
  for (const { place, isIn, words: own } of found) {
    const way = isIn && words.includes(own) ? wayFrom(place) : null;
    if (way) return words.flatMap((one) => (one === own ? [one, way] : [one]));
  }
  return words;
}

/**
 * @param {import("./shapes.js").AlertData} data @param {RecordedPlace} place
 * @returns {Found[]}
 */
function ofPlace(data, place) {
  const found = wherePoint(data, place);
  if (!found || found.where === "out") return [];
  const isIn = found.where === "in";
  return [{ place, isIn, depth: found.edge_m, words: isIn ? place.in : place.edge }];
}

/**
 * Whole, and of our version; anything else is as good as none.
 * @param {any} kept
 * @returns {kept is PlaceRecord}
 */
export function isRecord(kept) {
  const { v, language, lang, places, fix } = kept ?? {};
  const named = v === RECORD_VERSION && typeof language === "string" && typeof lang === "string";
  if (!named || !Array.isArray(places) || places.length > MOST_PLACES) return false;
  return places.every(isPlace) && (fix === null || isFix(fix));
}

/** @param {any} place */
function isPlace(place) {
  const ends = Number.isFinite(place?.until);
  const known = place?.class === "home" ? place.until === null : place?.class === "stay" && ends;
  return known && isPoint(place) && isSentence(place.in) && isSentence(place.edge);
}

/** @param {any} fix */
function isFix(fix) {
  const times = Number.isFinite(fix?.at) && Number.isFinite(fix.server_at);
  return times && fix.accuracy >= 0 && isPoint(fix) && isSentence(fix.was_in);
}

/** @param {any} point */
function isPoint({ lon, lat }) {
  return Number.isFinite(lon) && Math.abs(lon) <= 180 && Number.isFinite(lat) && Math.abs(lat) <= 90;
}

/** @param {any} text */
function isSentence(text) {
  return typeof text === "string" && text.trim() !== "" && text.length <= MOST_LENGTH;
}
