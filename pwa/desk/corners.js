// @ts-check
/**
 * @module Shapes as rings of corners, as text and as numbers: the one thing that the map, the table
 * and the form's field share. `alerts/desk/ring_rows.py` reads the same text.
 */

/** @typedef {[number, number]} Corner Longitude, latitude in degrees. */
/** @typedef {Corner[]} Ring Open: the first corner does not stand at the end again. */
/** @typedef {"text" | "table" | "pen" | "start"} Hand Who changed it. */

const MOST_LON = 180;
const MOST_LAT = 90;
/** A tenth of a metre. */
const DECIMALS = 6;

export class Shapes extends EventTarget {
  /** @type {Ring[]} */
  #rings = [];

  get rings() {
    return this.#rings;
  }

  /**
   * @param {Ring[]} rings
   * @param {Hand} hand
   */
  set(rings, hand) {
    this.#rings = rings.map(opened);
    this.dispatchEvent(new CustomEvent("change", { detail: hand }));
  }

  /** @param {(hand: Hand) => void} heard */
  heard(heard) {
    this.addEventListener("change", (event) => {
      heard(/** @type {CustomEvent<Hand>} */ (event).detail);
    });
  }
}

/**
 * @param {string} text
 * @returns {Ring[] | null} null while a line of it is no corner: the server says which.
 */
export function read(text) {
  /** @type {Ring[]} */
  const rings = [];
  /** @type {Ring} */
  let ring = [];
  for (const line of [...text.normalize("NFKC").split(/\r?\n/), ""]) {
    const parts = line.split(/[\s,、;]+/).filter((part) => part !== "");
    if (parts.length === 0) {
      if (ring.length > 0) rings.push(ring);
      ring = [];
      continue;
    }
    const [lon, lat, ...more] = parts.map(Number);
    if (lon === undefined || lat === undefined || more.length > 0 || !isCorner(lon, lat)) {
      return null;
    }
    ring.push([lon, lat]);
  }
  return rings;
}

/** @param {Ring[]} rings */
export function written(rings) {
  return rings
    .map((ring) => ring.map(([lon, lat]) => `${short(lon)} ${short(lat)}`).join("\n"))
    .join("\n\n");
}

/**
 * @param {number} lon
 * @param {number} lat
 */
export function isCorner(lon, lat) {
  return Math.abs(lon) <= MOST_LON && Math.abs(lat) <= MOST_LAT;
}

/** @param {number} degrees */
export function short(degrees) {
  return String(Number(degrees.toFixed(DECIMALS)));
}

/**
 * @param {Ring} ring
 * @returns {Ring}
 */
function opened(ring) {
  const [first, last] = [ring[0], ring.at(-1)];
  const closes = ring.length > 3 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return closes ? ring.slice(0, -1) : ring;
}
