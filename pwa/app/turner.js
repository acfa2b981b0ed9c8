// @ts-check
/**
 * Asks for turning.js once an alert is in another language than its reader's, or a draft is to be
 * read: the first screen does not wait for it, and the worker keeps it for the day without network.
 */

import { described } from "./languages.js";

/** @typedef {import("./phone/shapes.js").Payload} Payload */
/** @typedef {import("./turning.js").Turning} Turning */

export class Turner {
  /** @type {Turning | null} */
  #turning = null;
  #isAsked = false;
  #isComing = false;

  /** @param {typeof fetch} fetching @param {string} hash @param {() => void} changed draws again */
  constructor(fetching, hash, changed) {
    this.fetching = fetching;
    this.hash = hash;
    this.changed = changed;
  }

  /** Whether something is on its way by which more could be said. */
  get isWaiting() {
    return this.#isComing || (this.#turning?.isWaiting ?? false);
  }

  /** With a connection that has come back, what could not be read can. */
  again() {
    this.#isAsked = this.#turning !== null;
    this.#turning?.again();
  }

  /** As `Turning.turned`. @param {Payload} payload @param {string} language */
  turned(payload, language) {
    if (payload.notification.data.lang === language) return payload;
    return this.#asked()?.turned(payload, language) ?? payload;
  }

  /**
   * Whether the service may say in another language than this one what it has of it in drafts.
   * @param {Payload} payload @param {string} language
   */
  hasDraft({ notification: { lang, data } }, language) {
    return data.say !== undefined && !(data.lang === language && lang === described(language).lang);
  }

  /** As `Turning.draft`. @param {Payload} payload @param {string} language */
  draft(payload, language) {
    if (!this.hasDraft(payload, language)) return null;
    return this.#asked()?.draft(payload, language) ?? null;
  }

  /** As `Turning.shown`. @param {Payload} payload @param {string} language */
  shown(payload, language) {
    return this.#asked()?.shown(payload, language) ?? null;
  }

  #asked() {
    if (!this.#isAsked) void this.#load();
    return this.#turning;
  }

  async #load() {
    this.#isAsked = this.#isComing = true;
    try {
      const { Turning } = await import(`/app/${this.hash}/app/turning.js`);
      this.#turning = new Turning(this.fetching, this.hash, this.changed);
    } catch {
      // Without it every alert stands as it came, and says so.
    }
    this.#isComing = false;
    this.changed();
  }
}
