// @ts-check
/** Which sites may be walked to now, and at what cost each begins (docs/formats.md, field, step 1). */

import { HAZARDS } from "./hazards.js";

/** @typedef {import("./bundle.js").Site} Site */
/** @typedef {"open" | "full" | "closed"} State what the town said; nothing said is unknown */

/**
 * @typedef {object} Changes what changed since the bundle was made; the whole state each time.
 * @property {1} v
 * @property {string} [bundle] hash of the bundle whose edges these are; left out: of any
 * @property {number} n one more with every change
 * @property {number} at epoch seconds
 * @property {number[]} closed edges, for every hazard
 * @property {Readonly<Record<string, number[]>>} closed_for edges, for one
 * @property {Readonly<Record<string, number[]>>} zone_for edges that are in the zone of one now
 * @property {Readonly<Record<string, State>>} sites by their id
 */

/** @type {Changes} */
export const NO_CHANGES = {
  v: 1,
  n: 0,
  at: 0,
  closed: [],
  closed_for: {},
  zone_for: {},
  sites: {},
};

/** Where a site that nobody has confirmed may be shut, and its door under water. */
export const PREFERS_CONFIRMED = ["flood", "landslide", "storm_surge", "inland_flood"];
const UNCONFIRMED_DM = 5000;

/**
 * Sites designated for a hazard: no flag, no site, however near it is.
 * @param {readonly Site[]} sites
 * @param {string} hazard
 */
export function designated(sites, hazard) {
  const place = HAZARDS.indexOf(hazard);
  return place < 0 ? [] : sites.filter((site) => (site.hazards >> place) & 1);
}

/**
 * Whether a site takes people in this hazard. Nobody is turned away from a tsunami for want of room.
 * @param {State | undefined} state
 * @param {string} hazard
 */
export function takesPeople(state, hazard) {
  return state !== "closed" && (state !== "full" || hazard === "tsunami");
}

/**
 * Start costs in decimetres by node: the least where several sites share an access.
 * @param {readonly Site[]} sites
 * @param {string} hazard
 * @param {Changes} changes
 * @returns {Map<number, number>}
 */
export function startsOf(sites, hazard, changes) {
  /** @type {Map<number, number>} */
  const starts = new Map();
  for (const site of designated(sites, hazard)) {
    const state = changes.sites[site.id];
    if (site.node === null || !takesPeople(state, hazard)) continue;
    const start = startOf(site, hazard, state);
    if (start < (starts.get(site.node) ?? Infinity)) starts.set(site.node, start);
  }
  return starts;
}

/**
 * The site that a way to this node leads to; null where none is there.
 * @param {readonly Site[]} sites
 * @param {string} hazard
 * @param {Changes} changes
 * @param {number} node
 * @returns {Site | null}
 */
export function siteAt(sites, hazard, changes, node) {
  const here = designated(sites, hazard).filter(
    (site) => site.node === node && takesPeople(changes.sites[site.id], hazard),
  );
  const cost = (/** @type {Site} */ site) => startOf(site, hazard, changes.sites[site.id]);
  return here.reduce((best, one) => (best && cost(best) <= cost(one) ? best : one), here[0] ?? null);
}

/** @param {Site} site @param {string} hazard @param {State | undefined} state */
function startOf({ off_dm, spread }, hazard, state) {
  const shared = hazard === "tsunami" ? 0 : (spread?.[hazard] ?? 0);
  const unsure = PREFERS_CONFIRMED.includes(hazard) && state !== "open" ? UNCONFIRMED_DM : 0;
  return off_dm + shared + unsure;
}

/**
 * Edges that are closed now, beyond those of the bundle.
 * @param {Changes} changes
 * @param {string} hazard
 */
export function closedNow({ closed, closed_for }, hazard) {
  return [...closed, ...(closed_for[hazard] ?? [])];
}

/**
 * A list of changes as it came, or null where it is not one: then what was known goes on.
 * @param {any} given
 * @returns {Changes | null}
 */
export function readChanges(given) {
  if (given?.v !== 1 || !Number.isInteger(given.n) || !Number.isFinite(given.at)) return null;
  const { n, at, bundle, closed = [], closed_for = {}, zone_for = {}, sites = {} } = given;
  const isEdges = (/** @type {unknown} */ list) =>
    Array.isArray(list) && list.every(Number.isInteger);
  const lists = [closed, ...Object.values(closed_for), ...Object.values(zone_for)];
  const states = Object.values(sites);
  if (!lists.every(isEdges) || !states.every((one) => typeof one === "string")) return null;
  const whole = { v: /** @type {const} */ (1), n, at, closed, closed_for, zone_for, sites };
  return typeof bundle === "string" ? { ...whole, bundle } : whole;
}
