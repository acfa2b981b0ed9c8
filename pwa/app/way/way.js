// @ts-check
/** One reader's way through a field: from where they stand, edge by edge, to where it ends. Pure. */

import { INSIDE, NO_WAY, OUT, SITE } from "./field.js";
import { FLAG } from "./graph.js";

/** @typedef {import("./field.js").Field} Field */
/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./ground.js").Terrain} Terrain */
/** @typedef {import("./place.js").Footing} Footing */
/** @typedef {import("./place.js").Point} Point */

/**
 * @typedef {object} Way
 * @property {Point[]} points from the foot on the street to the last node
 * @property {number[]} nodes those after the foot; one fewer than `points`
 * @property {number[]} edges one for each stretch between points
 * @property {number[]} lengths decimetres of each stretch
 * @property {number} metres along the streets, whole
 * @property {number} slow_m metres of it on stairs or steep streets
 * @property {number} zone_m metres of it in the zone
 * @property {"site" | "out"} ends
 * @property {number} node its last
 */

const SLOW = FLAG.stairs | FLAG.steep;

/**
 * The way from a foot on a street: to the end of the street from which it costs least, then as the
 * field leads. A closed street is left by its nearer end. Null where no way is known.
 * @param {Graph} graph
 * @param {Terrain} terrain
 * @param {Field} field
 * @param {Footing} foot
 * @returns {Way | null}
 */
export function wayFrom(graph, terrain, field, foot) {
  const first = firstEnd(graph, terrain, field, foot);
  if (first === null) return null;
  const { edge, t, point } = foot;
  const share = first === graph.u[edge] ? t : 1 - t;
  /** @type {Way} */
  const way = {
    points: [{ ...point }],
    nodes: [],
    edges: [],
    lengths: [],
    metres: 0,
    slow_m: 0,
    zone_m: 0,
    ends: "site",
    node: first,
  };
  if (share > 0) goOn(way, graph, edge, first, graph.length[edge] * share);
  follow(way, graph, field);
  return measured(way, graph, terrain);
}

/**
 * @param {Graph} graph @param {Terrain} terrain @param {Field} field @param {Footing} foot
 * @returns {number | null} a node
 */
function firstEnd({ u, v, length }, terrain, field, { edge, t }) {
  const [a, b] = [u[edge], v[edge]];
  if (terrain.closed[edge]) {
    const near = t * length[edge] <= (1 - t) * length[edge] ? a : b;
    return field.step[near] === NO_WAY ? null : near;
  }
  // In the zone each decimetre counts before all that may follow.
  const unit = terrain.zone[edge] || field.inside[a] ? INSIDE : 1;
  const toA = t * terrain.back[edge] * unit + field.cost[a];
  const toB = (1 - t) * terrain.along[edge] * unit + field.cost[b];
  if (toA === Infinity && toB === Infinity) return null;
  return toA <= toB ? a : b;
}

/** @param {Way} way @param {Graph} graph @param {Field} field */
function follow(way, graph, field) {
  const { first, next, by, length } = graph;
  for (let node = way.node, left = graph.n; left >= 0; left--) {
    const step = field.step[node] ?? NO_WAY;
    way.node = node;
    if (step === SITE || step === OUT) {
      way.ends = step === SITE ? "site" : "out";
      return;
    }
    const at = first[node] + step;
    if (step === NO_WAY || at >= first[node + 1]) throw new RangeError("the field leads nowhere");
    goOn(way, graph, by[at], next[at], length[by[at]]);
    node = next[at];
  }
  throw new RangeError("the field leads in a circle");
}

/** @param {Way} way @param {Graph} graph @param {number} edge @param {number} node @param {number} dm */
function goOn(way, { lon5, lat5 }, edge, node, dm) {
  way.points.push({ lon5: lon5[node], lat5: lat5[node] });
  way.nodes.push(node);
  way.edges.push(edge);
  way.lengths.push(dm);
}

/** @param {Way} way @param {Graph} graph @param {Terrain} terrain @returns {Way} */
function measured(way, { flags }, terrain) {
  let [all, slow, zone] = [0, 0, 0];
  way.edges.forEach((edge, i) => {
    const dm = way.lengths[i] ?? 0;
    all += dm;
    if (flags[edge] & SLOW) slow += dm;
    if (terrain.zone[edge]) zone += dm;
  });
  return {
    ...way,
    metres: Math.round(all / 10),
    slow_m: Math.round(slow / 10),
    zone_m: Math.round(zone / 10),
  };
}
