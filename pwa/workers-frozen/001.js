// @ts-check
/// <reference lib="webworker" />
/**
 * The service worker's first part: shows every push, opens what was tapped, keeps the subscription.
 * Served as /worker.js in one piece with keeping.js, adding.js and offline.js (or, on a bad day, with
 * kill_switch.js): a classic script without imports, because a worker must start from itself.
 *
 * A push carries its whole text. Whatever fails here (storage, a broken record, a payload of a
 * version not known), that text is shown unchanged, once, within a second. The rules of what is
 * audible and what replaces what are those of app/phone/notice.js; a test compares the two.
 * `unregister()` and `Clear-Site-Data` appear nowhere: both would end the subscription.
 *
 * Edition 1. Raised with every change after a release; tests/pwa/workers_frozen.test.js says how a
 * worker is frozen, because phones run old ones for months.
 */
"use strict";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const VERSION = 1;
const NAME = "半鐘 Hansho";
const NO_TEXT = "警報(けいほう)を 見(み)てください。\nOpen this to read the warning.";
/** What reads may take before a notification, what anything may take after it. Milliseconds. */
const BEFORE_MS = 500;
const AFTER_MS = 10_000;
const SUBSCRIBE_MS = 15_000;
const API = "/api/v1/subscriptions";

worker.addEventListener("push", (event) => event.waitUntil(pushed(event)));

/**
 * What this worker showed since it started, by alert: of two pushes that come at once neither waits
 * for the store, and the older one still gives way.
 * @type {Map<string, any>}
 */
const recent = new Map();

/** @param {PushEvent} event */
async function pushed(event) {
  const { notification } = payloadOf(event);
  const drawn = notification.data?.v === VERSION ? soon(pictures(), BEFORE_MS) : undefined;
  const { notice, onScreen } = await considered(notification).catch(() => ({
    notice: asItStands(notification),
    onScreen: [],
  }));
  await show(notice.title, { ...(await drawn), ...notice.options });
  for (const one of onScreen) if (notice.closes.includes(one.tag)) one.close();
  await soon(afterwards(notification.data), AFTER_MS);
}

/**
 * What to show, by all that is known here. It may fail: then the push's own text is shown.
 * @param {any} notification
 * @returns {Promise<{ notice: ReturnType<typeof asItStands>, onScreen: Notification[] }>}
 */
async function considered(notification) {
  const { data } = notification;
  if (!isAlert(data)) return { notice: asItStands(notification), onScreen: [] };
  const [stored, record, onScreen = []] = await Promise.all([
    soon(storedAlert(data.id), BEFORE_MS),
    soon(read("kv", "place_record"), BEFORE_MS),
    soon(worker.registration.getNotifications(), BEFORE_MS),
  ]);
  const held = newer(data.id, stored, recent.get(data.id));
  const notice = decided(notification, held, onScreen, record);
  if (revisionOf(data.id, held) <= data.rev) {
    recent.set(data.id, { payload: { notification }, received: seconds(), shown: true });
  }
  return { notice, onScreen };
}

/**
 * The payload, or what can be shown of it: its text as it is, else two lines of our own.
 * @param {PushEvent & { notification?: any }} event `notification` comes with declarative pushes
 * @returns {{ notification: any }}
 */
function payloadOf(event) {
  let text = "";
  try {
    text = event.data?.text() ?? "";
    const payload = JSON.parse(text);
    if (typeof payload.notification.title === "string") return payload;
  } catch {
    // Shown as text below.
  }
  const declared = event.notification;
  if (!text && declared?.title) {
    const { title, body, lang, dir, tag, silent, data, navigate } = declared;
    return { notification: { title, body, lang, dir, tag, silent, data, navigate } };
  }
  return { notification: { title: NAME, body: text || NO_TEXT } };
}

/** @param {any} data */
function isAlert(data) {
  return data?.v === VERSION && typeof data.id === "string" && Number.isInteger(data.rev);
}

/**
 * Which text, how loud, instead of what: the rules of app/phone/notice.js.
 * @param {any} pushed @param {any} held @param {readonly { tag: string, data: any }[]} onScreen
 * @param {any} record what may be said of places, as it was kept
 * @returns {{ title: string, options: any, closes: string[] }}
 */
function decided(pushed, held, onScreen, record) {
  const { data } = pushed;
  const before = held?.payload.notification;
  const step = before ? data.rev - before.data.rev : 1;
  const said = step < 0 ? before : pushed;
  const repeats = step < 0 || (step === 0 && held.shown);
  const silent = repeats || (said.silent && !(held === null && isNewsHere(data)));
  const renews = !silent && !("renotify" in Notification.prototype);
  const others = onScreen.filter((one) => one.data?.id === data.id);
  const tag = renews && others.length > 0 ? `${said.tag}.${said.data.rev}` : said.tag;
  const worded = withPlaceWords(said, record);
  const notice = asItStands({ ...worded, tag, silent, renotify: !silent });
  const ends = onScreen.filter((one) => one.data?.id === data.id || isEnded(one.data, data));
  notice.closes = ends.map((one) => one.tag).filter((one) => one !== tag);
  return notice;
}

/** @param {any} data */
function isNewsHere(data) {
  return data.relation === "changed" && data.phase === "live" && data.mode === "real";
}

/** @param {any} shown @param {any} real */
function isEnded(shown, real) {
  const exercise = typeof shown?.mode === "string" && shown.mode !== "real";
  return real.mode === "real" && real.strength !== "know" && exercise;
}

/** @param {any} pushed @returns {{ title: string, options: any, closes: string[] }} */
function asItStands({ title, navigate, actions: _, ...options }) {
  if (!options.tag) delete options.renotify;
  return { title, options: { ...options, data: { ...options.data, navigate } }, closes: [] };
}

/**
 * An option that this browser refuses costs the option, never the text.
 * @param {string} title @param {any} options
 */
async function show(title, options) {
  try {
    await worker.registration.showNotification(title, options);
  } catch {
    const { body, tag, data } = options;
    const plain = typeof tag === "string" ? { tag } : {};
    await worker.registration.showNotification(title, { body: String(body ?? ""), data, ...plain });
  }
}

/** Once it is shown: keep it, tell open pages, return a proof. @param {any} data */
async function afterwards(data) {
  if (isAlert(data)) {
    if (recent.has(data.id)) await soon(keepAlert(data.id, recent.get(data.id)), AFTER_MS);
    await tell({ type: "alert", id: data.id, rev: data.rev });
  } else if (typeof data?.nonce === "string") {
    await tell({ type: "nonce", nonce: data.nonce });
    await returnNonce(data.nonce);
  } else if (data?.test === true) {
    await tell({ type: "test" });
    await write("kv", "tested", seconds());
  }
}

/** The page returns it on its next open if this fails. @param {string} nonce */
async function returnNonce(nonce) {
  await write("kv", "nonce", nonce);
  const mine = await read("kv", "subscription");
  if (!mine?.secret) return;
  const answer = await call("POST", `${API}/${mine.id}/confirmation`, { nonce }, mine.secret);
  if (answer.ok) await write("kv", "nonce", undefined);
}

/** @param {object} message */
async function tell(message) {
  for (const one of await windows()) one.postMessage(message);
}

function windows() {
  return worker.clients.matchAll({ type: "window", includeUncontrolled: true });
}

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(addressOf(event.notification.data)));
});

/** Only ever a page of ours. @param {any} data @returns {string} */
function addressOf(data) {
  try {
    const url = new URL(data.navigate ?? "/", worker.location.origin);
    if (url.origin === worker.location.origin) return url.href;
  } catch {
    // A notification without an address opens the start page.
  }
  return new URL("/", worker.location.origin).href;
}

/** A window that guides somebody on their way (`/{lang}/…/way`) is focused and left as it is. */
const GUIDING = /^\/[^/]+\/(?:[^/]+\/)*way\/?$/;

/** @param {string} address */
async function open(address) {
  const found = /** @type {WindowClient[]} */ (await windows());
  const guiding = found.find((one) => GUIDING.test(new URL(one.url).pathname));
  const window = guiding ?? found.find((one) => one.focused) ?? found[0];
  try {
    if (!window) throw new TypeError("no window is open");
    await window.focus();
    if (guiding) window.postMessage({ type: "open", address });
    else if (window.url !== address && !(await window.navigate(address))) throw new TypeError();
  } catch {
    await worker.clients.openWindow(address);
  }
}

worker.addEventListener("pushsubscriptionchange", (event) => {
  const change = /** @type {PushSubscriptionChangeEvent} */ (event);
  change.waitUntil(withLock(() => resubscribed(change)));
});

/**
 * What cannot be done now is owed: the page pays it on its next open.
 * @param {PushSubscriptionChangeEvent} event
 */
async function resubscribed(event) {
  try {
    const mine = await soon(read("kv", "subscription"), AFTER_MS);
    const key = event.oldSubscription?.options.applicationServerKey ?? mine.public_key;
    const wanted = { userVisibleOnly: true, applicationServerKey: key };
    const { pushManager } = worker.registration;
    const next =
      event.newSubscription ??
      (await pushManager.getSubscription()) ??
      (await soon(pushManager.subscribe(wanted), SUBSCRIBE_MS));
    if (next?.endpoint === mine.endpoint) return;
    if (!next) throw new Error("no subscription");
    const answer = await call("POST", API, await registrationOf(next, mine.key_id));
    if (!answer.ok) throw new Error(`registration: ${answer.status}`);
    const { id, secret } = await answer.json();
    await write("kv", "subscription", { ...mine, id, secret, endpoint: next.endpoint });
    await call("DELETE", `${API}/${mine.id}`, undefined, mine.secret);
  } catch {
    await soon(write("kv", "debt", seconds()), AFTER_MS);
  }
}

/**
 * Cells and times of the places, never points.
 * @param {PushSubscription} subscription @param {string} key_id
 */
async function registrationOf(subscription, key_id) {
  const [places, language] = [await read("kv", "places"), await read("kv", "language")];
  const holding = (places ?? []).filter(
    (/** @type {any} */ one) => one.class !== "stay" || (one.until ?? 0) > seconds(),
  );
  return {
    endpoint: subscription.endpoint,
    keys: subscription.toJSON().keys,
    key_id,
    language: language ?? "en",
    places: holding.slice(0, 5).map((/** @type {any} */ one) => ({
      class: one.class,
      cells: [one.cell],
      ...(one.since === undefined ? {} : { since: one.since }),
      ...(one.class === "stay" ? { until: one.until } : {}),
    })),
  };
}

// @ts-check
/// <reference lib="webworker" />
/**
 * The service worker's second part: what it keeps, how it waits, how it asks the server. Names of
 * the other parts are at hand, because all are served as one script.
 */

/** @returns {Promise<IDBDatabase>} */
function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("hansho", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("kv");
      request.result.createObjectStore("alerts");
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

/**
 * One transaction; resolves once it is committed.
 * @param {"kv" | "alerts"} name @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} work
 * @returns {Promise<any>}
 */
async function transact(name, mode, work) {
  const open = await database();
  return new Promise((resolve, reject) => {
    const transaction = open.transaction(name, mode);
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  }).finally(() => open.close());
}

/** @param {"kv" | "alerts"} name @param {string} key */
function read(name, key) {
  return transact(name, "readonly", (store) => store.get(key));
}

/** @param {"kv" | "alerts"} name @param {string} key @param {unknown} value undefined deletes */
function write(name, key, value) {
  return transact(name, "readwrite", (store) =>
    value === undefined ? store.delete(key) : store.put(value, key),
  );
}

/**
 * Of a record; 0 for one that is not whole, which is as good as none.
 * @param {string} id @param {any} record @returns {number}
 */
function revisionOf(id, record) {
  const before = record?.payload?.notification;
  const whole = isAlert(before?.data) && before.data.id === id && typeof before.title === "string";
  return whole ? before.data.rev : 0;
}

/**
 * A record, or null where there is none; `soon` makes undefined of what cannot be read.
 * @param {string} id
 */
async function storedAlert(id) {
  return (await read("alerts", id)) ?? null;
}

/**
 * The newer of the two; null where this phone certainly holds nothing, undefined where nobody knows.
 * @param {string} id @param {any} stored @param {any} shown
 */
function newer(id, stored, shown) {
  const found = revisionOf(id, shown) >= revisionOf(id, stored) ? shown : stored;
  if (revisionOf(id, found) > 0) return found;
  return stored === null ? null : undefined;
}

/**
 * In one transaction: the page may be writing a newer one.
 * @param {string} id @param {any} record
 */
function keepAlert(id, record) {
  return transact("alerts", "readwrite", (store) => {
    const request = store.get(id);
    request.onsuccess = () => {
      if (revisionOf(id, request.result) <= revisionOf(id, record)) store.put(record, id);
    };
    return request;
  });
}

function seconds() {
  return Math.floor(Date.now() / 1000);
}

/**
 * The value, or undefined if it fails or takes longer than `limit` milliseconds.
 * @template T
 * @param {Promise<T>} promise @param {number} limit
 * @returns {Promise<T | undefined>}
 */
function soon(promise, limit) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), limit);
    promise.then(resolve, () => resolve(undefined)).finally(() => clearTimeout(timer));
  });
}

/**
 * One at a time over all tabs and this worker (app/phone/waiting.js).
 * @param {() => Promise<void>} work
 */
function withLock(work) {
  const { locks } = worker.navigator;
  return locks ? locks.request("hansho-subscription", work) : work();
}

/** @param {string} method @param {string} path @param {object} [body] @param {string} [secret] */
function call(method, path, body, secret) {
  /** @type {Record<string, string>} */
  const headers = body ? { "Content-Type": "application/json" } : {};
  if (secret) headers["Authorization"] = `Bearer ${secret}`;
  return fetch(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
}

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

// @ts-check
/// <reference lib="webworker" />
/**
 * The service worker's last part: the page without network. Names of the other parts are at hand,
 * because all are served as one script.
 */

/** One cache per version of the app, `hansho-core-<hash>`; complete once it holds the manifest. */
const CORE = "hansho-core-";
const ANSWERS = "hansho-answers";
const MANIFEST = "/app/manifest.json";
const ASSET = /^\/app\/([0-9a-f]{8,64})\//;
const PAGE = /^\/(?!app\/|api\/)([a-z]{2,3}(?:-[A-Za-z]+)?)\//;
const CORE_MS = 20_000;
const PAGE_MS = 3_000;
const MOST_KEPT = 200;

// A phone without the core is still warned: a core that cannot be had now is taken when it can.
worker.addEventListener("install", (event) => {
  worker.skipWaiting();
  event.waitUntil(soon(takeCore(), CORE_MS));
});

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (ASSET.test(pathname)) event.respondWith(asset(request, pathname));
  else if (pathname === "/api/v1/alerts") event.respondWith(alerts(request));
  else if (request.mode !== "navigate") return;
  else if (PAGE.test(pathname)) event.respondWith(page(event, pathname));
  else if (pathname === "/") event.respondWith(fetch(request).catch(entrance));
});

/** @type {Promise<void> | null} */
let taking = null;

/** Takes the newest version's core if this phone has it not; one at a time. */
function takeCore() {
  taking ??= take().finally(() => (taking = null));
  return taking;
}

/** The core all-or-nothing, then pages for the reader's languages, as far as they can be had. */
async function take() {
  const manifest = await fetch(MANIFEST, { cache: "no-cache" });
  const { hash, core, pages } = await manifest.clone().json();
  const spoken = await languages();
  const cache = await caches.open(CORE + hash);
  if (!(await cache.match(MANIFEST))) {
    try {
      await cache.addAll(inEach(spoken, core));
      await cache.put(MANIFEST, manifest);
    } catch (error) {
      await caches.delete(CORE + hash);
      throw error;
    }
  }
  const versions = (await caches.keys()).filter((name) => name.startsWith(CORE));
  const older = versions.filter((name) => name !== CORE + hash).slice(0, -1);
  await Promise.all(older.map((name) => caches.delete(name)));
  for (const path of inEach(spoken, pages)) {
    if (!(await cache.match(path))) await keepPage(path, await fetch(path));
  }
}

/** Paths with "{lang}" once for each language. @param {string[]} spoken @param {string[]} paths */
function inEach(spoken, paths) {
  const all = paths.flatMap((path) => spoken.map((one) => path.replaceAll("{lang}", one)));
  return [...new Set(all)];
}

/** The reader's, those of open pages, and those that are always written. */
async function languages() {
  const chosen = await soon(read("kv", "language"), BEFORE_MS);
  const opened = (await windows()).map((one) => PAGE.exec(new URL(one.url).pathname)?.[1]);
  return [
    ...new Set(
      [chosen, ...opened, "ja", "ja-simple", "en"].filter((one) => typeof one === "string"),
    ),
  ];
}

/** Immutable: what is kept is right. @param {Request} request @param {string} pathname */
async function asset(request, pathname) {
  const kept = await soon(caches.match(request), PAGE_MS);
  if (kept) return kept;
  const answer = await fetch(request);
  const version = CORE + ASSET.exec(pathname)?.[1];
  if (answer.ok) void soon(keepIn(version, pathname, answer.clone()), AFTER_MS);
  return answer;
}

/**
 * The last answer serves without network, marked, so that nobody takes it for a check.
 * @param {Request} request
 */
async function alerts(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      const kept = answer.clone();
      void soon(
        caches.open(ANSWERS).then((cache) => cache.put(request, kept)),
        AFTER_MS,
      );
    }
    return answer;
  } catch (error) {
    const kept = await soon(caches.match(request), PAGE_MS);
    if (!kept) throw error;
    return changed(kept, await kept.text(), { "Hansho-Kept": "1" });
  }
}

/** To the start page of the first language that the reader may want. */
async function entrance() {
  return Response.redirect(new URL(`/${(await languages())[0]}/`, worker.location.origin), 302);
}

/** @param {FetchEvent} event @param {string} pathname */
async function page(event, pathname) {
  const network = fetch(event.request);
  const kept = network.then((answer) => soon(keepPage(pathname, answer.clone()), AFTER_MS));
  event.waitUntil(kept.then(() => soon(takeCore(), CORE_MS)).catch(() => {}));
  const answer = await soon(network, PAGE_MS);
  if (answer && answer.status < 500) return answer;
  return (await soon(keptPage(pathname), PAGE_MS)) ?? network;
}

/**
 * Into the cache of the version that the page was made for.
 * @param {string} pathname @param {Response} answer
 */
async function keepPage(pathname, answer) {
  const isPage =
    answer.ok && !answer.redirected && answer.headers.get("Content-Type")?.startsWith("text/html");
  if (!isPage) return;
  const hash = /\/app\/([0-9a-f]{8,64})\//.exec(await answer.clone().text())?.[1];
  await keepIn(CORE + hash, pathname, answer);
}

/**
 * Nothing is kept beside a core that is not whole.
 * @param {string} version @param {string} path @param {Response} answer
 */
async function keepIn(version, path, answer) {
  if (!(await caches.has(version))) return;
  const cache = await caches.open(version);
  const room = (await cache.keys()).length < MOST_KEPT || (await cache.match(path));
  if (room && (await cache.match(MANIFEST))) await cache.put(path, answer);
}

/**
 * The page itself as it was last seen, else the empty frame of the same language, else of any: the
 * app fills it from what the phone holds.
 * @param {string} pathname
 */
async function keptPage(pathname) {
  const language = PAGE.exec(pathname)?.[1];
  const home = `/${language}/`;
  const versions = (await caches.keys()).filter((name) => name.startsWith(CORE)).reverse();
  const kept = await Promise.all(versions.map((name) => caches.open(name)));
  for (const path of [pathname, home, "/ja/", "/en/"]) {
    for (const cache of kept) {
      const found = await cache.match(path);
      if (found) return framed(found, path === pathname && path !== home);
    }
  }
  return undefined;
}

/**
 * Says `"offline": true` in the page's data. The start page says what is live *now*, so what it
 * said then is taken out: an old calm is never shown, not for a moment.
 * @param {Response} answer @param {boolean} whole
 */
async function framed(answer, whole) {
  const html = await answer.text();
  const marked = html.replace(
    /(<script[^>]*\bid="page"[^>]*>)([^<]*)(<\/script>)/,
    (_, start, json, end) => {
      const data = { ...JSON.parse(json), offline: true, now: seconds() };
      if (!whole) delete data.alert;
      return start + JSON.stringify(data).replaceAll("<", "\\u003c") + end;
    },
  );
  const empty = /(<main\b[^>]*>)[^]*?(<\/main>)/;
  return changed(answer, whole ? marked : marked.replace(empty, "$1$2"), {});
}

/**
 * The same answer with another body.
 * @param {Response} answer @param {string} body @param {Record<string, string>} more
 */
function changed(answer, body, more) {
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(body, { status: answer.status, headers });
}
