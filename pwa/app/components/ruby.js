// @ts-check
/**
 * 漢字(かんじ): readings in round brackets, as easy Japanese writes them.
 *
 * As `<ruby>` with `<rp>` brackets the text is, character for character, the sentence that was
 * pushed: one text for the eye, the screen reader, the tests, and browsers without ruby.
 */

import { html } from "../html.js";

// Characters that take a reading, then its kana. What is not Japanese writing has none.
const READING = /([\p{Script=Han}々〆ヶ0-9０-９]+)\(([\p{Script=Hiragana}\p{Script=Katakana}ー・]+)\)/gu;

/** @typedef {string | { base: string, reading: string }} Part */

/**
 * @param {string} text
 * @returns {Part[]} in order; a string is plain text
 */
export function parts(text) {
  /** @type {Part[]} */
  const found = [];
  let end = 0;
  for (const match of text.matchAll(READING)) {
    if (match.index > end) found.push(text.slice(end, match.index));
    found.push({ base: match[1] ?? "", reading: match[2] ?? "" });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push(text.slice(end));
  return found;
}

/**
 * The text as a voice should read it: kana instead of the characters that have a reading.
 * @param {string} text
 */
export function spokenText(text) {
  return parts(text)
    .map((part) => (typeof part === "string" ? part : part.reading))
    .join("");
}

/**
 * A sentence, with its readings above the characters if there are any and they are wanted.
 * @param {{ text: string, shown: boolean }} props
 */
export function Sentence({ text, shown }) {
  if (!shown || parts(text).every((part) => typeof part === "string")) return html`${text}`;
  return html`<span class="with-ruby">${text.split(/( +)/).map(phrase)}</span>`;
}

/** What stands between two spaces is not broken: a browser would, before a ruby. @param {string} text */
function phrase(text) {
  const found = parts(text);
  if (found.every((part) => typeof part === "string")) return text;
  return html`<span class="phrase">${found.map(asRuby)}</span>`;
}

/** @param {Part} part */
function asRuby(part) {
  if (typeof part === "string") return part;
  const { base, reading } = part;
  return html`<ruby>${base}<rp>(</rp><rt>${reading}</rt><rp>)</rp></ruby>`;
}
