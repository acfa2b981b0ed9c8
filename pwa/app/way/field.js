// @ts-check
/**
 * Every street's way to safety in one hazard: for each node the next one, and what it costs from
 * there. The same bytes as geo/field.py, by the same integers and the same tie-break.
 *
 * Nobody who is out of the zone is led back into it; whoever is in it leaves it by the least cost
 * inside, and only then by what follows. Both are one exact number: inside · 2²⁶ + after.
 */

import { Heap } from "./heap.js";

/** @typedef {import("./graph.js").Column} Column */
/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./ground.js").Terrain} Terrain */

/**
 * @typedef {object} Field
 * @property {Uint8Array} step per node: position of the next one among its neighbours, or one of
 *   `SITE`, `OUT`, `NO_WAY`
 * @property {Column} cost Float64 per node: inside · `INSIDE` + after; Infinity without a way
 * @property {Uint8Array} inside per node: 1 in the zone
 */

/** @typedef {{ dry: Column, open: Column, inside: Column, isOut: Column | null }} Lay 0 or 1 each */

export const OUT = 253;
export const SITE = 254;
export const NO_WAY = 255;
/** What one decimetre inside the zone weighs against all that may follow outside. */
export const INSIDE = 2 ** 26;
/** A piece of streets as long as this is no pocket that the water closes in. */
const LASTING_DM = 10_000;

/** The streets are too wide for exact costs; the message says so. */
export class Refused extends Error {}

/**
 * @param {Graph} graph
 * @param {Terrain} terrain
 * @param {ReadonlyMap<number, number>} starts node → decimetres
 * @param {boolean} leaving whether being out of the zone is safety itself (tsunami)
 * @param {ReadonlyMap<number, number>} [refuges] sites that keep a small dry piece from being a
 *   pocket, though none may be walked to now
 * @returns {Field}
 * @throws {Refused}
 */
export function fieldOf(graph, terrain, starts, leaving, refuges = starts) {
  const { dry, open, inside, isOut } = layOf(graph, terrain, refuges, leaving);
  const cost = new Float64Array(graph.n).fill(Infinity);
  for (const [node, start] of starts) cost[node] = start;
  if (isOut) for (let node = 0; node < graph.n; node++) if (isOut[node]) cost[node] = 0;
  const outside = inverse(inside);
  const walk = { graph, terrain, cost };
  spread(walk, { edges: dry, members: outside, unit: 1, seeds: seedsOf(cost, outside) });
  check(cost, outside, INSIDE);
  stepOut(walk, open, inside);
  spread(walk, { edges: open, members: inside, unit: INSIDE, seeds: seedsOf(cost, inside) });
  check(cost, inside, INSIDE * INSIDE);
  const step = steps(walk, { dry, open, inside, isOut, starts });
  return { step, cost, inside };
}

/**
 * What a field is found on: edges that are open, those of them out of the zone; nodes in the zone,
 * and those from which nobody needs to go on.
 * @param {Graph} graph
 * @param {Terrain} terrain
 * @param {ReadonlyMap<number, number>} starts
 * @param {boolean} leaving
 * @returns {Lay}
 */
export function layOf(graph, terrain, starts, leaving) {
  const inside = nodesInside(graph, terrain.zone);
  const isOut = leaving && terrain.hasZone ? markOut(graph, terrain.zone, inside, starts) : null;
  return { ...walkable(terrain), inside, isOut };
}

/** @param {Terrain} terrain */
function walkable({ closed, zone }) {
  const open = inverse(closed);
  const dry = open.slice();
  for (let edge = 0; edge < dry.length; edge++) if (zone[edge]) dry[edge] = 0;
  return { dry, open };
}

/** @param {Uint8Array} bits 0 or 1 */
function inverse(bits) {
  const other = new Uint8Array(bits.length);
  for (let i = 0; i < bits.length; i++) other[i] = 1 - (bits[i] ?? 0);
  return other;
}

/** A node is inside if it has edges and every one of them is in the zone. */
function nodesInside(/** @type {Graph} */ { n, m, u, v, first }, /** @type {Uint8Array} */ zone) {
  const inside = new Uint8Array(n);
  for (let node = 0; node < n; node++) if (first[node + 1] > first[node]) inside[node] = 1;
  for (let edge = 0; edge < m; edge++) if (!zone[edge]) inside[u[edge]] = inside[v[edge]] = 0;
  return inside;
}

/**
 * Nodes from which nobody needs to go on. Those of small dry pockets become inside. A street that is
 * merely blocked divides no piece: the ground under it is as high as before.
 * @param {Graph} graph
 * @param {Uint8Array} zone
 * @param {Uint8Array} inside changed
 * @param {ReadonlyMap<number, number>} starts
 */
function markOut(graph, zone, inside, starts) {
  const isOut = new Uint8Array(graph.n);
  const seen = inside.slice();
  for (let node = 0; node < graph.n; node++) {
    if (seen[node]) continue;
    const { piece, length } = pieceOf(graph, zone, node, seen);
    const lasts = length >= LASTING_DM || piece.some((one) => starts.has(one));
    for (const one of piece) (lasts ? isOut : inside)[one] = 1;
  }
  return isOut;
}

/** @param {Graph} graph @param {Uint8Array} zone @param {number} from @param {Uint8Array} seen */
function pieceOf({ first, next, by, length }, zone, from, seen) {
  const piece = [from];
  let twice = 0;
  seen[from] = 1;
  for (const node of piece) {
    for (let at = first[node]; at < first[node + 1]; at++) {
      if (zone[by[at]]) continue;
      twice += length[by[at]];
      if (!seen[next[at]]) piece.push(next[at]);
      seen[next[at]] = 1;
    }
  }
  return { piece, length: twice / 2 };
}

/** @param {Column} cost @param {Uint8Array} members */
function seedsOf(cost, members) {
  const seeds = [];
  for (let node = 0; node < members.length; node++) {
    if (members[node] && cost[node] < Infinity) seeds.push(node);
  }
  return seeds;
}

/**
 * Dijkstra from the seeds, against the walking direction, among `members` over `edges`.
 * @param {{ graph: Graph, terrain: Terrain, cost: Column }} walk `cost` is changed
 * @param {{ edges: Uint8Array, members: Uint8Array, unit: number, seeds: number[] }} where
 */
function spread({ graph, terrain, cost }, { edges, members, unit, seeds }) {
  const { first, next, by } = graph;
  const { along, back } = terrain;
  const heap = new Heap(seeds.length + 1024);
  for (const node of seeds) heap.push(cost[node], node);
  while (heap.size > 0) {
    heap.pop();
    const node = heap.nodes[0];
    const reached = heap.keys[0];
    if (reached > cost[node]) continue;
    for (let at = first[node], end = first[node + 1]; at < end; at++) {
      const from = next[at];
      const edge = by[at];
      if (edges[edge] !== 1 || members[from] !== 1) continue;
      // Walked from → node: u → v where from is the lower of the two.
      const total = reached + (from < node ? along[edge] : back[edge]) * unit;
      if (total >= cost[from]) continue;
      cost[from] = total;
      heap.push(total, from);
    }
  }
}

/**
 * The last step out of the zone, from each inside node that has one.
 * @param {{ graph: Graph, terrain: Terrain, cost: Column }} walk `cost` is changed
 * @param {Uint8Array} open
 * @param {Uint8Array} inside
 */
function stepOut({ graph, terrain, cost }, open, inside) {
  const { n, first, next, by } = graph;
  for (let node = 0; node < n; node++) {
    if (!inside[node]) continue;
    for (let at = first[node]; at < first[node + 1]; at++) {
      const to = next[at];
      const edge = by[at];
      if (inside[to] || !open[edge] || cost[to] === Infinity) continue;
      const weight = node < to ? terrain.along[edge] : terrain.back[edge];
      const total = weight * INSIDE + cost[to];
      if (total < cost[node]) cost[node] = total;
    }
  }
}

/** @param {Column} cost @param {Uint8Array} members @param {number} limit */
function check(cost, members, limit) {
  for (let node = 0; node < members.length; node++) {
    if (members[node] && cost[node] >= limit && cost[node] < Infinity) {
      throw new Refused("a way is longer than the field can count");
    }
  }
}

/**
 * @param {{ graph: Graph, terrain: Terrain, cost: Column }} walk
 * @param {Lay & { starts: ReadonlyMap<number, number> }} known
 */
function steps({ graph, terrain, cost }, { dry, open, inside, isOut, starts }) {
  const { n, first, next, by } = graph;
  const { along, back } = terrain;
  /** @type {Column} */
  const step = new Uint8Array(n).fill(NO_WAY);
  if (isOut) for (let node = 0; node < n; node++) if (isOut[node]) step[node] = OUT;
  for (const [node, start] of starts) if (cost[node] === start) step[node] = SITE;
  for (let node = 0; node < n; node++) {
    const total = cost[node];
    if (total === Infinity || step[node] !== NO_WAY) continue;
    const edges = inside[node] ? open : dry;
    const unit = inside[node] ? INSIDE : 1;
    // Neighbours ascend: the first that fits is the lowest.
    for (let at = first[node], end = first[node + 1]; at < end; at++) {
      const to = next[at];
      const edge = by[at];
      if (edges[edge] !== 1 || (node < to ? along[edge] : back[edge]) * unit + cost[to] !== total) continue;
      step[node] = at - first[node];
      break;
    }
  }
  return step;
}
