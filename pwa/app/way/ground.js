// @ts-check
/**
 * The ground (section GRND): for each hazard which edges are closed, which lie in the zone, and how
 * much longer an edge counts than it is. The tables are those of geo/walking.py; vectors hold them equal.
 */

import { FLAG } from "./graph.js";
import { HAZARDS } from "./hazards.js";
import { Reader, Unreadable } from "./reader.js";

/** @typedef {import("./graph.js").Column} Column */
/** @typedef {import("./graph.js").Graph} Graph */

/** @typedef {"default" | "needs"} Profile `needs`: no stairs, no steep streets */

/**
 * @typedef {object} Layer one hazard's, as the bundle has it: 0 or 1 per edge.
 * @property {boolean} hasZone
 * @property {Uint8Array} zone
 * @property {Uint8Array} closed
 * @property {Uint8Array} costly
 */

/** @typedef {readonly Layer[]} Ground in the order of `HAZARDS` */

/**
 * @typedef {object} Terrain what one hazard makes of the streets, for one person.
 * @property {boolean} hasZone
 * @property {Uint8Array} zone per edge
 * @property {Uint8Array} closed per edge
 * @property {Column} along Int32 per edge: cost of walking u → v, in decimetres
 * @property {Column} back Int32 per edge: cost of walking v → u
 */

const PLAIN = 10;
const COSTLY = 40;
/** Every bit that a flag may have; later ones, which this app does not know, change nothing. */
const ALL_FLAGS = 4095;
const TRAPS = FLAG.underpass | FLAG.ford;

/** @type {Readonly<Record<string, number>>} */
const CLOSED = {
  flood: TRAPS,
  inland_flood: TRAPS,
  storm_surge: TRAPS,
  tsunami: FLAG.underpass,
};

/** @type {Readonly<Record<string, number>>} */
const ZONE = {
  flood: FLAG.waterside,
  inland_flood: FLAG.waterside,
  storm_surge: FLAG.waterside,
};

/** @type {readonly (readonly [number, number])[]} flag, factor in tenths */
const EVERYWHERE = [
  [FLAG.stairs, 15],
  [FLAG.steep, 15],
];

/** @type {Readonly<Record<string, readonly (readonly [number, number])[]>>} */
const FACTORS = {
  flood: [[FLAG.bridge, 40]],
  inland_flood: [[FLAG.bridge, 20]],
  storm_surge: [[FLAG.bridge, 40]],
  landslide: [
    [FLAG.steep, 30],
    [FLAG.stream, 40],
  ],
  earthquake: [
    [FLAG.tunnel, 50],
    [FLAG.underpass, 50],
    [FLAG.level_crossing, 30],
    [FLAG.narrow, 20],
    [FLAG.bridge, 20],
  ],
  tsunami: [
    [FLAG.waterside, 40],
    [FLAG.bridge, 20],
  ],
  fire: [
    [FLAG.narrow, 30],
    [FLAG.tunnel, 30],
  ],
  volcano: [
    [FLAG.stream, 40],
    [FLAG.steep, 20],
  ],
};

/** Where walking towards the coast counts more. @type {Readonly<Record<string, number>>} */
const SEAWARD = { storm_surge: 40, tsunami: 40 };

/**
 * @param {Uint8Array} section
 * @param {number} m edges
 * @returns {Ground}
 * @throws {Unreadable}
 */
export function decodeGround(section, m) {
  const reader = new Reader(section);
  const layers = HAZARDS.map(() => ({
    hasZone: reader.byte() !== 0,
    zone: decodeBits(reader, m),
    closed: decodeBits(reader, m),
    costly: decodeBits(reader, m),
  }));
  reader.end("GRND");
  return layers;
}

/** Runs of out, in, out, … @param {Reader} reader @param {number} m */
function decodeBits(reader, m) {
  const bits = new Uint8Array(m);
  let at = 0;
  for (let value = 0; at < m; value = 1 - value) {
    const length = reader.unsigned();
    if (at + length > m) throw new Unreadable("a run does not fit");
    bits.fill(value, at, at + length);
    at += length;
  }
  return bits;
}

/**
 * @param {Graph} graph
 * @param {Ground} ground
 * @param {string} hazard
 * @param {{ profile?: Profile, closed?: readonly number[], zone?: readonly number[] }} [how]
 *   edges closed since the bundle was made, or in the zone since
 * @returns {Terrain}
 */
export function terrainOf(graph, ground, hazard, how = {}) {
  const { profile = "default", closed = [], zone = [] } = how;
  const layer = ground[HAZARDS.indexOf(hazard)];
  if (!layer) throw new RangeError(`no hazard ${hazard}`);
  const { flags } = graph;
  const shut = (CLOSED[hazard] ?? 0) | (profile === "needs" ? FLAG.stairs | FLAG.steep : 0);
  return {
    // An edge that somebody puts into the zone makes none: only a map knows where one ends.
    hasZone: layer.hasZone,
    zone: union(layer.zone, flags, ZONE[hazard] ?? 0, zone),
    closed: union(layer.closed, flags, shut, closed),
    ...costs(graph, layer, hazard),
  };
}

/** @param {Uint8Array} bits @param {Column} flags @param {number} mask @param {readonly number[]} more */
function union(bits, flags, mask, more) {
  const all = bits.slice();
  for (let edge = 0; mask && edge < all.length; edge++) if (flags[edge] & mask) all[edge] = 1;
  for (const edge of more) if (edge >= 0 && edge < all.length) all[edge] = 1;
  return all;
}

/** @param {Graph} graph @param {Layer} layer @param {string} hazard */
function costs({ m, flags, length }, { costly }, hazard) {
  const along = weights({ m, flags, length }, costly, factorsOf(hazard, FLAG.seaward));
  // Without a sea both directions cost the same.
  if (!SEAWARD[hazard]) return { along, back: along };
  const back = weights({ m, flags, length }, costly, factorsOf(hazard, FLAG.seaward_back));
  return { along, back };
}

/**
 * @param {Pick<Graph, "m" | "flags" | "length">} graph @param {Uint8Array} costly
 * @param {Column} factors in tenths by flags
 */
function weights({ m, flags, length }, costly, factors) {
  /** @type {Column} */
  const all = new Int32Array(m);
  for (let edge = 0; edge < m; edge++) {
    const usual = factors[flags[edge] & ALL_FLAGS];
    const factor = costly[edge] && usual < COSTLY ? COSTLY : usual;
    // An Int32Array cuts the fraction off; no edge costs nothing.
    all[edge] = (length[edge] * factor + 5) / 10;
    if (all[edge] < 1) all[edge] = 1;
  }
  return all;
}

/**
 * The factor of every combination of flags, in tenths: few of them occur, but each a thousand times.
 * @param {string} hazard @param {number} towardsSea the flag that counts in this direction
 */
function factorsOf(hazard, towardsSea) {
  const sea = SEAWARD[hazard];
  const table = [...EVERYWHERE, ...(FACTORS[hazard] ?? []), ...(sea ? [[towardsSea, sea]] : [])];
  /** @type {Column} */
  const factors = new Uint8Array(ALL_FLAGS + 1).fill(PLAIN);
  for (const [flag = 0, tenths = 0] of table) {
    for (let bits = 0; bits <= ALL_FLAGS; bits++) {
      if (bits & flag && tenths > factors[bits]) factors[bits] = tenths;
    }
  }
  return factors;
}
