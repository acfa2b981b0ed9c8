// @ts-check
/** What the pathfinder's thread and the page both name. */

/** Their order is that of the bits in a site's `hazards` and of the bytes in the bundle. */
export const HAZARDS = Object.freeze([
  "flood",
  "landslide",
  "storm_surge",
  "earthquake",
  "tsunami",
  "fire",
  "inland_flood",
  "volcano",
]);

/** Metres of a node without a way. */
export const FAR = 65535;

/** The layers of features for orientation. */
export const LAYER = Object.freeze({
  sea: 1,
  water: 2,
  river: 3,
  rail: 4,
  green: 5,
  quarter: 6,
  station: 7,
  crossing: 8,
  bridge: 9,
  landmark: 10,
});
