// @ts-check
/** Leaflet, as much of it as moves a map (`pwa/serving.py`); only this file knows. It carries no types. */

// @ts-ignore: served under this name beside our own modules
import * as library from "../../lib/leaflet.js";

/** @type {any} */
export const L = /** @type {any} */ (library);
