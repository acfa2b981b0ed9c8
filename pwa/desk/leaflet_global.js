// @ts-check
/** @module Leaflet, which puts itself into the page's globals. It carries no types. */

// @ts-ignore: served under this name beside our own modules
import * as library from "./leaflet.js";

void library;

/** @type {any} */
export const L = /** @type {any} */ (globalThis).L;
