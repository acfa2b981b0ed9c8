// @ts-check
/**
 * A city, what changed in it, and the questions about it: the fields are computed here once and kept
 * until something changes. Runs in the pathfinder's own thread.
 */

import { fieldOf, NO_WAY, OUT } from "./field.js";
import { terrainOf } from "./ground.js";
import { AT_SITE_M, guide, OFF_M } from "./guide.js";
import { FAR, HAZARDS } from "./hazards.js";
import { fieldAsShipped } from "./shipped.js";
import { coverageAt, metres, nearestEdge, pointOf } from "./place.js";
import {
  closedNow,
  designated,
  NO_CHANGES,
  PREFERS_CONFIRMED,
  siteAt,
  startsOf,
  takesPeople,
} from "./sources.js";
import { stretches } from "./turns.js";
import { wayFrom } from "./way.js";

/** @typedef {import("./bundle.js").City} City */
/** @typedef {import("./bundle.js").Site} Site */
/** @typedef {import("./field.js").Field} Field */
/** @typedef {import("./graph.js").Column} Column */
/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./ground.js").Profile} Profile */
/** @typedef {import("./ground.js").Terrain} Terrain */
/** @typedef {import("./guide.js").Facts} Facts */
/** @typedef {import("./guide.js").Note} Note */
/** @typedef {import("./guide.js").Screen} Screen */
/** @typedef {import("./place.js").Footing} Footing */
/** @typedef {import("./place.js").Point} Point */
/** @typedef {import("./sources.js").Changes} Changes */
/** @typedef {import("./turns.js").Stretch} Stretch */
/** @typedef {import("./way.js").Way} Way */

/**
 * @typedef {object} Question
 * @property {string | null} action of the alert; null where nobody warns
 * @property {string | null} hazard
 * @property {Profile} profile
 * @property {{ lon: number, lat: number } | null} at where the reader is, or said that they are
 * @property {boolean} tapped
 * @property {{ accuracy: number, age_s: number } | null} fix
 * @property {number | null} states_age_s
 * @property {boolean} isNight
 */

/**
 * @typedef {object} Answer
 * @property {Screen} screen
 * @property {Note[]} notes
 * @property {Way | null} way only where the screen shows one
 * @property {Stretch[]} steps
 * @property {Site | null} site where the way ends, or where one is
 */

/**
 * @typedef {object} Drawn what the map shows of a field.
 * @property {number} layer the hazard's number, from 1
 * @property {Uint8Array} step per node
 * @property {Uint16Array} metres per node, along the streets; `FAR` without a way
 * @property {Uint8Array} zone per edge
 * @property {Uint8Array} closed per edge
 */

/** @typedef {{ terrain: Terrain, field: Field }} Solved */

/** A street that is open is taken for the reader's though a closed one is a little nearer. */
const RATHER_OPEN_M = 30;
const AT_DOOR_M = 15;
const ZONE_MARGIN_M = 50;

/** @type {Omit<Facts, "action" | "hazard" | "hasMap" | "position" | "tapped">} */
const NOWHERE = {
  covered: false,
  off_m: null,
  hasGoal: false,
  site_m: null,
  inZone: false,
  isOut: false,
  maybeIn: false,
  way_m: null,
  coverage_m: 0,
  confirmed: false,
  asksConfirmed: false,
  states_age_s: null,
  isNight: false,
};

export class Guidance {
  /** @type {Map<string, Solved>} */
  #solved = new Map();

  /** @param {City} city */
  constructor(city) {
    this.city = city;
    this.changes = NO_CHANGES;
  }

  /** @param {Changes} changes */
  change(changes) {
    this.changes = changes;
    this.#solved.clear();
  }

  /**
   * @param {string} hazard
   * @param {Profile} profile
   * @param {boolean} [offShore] out of the zone, and to no site (DOMAIN section 2)
   * @returns {Solved}
   * @throws {import("./field.js").Refused}
   */
  solve(hazard, profile, offShore = false) {
    const key = `${hazard} ${profile} ${offShore}`;
    const known = this.#solved.get(key);
    if (known) return known;
    const { graph, ground, sites } = this.city;
    const closed = closedNow(this.changes, hazard);
    const zone = this.changes.zone_for[hazard] ?? [];
    const terrain = terrainOf(graph, ground, hazard, { profile, closed, zone });
    const usable = startsOf(sites, hazard, this.changes);
    const starts = offShore ? new Map() : usable;
    const leaving = hazard === "tsunami";
    const shipped = !offShore && profile === "default" && this.city.fields?.get(HAZARDS.indexOf(hazard));
    const field =
      (shipped && fieldAsShipped(graph, terrain, starts, leaving, shipped)) ||
      fieldOf(graph, terrain, starts, leaving, usable);
    const solved = { terrain, field };
    this.#solved.set(key, solved);
    return solved;
  }

  /** @param {string} hazard @param {Profile} profile @param {boolean} [offShore] @returns {Drawn} */
  drawn(hazard, profile, offShore = false) {
    const { terrain, field } = this.solve(hazard, profile, offShore);
    return {
      layer: HAZARDS.indexOf(hazard) + 1,
      step: field.step,
      metres: metresOf(this.city.graph, field.step),
      zone: terrain.zone,
      closed: terrain.closed,
    };
  }

  /** @param {Question} question @returns {Answer} */
  answer(question) {
    const { hazard, at, tapped, fix: position, action } = question;
    const asked = { action, hazard, hasMap: true, position, tapped };
    const known = hazard !== null && at !== null && HAZARDS.includes(hazard);
    const found = known ? this.#look(question, hazard, pointOf(at.lon, at.lat)) : null;
    const { screen, notes } = guide({ ...asked, ...(found?.facts ?? NOWHERE) });
    const shows = screen === "way" || screen === "in_zone";
    return {
      screen,
      notes,
      way: shows ? (found?.way ?? null) : null,
      steps: shows && found?.way ? stretches(this.city.graph, found.way) : [],
      site: screen === "at_site" || shows ? (found?.site ?? null) : null,
    };
  }

  /** @param {Question} question @param {string} hazard @param {Point} point */
  #look({ action, profile, states_age_s, isNight, tapped, fix }, hazard, point) {
    const offShore = action === "leave_shore";
    const { head, graph, sites } = this.city;
    const { terrain, field } = this.solve(hazard, profile, offShore);
    const foot = this.#foot(terrain, point);
    const way = foot ? wayFrom(graph, terrain, field, foot) : null;
    const goal = way?.ends === "site" ? siteAt(sites, hazard, this.changes, way.node) : null;
    const near = offShore ? null : this.#nearestSite(hazard, point);
    const { covered, edge_m } = coverageAt(head, point);
    const atDoor = goal !== null && way !== null && way.metres <= AT_DOOR_M;
    const inZone = foot !== null && isIn(graph, terrain, field, foot);
    const isOut = way?.ends === "out" && !inZone;
    // The mapped zone was grown by `ZONE_MARGIN_M` already: so much of the error is in it.
    const error = tapped || !fix ? 0 : fix.accuracy - ZONE_MARGIN_M;
    const inReach = (/** @type {number} */ edge) => terrain.zone[edge] === 1;
    const maybeIn = isOut && error > 0 && nearestEdge(graph, point, error, inReach) !== null;
    const facts = {
      covered,
      off_m: foot ? foot.off : null,
      hasGoal: canLeave(hazard, terrain) || (!offShore && designated(sites, hazard).length > 0),
      site_m: atDoor ? 0 : (near?.metres ?? null),
      inZone,
      isOut,
      maybeIn,
      way_m: way ? way.metres : null,
      coverage_m: edge_m,
      confirmed: goal !== null && this.changes.sites[goal.id] === "open",
      asksConfirmed: goal !== null && PREFERS_CONFIRMED.includes(hazard),
      states_age_s,
      isNight,
    };
    const isThere = near !== null && near.metres <= AT_SITE_M;
    return { facts, way, site: isThere ? near.site : goal };
  }

  /**
   * The street that one stands on: an open one, though a closed one is a little nearer.
   * @param {Terrain} terrain @param {Point} point
   */
  #foot({ closed }, point) {
    const { graph } = this.city;
    const any = nearestEdge(graph, point, OFF_M);
    if (!any || !closed[any.edge]) return any;
    const reach = Math.min(OFF_M, any.off + RATHER_OPEN_M);
    return nearestEdge(graph, point, reach, (edge) => !closed[edge]) ?? any;
  }

  /** The nearest usable site, straight. @param {string} hazard @param {Point} point */
  #nearestSite(hazard, point) {
    const all = designated(this.city.sites, hazard)
      .filter((site) => takesPeople(this.changes.sites[site.id], hazard))
      .map((site) => {
        const [lon5, lat5] = site.at;
        return { site, metres: metres(this.city.graph, point, { lon5, lat5 }) };
      });
    return all.reduce((a, b) => (a && a.metres <= b.metres ? a : b), all[0] ?? null);
  }
}

/** Out of a mapped tsunami zone is safety itself. @param {string} hazard @param {Terrain} terrain */
function canLeave(hazard, terrain) {
  return hazard === "tsunami" && terrain.hasZone;
}

/** @param {Graph} graph @param {Terrain} terrain @param {Field} field @param {Footing} foot */
function isIn({ u, v }, { zone }, { inside }, { edge }) {
  return zone[edge] === 1 || (inside[u[edge]] === 1 && inside[v[edge]] === 1);
}

/**
 * Metres to walk from each node, along the steps.
 * @param {Graph} graph @param {Uint8Array} step
 */
function metresOf({ n, first, next, by, length }, step) {
  /** @type {Column} */
  const dm = new Float64Array(n).fill(-1);
  const trail = [];
  for (let start = 0; start < n; start++) {
    let node = start;
    while (dm[node] < 0) {
      const one = step[node] ?? NO_WAY;
      if (one >= OUT) dm[node] = one === NO_WAY ? Infinity : 0;
      else {
        trail.push(node);
        node = next[first[node] + one];
      }
    }
    for (let back = trail.pop(); back !== undefined; back = trail.pop()) {
      const at = first[back] + (step[back] ?? 0);
      dm[back] = dm[next[at]] + length[by[at]];
    }
  }
  return Uint16Array.from(dm, (/** @type {number} */ one) => Math.min(FAR, Math.round(one / 10)));
}
