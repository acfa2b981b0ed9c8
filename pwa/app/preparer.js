// @ts-check
/**
 * The thread that works ways out beforehand: one message in, one out, then it is ended. What it is
 * given stays on the phone.
 */

import { waysAhead } from "./phone/ways_ahead.js";
import { decodeBundle } from "./way/bundle.js";

/**
 * @typedef {object} Errand
 * @property {ArrayBuffer} bytes of the bundle
 * @property {import("./way/sources.js").Changes | null} changes
 * @property {{ lon: number, lat: number }[]} places
 * @property {import("./phone/home_facts.js").Person} person
 */

const here = /** @type {any} */ (globalThis);

here.onmessage = (/** @type {MessageEvent<Errand>} */ { data }) => {
  const { bytes, changes, places, person } = data;
  decodeBundle(new Uint8Array(bytes)).then(
    (city) => here.postMessage({ ahead: waysAhead(city, changes, places, person) }),
    (error) => here.postMessage({ error: String(error?.message ?? error) }),
  );
};
