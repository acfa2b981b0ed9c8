// @ts-check
/**
 * Payload → notification: audible or silent, what it replaces, and never an older revision.
 *
 * Pure. The worker is a script without imports: pwa/serving.py lays this module and those that it
 * imports into it, so that what a release changes here is a new edition of the worker.
 */

import { placeWords, stoppedWords } from "./place_words.js";
import { wayLine } from "./way_line.js";

/** @typedef {import("./shapes.js").Payload} Payload */

/**
 * @typedef {object} OnScreen a notification that is being shown now.
 * @property {string} tag
 * @property {any} data
 */

/**
 * @typedef {object} Notice
 * @property {string} title
 * @property {Record<string, any>} options for `showNotification`
 * @property {string[]} closes tags of notifications that this one replaces under another tag
 */

/**
 * @typedef {object} Held what the phone keeps of the same alert: its newest payload.
 * @property {Payload} payload
 * @property {boolean} shown
 */

/**
 * @param {any} payload as it was pushed, of any version
 * @param {object} known
 * @param {Held | null | undefined} known.held null where this phone certainly holds nothing,
 *   undefined where it could not be read
 * @param {readonly OnScreen[]} known.onScreen
 * @param {boolean} known.canRenotify
 * @param {any} [known.record] the place record as it was kept
 * @param {any} [known.ways] the way record as it was kept
 * @param {import("./way_line.js").KeptCity} [known.city] what this phone keeps of the city
 * @param {number} [known.now] epoch seconds of this phone's clock
 * @returns {Notice}
 */
export function notice(payload, known) {
  const { held, onScreen, canRenotify } = known;
  const pushed = payload.notification;
  const { data } = pushed;
  const isOurs = data?.v === 1 && typeof data.id === "string" && Number.isInteger(data.rev);
  if (!isOurs) return asItStands(pushed);
  const before = held?.payload.notification;
  const step = before ? data.rev - before.data.rev : 1;
  const said = step < 0 && before ? before : pushed;
  const repeats = step < 0 || (step === 0 && held?.shown === true);
  const silent = repeats || (said.silent && !(held === null && isNewsHere(data)));
  const others = onScreen.filter((one) => one.data?.id === data.id);
  const fresh = !silent && !canRenotify && others.length > 0;
  const tag = fresh ? `${said.tag}.${said.data.rev}` : said.tag;
  const stops = onScreen.filter((one) => isEnded(one.data, data));
  const worded = withWords(said, known, stops.length > 0);
  const shown = asItStands({ ...worded, tag, silent, renotify: !silent });
  shown.closes = [...others, ...stops].map((one) => one.tag).filter((one) => one !== tag);
  return shown;
}

/**
 * The payload's own text, unchanged; its address kept where `notificationclick` can read it.
 * @param {any} pushed @returns {Notice}
 */
function asItStands({ title, navigate, actions: _, ...options }) {
  if (!options.tag) delete options.renotify;
  return { title, options: { ...options, data: { ...options.data, navigate } }, closes: [] };
}

/**
 * What the phone knows stands first in the body, so that it is seen on a small screen; the push's own
 * text follows unchanged, and stands alone should anything fail.
 * @param {any} pushed
 * @param {{ record?: any, ways?: any, city?: import("./way_line.js").KeptCity, now?: number }} known
 * @param {boolean} stops whether it takes an exercise off the screen: that is said before all else
 */
function withWords(pushed, { record, ways, city, now = 0 }, stops) {
  try {
    const wayFrom = (/** @type {{ lon: number, lat: number }} */ place) =>
      wayLine(ways, city, pushed, place, now);
    const words = placeWords(record, pushed, now, wayFrom);
    if (stops) words.unshift(...stoppedWords(record, pushed));
    return words.length > 0 ? { ...pushed, body: [...words, pushed.body].join("\n") } : pushed;
  } catch {
    return pushed;
  }
}

/**
 * A change is silent for those who heard what it changes. A push service may have dropped that for
 * this newer one (`Topic`), and only the phone can know (docs/decisions/0009).
 * @param {{ relation: string, phase: string, mode: string }} data
 */
function isNewsHere(data) {
  return data.relation === "changed" && data.phase === "live" && data.mode === "real";
}

/**
 * A real alert that asks for anything at all ends every exercise on the screen (DOMAIN section 8).
 * @param {any} shown @param {{ mode: string, strength: string }} real
 */
function isEnded(shown, real) {
  const exercise = typeof shown?.mode === "string" && shown.mode !== "real";
  return real.mode === "real" && real.strength !== "know" && exercise;
}
