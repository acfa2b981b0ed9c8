// @ts-check
/** Leaflet, which puts itself into the page's globals; only this file knows. It carries no types. */

// @ts-ignore: served under this name beside our own modules
import * as library from "../../lib/leaflet.js";

void library;

/** @type {any} */
export const L = /** @type {any} */ (globalThis).L;
