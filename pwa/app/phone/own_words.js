// @ts-check
/**
 * Names that others wrote, cut where a reader would cut, as alerts/own_words.py does it. Only for names
 * that the server has cleaned: nothing in them is escaped but quotes and backslashes.
 */

const ELLIPSIS = "…";
const JOINERS = "\u200c\u200d";
const MARK = /^\p{M}/u;
const SKIN = /^[\u{1f3fb}-\u{1f3ff}]/u;
const FLAG = /^[\u{1f1e6}-\u{1f1ff}]$/u;
const SENTENCE_END = /[。．！？!?।៕](?=.)|[.!?؟](?=\s)/gu;

/**
 * The text if it fits; else as many whole sentences, words or characters as do, and "…".
 * @param {string} text
 * @param {number} bytes UTF-8 in a JSON string
 * @param {number} [characters] as a reader counts them
 */
export function trimmed(text, bytes, characters = Infinity) {
  if ([...text].length <= characters && cost(text) <= bytes) return text;
  let [room, left, end, shown] = [bytes, characters, "", ""];
  for (const one of graphemes(text)) {
    if (cost(one) > room || left === 0) return cut(shown);
    room -= cost(one);
    left -= 1;
    end += one;
    if (room >= cost(ELLIPSIS) && left >= 1) shown = end;
  }
  return text;
}

/** After the last sentence, else after the last word, unless that loses half of it. @param {string} fitting */
function cut(fitting) {
  const ends = [...fitting.matchAll(SENTENCE_END)].map((one) => one.index + one[0].length);
  const last = ends.at(-1);
  if (last !== undefined && lengthOf(fitting.slice(0, last)) * 2 >= lengthOf(fitting)) {
    return fitting.slice(0, last).trimEnd() + ELLIPSIS;
  }
  const space = fitting.lastIndexOf(" ");
  const isLate = space >= 0 && lengthOf(fitting.slice(0, space)) * 2 >= lengthOf(fitting);
  return (isLate && fitting ? fitting.slice(0, space) : fitting).trimEnd() + ELLIPSIS;
}

/** In code points. @param {string} text */
function lengthOf(text) {
  return [...text].length;
}

/** @param {string} text */
function cost(text) {
  return new TextEncoder().encode(text).length + (text.match(/["\\]/g)?.length ?? 0);
}

/** Marks, joiners, modifiers and flags stay with what they belong to. @param {string} text @returns {string[]} */
function graphemes(text) {
  /** @type {string[][]} */
  const found = [];
  for (const one of text) {
    const last = found.at(-1);
    if (last && joins(last, one)) last.push(one);
    else found.push([one]);
  }
  return found.map((one) => one.join(""));
}

/** @param {string[]} before of one grapheme @param {string} one */
function joins(before, one) {
  const last = before.at(-1) ?? "";
  if (MARK.test(one) || JOINERS.includes(one) || last === "\u200d" || SKIN.test(one)) return true;
  return FLAG.test(one) && FLAG.test(last) && before.length % 2 === 1;
}
