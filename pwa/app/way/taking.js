// @ts-check
/**
 * Takes along what the map needs without network: the city and the code, after the first screen and
 * without hurry. What fails is tried again with the next look; nobody waits for it.
 */

import { parts, takeCity } from "./keeping.js";

const FILES = [
  "app/guiding.js",
  "app/pathfinder.js",
  "lib/leaflet.js",
  "css/map.css",
];

/**
 * @param {string} hash of the app's version
 * @returns {Promise<boolean>} whether all of it is kept
 */
export async function takeMap(hash) {
  const city = await takeCity(parts());
  if (city === "none") return true;
  const code = [];
  for (const path of FILES) code.push(await isTaken(`/app/${hash}/${path}`));
  return city === "kept" && code.every(Boolean);
}

/** The worker keeps whatever it loads, as soon as it serves this page. @param {string} url */
async function isTaken(url) {
  try {
    if (await caches.match(url)) return true;
    await (await fetch(url, { priority: "low" })).arrayBuffer();
    return Boolean(await caches.match(url));
  } catch {
    return false;
  }
}
