// @ts-check
/**
 * A received alert × a language → the same alert in it, as the service would have said it there
 * (alerts/wording.py; a test holds both equal). Pure. The payload brings ids and names (`data.say`,
 * docs/formats.md), the phone the words (`/app/<hash>/alerts/{language}.json`).
 */

import { described } from "../languages.js";
import { moment } from "./clock.js";
import { trimmed } from "./own_words.js";
import { words } from "./words.js";

/** @typedef {import("./shapes.js").AlertData} AlertData */
/** @typedef {import("./shapes.js").AlertNotification} AlertNotification */
/** @typedef {import("./shapes.js").Payload} Payload */
/** @typedef {Readonly<Record<string, string>>} Names language → name */

/**
 * @typedef {object} Book the words of one language.
 * @property {string[]} read_in the languages in which its readers are spoken to
 * @property {boolean} draft whether one of its sentences is a machine draft
 * @property {Readonly<Record<string, string>>} sentences
 */

/** @typedef {Readonly<Record<string, Book>>} Books by language */

/**
 * @typedef {object} Told `data.say`.
 * @property {string} ids
 * @property {string} [term]
 * @property {string} [kana]
 * @property {Names} [place]
 * @property {Names} [by]
 * @property {number} [from]
 * @property {string} [tz]
 * @property {string} [note]
 * @property {[string, string, string, Names][]} [holds]
 * @property {number} [held]
 * @property {string[]} [own]
 * @property {[string, Names][]} [tells] states of sites and streets
 */

/** @typedef {{ place: number, beside: number, issuer: number, holdings: number }} Room in bytes */

/** As alerts/speaker.py has them. */
const ALONE = { place: 96, beside: 60, issuer: 80, holdings: 2 };
const LONG_LETTERS = { place: 63, beside: 42, issuer: 60, holdings: 1 };
const SHARED = { place: 48, beside: 0, issuer: 39, holdings: 1 };
const SHARED_IN_EXERCISE = { ...SHARED, place: 42, issuer: 18 };
const NAME_CHARACTERS = 60;
/** Whose names the readers of these know. @type {Names} */
const BASES = { "ja-simple": "ja", "en-XA": "en", "ar-XB": "en" };

/**
 * What the service says to readers of this language: easy Japanese and English where it has drafts.
 * @param {Payload} payload as it came
 * @param {string} language
 * @param {Books} books
 * @returns {Payload | null} null where it cannot be said: no ids, no words, or others than are known
 */
export function retold({ notification }, language, books) {
  return inWords(notification, language, books[language]?.read_in ?? [], books);
}

/**
 * The same out of sentences that nobody has checked, for who asks for it; null where there are none.
 * @param {Payload} payload @param {string} language @param {Books} books
 * @returns {Payload | null}
 */
export function draftOf({ notification }, language, books) {
  const book = books[language];
  if (!book?.draft || book.read_in.includes(language)) return null;
  return inWords(notification, language, [language], books);
}

/** Which books are needed to say anything in this language. @param {string} language @param {Books} books */
export function neededFor(language, books) {
  return [...new Set([language, ...(books[language]?.read_in ?? []), "ja"])];
}

/**
 * @param {AlertNotification} notification @param {string} language @param {string[]} tongues
 * @param {Books} books
 * @returns {Payload | null}
 */
function inWords(notification, language, tongues, books) {
  const { data } = notification;
  const told = data.say;
  if (!told || tongues.length === 0) return null;
  try {
    const plan = planOf(told.ids);
    const room = roomFor(tongues, data.mode !== "real");
    const speakers = tongues.map((one) => speaker(one, room, notification.data, told, books));
    const note = tongues.length > 1 ? (books[language]?.sentences["note.no_text"] ?? "") : "";
    const { lang, dir } = described(tongues[0] ?? language);
    const title = speakers.map((one) => one.framed(one.phrase(plan.title))).join(" / ");
    const below = inJapanese(speakers[0], plan, data, told, books);
    const body = bodyOf(speakers, plan, note, data, told, below).join("\n");
    const [at, where] = [plan.at("do"), plan.at("where")];
    const turned = { ...data, lang: language, do: at, where, ...secondOf(speakers, plan, data, told) };
    const own = told.own?.includes(language) ?? false;
    return { notification: { ...notification, title, body, lang, dir, data: turned }, turned: { own } };
  } catch {
    return null;
  }
}

/** @typedef {ReturnType<typeof planOf>} Plan */

/** @param {string} ids */
function planOf(ids) {
  const [voice = "", title = "", ...said] = ids.split(" ");
  const end = said.indexOf("+");
  const lines = end < 0 ? said : said.slice(0, end);
  const whole = (/** @type {string} */ id) => `${voice}.${id}`;
  return {
    voice,
    title: whole(title),
    lines: lines.map(whole),
    extra: end < 0 ? [] : said.slice(end + 1).map(whole),
    /** @param {"do" | "where"} part @returns {number | null} */
    at: (part) => {
      const found = lines.findIndex((id) => id.split(".")[0] === part);
      return found < 0 ? null : found;
    },
  };
}

/** @param {string[]} tongues @param {boolean} isExercise @returns {Room} */
function roomFor(tongues, isExercise) {
  if (tongues.length > 1) return isExercise ? SHARED_IN_EXERCISE : SHARED;
  return ["my", "km"].includes(tongues[0] ?? "") ? LONG_LETTERS : ALONE;
}

/** @typedef {ReturnType<typeof speaker>} Speaker */

/**
 * Says sentences of one alert in one language.
 * @param {string} language @param {Room} room @param {AlertData} data @param {Told} told
 * @param {Books} books
 */
function speaker(language, room, data, told, books) {
  const book = bookOf(books, language);
  const base = BASES[language] ?? language;
  /** @param {string} id @param {Record<string, string>} slots */
  const raw = (id, slots) => sentence(book, id, slots);
  /** @param {Names} names */
  const place = (names) => placeName(raw, names, language, base, room);
  const by = told.by ?? {};
  const slots = {
    hazard: raw(`hazard.${data.kind}`, {}),
    place: place(told.place ?? {}),
    issuer: trimmed(by[base] ?? by[""] ?? by["ja"] ?? "", room.issuer, NAME_CHARACTERS),
    note: told.note ?? "",
    term: (told.term ?? "") + (language === "ja-simple" && told.kana ? `(${told.kana})` : ""),
  };
  /** @type {Record<string, number | null | undefined>} */
  const times = { from: told.from, until: data.until, clock: data.sent };
  const spoken = words(book.sentences);
  /** @param {string} id @returns {Record<string, string>} */
  const time = (id) => {
    const when = times[id.split(".").at(-1) ?? ""];
    const how = { timeZone: told.tz ?? "", say: spoken, near: data.sent };
    return when ? { time: moment(when, how) } : {};
  };
  const isChanged = data.phase === "live" && data.relation === "changed";
  return {
    language,
    room,
    raw,
    place,
    /** Of a site or a street. @param {[string, Names]} told */
    announced: ([what, names]) => raw(`notice.${what}`, { [what.split(".")[0] ?? ""]: place(names) }),
    /** @param {string} id */
    phrase: (id) => raw(id, { ...slots, ...time(id) }),
    /** @param {string} title */
    framed: (title) => {
      const marked = isChanged ? raw("frame.changed", { title }) : title;
      return data.mode === "real" ? marked : raw("frame.drill", { title: marked });
    },
  };
}

/**
 * Where the other of two languages begins, to say the same.
 * @param {Speaker[]} speakers @param {Plan} plan @param {AlertData} data @param {Told} told
 */
function secondOf([first, other], plan, data, told) {
  if (!first || !other) return { second: undefined };
  return { second: withHoldings(first, plan.lines, data, told).length };
}

/**
 * In the order of a push; an exercise ends by saying that it is one.
 * @param {Speaker[]} speakers @param {Plan} plan @param {string} note
 * @param {AlertData} data @param {Told} told @param {string[]} below
 */
function bodyOf(speakers, plan, note, data, told, below) {
  const lines = speakers.flatMap((one) => withHoldings(one, plan.lines.map(one.phrase), data, told));
  if (note) lines.push(note);
  const last = speakers.at(-1);
  const more = speakers.flatMap((one) => (told.tells ?? []).map(one.announced));
  if (last && data.phase !== "live" && told.note) more.push(last.phrase(`${plan.voice}.note`));
  more.push(...speakers.flatMap((one) => plan.extra.map(one.phrase)));
  const end = data.mode === "real" ? [] : [speakers.map((one) => one.phrase("drill.end")).join(" ")];
  return [...lines, ...more, ...below, ...end];
}

/**
 * The title as it stands on Japanese screens and signs, where nothing else is Japanese.
 * @param {Speaker | undefined} speaker @param {Plan} plan @param {AlertData} data
 * @param {Told} told @param {Books} books
 */
function inJapanese(speaker, { title: id }, { kind, mode }, { term = "" }, books) {
  const { ja } = books;
  if (!speaker || speaker.language.startsWith("ja") || !ja) return [];
  const title = sentence(ja, id, { hazard: sentence(ja, `hazard.${kind}`, {}), term });
  const shown = mode === "real" ? title : sentence(ja, "frame.drill", { title });
  return [speaker.raw("reference.ja", { title: shown })];
}

/**
 * An all-clear begins with what still holds; a withdrawal says it after what was wrong.
 * @param {Speaker} speaker @param {string[]} said @param {AlertData} data @param {Told} told
 */
function withHoldings({ raw, place, room }, said, data, { holds = [], held = 0 }) {
  const lines = holds.slice(0, room.holdings).map(([id, kind, term, names]) => {
    const title = raw(id, { hazard: raw(`hazard.${kind}`, {}), term });
    const what = id.startsWith("order.") ? "holds.order" : "holds.warning";
    return raw(what, { title, place: place(names) });
  });
  if (held > room.holdings) lines.push(raw("holds.more", {}));
  if (data.phase === "withdrawn") return [...said.slice(0, 1), ...lines, ...said.slice(1)];
  if (data.phase !== "all_clear") return said;
  const none = data.mode === "drill" ? [] : [raw("holds.none", {})];
  return [...(lines.length > 0 ? lines : none), ...said];
}

/**
 * In the reader's language, the Japanese name beside it, as on signs.
 * @param {(id: string, slots: Record<string, string>) => string} raw
 * @param {Names} names @param {string} language @param {string} base @param {Room} room
 */
function placeName(raw, names, language, base, room) {
  const wanted = [language, base, "", "ja", "en", ...Object.keys(names).sort()];
  const key = wanted.find((one) => Object.hasOwn(names, one)) ?? "";
  const name = trimmed(names[key] ?? "", room.place, NAME_CHARACTERS);
  if (!name) return raw("place.unnamed", {});
  if (base === "ja" || !room.beside) return name;
  const beside = trimmed(names["ja"] ?? "", room.beside);
  return !beside || beside === name ? name : raw("place.both", { name, name_ja: beside });
}

/** @param {Books} books @param {string} language */
function bookOf(books, language) {
  const book = books[language];
  if (!book) throw new RangeError(`no words for ${language}`);
  return book;
}

/**
 * Never with a hole in it. @param {Book} book @param {string} id @param {Record<string, string>} slots
 */
function sentence({ sentences }, id, slots) {
  const template = sentences[id];
  const named = [...(template ?? "").matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  if (template === undefined || !named.every((name) => Object.hasOwn(slots, name))) {
    throw new RangeError(`no sentence for ${id}`);
  }
  return words(sentences)(id, slots);
}
