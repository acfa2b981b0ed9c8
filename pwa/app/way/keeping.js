// @ts-check
/**
 * The city on this phone: its bundle in a cache of its own, which outlives versions of the app, and
 * the last word about what changed. A bundle is kept whole and as it was asked for, or not at all.
 */

import { readChanges } from "./sources.js";

/** @typedef {import("./sources.js").Changes} Changes */

/**
 * @typedef {object} Listed what the server says of its city, `GET /api/v1/city`.
 * @property {string} hash the first 16 hexadecimal characters of the bundle's SHA-256
 * @property {number} bytes
 * @property {number} bytes_br as it travels
 * @property {number} made epoch seconds
 * @property {Readonly<Record<string, string>>} name
 * @property {string} url
 * @property {readonly string[]} [parts] hashes of the bundle's parts in order
 * @property {unknown} changes
 */

/** @typedef {Listed & { heard: number }} Kept `heard`: epoch seconds of this phone when it was told */

/**
 * @typedef {object} Parts of the browser, so that tests can stand in for them.
 * @property {typeof fetch} fetching
 * @property {CacheStorage | undefined} caches
 * @property {SubtleCrypto | undefined} subtle
 * @property {() => number} now epoch seconds
 */

const CACHE = "hansho-city";
const LISTED = "/api/v1/city";
const HASH = /^[0-9a-f]{16}$/;
/** What travels at most; a larger city is no city for a phone. */
const MOST_BYTES_BR = 1024 * 1024;

/** @returns {Parts} */
export function parts() {
  return {
    fetching: fetch.bind(globalThis),
    caches: globalThis.caches,
    subtle: globalThis.crypto?.subtle,
    now: () => Date.now() / 1000,
  };
}

/**
 * What this phone keeps; null where that is nothing, or cannot be read.
 * @param {Parts} parts
 * @returns {Promise<Kept | null>}
 */
export async function kept({ caches }) {
  try {
    const found = await (await caches?.open(CACHE))?.match(LISTED);
    const listed = found ? await found.json() : null;
    return isListed(listed) && Number.isFinite(listed.heard) ? listed : null;
  } catch {
    return null;
  }
}

/**
 * The bytes of the kept bundle; null where they are gone or are not what they were.
 * @param {Parts} parts
 * @param {Listed} listed
 * @returns {Promise<ArrayBuffer | null>}
 */
export async function keptBytes({ caches, subtle }, { url, hash }) {
  try {
    const found = await (await caches?.open(CACHE))?.match(url);
    const bytes = await found?.arrayBuffer();
    return bytes && (await isWhole(bytes, hash, subtle)) ? bytes : null;
  } catch {
    return null;
  }
}

/**
 * Asks what city there is, and what changed in it; takes the bundle where it is not the kept one.
 * @param {Parts} parts
 * @returns {Promise<"kept" | "none" | "refused" | "offline">} `none`: this server has no city;
 *   `refused`: it is no city for a phone, or this phone keeps nothing for this page
 */
export async function takeCity(parts) {
  try {
    const listed = await ask(parts);
    if (listed === null) return "none";
    if (!isListed(listed)) return "refused";
    const cache = await parts.caches?.open(CACHE).catch(() => null);
    return cache ? await takeInto(parts, cache, listed) : "refused";
  } catch {
    return "offline";
  }
}

/**
 * The city for this screen alone, where the phone keeps nothing: a private window, no room.
 * @param {Parts} parts
 * @param {string | null} known the hash of the city that the screen has
 * @returns {Promise<{ listed: Kept, bytes: ArrayBuffer | null } | null>} bytes of another city only
 */
export async function lendCity(parts, known) {
  try {
    const found = await ask(parts);
    if (!isListed(found) || found.bytes_br > MOST_BYTES_BR) return null;
    const listed = { ...found, heard: parts.now() };
    if (found.hash === known) return { listed, bytes: null };
    const bytes = await fetched(parts, found.url, found.hash);
    return bytes && { listed, bytes };
  } catch {
    return null;
  }
}

/** @param {Parts} parts @returns {Promise<unknown>} null: there is none. Throws where nothing answers */
async function ask({ fetching }) {
  const answer = await fetching(LISTED, { cache: "no-cache" });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${LISTED}: ${answer.status}`);
  return answer.json();
}

/** @param {Parts} parts @param {Cache} cache @param {Kept} listed @returns {Promise<"kept" | "refused">} */
async function takeInto(parts, cache, listed) {
  // Whether its bytes are still whole is asked when they are read.
  const isHere = Boolean(await cache.match(listed.url));
  if (!isHere && !(await takeBundle(parts, cache, listed))) return "refused";
  const told = { ...newest(listed, await kept(parts)), heard: parts.now() };
  if (!(await put(cache, LISTED, Response.json(told)))) return "refused";
  await dropOthers(cache, listed.url);
  return "kept";
}

/**
 * The changes of a kept city, for its own edges.
 * @param {Kept} kept
 * @returns {Changes | null}
 */
export function changesOf({ changes, hash }) {
  const read = readChanges(changes);
  return read && (read.bundle ?? hash) === hash ? read : null;
}

/** Removes what is broken, so that it is taken anew. @param {Parts} parts */
export async function drop({ caches }) {
  await caches?.delete(CACHE).catch(() => false);
}

/**
 * Part by part where the server has parts: a load that breaks off goes on where it was.
 * @param {Parts} parts @param {Cache} cache @param {Listed} listed
 */
async function takeBundle(parts, cache, { url, hash, bytes_br, parts: hashes = [] }) {
  if (bytes_br > MOST_BYTES_BR) return false;
  const bytes = hashes.length > 0
    ? await joined(parts, cache, hashes)
    : await fetched(parts, url, hash);
  if (!bytes || !(await isWhole(bytes, hash, parts.subtle))) return false;
  return put(cache, url, new Response(bytes));
}

/** @param {Parts} parts @param {Cache} cache @param {readonly string[]} hashes */
async function joined(parts, cache, hashes) {
  const all = [];
  for (const hash of hashes) {
    const bytes = await part(parts, cache, hash);
    if (!bytes) return null;
    all.push(bytes);
  }
  return new Blob(all).arrayBuffer();
}

/** One that is kept is not asked for again. @param {Parts} parts @param {Cache} cache @param {string} hash */
async function part(parts, cache, hash) {
  const url = `/city/${hash}.part`;
  const before = await (await cache.match(url))?.arrayBuffer();
  if (before && (await isWhole(before, hash, parts.subtle))) return before;
  const bytes = await fetched(parts, url, hash);
  if (bytes) await put(cache, url, new Response(bytes));
  return bytes;
}

/** @param {Parts} parts @param {string} url @param {string} hash @returns {Promise<ArrayBuffer | null>} null: other bytes */
async function fetched({ fetching, subtle }, url, hash) {
  const answer = await fetching(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  return (await isWhole(bytes, hash, subtle)) ? bytes : null;
}

/** Whether there was room for it. @param {Cache} cache @param {string} url @param {Response} answer */
async function put(cache, url, answer) {
  return cache.put(url, answer).then(() => true, () => false);
}

/** An answer that is older than what is kept (a cache on the way) changes nothing. */
function newest(/** @type {Listed} */ listed, /** @type {Kept | null} */ before) {
  const [next, last] = [readChanges(listed.changes), before ? changesOf(before) : null];
  const isOlder = before?.hash === listed.hash && last !== null && (next?.n ?? -1) < last.n;
  return isOlder ? { ...listed, changes: last } : listed;
}

/** @param {Cache} cache @param {string} url */
async function dropOthers(cache, url) {
  for (const { url: one } of await cache.keys()) {
    const { pathname } = new URL(one);
    if (pathname !== url && pathname !== LISTED) await cache.delete(one);
  }
}

/** @param {ArrayBuffer} bytes @param {string} hash @param {SubtleCrypto | undefined} subtle */
async function isWhole(bytes, hash, subtle) {
  if (!subtle) return true;
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  const found = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return found.startsWith(hash);
}

/** @param {any} given @returns {given is Kept} */
function isListed(given) {
  return (
    typeof given?.hash === "string" &&
    HASH.test(given.hash) &&
    given.url === `/city/${given.hash}.bundle` &&
    Number.isFinite(given.made) &&
    Number.isFinite(given.bytes_br) &&
    (given.parts ?? []).every((/** @type {unknown} */ one) => HASH.test(String(one))) &&
    typeof given.name?.ja === "string"
  );
}
