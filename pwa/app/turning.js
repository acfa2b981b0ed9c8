// @ts-check
/**
 * Received alerts in other languages than they came in: reads the words when they are needed, and
 * draws again once they are there. What came stays as it came: only what is shown is another.
 */

import { draftOf, neededFor, retold } from "./phone/retelling.js";
import { alertWords } from "./phone/words.js";

/** @typedef {import("./phone/shapes.js").Payload} Payload */

/**
 * @typedef {object} Said an alert in a language, as it is shown to somebody.
 * @property {Payload} payload
 * @property {boolean} draft whether nobody has checked its sentences
 */

export class Turning {
  /** @type {Record<string, import("./phone/retelling.js").Book>} */
  #books = {};
  /** @type {Map<string, Promise<void>>} */
  #asked = new Map();
  /** @type {WeakMap<Payload, Payload>} */
  #origins = new WeakMap();
  /** Only as long as the words are the same. @type {WeakMap<Payload, Map<string, Payload | null>>} */
  #made = new WeakMap();
  #waiting = 0;

  /** @param {typeof fetch} fetching @param {string} hash @param {() => void} changed draws again */
  constructor(fetching, hash, changed) {
    this.fetching = fetching;
    this.hash = hash;
    this.changed = changed;
  }

  /** Whether words are on their way. */
  get isWaiting() {
    return this.#waiting > 0;
  }

  /** With a connection that has come back, what could not be read can. */
  again() {
    for (const language of this.#asked.keys()) {
      if (!this.#books[language]) this.#asked.delete(language);
    }
  }

  /**
   * In this language as the service says it there; as it came where that cannot be said.
   * @param {Payload} payload @param {string} language
   */
  turned(payload, language) {
    const origin = this.#originOf(payload);
    if (origin.notification.data.lang === language || !origin.notification.data.say) return origin;
    return this.#kept(origin, language, retold) ?? origin;
  }

  /**
   * The draft in this language beside what goes out; null where there is none.
   * @param {Payload} payload @param {string} language
   */
  draft(payload, language) {
    return this.#kept(this.#originOf(payload), `${language} draft`, draftOf);
  }

  /**
   * For somebody who reads this language alone: its own words, be they a draft.
   * @param {Payload} payload @param {string} language
   * @returns {Said | null} null where it cannot be said
   */
  shown(payload, language) {
    const draft = this.draft(payload, language);
    if (draft) return { payload: draft, draft: true };
    const found = this.turned(payload, language);
    return found.notification.data.lang === language ? { payload: found, draft: false } : null;
  }

  /** @param {Payload} payload */
  #originOf(payload) {
    return this.#origins.get(payload) ?? payload;
  }

  /** @param {Payload} origin @param {string} key @param {typeof retold} make @returns {Payload | null} */
  #kept(origin, key, make) {
    const language = key.split(" ")[0] ?? key;
    this.#want(language);
    const made = this.#made.get(origin) ?? new Map();
    if (!made.has(key)) {
      const found = make(origin, language, this.#books);
      if (found) this.#origins.set(found, origin);
      made.set(key, found);
      this.#made.set(origin, made);
    }
    return made.get(key);
  }

  /** @param {string} language */
  #want(language) {
    for (const one of neededFor(language, this.#books)) {
      if (!this.#asked.has(one)) this.#asked.set(one, this.#read(one));
    }
  }

  /** @param {string} language */
  async #read(language) {
    this.#waiting += 1;
    const book = await alertWords(this.fetching, this.hash, language).catch(() => null);
    this.#waiting -= 1;
    if (book) this.#books[language] = book;
    this.#made = new WeakMap();
    this.changed();
  }
}
