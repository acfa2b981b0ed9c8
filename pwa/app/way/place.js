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

/**
 * The nearest edge within `reach` metres, the lowest on ties; null where there is none. One look at
 * every edge: a milliseconds' tenth for a city, and no index to be made before the first answer.
 * @param {Graph} graph
 * @param {Point} point
 * @param {number} reach metres
 * @param {(edge: number) => boolean} [allowed]
 * @returns {Footing | null}
 */
export function nearestEdge(graph, point, reach, allowed = () => true) {
  const { m, u, v, lon5, lat5, kx, ky } = graph;
  const [east, north] = [(reach * MICRO) / kx, (reach * MICRO) / ky];
  const [left, right] = [point.lon5 - east, point.lon5 + east];
  const [below, above] = [point.lat5 - north, point.lat5 + north];
  /** @type {Footing | null} */
  let best = null;
  for (let edge = 0; edge < m; edge++) {
    const a = u[edge];
    const b = v[edge];
    if (lat5[a] > above ? lat5[b] > above : lat5[a] < below && lat5[b] < below) continue;
    if (lon5[a] > right ? lon5[b] > right : lon5[a] < left && lon5[b] < left) continue;
    if (!allowed(edge)) continue;
    const found = footing(graph, edge, point);
    if (found.off <= reach && (!best || found.off < best.off)) best = found;
  }
  return best;
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
