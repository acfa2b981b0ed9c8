// @ts-check
/**
 * The outline of docs/formats.md: decode it, ask where a point stands to it.
 *
 * It contains the whole area and reaches at most `slack_m` beyond it: outside the outline is
 * outside the area, deeper inside than the slack is in the area, and between nothing is certain.
 */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const PER_DEGREE = 100_000;
const RING_END = ".";
/** Below what a degree measures anywhere (110,574 m at least), so that no depth is overstated. */
const METRES_PER_DEGREE = 110_500;

/** @typedef {readonly (readonly [number, number])[]} Ring lon, lat in degrees, not closed */

/**
 * @typedef {object} Standing where a point stands to an outline.
 * @property {boolean} inside
 * @property {number} edge_m metres to the nearest edge, rather too few than too many
 */

/**
 * @param {string} text
 * @returns {Ring[]} filled even-odd: a point is inside if it is in an odd number of rings
 * @throws {RangeError} for text that is no outline
 */
export function decode(text) {
  const rings = text.split(RING_END);
  if (rings.pop() !== "" || rings.length === 0) throw new RangeError("not an outline: no end");
  return rings.map(decodeRing);
}

/**
 * Whether the point is in the outline, and how far from its edge. An area over the antimeridian is
 * written as parts that may reach a little beyond ±180, so a point is looked for on either side.
 * @param {readonly Ring[]} rings
 * @param {number} lon degrees
 * @param {number} lat degrees
 * @returns {Standing}
 */
export function standing(rings, lon, lat) {
  const turns = [lon, lon - 360, lon + 360].map((x) => ({
    inside: isInside(rings, x, lat),
    edge_m: edgeDistance(rings, x, lat),
  }));
  const within = turns.filter((one) => one.inside).map((one) => one.edge_m);
  if (within.length > 0) return { inside: true, edge_m: Math.max(...within) };
  return { inside: false, edge_m: Math.min(...turns.map((one) => one.edge_m)) };
}

/** @param {string} text @returns {Ring} */
function decodeRing(text) {
  const numbers = decodeNumbers(text);
  if (numbers.length < 6 || numbers.length % 2) throw new RangeError("not an outline: no ring");
  let x = 0;
  let y = 0;
  /** @type {[number, number][]} */
  const ring = [];
  for (let i = 0; i < numbers.length; i += 2) {
    x += numbers[i] ?? 0;
    y += numbers[i + 1] ?? 0;
    ring.push([x / PER_DEGREE, y / PER_DEGREE]);
  }
  return ring;
}

/** Zigzag numbers in base 32, lowest digit first. @param {string} text @returns {number[]} */
function decodeNumbers(text) {
  const numbers = [];
  let value = 0;
  let place = 1;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) throw new RangeError(`not an outline: ${character}`);
    value += (digit % 32) * place;
    place *= 32;
    if (digit < 32) {
      numbers.push(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
      value = 0;
      place = 1;
    }
  }
  if (place !== 1) throw new RangeError("not an outline: broken off");
  return numbers;
}

/**
 * Even-odd over all rings; edges are straight in longitude and latitude.
 * @param {readonly Ring[]} rings @param {number} lon @param {number} lat
 */
function isInside(rings, lon, lat) {
  let inside = false;
  for (const [[x1, y1], [x2, y2]] of edges(rings)) {
    if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

/**
 * Metres to the nearest edge, on a plane that is true at the point's latitude.
 * @param {readonly Ring[]} rings @param {number} lon @param {number} lat
 */
function edgeDistance(rings, lon, lat) {
  const stretch = Math.cos((lat * Math.PI) / 180);
  let nearest = Infinity;
  for (const [[x1, y1], [x2, y2]] of edges(rings)) {
    const ax = (x1 - lon) * stretch;
    const ay = y1 - lat;
    const dx = (x2 - x1) * stretch;
    const dy = y2 - y1;
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
    nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy));
  }
  return nearest * METRES_PER_DEGREE;
}

/**
 * Every edge, the closing one of each ring included.
 * @param {readonly Ring[]} rings
 * @returns {Generator<[readonly [number, number], readonly [number, number]]>}
 */
function* edges(rings) {
  for (const ring of rings) {
    let from = ring[ring.length - 1];
    for (const to of ring) {
      if (from) yield [from, to];
      from = to;
    }
  }
}
