// @ts-check
/**
 * Where a point stands to the streets: the nearest edge, how far off it, and whether it is within
 * the ground that the bundle covers. Metres on a plane of the city (kx, ky), good to a few in a thousand.
 */

/** @typedef {import("./bundle.js").City} City */
/** @typedef {import("./graph.js").Column} Column */
/** @typedef {import("./graph.js").Graph} Graph */

/** @typedef {{ lon5: number, lat5: number }} Point hundred-thousandths of a degree, not rounded */

/**
 * @typedef {object} Footing
 * @property {number} edge
 * @property {number} t how far along it, 0 at its lower node to 1
 * @property {number} off metres between the point and the edge
 * @property {Point} point the nearest point of the edge
 */

/**
 * @typedef {object} Index edges by squares of `STEP_M` metres.
 * @property {number} west metres
 * @property {number} south metres
 * @property {number} columns
 * @property {number} rows
 * @property {Column} first
 * @property {Column} edges
 */

const STEP_M = 100;
const MICRO = 1e6;

/** @param {number} lon degrees @param {number} lat degrees @returns {Point} */
export function pointOf(lon, lat) {
  return { lon5: lon * 1e5, lat5: lat * 1e5 };
}

/**
 * Metres between two points.
 * @param {Pick<Graph, "kx" | "ky">} scale
 * @param {Point} a
 * @param {Point} b
 */
export function metres({ kx, ky }, a, b) {
  return Math.hypot((a.lon5 - b.lon5) * kx, (a.lat5 - b.lat5) * ky) / MICRO;
}

/** @param {Graph} graph @returns {Index} */
export function indexOf(graph) {
  const boxes = boxesOf(graph);
  const { west, south, columns, rows } = boxes;
  /** @type {Column} */
  const first = new Int32Array(columns * rows + 1);
  eachSquare(graph, boxes, (square) => first[square + 1]++);
  for (let i = 0; i < columns * rows; i++) first[i + 1] += first[i];
  const free = first.slice();
  const edges = new Int32Array(first[columns * rows]);
  eachSquare(graph, boxes, (square, edge) => void (edges[free[square]++] = edge));
  return { west, south, columns, rows, first, edges };
}

/** @param {Graph} graph */
function boxesOf({ n, lon5, lat5, kx, ky }) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    const [x, y] = [(lon5[i] * kx) / MICRO, (lat5[i] * ky) / MICRO];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  const steps = (/** @type {number} */ span) => (span >= 0 ? Math.floor(span / STEP_M) + 1 : 0);
  return { west, south, columns: steps(east - west), rows: steps(north - south) };
}

/**
 * @param {Graph} graph
 * @param {{ west: number, south: number, columns: number }} boxes
 * @param {(square: number, edge: number) => void} visit
 */
function eachSquare({ m, u, v, lon5, lat5, kx, ky }, { west, south, columns }, visit) {
  const column = (/** @type {number} */ lon) => Math.floor(((lon * kx) / MICRO - west) / STEP_M);
  const row = (/** @type {number} */ lat) => Math.floor(((lat * ky) / MICRO - south) / STEP_M);
  for (let edge = 0; edge < m; edge++) {
    const a = column(lon5[u[edge]]);
    const b = column(lon5[v[edge]]);
    const c = row(lat5[u[edge]]);
    const d = row(lat5[v[edge]]);
    for (let y = Math.min(c, d); y <= Math.max(c, d); y++) {
      for (let x = Math.min(a, b); x <= Math.max(a, b); x++) visit(y * columns + x, edge);
    }
  }
}

/**
 * The nearest edge within `reach` metres, the lowest on ties; null where there is none.
 * @param {Graph} graph
 * @param {Index} index
 * @param {Point} point
 * @param {number} reach metres
 * @param {(edge: number) => boolean} [allowed]
 * @returns {Footing | null}
 */
export function nearestEdge(graph, index, point, reach, allowed = () => true) {
  const { west, south, columns, rows, first, edges } = index;
  const x = (point.lon5 * graph.kx) / MICRO - west;
  const y = (point.lat5 * graph.ky) / MICRO - south;
  const within = (/** @type {number} */ at, /** @type {number} */ most) =>
    Math.min(Math.max(Math.floor(at / STEP_M), 0), most - 1);
  /** @type {Footing | null} */
  let best = null;
  for (let row = within(y - reach, rows); row <= within(y + reach, rows); row++) {
    for (let col = within(x - reach, columns); col <= within(x + reach, columns); col++) {
      const square = row * columns + col;
      for (let i = first[square]; i < first[square + 1]; i++) {
        if (!allowed(edges[i])) continue;
        const found = footing(graph, edges[i], point);
        if (found.off > reach || !isNearer(found, best)) continue;
        best = found;
      }
    }
  }
  return best;
}

/** @param {Footing} found @param {Footing | null} best */
function isNearer(found, best) {
  if (!best || found.off < best.off) return true;
  return found.off === best.off && found.edge < best.edge;
}

/** @param {Graph} graph @param {number} edge @param {Point} point @returns {Footing} */
function footing({ u, v, lon5, lat5, kx, ky }, edge, point) {
  const [a, b] = [u[edge], v[edge]];
  const foot = footOn({ kx, ky }, point, at(lon5, lat5, a), at(lon5, lat5, b));
  return { edge, ...foot };
}

/** @param {Column} lon5 @param {Column} lat5 @param {number} node @returns {Point} */
function at(lon5, lat5, node) {
  return { lon5: lon5[node], lat5: lat5[node] };
}

/**
 * @param {Pick<Graph, "kx" | "ky">} scale
 * @param {Point} point @param {Point} a @param {Point} b
 */
function footOn(scale, point, a, b) {
  const { kx, ky } = scale;
  const [dx, dy] = [(b.lon5 - a.lon5) * kx, (b.lat5 - a.lat5) * ky];
  const along = (point.lon5 - a.lon5) * kx * dx + (point.lat5 - a.lat5) * ky * dy;
  const whole = dx * dx + dy * dy;
  const t = whole === 0 ? 0 : Math.min(1, Math.max(0, along / whole));
  const foot = { lon5: a.lon5 + (b.lon5 - a.lon5) * t, lat5: a.lat5 + (b.lat5 - a.lat5) * t };
  return { t, point: foot, off: metres(scale, point, foot) };
}

/**
 * Whether the bundle covers a point, and how far its edge is, straight, in metres.
 * @param {City["head"]} head
 * @param {Point} point
 * @returns {{ covered: boolean, edge_m: number }}
 */
export function coverageAt({ coverage, kx, ky }, point) {
  let covered = false;
  let edge_m = Infinity;
  for (const ring of coverage) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [cornerOf(ring[j]), cornerOf(ring[i])];
      if (crosses(a, b, point)) covered = !covered;
      edge_m = Math.min(edge_m, footOn({ kx, ky }, point, a, b).off);
    }
  }
  return { covered, edge_m };
}

/** @param {readonly [number, number] | undefined} corner @returns {Point} */
function cornerOf(corner) {
  return { lon5: corner?.[0] ?? 0, lat5: corner?.[1] ?? 0 };
}

/** Whether a ray to the east meets the segment. @param {Point} a @param {Point} b @param {Point} p */
function crosses(a, b, p) {
  if (a.lat5 > p.lat5 === b.lat5 > p.lat5) return false;
  return p.lon5 < a.lon5 + ((b.lon5 - a.lon5) * (p.lat5 - a.lat5)) / (b.lat5 - a.lat5);
}
