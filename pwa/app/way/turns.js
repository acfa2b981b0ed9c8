// @ts-check
/**
 * A way as a person would tell it: few stretches, each with its direction, its street and its length.
 * Pure; words are made of it in `sentences.js`.
 */

import { FLAG } from "./graph.js";

/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./place.js").Point} Point */
/** @typedef {import("./way.js").Way} Way */

/** @typedef {"n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "nw"} Heading */
/** @typedef {"left" | "right" | "half_left" | "half_right" | "back"} Turn */

/**
 * @typedef {object} Stretch
 * @property {Turn | null} turn null for the first
 * @property {Heading} heading of its first metres
 * @property {number} bearing the same in degrees from north, clockwise
 * @property {number} name index of its street, 0 for none
 * @property {number} metres
 * @property {boolean} stairs whether there are any on it
 * @property {boolean} bridge
 * @property {number} from index of the point that it begins at
 */

/** @type {readonly Heading[]} */
const HEADINGS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];
/** What a turn feels like is the way some metres before and after the corner, not the corner. */
const FEEL_M = 12;
/** What is no turn over as much is a kink in the way. */
const KINK_FEEL_M = 30;
const HALF = 30;
const FULL = 60;
const BACK = 150;
/** Shorter pieces between two turns are a kink in the map, not a street to walk along. */
const KINK_M = 10;

/** @param {Graph} graph @param {Way} way @returns {Stretch[]} at least one, unless there is no way to go */
export function stretches(graph, way) {
  if (way.edges.length === 0) return [];
  const corners = [0, ...cornersOf(graph, way), way.edges.length];
  const found = [];
  for (let i = 0; i + 1 < corners.length; i++) {
    found.push(stretch(graph, way, corners[i] ?? 0, corners[i + 1] ?? 0));
  }
  return found;
}

/**
 * Points where somebody could go wrong: a junction at which the way does not go straight on.
 * @param {Graph} graph @param {Way} way
 */
function cornersOf(graph, way) {
  const corners = [];
  let since = Infinity;
  for (let i = 1; i < way.edges.length; i++) {
    since += (way.lengths[i - 1] ?? 0) / 10;
    const node = way.nodes[i - 1] ?? 0;
    const choices = graph.first[node + 1] - graph.first[node];
    if (choices < 3 || turnAt(graph, way, i) === null || since < KINK_M) continue;
    corners.push(i);
    since = 0;
  }
  return corners;
}

/** @param {Graph} graph @param {Way} way @param {number} i of a point @returns {Turn | null} */
function turnAt(graph, way, i) {
  const angle = angleAt(graph, way, i, FEEL_M);
  const size = Math.abs(angle);
  if (size < HALF || Math.abs(angleAt(graph, way, i, KINK_FEEL_M)) < HALF) return null;
  if (size > BACK) return "back";
  if (angle < 0) return size < FULL ? "half_left" : "left";
  return size < FULL ? "half_right" : "right";
}

/**
 * Degrees, to the right above 0.
 * @param {Graph} graph @param {Way} way @param {number} i @param {number} reach metres
 */
function angleAt(graph, way, i, reach) {
  const before = bearing(graph, ahead(way, i, -1, reach), pointAt(way, i));
  const after = bearing(graph, pointAt(way, i), ahead(way, i, 1, reach));
  return ((after - before + 540) % 360) - 180;
}

/**
 * The point of the way `reach` metres before or after one.
 * @param {Way} way @param {number} i @param {1 | -1} side @param {number} reach
 */
function ahead(way, i, side, reach) {
  let left = reach * 10;
  let at = i;
  while (left > 0 && at + side >= 0 && at + side < way.points.length) {
    const length = way.lengths[side > 0 ? at : at - 1] ?? 0;
    if (length > left) return between(pointAt(way, at), pointAt(way, at + side), left / length);
    left -= length;
    at += side;
  }
  return pointAt(way, at);
}

/** @param {Point} a @param {Point} b @param {number} share @returns {Point} */
function between(a, b, share) {
  return {
    lon5: a.lon5 + (b.lon5 - a.lon5) * share,
    lat5: a.lat5 + (b.lat5 - a.lat5) * share,
  };
}

/** @param {Way} way @param {number} i @returns {Point} */
function pointAt(way, i) {
  return way.points[i] ?? { lon5: 0, lat5: 0 };
}

/**
 * Degrees from north, clockwise, 0 to 360.
 * @param {Pick<Graph, "kx" | "ky">} scale @param {Point} a @param {Point} b
 */
export function bearing({ kx, ky }, a, b) {
  const degrees = Math.atan2((b.lon5 - a.lon5) * kx, (b.lat5 - a.lat5) * ky) * (180 / Math.PI);
  return (degrees + 360) % 360;
}

/** @param {number} degrees @returns {Heading} */
function headingOf(degrees) {
  return HEADINGS[Math.round(degrees / 45) % 8] ?? "n";
}

/** @param {Graph} graph @param {Way} way @param {number} from @param {number} to @returns {Stretch} */
function stretch(graph, way, from, to) {
  const edges = way.edges.slice(from, to);
  const lengths = way.lengths.slice(from, to);
  const degrees = bearing(graph, pointAt(way, from), ahead(way, from, 1, FEEL_M));
  const flags = edges.reduce((all, edge) => all | graph.flags[edge], 0);
  return {
    turn: from === 0 ? null : turnAt(graph, way, from),
    heading: headingOf(degrees),
    bearing: degrees,
    name: mostly(graph, edges, lengths),
    metres: Math.round(lengths.reduce((all, dm) => all + dm, 0) / 10),
    stairs: (flags & FLAG.stairs) !== 0,
    bridge: (flags & FLAG.bridge) !== 0,
    from,
  };
}

/**
 * The name that most of a stretch has; 0 where most of it has none.
 * @param {Graph} graph @param {number[]} edges @param {number[]} lengths
 */
function mostly(graph, edges, lengths) {
  /** @type {Map<number, number>} */
  const totals = new Map();
  edges.forEach((edge, i) => {
    const name = graph.name[edge];
    totals.set(name, (totals.get(name) ?? 0) + (lengths[i] ?? 0));
  });
  let best = 0;
  for (const [name, dm] of totals) if (dm > (totals.get(best) ?? 0)) best = name;
  return best;
}
