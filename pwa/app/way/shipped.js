// @ts-check
/**
 * A field that came with the bundle, made whole: its costs are added up along its steps, and every
 * street is asked whether it would be cheaper. So it is proved, not believed, in a part of the time
 * that finding it takes; what is not the best way from everywhere is found anew.
 */

import { INSIDE, layOf, NO_WAY, OUT, SITE } from "./field.js";

/** @typedef {import("./field.js").Field} Field */
/** @typedef {import("./field.js").Lay} Lay */
/** @typedef {import("./graph.js").Column} Column */
/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./ground.js").Terrain} Terrain */

/** @typedef {{ graph: Graph, terrain: Terrain, starts: ReadonlyMap<number, number>, lay: Lay }} Known */

/**
 * @param {Graph} graph
 * @param {Terrain} terrain
 * @param {ReadonlyMap<number, number>} starts node → decimetres
 * @param {boolean} leaving as for `fieldOf`
 * @param {Uint8Array} step as it came
 * @returns {Field | null} null where these steps are not what this terrain and these starts ask for
 */
export function fieldAsShipped(graph, terrain, starts, leaving, step) {
  const known = { graph, terrain, starts, lay: layOf(graph, terrain, starts, leaving) };
  const cost = costsAlong(known, step);
  return cost && isBest(known, step, cost) ? { step, cost, inside: known.lay.inside } : null;
}

/**
 * @param {Known} known
 * @param {Uint8Array} step
 * @returns {Column | null} null where a step leads nowhere, in a circle, or where nobody may walk
 */
function costsAlong(known, step) {
  const { first, next, by, n } = known.graph;
  const { along, back: behind } = known.terrain;
  const { open, dry, inside } = known.lay;
  /** @type {Column} */
  const cost = new Float64Array(n).fill(-1);
  const trail = new Int32Array(n + 1);
  for (let start = 0; start < n; start++) {
    let node = start;
    let length = 0;
    while (cost[node] < 0) {
      const one = step[node] ?? NO_WAY;
      if (one >= OUT) cost[node] = endOf(known, node, one);
      else {
        if (length > n || first[node] + one >= first[node + 1]) return null;
        trail[length++] = node;
        node = next[first[node] + one];
      }
    }
    if (length > 0 && cost[node] === Infinity) return null;
    while (length > 0) {
      const back = trail[--length] ?? 0;
      const at = first[back] + (step[back] ?? 0);
      const to = next[at];
      const edge = by[at];
      const isIn = inside[back] === 1;
      if ((isIn ? open : dry)[edge] !== 1 || inside[to] > inside[back]) return null;
      const weight = back < to ? along[edge] : behind[edge];
      cost[back] = (isIn ? weight * INSIDE : weight) + cost[to];
    }
  }
  return cost.includes(NaN) ? null : cost;
}

/** NaN where a field cannot end so. @param {Known} known @param {number} node @param {number} end */
function endOf({ starts, lay }, node, end) {
  if (end === NO_WAY) return Infinity;
  if (end === SITE) return starts.get(node) ?? NaN;
  return lay.isOut?.[node] ? 0 : NaN;
}

/**
 * Whether nothing is cheaper over any street or at any start, and each step is the first of the best.
 * @param {Known} known @param {Uint8Array} step @param {Column} cost
 */
function isBest({ graph, terrain, starts, lay }, step, cost) {
  const { n, first, next, by } = graph;
  const { along, back } = terrain;
  const { open, dry, inside, isOut } = lay;
  for (const [node, start] of starts) {
    if (!(cost[node] <= start) || (cost[node] === start) !== (step[node] === SITE)) return false;
  }
  for (let node = 0; node < n; node++) {
    const total = cost[node];
    const isIn = inside[node] === 1;
    if (isOut?.[node] ? total !== 0 : isTooFar(total, isIn)) return false;
    const edges = isIn ? open : dry;
    const unit = isIn ? INSIDE : 1;
    const own = first[node] + (step[node] ?? 0);
    for (let at = first[node], end = first[node + 1]; at < end; at++) {
      const to = next[at];
      const edge = by[at];
      if (edges[edge] !== 1 || inside[to] > inside[node] || cost[to] === Infinity) continue;
      const price = (node < to ? along[edge] : back[edge]) * unit + cost[to];
      if (price < total || (price === total && at < own)) return false;
    }
  }
  return true;
}

/** What no field can count is refused there, with its reason. @param {number} cost @param {boolean} isInside */
function isTooFar(cost, isInside) {
  return cost < Infinity && cost >= (isInside ? INSIDE * INSIDE : INSIDE);
}
