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
const TURNS = [0, -360, 360];
/** A centimetre. */
const HAIR = 1e-7;

/** @typedef {readonly (readonly [number, number])[]} Ring lon, lat in degrees, not closed */
/** @typedef {readonly [readonly [number, number], readonly [number, number]]} Edge */

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
 * written as parts that meet there or reach a little beyond, so the outline is looked at on every
 * turn of the earth; where it goes on beyond a part's seam there is no edge.
 * @param {readonly Ring[]} rings
 * @param {number} lon degrees
 * @param {number} lat degrees
 * @returns {Standing}
 */
export function standing(rings, lon, lat) {
  const turns = TURNS.map((turn) => rings.map((ring) => turned(ring, turn)));
  let nearest = Infinity;
  turns.forEach((turn, i) => {
    for (const edge of edges(turn)) {
      const real = reachesOver(edge, TURNS[i] ?? 0) ? bare(edge, turns) : [edge];
      for (const part of real) nearest = Math.min(nearest, away(part, lon, lat));
    }
  });
  const inside = turns.some((turn) => isInside(turn, lon, lat));
  return { inside, edge_m: nearest * METRES_PER_DEGREE };
}

/** @param {Ring} ring @param {number} turn degrees @returns {Ring} */
function turned(ring, turn) {
  return turn === 0 ? ring : ring.map(([x, y]) => [x + turn, y]);
}

/** Whether an edge comes to the antimeridian. @param {Edge} edge @param {number} turn */
function reachesOver([[x1], [x2]], turn) {
  return Math.max(Math.abs(x1 - turn), Math.abs(x2 - turn)) >= 180;
}

/**
 * The parts of an edge that have the outline on one side alone: with it on both, by the help of
 * another turn, there is no edge.
 * @param {Edge} edge @param {readonly (readonly Ring[])[]} turns
 * @returns {Edge[]}
 */
function bare(edge, turns) {
  const crossings = turns.flatMap((rings) => [...edges(rings)].flatMap((one) => crossing(edge, one)));
  const cuts = [0, ...crossings.sort((a, b) => a - b), 1];
  return cuts.slice(1).flatMap((to, i) => {
    const from = cuts[i] ?? 0;
    const [x, y] = along(edge, (from + to) / 2);
    const isWithin = besides(edge).every(([dx, dy]) =>
      turns.some((one) => isInside(one, x + dx, y + dy)),
    );
    return isWithin ? [] : [/** @type {Edge} */ ([along(edge, from), along(edge, to)])];
  });
}

/**
 * Where on `edge` another one crosses it, 0 to 1; nothing for those that run along with it.
 * @param {Edge} edge @param {Edge} other @returns {number[]}
 */
function crossing([[x1, y1], [x2, y2]], [[a1, b1], [a2, b2]]) {
  const [dx, dy, ex, ey] = [x2 - x1, y2 - y1, a2 - a1, b2 - b1];
  const turn = dx * ey - dy * ex;
  if (turn === 0) return [];
  const here = ((a1 - x1) * ey - (b1 - y1) * ex) / turn;
  const there = ((a1 - x1) * dy - (b1 - y1) * dx) / turn;
  return here > 0 && here < 1 && there >= 0 && there <= 1 ? [here] : [];
}

/** A hair to the left and to the right of an edge. @param {Edge} edge */
function besides([[x1, y1], [x2, y2]]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy) || 1;
  return [-HAIR / length, HAIR / length].map((by) => /** @type {const} */ ([-dy * by, dx * by]));
}

/** @param {Edge} edge @param {number} part 0 to 1 @returns {readonly [number, number]} */
function along([[x1, y1], [x2, y2]], part) {
  return [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
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
 * Degrees of latitude from a point to an edge, on a plane that is true at the point's latitude.
 * @param {Edge} edge @param {number} lon @param {number} lat
 */
function away([[x1, y1], [x2, y2]], lon, lat) {
  const stretch = Math.cos((lat * Math.PI) / 180);
  const ax = (x1 - lon) * stretch;
  const ay = y1 - lat;
  const dx = (x2 - x1) * stretch;
  const dy = y2 - y1;
  const length = dx * dx + dy * dy;
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + part * dx, ay + part * dy);
}

/**
 * Every edge, the closing one of each ring included.
 * @param {readonly Ring[]} rings
 * @returns {Generator<Edge>}
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
