// @ts-check
/** The page's end of the pathfinder: questions as promises. */

/** @typedef {import("../pathfinder.js").Asked} Asked */
/** @typedef {import("./bundle.js").City} City */
/** @typedef {import("./ground.js").Profile} Profile */
/** @typedef {import("./guidance.js").Answer} Answer */
/** @typedef {import("./guidance.js").Drawn} Drawn */
/** @typedef {import("./guidance.js").Question} Question */
/** @typedef {import("./sources.js").Changes} Changes */

/** @typedef {Omit<City, "ground" | "fields">} ShownCity */

export class Finder {
  /** @type {Map<number, { done: (told: any) => void, failed: (error: Error) => void }>} */
  #waiting = new Map();
  #number = 0;

  /** @param {Worker} worker */
  constructor(worker) {
    this.worker = worker;
    worker.onmessage = ({ data: { number, told, error } }) => {
      const waiting = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (error === undefined) waiting?.done(told);
      else waiting?.failed(new Error(error));
    };
    worker.onerror = (event) => {
      for (const { failed } of this.#waiting.values()) failed(new Error(event.message));
      this.#waiting.clear();
    };
  }

  /** @param {ArrayBuffer} bytes given away @returns {Promise<ShownCity>} rejects a broken bundle */
  city(bytes) {
    return this.#ask({ ask: "city", bytes }, [bytes]);
  }

  /** @param {Changes} changes @returns {Promise<void>} */
  change(changes) {
    return this.#ask({ ask: "changes", changes });
  }

  /** @param {string} hazard @param {Profile} profile @param {boolean} offShore @returns {Promise<Drawn>} */
  field(hazard, profile, offShore) {
    return this.#ask({ ask: "field", hazard, profile, offShore });
  }

  /** @param {Question} question @returns {Promise<Answer>} */
  way(question) {
    return this.#ask({ ask: "way", question });
  }

  /** @param {Asked} asked @param {Transferable[]} [given] @returns {Promise<any>} */
  #ask(asked, given = []) {
    return new Promise((done, failed) => {
      const number = ++this.#number;
      this.#waiting.set(number, { done, failed });
      this.worker.postMessage({ number, asked }, given);
    });
  }
}
