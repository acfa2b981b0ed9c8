// @ts-check
/**
 * The streets on which people walk (section GRPH): nodes, edges between them, and each node's
 * neighbours in ascending order. Integers throughout, so that every phone and the server agree.
 */

import { Reader, Unreadable } from "./reader.js";

/**
 * @typedef {any} Column a typed array with one number for each node or edge. Indices in range are
 *   the decoder's promise; the checker would ask at every one of millions of reads.
 */

/**
 * @typedef {object} Graph
 * @property {number} n nodes
 * @property {number} m edges
 * @property {Column} lon5 Int32, per node
 * @property {Column} lat5 Int32, per node
 * @property {Column} u Int32, per edge: its lower node
 * @property {Column} v Int32, per edge: its upper node
 * @property {Column} kind Uint8, per edge: 1 main road to 5 steps
 * @property {Column} flags Uint16, per edge: bits of `FLAG`
 * @property {Column} name Int32, per edge: index of its name, 0 for none
 * @property {Column} length Int32, per edge: decimetres
 * @property {Column} first Int32, n + 1: where a node's neighbours begin in `next` and `by`
 * @property {Column} next Int32, 2m: neighbours, ascending for each node
 * @property {Column} by Int32, 2m: the edge to that neighbour
 * @property {number} kx micrometres per 10⁻⁵ degree of longitude
 * @property {number} ky the same of latitude
 * @property {number} mostName
 */

export const FLAG = Object.freeze({
  stairs: 1,
  tunnel: 2,
  underpass: 4,
  bridge: 8,
  level_crossing: 16,
  ford: 32,
  narrow: 64,
  waterside: 128,
  steep: 256,
  seaward: 512,
  seaward_back: 1024,
  stream: 2048,
});

const MOST_NODES = 1_000_000;
const MOST_NEIGHBOURS = 250;

/**
 * @param {Uint8Array} section
 * @param {{ kx: number, ky: number }} head
 * @returns {Graph}
 * @throws {Unreadable}
 */
export function decodeGraph(section, { kx, ky }) {
  const reader = new Reader(section);
  const n = reader.count(MOST_NODES);
  const m = reader.count(4 * MOST_NODES);
  const lon5 = reader.sums(new Int32Array(n));
  const lat5 = reader.sums(new Int32Array(n));
  const { u, v } = decodeEdges(reader, n, m);
  const kind = decodeRuns(reader, new Uint8Array(m), () => reader.byte());
  const flags = decodeRuns(reader, new Uint16Array(m), () => reader.unsigned());
  const name = decodeRuns(reader, new Int32Array(m), () => reader.unsigned());
  reader.end("GRPH");
  let mostName = 0;
  for (let edge = 0; edge < m; edge++) if ((name[edge] ?? 0) > mostName) mostName = name[edge] ?? 0;
  return graphOf({ n, m, lon5, lat5, u, v, kind, flags, name, kx, ky, mostName });
}

/**
 * Adds what follows from nodes and edges.
 * @param {Omit<Graph, "length" | "first" | "next" | "by">} streets edges sorted by (u, v)
 * @returns {Graph}
 */
export function graphOf(streets) {
  return { ...streets, length: lengths(streets), ...neighbours(streets) };
}

/** @param {Reader} reader @param {number} n @param {number} m */
function decodeEdges(reader, n, m) {
  const u = new Int32Array(m);
  const v = new Int32Array(m);
  let edge = 0;
  for (let node = 0; node < n; node++) {
    let above = node;
    for (let left = reader.unsigned(); left > 0; left--) {
      const gap = reader.unsigned();
      above += gap;
      if (gap === 0 || above >= n || edge >= m) throw new Unreadable("an edge leads nowhere");
      u[edge] = node;
      v[edge++] = above;
    }
  }
  if (edge !== m) throw new Unreadable(`${edge} edges instead of ${m}`);
  return { u, v };
}

/**
 * @template {Uint8Array | Uint16Array | Int32Array} T
 * @param {Reader} reader
 * @param {T} values filled with runs: a length, then the value
 * @param {() => number} value
 * @returns {T}
 */
function decodeRuns(reader, values, value) {
  let at = 0;
  while (at < values.length) {
    const length = reader.unsigned();
    if (length === 0 || at + length > values.length) throw new Unreadable("a run does not fit");
    values.fill(value(), at, at + length);
    at += length;
  }
  return values;
}

/** In dm, from whole millimetres. @param {Pick<Graph, "m" | "u" | "v" | "lon5" | "lat5" | "kx" | "ky">} streets */
function lengths({ m, u, v, lon5, lat5, kx, ky }) {
  const length = new Int32Array(m);
  for (let edge = 0; edge < m; edge++) {
    const a = u[edge];
    const b = v[edge];
    const x = Math.floor((Math.abs(lon5[b] - lon5[a]) * kx + 500) / 1000);
    const y = Math.floor((Math.abs(lat5[b] - lat5[a]) * ky + 500) / 1000);
    length[edge] = Math.max(1, Math.floor(Math.sqrt(x * x + y * y) / 100 + 0.5));
  }
  return length;
}

/** @param {Pick<Graph, "n" | "m" | "u" | "v">} streets */
function neighbours({ n, m, u, v }) {
  /** @type {Column} */
  const first = new Int32Array(n + 1);
  for (let edge = 0; edge < m; edge++) {
    first[u[edge] + 1]++;
    first[v[edge] + 1]++;
  }
  for (let node = 0; node < n; node++) first[node + 1] += first[node];
  /** @type {Column} */
  const free = first.slice(0, n);
  const next = new Int32Array(2 * m);
  const by = new Int32Array(2 * m);
  // Edges are sorted by (u, v): lower neighbours first, in order, then upper ones, in order.
  for (const [from, to] of [[v, u], [u, v]]) {
    for (let edge = 0; edge < m; edge++) {
      const at = free[from[edge]]++;
      next[at] = to[edge];
      by[at] = edge;
    }
  }
  for (let node = 0; node < n; node++) {
    if (first[node + 1] - first[node] > MOST_NEIGHBOURS) throw new Unreadable("too many neighbours");
  }
  return { first, next, by };
}
