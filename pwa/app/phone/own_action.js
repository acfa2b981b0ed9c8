// @ts-check
/**
 * Alert × my places → what each of them should do by itself, with what only this phone knows
 * (DOMAIN section 2). Pure; `now` in epoch seconds.
 *
 * Only for places that are certainly not elsewhere, and of alerts that are live. Of an exercise
 * nothing, unless it is for walking the way: then its own action is one that shows a way.
 */

import { WAYS, action, cautions } from "./action.js";
import { factsOf } from "./home_facts.js";
import { wherePoint } from "./position.js";

/** @typedef {import("./action.js").Action} Action */
/** @typedef {import("./action.js").Caution} Caution */
/** @typedef {import("./home_facts.js").Person} Person */
/** @typedef {import("./shapes.js").AlertData} AlertData */
/** @typedef {import("./shapes.js").Place} Place */

/**
 * @typedef {object} Own
 * @property {Place} place
 * @property {Action} action
 * @property {boolean} differs from what the alert asks of everybody, which stands above it
 * @property {Caution[]} cautions beyond what the alert itself says
 */

/**
 * @param {AlertData} data
 * @param {readonly Place[]} places
 * @param {Person} person
 * @param {(place: Place) => Readonly<Record<string, boolean>>} zonesOf hazard → in its mapped zone
 * @param {{ now: number, isNight: boolean }} when by the server's clock, and at the alert's place
 * @returns {Own[]}
 */
export function ownActions(data, places, person, zonesOf, { now, isNight }) {
  const isLive = data.phase === "live" && (data.until === null || data.until > now);
  const asksAll = /** @type {Action} */ (data.action);
  const isForMe = data.mode === "real" || WAYS.has(asksAll);
  if (!isLive || !isForMe || data.relation === "left") return [];
  return places
    .filter((place) => holds(place, now) && isConcerned(data, place))
    .map((place) => ofPlace(data, place, factsOf(place, person, zonesOf(place), data.kind), isNight));
}

/**
 * @param {AlertData} data @param {Place} place
 * @param {import("./action.js").PlaceFacts} facts @param {boolean} isNight
 * @returns {Own}
 */
function ofPlace(data, place, facts, isNight) {
  const { kind, strength, phase } = data;
  // Only an order has no end (docs/formats.md).
  const authority = data.until === null ? "mayor" : "agency";
  // Nobody reports water or the first wave to a phone yet: not known is not said.
  const outside = { night: isNight, water_reported: false, arrival_s: null };
  const mine = action({ kind, strength, phase, authority }, facts, outside);
  const differs = mine !== data.action;
  const all = cautions(kind, mine, facts, outside);
  // The alert says the water's whenever it asks everybody to leave or to go up.
  const saidAbove = ["leave_for_site", "go_up"].includes(data.action) ? ["water"] : [];
  return { place, action: mine, differs, cautions: all.filter((one) => !saidAbove.includes(one)) };
}

/** A *here* is where the phone was, not a place of its own. @param {Place} place @param {number} now */
function holds(place, now) {
  return place.class !== "here" && (place.class !== "stay" || (place.until ?? 0) > now);
}

/** @param {AlertData} data @param {Place} place */
function isConcerned(data, place) {
  const found = wherePoint(data, place);
  return found !== null && found.where !== "out";
}

/**
 * Whether a way may be shown: where places are concerned, they decide.
 * @param {AlertData} data @param {readonly Own[]} own @param {number} now
 */
export function showsWay(data, own, now) {
  const isLive = data.phase === "live" && (data.until === null || data.until > now);
  if (!isLive || data.relation === "left") return false;
  if (own.length > 0) return own.some((one) => WAYS.has(one.action));
  return WAYS.has(/** @type {Action} */ (data.action));
}
