// @ts-check
/** What the first screen has loaded already: handed over, so that it is not loaded again. */

/** @typedef {import("../views/later.js").Shared} Shared */

/** Filled before any screen of the map is drawn. */
export const shared = /** @type {Shared} */ ({});

/** @param {Shared} given */
export function share(given) {
  Object.assign(shared, given);
}
