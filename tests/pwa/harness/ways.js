/** Way records as the page makes them in English, for the places of places.js. */

import { NOW } from "./places.js";

export const BUNDLE = "0123456789abcdef";
/** What a phone keeps of its city when the record is as new as it. */
export const CITY = { hash: BUNDLE, n: 3 };
export const SAY = "From home: Kenroku School 兼六小学校, 650 m, about 11 min. Not confirmed open.";

export function way(changes = {}) {
  return { say: SAY, go: "Go north.", metres: 650, minutes: 11, ...changes };
}

/** From one point; `ways` by hazard. */
export function start(point, ways = { flood: way() }, changes = {}) {
  return { id: "home-1", ...point, zones: {}, ways, ...changes };
}

export function wayRecord(places, changes = {}) {
  const words = { language: "en", lang: "en" };
  return { v: 1, ...words, bundle: BUNDLE, n: 3, made: NOW - 3600, of: "1", places, ...changes };
}
