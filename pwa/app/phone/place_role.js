// @ts-check
/** What a place is to its reader, by its id: a label is worded when it is shown, in that language. Pure. */

/** @typedef {import("./shapes.js").Place} Place */

/** @typedef {"home" | "work" | "stay"} Role */

const ROLES = /** @type {const} */ (["home", "work", "stay"]);

/**
 * As the first minute asked; undefined for one that its reader has named.
 * @param {Pick<Place, "id">} place
 * @returns {Role | undefined}
 */
export function roleOf({ id }) {
  return ROLES.find((role) => id.startsWith(`${role}-`));
}

/**
 * The same places, labelled in the words of today: the ones that were kept are of the language of the
 * day on which they were set.
 * @template {Pick<Place, "id" | "label">} P
 * @param {import("./words.js").Say} say
 * @param {readonly P[]} places
 * @returns {P[]}
 */
export function labelled(say, places) {
  return places.map((place) => {
    const role = roleOf(place);
    return role ? { ...place, label: say(`place.${role}`) } : place;
  });
}
