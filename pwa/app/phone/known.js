// @ts-check
/**
 * All that the server knows of this phone, as sentences: what service/web/subscriptions.py answers,
 * and what its store keeps beside that (docs/architecture.md, "What is known of people"). Pure.
 */

/** @typedef {import("../context.js").Known} Known */

/**
 * @typedef {object} Fact one sentence: its id, and what fills its slots.
 * @property {string} id
 * @property {number} [squares] how many
 * @property {number} [since] epoch seconds
 * @property {number | null} [until] epoch seconds
 * @property {string} [language] id
 * @property {number} [number]
 */

/** @param {Known} known @returns {Fact[]} */
export function facts({ id, language, confirmed, places }) {
  const where = places.map(({ class: kind, cells, since, until }) => ({
    id: `privacy.place.${kind}`,
    squares: cells.length,
    since,
    until,
  }));
  return [
    ...(where.length > 0 ? where : [{ id: "privacy.place.none" }]),
    { id: "privacy.language", language },
    { id: "privacy.address" },
    { id: confirmed ? "privacy.proven" : "privacy.unproven" },
    { id: "privacy.told" },
    { id: "privacy.number", number: id },
  ];
}
