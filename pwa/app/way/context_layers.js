// @ts-check
/** Section CTXT: what helps people to find where they are. No way is computed from it. */

import { Reader, Unreadable } from "./reader.js";

/**
 * @typedef {object} Feature
 * @property {number} layer one of `LAYER` in hazards.js
 * @property {number} zoom from which on it is drawn
 * @property {number} name index of its name, 0 for none
 * @property {Int32Array[]} parts lon5, lat5, lon5, lat5, …
 * @property {readonly [number, number, number, number]} box west, south, east, north
 */

const MOST_FEATURES = 50_000;
const MOST_POINTS = 500_000;

/**
 * @param {Uint8Array} section
 * @returns {Feature[]}
 * @throws {Unreadable}
 */
export function decodeContext(section) {
  const reader = new Reader(section);
  const from = { lon: 0, lat: 0 };
  const features = [];
  for (let left = reader.count(MOST_FEATURES); left > 0; left--) {
    features.push(decodeFeature(reader, from));
  }
  reader.end("CTXT");
  return features;
}

/** @param {Reader} reader @param {{ lon: number, lat: number }} from @returns {Feature} */
function decodeFeature(reader, from) {
  const layer = reader.byte();
  const zoom = reader.byte();
  const name = reader.unsigned();
  const parts = [];
  for (let left = reader.count(MOST_POINTS); left > 0; left--) {
    const part = new Int32Array(2 * reader.count(MOST_POINTS));
    for (let i = 0; i < part.length; i += 2) {
      part[i] = from.lon += reader.signed();
      part[i + 1] = from.lat += reader.signed();
    }
    parts.push(part);
  }
  if (parts.length === 0) throw new Unreadable("a feature has no parts");
  return { layer, zoom, name, parts, box: boxOf(parts) };
}

/** @param {readonly Int32Array[]} parts @returns {[number, number, number, number]} */
function boxOf(parts) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 2) {
      const [lon = 0, lat = 0] = [part[i], part[i + 1]];
      if (lon < west) west = lon;
      if (lon > east) east = lon;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
  }
  return [west, south, east, north];
}
