// @ts-check
/**
 * The streets on the map's own plane (Web Mercator, the world from 0 to 1, y downwards), and which of
 * them a square of the map holds. Made once for a city.
 */

/** @typedef {import("../way/graph.js").Column} Column */
/** @typedef {import("../way/graph.js").Graph} Graph */

/**
 * @typedef {object} World
 * @property {Graph} graph
 * @property {Column} x Float64 per node
 * @property {Column} y Float64 per node
 * @property {Map<number, number[]>} squares edges by square of zoom `SQUARES`
 */

/** Squares as large as tiles of this zoom: about 1 km. */
const SQUARES = 15;
const ACROSS = 2 ** SQUARES;

/** @param {number} lon5 */
export function eastOf(lon5) {
  return lon5 / 36_000_000 + 0.5;
}

/** @param {number} lat5 */
export function southOf(lat5) {
  const sine = Math.sin((lat5 * Math.PI) / 18_000_000);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** @type {WeakMap<Graph, World>} */
const worlds = new WeakMap();

/** The same for the same streets. @param {Graph} graph @returns {World} */
export function worldOf(graph) {
  const world = worlds.get(graph) ?? made(graph);
  worlds.set(graph, world);
  return world;
}

/** @param {Graph} graph @returns {World} */
function made(graph) {
  const { n, m, u, v, lon5, lat5 } = graph;
  /** @type {Column} */
  const x = new Float64Array(n);
  /** @type {Column} */
  const y = new Float64Array(n);
  for (let node = 0; node < n; node++) {
    x[node] = eastOf(lon5[node]);
    y[node] = southOf(lat5[node]);
  }
  /** @type {Map<number, number[]>} */
  const squares = new Map();
  const put = (/** @type {number} */ square, /** @type {number} */ edge) => {
    const held = squares.get(square);
    if (held) held.push(edge);
    else squares.set(square, [edge]);
  };
  /** @type {Column} */
  const square = new Float64Array(n);
  for (let node = 0; node < n; node++) {
    square[node] = Math.floor(y[node] * ACROSS) * ACROSS + Math.floor(x[node] * ACROSS);
  }
  // The squares of both ends: no street is longer than 60 m, so that it crosses no third.
  for (let edge = 0; edge < m; edge++) {
    const one = square[u[edge]];
    const other = square[v[edge]];
    put(one, edge);
    if (other !== one) put(other, edge);
  }
  return { graph, x, y, squares };
}

/**
 * Edges whose bounds meet a part of the plane; one may be named twice.
 * @param {World} world
 * @param {{ west: number, north: number, east: number, south: number }} box
 * @param {(edge: number) => void} visit
 */
export function eachEdge(world, box, visit) {
  const { west, north, east, south } = box;
  for (let row = Math.floor(north * ACROSS); row <= south * ACROSS; row++) {
    for (let column = Math.floor(west * ACROSS); column <= east * ACROSS; column++) {
      for (const edge of world.squares.get(row * ACROSS + column) ?? []) {
        if (meets(world, box, edge)) visit(edge);
      }
    }
  }
}

/**
 * A square holds many more streets than a tile shows.
 * @param {World} world
 * @param {{ west: number, north: number, east: number, south: number }} box
 * @param {number} edge
 */
function meets({ graph, x, y }, { west, north, east, south }, edge) {
  const a = graph.u[edge];
  const b = graph.v[edge];
  return (
    Math.max(x[a], x[b]) >= west &&
    Math.min(x[a], x[b]) <= east &&
    Math.max(y[a], y[b]) >= north &&
    Math.min(y[a], y[b]) <= south
  );
}
