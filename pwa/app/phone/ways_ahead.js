// @ts-check
/**
 * City × places → from each place, for each hazard, the way to walk and the zones that it lies in,
 * worked out while there is time. Runs in a thread of its own (preparer.js). Pure.
 */

import { Guidance } from "../way/guidance.js";
import { OFF_M } from "../way/guide.js";
import { HAZARDS } from "../way/hazards.js";
import { PACES, minutes } from "../way/pace.js";
import { coverageAt, nearestEdge, pointOf } from "../way/place.js";
import { PREFERS_CONFIRMED } from "../way/sources.js";

/** @typedef {import("../way/bundle.js").City} City */
/** @typedef {import("../way/bundle.js").Named} Named */
/** @typedef {import("../way/guidance.js").Answer} Answer */
/** @typedef {import("../way/sources.js").Changes} Changes */
/** @typedef {import("./home_facts.js").Person} Person */

/**
 * @typedef {object} WayAhead
 * @property {Named | null} site null where the way ends outside the zone
 * @property {number} metres
 * @property {number} minutes as at night: nobody knows when it will be walked
 * @property {import("../way/turns.js").Stretch | null} first
 * @property {Named | null} street that of the first stretch
 * @property {boolean | null} open whether the town said so; null where it does not matter
 */

/**
 * @typedef {object} Ahead
 * @property {Record<string, boolean>} zones
 * @property {Record<string, WayAhead>} ways
 */

/** A zone that ends this near may hold the house, though not its street. Metres. */
const MARGIN_M = 60;

/**
 * @param {City} city
 * @param {Changes | null} changes
 * @param {readonly { lon: number, lat: number }[]} places
 * @param {Person} person
 * @returns {Ahead[]} one for each place
 */
export function waysAhead(city, changes, places, person) {
  const guidance = new Guidance(city);
  if (changes) guidance.change(changes);
  const found = places.map((at) => ({ zones: zonesAt(guidance, at), ways: noWays() }));
  // Hazard by hazard, so that one field at a time is worked out.
  for (const hazard of HAZARDS) {
    places.forEach((at, i) => {
      const way = wayAhead(guidance, hazard, at, person);
      const one = found[i];
      if (way && one) one.ways[hazard] = way;
    });
  }
  return found;
}

/** @returns {Record<string, WayAhead>} */
function noWays() {
  return {};
}

/**
 * @param {Guidance} guidance @param {string} hazard
 * @param {{ lon: number, lat: number }} at @param {Person} person
 * @returns {WayAhead | null}
 */
function wayAhead(guidance, hazard, at, person) {
  const { way, steps, site, notes } = asked(guidance, hazard, at, person);
  if (!way || (way.ends === "site" && !site)) return null;
  const [first = null] = steps;
  return {
    site: way.ends === "site" && site ? site.name : null,
    metres: way.metres,
    minutes: minutes(way, PACES[person.pace], true),
    first,
    street: first?.name ? (guidance.city.names[first.name] ?? null) : null,
    open: PREFERS_CONFIRMED.includes(hazard) && way.ends === "site" ? !notes.includes("not_confirmed") : null,
  };
}

/**
 * A hazard whose field cannot be computed has no way, and takes none from the others.
 * @param {Guidance} guidance @param {string} hazard
 * @param {{ lon: number, lat: number }} at @param {Person} person
 * @returns {Pick<Answer, "way" | "steps" | "site" | "notes">}
 */
function asked(guidance, hazard, at, { no_stairs }) {
  try {
    return guidance.answer({
      action: "leave_for_site",
      hazard,
      profile: no_stairs ? "needs" : "default",
      at,
      tapped: true,
      fix: null,
      states_age_s: 0,
      isNight: false,
    });
  } catch {
    return { way: null, steps: [], site: null, notes: [] };
  }
}

/**
 * In which mapped zones a place lies: by the street that it stands on. False only where the hazard's
 * zone is mapped, the place is covered, and no street about it is in the zone; absent where that is
 * not known. What follows from a street's kind (the waterside) is no mapped zone.
 * @param {Guidance} guidance
 * @param {{ lon: number, lat: number }} at
 * @returns {Record<string, boolean>}
 */
function zonesAt({ city: { graph, head, ground } }, { lon, lat }) {
  const point = pointOf(lon, lat);
  const street = nearestEdge(graph, point, OFF_M);
  /** @type {Record<string, boolean>} */
  const zones = {};
  if (!street || !coverageAt(head, point).covered) return zones;
  HAZARDS.forEach((hazard, i) => {
    const layer = ground[i];
    if (!layer?.hasZone) return;
    const isIn = (/** @type {number} */ edge) => layer.zone[edge] === 1;
    if (isIn(street.edge)) zones[hazard] = true;
    else if (street.off <= MARGIN_M && !nearestEdge(graph, point, MARGIN_M, isIn)) {
      zones[hazard] = false;
    }
  });
  return zones;
}
