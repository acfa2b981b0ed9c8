// @ts-check
/**
 * The pathfinder's thread: reads the city and answers questions about it, so that a new way after a
 * closure never holds up what is on the screen. One message in, one message out, by number.
 */

import { decodeBundle } from "./way/bundle.js";
import { Guidance } from "./way/guidance.js";

/** @typedef {import("./way/guidance.js").Question} Question */
/** @typedef {import("./way/ground.js").Profile} Profile */
/** @typedef {import("./way/sources.js").Changes} Changes */

/**
 * @typedef {{ ask: "city", bytes: ArrayBuffer } | { ask: "changes", changes: Changes }
 *   | { ask: "field", hazard: string, profile: Profile, offShore?: boolean }
 *   | { ask: "way", question: Question }} Asked
 */

/** @type {Guidance | null} */
let guidance = null;

/** @param {Asked} asked @returns {Promise<unknown>} */
async function answer(asked) {
  if (asked.ask === "city") {
    const city = await decodeBundle(new Uint8Array(asked.bytes));
    guidance = new Guidance(city);
    const { ground: _, fields: __, ...shown } = city;
    return shown;
  }
  if (!guidance) throw new Error("no city was given yet");
  if (asked.ask === "changes") return guidance.change(asked.changes);
  if (asked.ask === "field") return guidance.drawn(asked.hazard, asked.profile, asked.offShore);
  return guidance.answer(asked.question);
}

const here = /** @type {any} */ (globalThis);

here.onmessage = (/** @type {MessageEvent<{ number: number, asked: Asked }>} */ { data }) => {
  answer(data.asked).then(
    (told) => here.postMessage({ number: data.number, told }),
    (error) => here.postMessage({ number: data.number, error: String(error?.message ?? error) }),
  );
};
