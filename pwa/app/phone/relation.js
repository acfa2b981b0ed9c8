// @ts-check
/**
 * Alert × my places × last fix → what may be said on the alert's page, most urgent first.
 * Pure; `now` in epoch seconds. Nothing that is certain means an empty list, never "you are safe".
 */

import { inApp, wherePoint } from "./position.js";

/** @typedef {import("./shapes.js").AlertData} AlertData */
/** @typedef {import("./shapes.js").Fix} Fix */
/** @typedef {import("./shapes.js").Place} Place */

/**
 * @typedef {object} Said one sentence: its id, and its slots.
 * @property {"position.in" | "place.in" | "place.edge" | "place.away"} id
 * @property {string} [label] of the place
 * @property {number} [metres] whole tens, of "place.away" only: never more than it is
 */

const ORDER = ["position.in", "place.in", "place.edge", "place.away"];
/** Farther than this, a distance says nothing that helps. */
const MOST_AWAY_M = 5_000;

/**
 * @param {AlertData} data
 * @param {readonly Place[]} places
 * @param {Fix | null} fix the newest; an old one says nothing
 * @param {number} now
 * @returns {Said[]}
 */
export function relation(data, places, fix, now) {
  if (data.phase !== "live" || data.relation === "left") return [];
  const here = inApp(data, fix, now);
  const said = places.filter((place) => holds(place, now)).flatMap((place) => ofPlace(data, place));
  if (here) said.unshift({ id: here });
  return said.sort((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id));
}

/**
 * A *here* is where the phone was, not a place of its own: only a fresh fix speaks for it.
 * @param {Place} place @param {number} now
 */
function holds(place, now) {
  if (place.class === "here") return false;
  return place.class !== "stay" || (place.until ?? 0) > now;
}

/** @param {AlertData} data @param {Place} place @returns {Said[]} */
function ofPlace(data, place) {
  const found = wherePoint(data, place);
  if (!found) return [];
  if (found.where === "in") return [{ id: "place.in", label: place.label }];
  if (found.where === "edge") return [{ id: "place.edge", label: place.label }];
  if (found.edge_m > MOST_AWAY_M) return [];
  return [{ id: "place.away", label: place.label, metres: Math.floor(found.edge_m / 10) * 10 }];
}
