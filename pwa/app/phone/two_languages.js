// @ts-check
/**
 * Which language each part of an alert is in, where it is said in two to a reader of a third: easy
 * Japanese, then English, then a line of their own. service/page/two_languages.py says the same and
 * says why. Pure.
 */

import { described } from "../languages.js";

/** @typedef {Pick<import("./shapes.js").AlertNotification, "title" | "body" | "lang"> & { data: { lang: string, second?: number } }} Said */
/** @typedef {{ lang: string, text: string }} Part */

const KANA = /[\u3041-\u30ff]/;
const ENGLISH = /[a-z]{2,} [a-z]{2,}/;
const BETWEEN_TITLES = " / ";

/** Where the English lines begin; 0 for a text in one language. @param {Said} notification */
export function secondAt({ data }) {
  return data.second ?? 0;
}

/** Which line says the same in the first language. @param {Said} notification @param {number} at */
export function firstOf(notification, at) {
  const count = secondAt(notification);
  return count <= at && at < 2 * count ? at - count : at;
}

/** `lang` of each line of the body. @param {Said} notification @returns {string[]} */
export function languagesOfLines(notification) {
  const { body, lang, data } = notification;
  const count = secondAt(notification);
  return body.split("\n").map((line, at) => {
    if (count === 0 || at < count) return lang;
    if (at === 2 * count) return described(data.lang).lang;
    return at > 2 * count && isJapanese(line) ? lang : "en";
  });
}

/** Names in English have kana, too. @param {string} line */
function isJapanese(line) {
  return KANA.test(line) && (line.includes("。") || !ENGLISH.test(line));
}

/** The title's parts; joined they are the title. @param {Said} notification @returns {Part[]} */
export function titles(notification) {
  const { title, lang } = notification;
  const end = title.indexOf(BETWEEN_TITLES) + BETWEEN_TITLES.length;
  if (!title.includes(BETWEEN_TITLES) || secondAt(notification) === 0) return [{ lang, text: title }];
  return [
    { lang, text: title.slice(0, end) },
    { lang: "en", text: title.slice(end) },
  ];
}

/** Everything, for a voice: as few parts as there are languages in turn. @param {Said} notification */
export function spokenParts(notification) {
  const langs = languagesOfLines(notification);
  const lines = notification.body.split("\n").map((text, at) => ({ lang: langs[at] ?? "", text }));
  /** @type {Part[]} */
  const parts = [];
  for (const one of [...titles(notification), ...lines]) {
    const last = parts.at(-1);
    if (last?.lang === one.lang) last.text += `\n${one.text}`;
    else parts.push({ ...one });
  }
  return parts;
}
