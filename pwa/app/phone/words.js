// @ts-check
/** The page's words: one JSON catalogue per language, `/app/<hash>/words/{lang}.json`. */

/** @typedef {(id: string, slots?: Readonly<Record<string, string | number>>) => string} Say */

/**
 * `say(id, slots)`: the sentence with its `{slots}` filled. A sentence that is missing is its id, so
 * that it is seen; a slot that was not given stays as it is written.
 * @param {Readonly<Record<string, string>>} catalogue
 * @returns {Say}
 */
export function words(catalogue) {
  return (id, slots = {}) =>
    (catalogue[id] ?? id).replace(/\{(\w+)\}/g, (whole, name) => {
      const value = slots[name];
      return value === undefined ? whole : apart(catalogue, inWords(catalogue, value));
    });
}

/**
 * As alerts/number_words.py writes numbers: at most one decimal, thousands apart from 10,000 on.
 * @param {Readonly<Record<string, string>>} catalogue @param {string | number} value
 */
function inWords(catalogue, value) {
  if (typeof value === "string") return value;
  const [whole = "", decimal = "0"] = value.toFixed(1).split(".");
  const grouped = Number(whole) < GROUPED_FROM ? whole : whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return decimal === "0" ? grouped : grouped + (catalogue["number.decimal"] ?? ".") + decimal;
}

/**
 * In a language from right to left, a name in another direction moves nothing around it.
 * @param {Readonly<Record<string, string>>} catalogue @param {string} value
 */
function apart(catalogue, value) {
  return value && (catalogue["slot.before"] ?? "") + value + (catalogue["slot.after"] ?? "");
}

const GROUPED_FROM = 10_000;
/** What languages without catalogue read anyway; the worker always has it. */
const ALWAYS = "ja-simple";

/**
 * The words of a language; without network those of easy Japanese, where the language was never
 * read on this phone.
 * @param {typeof fetch} fetching
 * @param {string} hash of the version that the page was served with
 * @param {string} language
 * @returns {Promise<Say>} rejects where neither can be read; the page keeps what it shows
 */
export async function loadWords(fetching, hash, language) {
  try {
    return await exactWords(fetching, hash, language);
  } catch (error) {
    if (language === ALWAYS) throw error;
    return words(await catalogue(fetching, hash, ALWAYS));
  }
}

/**
 * The same, and no other language in its place.
 * @param {typeof fetch} fetching @param {string} hash @param {string} language
 * @returns {Promise<Say>} rejects where they cannot be read
 */
export async function exactWords(fetching, hash, language) {
  return words(await catalogue(fetching, hash, language));
}

/**
 * The words of alerts, with which one that was received is turned to this language.
 * @param {typeof fetch} fetching @param {string} hash @param {string} language
 * @returns {Promise<import("./retelling.js").Book>} rejects where they cannot be read
 */
export async function alertWords(fetching, hash, language) {
  return file(fetching, hash, "alerts", language);
}

/**
 * What helps at each hazard, in full.
 * @param {typeof fetch} fetching @param {string} hash @param {string} language
 * @returns {Promise<Record<string, string>>} rejects where it cannot be read
 */
export async function inFull(fetching, hash, language) {
  return file(fetching, hash, "more", language);
}

/** @param {typeof fetch} fetching @param {string} hash @param {string} language */
function catalogue(fetching, hash, language) {
  return file(fetching, hash, "words", language);
}

/** @param {typeof fetch} fetching @param {string} hash @param {string} of @param {string} language */
async function file(fetching, hash, of, language) {
  const answer = await fetching(`/app/${hash}/${of}/${language}.json`);
  if (!answer.ok) throw new Error(`${of} for ${language}: ${answer.status}`);
  return answer.json();
}
