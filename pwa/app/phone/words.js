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
    (catalogue[id] ?? id).replace(/\{(\w+)\}/g, (whole, name) => String(slots[name] ?? whole));
}

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

/** @param {typeof fetch} fetching @param {string} hash @param {string} language */
async function catalogue(fetching, hash, language) {
  const answer = await fetching(`/app/${hash}/words/${language}.json`);
  if (!answer.ok) throw new Error(`words for ${language}: ${answer.status}`);
  return answer.json();
}
