// @ts-check
/// <reference lib="webworker" />
/**
 * The service worker's third part: what it adds to a push, if all goes well. Sentences on this
 * phone's places, by the rules of app/phone/place_words.js (tests/pwa/place_words.test.js compares
 * the two), and pictures. Nothing here may cost the push its own text.
 */

/** On a bad day nothing is added (kill_switch.js). */
let adds = true;

const FRESH_S = 900;
const MOST_WORDS = 2;
const METRES_PER_DEGREE = 110_500;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** A picture larger than this is not ours. Bytes. */
const MOST_PICTURE = 20_000;

/**
 * First in the body, so that they are seen on a small screen; the push's own text follows unchanged.
 * @param {any} pushed @param {any} record
 */
function withPlaceWords(pushed, record) {
  try {
    const words = adds ? placeWords(record, pushed, seconds()) : [];
    return words.length > 0 ? { ...pushed, body: [...words, pushed.body].join("\n") } : pushed;
  } catch {
    return pushed;
  }
}

/** @param {any} record @param {any} notification @param {number} now @returns {string[]} */
function placeWords(record, { lang, data }, now) {
  if (!isRecord(record) || record.language !== data.lang || record.lang !== lang) return [];
  if (data.phase !== "live" || !["new", "changed"].includes(data.relation)) return [];
  const rings = outlineOf(data);
  if (!rings) return [];
  const { fix } = record;
  const told = fix && isFresh(fix, data, now) && standing(rings, fix.lon, fix.lat);
  const was = told && told.inside && told.edge_m > data.slack_m + fix.accuracy ? [fix.was_in] : [];
  const found = record.places
    .filter((/** @type {any} */ one) => one.until === null || one.until > now)
    .map((/** @type {any} */ one) => ({ ...one, ...standing(rings, one.lon, one.lat) }))
    .filter((/** @type {any} */ one) => one.inside || one.edge_m === 0)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => b.edge_m - a.edge_m)
    .map((/** @type {any} */ one) => (one.edge_m > data.slack_m ? one.in : one.edge));
  return [...new Set([...was, ...found])].slice(0, MOST_WORDS);
}

/**
 * By either clock: this phone's may have been set since.
 * @param {any} fix @param {any} data @param {number} now
 */
function isFresh(fix, data, now) {
  return now >= fix.at && now - fix.at <= FRESH_S && data.sent - fix.server_at <= FRESH_S;
}

/** Whole, and of our version; anything else is as good as none. @param {any} kept */
function isRecord(kept) {
  const { v, language, lang, places, fix } = kept ?? {};
  const named = v === VERSION && typeof language === "string" && typeof lang === "string";
  if (!named || !Array.isArray(places) || places.length > 5) return false;
  return places.every(isPlace) && (fix === null || isFix(fix));
}

/** @param {any} one */
function isPlace(one) {
  const ends = Number.isFinite(one?.until);
  const known = one?.class === "home" ? one.until === null : one?.class === "stay" && ends;
  return known && isPoint(one) && isSentence(one.in) && isSentence(one.edge);
}

/** @param {any} fix */
function isFix(fix) {
  const times = Number.isFinite(fix?.at) && Number.isFinite(fix.server_at);
  return times && fix.accuracy >= 0 && isPoint(fix) && isSentence(fix.was_in);
}

/** @param {any} point */
function isPoint({ lon, lat }) {
  return Number.isFinite(lon) && Math.abs(lon) <= 180 && Number.isFinite(lat) && Math.abs(lat) <= 90;
}

/** @param {any} text */
function isSentence(text) {
  return typeof text === "string" && text.trim() !== "" && text.length <= 300;
}

/**
 * The rings of docs/formats.md in degrees; null for none, or for what is no outline.
 * @param {any} data @returns {[number, number][][] | null}
 */
function outlineOf({ area, slack_m }) {
  if (typeof area !== "string" || !(slack_m >= 0) || slack_m === null) return null;
  const rings = area.split(".");
  if (rings.pop() !== "" || rings.length === 0) return null;
  const read = rings.map((ring) => numbersOf(ring));
  if (read.some((ring) => !ring || ring.length < 6 || ring.length % 2)) return null;
  return /** @type {number[][]} */ (read).map(ringOf);
}

/** @param {string} text @returns {number[] | null} */
function numbersOf(text) {
  const numbers = [];
  let [value, place] = [0, 1];
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return null;
    value += (digit % 32) * place;
    place *= 32;
    if (digit >= 32) continue;
    numbers.push(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
    [value, place] = [0, 1];
  }
  return place === 1 ? numbers : null;
}

/** @param {number[]} steps @returns {[number, number][]} */
function ringOf(steps) {
  let [x, y] = [0, 0];
  /** @type {[number, number][]} */
  const ring = [];
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i] ?? 0;
    y += steps[i + 1] ?? 0;
    ring.push([x / 100_000, y / 100_000]);
  }
  return ring;
}

/**
 * The deepest of the ways to look at it: an area may reach a little over ±180.
 * @param {[number, number][][]} rings @param {number} lon @param {number} lat
 */
function standing(rings, lon, lat) {
  const turns = [lon, lon - 360, lon + 360].map((x) => standingAt(rings, x, lat));
  const within = turns.filter((one) => one.inside).map((one) => one.edge_m);
  if (within.length > 0) return { inside: true, edge_m: Math.max(...within) };
  return { inside: false, edge_m: Math.min(...turns.map((one) => one.edge_m)) };
}

/** @param {[number, number][][]} rings @param {number} lon @param {number} lat */
function standingAt(rings, lon, lat) {
  const stretch = Math.cos((lat * Math.PI) / 180);
  let inside = false;
  let nearest = Infinity;
  for (const ring of rings) {
    ring.forEach(([x2, y2], i) => {
      const [x1, y1] = ring.at(i - 1) ?? [x2, y2];
      const crosses = y1 > lat !== y2 > lat;
      if (crosses && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
      const [ax, ay] = [(x1 - lon) * stretch, y1 - lat];
      const [dx, dy] = [(x2 - x1) * stretch, y2 - y1];
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
      nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy));
    });
  }
  return { inside, edge_m: nearest * METRES_PER_DEGREE };
}

/**
 * Icon and badge out of the core, as data. By address the browser would fetch them before it shows
 * anything, and a line that carries nothing would hold the warning back (docs/decisions).
 * @returns {Promise<{ icon?: string, badge?: string }>}
 */
async function pictures() {
  if (!adds) return {};
  const versions = (await caches.keys()).filter((name) => name.startsWith(CORE)).reverse();
  for (const version of versions) {
    const cache = await caches.open(version);
    const folder = `/app/${version.slice(CORE.length)}/icons`;
    const icon = await pictureOf(await cache.match(`${folder}/icon-192.png`));
    const badge = await pictureOf(await cache.match(`${folder}/badge-96.png`));
    if (icon && badge) return { icon, badge };
  }
  return {};
}

/** @param {Response | undefined} kept @returns {Promise<string | null>} */
async function pictureOf(kept) {
  if (!kept) return null;
  const bytes = new Uint8Array(await kept.arrayBuffer());
  if (bytes.length > MOST_PICTURE) return null;
  return `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`;
}
