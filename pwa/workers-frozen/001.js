// @ts-check
/// <reference lib="webworker" />
/**
 * The service worker's first part: shows every push, opens what was tapped, keeps the subscription.
 * Served as /worker.js in one piece with keeping.js, pictures.js and offline.js (or, on a bad day, with
 * kill_switch.js): a classic script without imports, because a worker must start from itself. What is
 * audible, what replaces what and which words of a place stand before a push is decided by
 * app/phone/notice.js, which pwa/serving.py lays into it as `rules`.
 *
 * A push carries its whole text. Whatever fails here (storage, a broken record, a payload of a
 * version not known), that text is shown unchanged, once, within a second.
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

/** On a bad day nothing is added to what was pushed: neither words nor pictures (kill_switch.js). */
let adds = true;

/**
 * What this worker showed since it started, by alert: of two pushes that come at once neither waits
 * for the store, and the older one still gives way.
 * @type {Map<string, any>}
 */
const recent = new Map();

/** @param {PushEvent} event */
async function pushed(event) {
  const { notification } = payloadOf(event);
  const isKnown = adds && notification.data?.v === VERSION;
  const drawn = isKnown ? soon(pictures(), BEFORE_MS) : undefined;
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
  const canRenotify = "renotify" in Notification.prototype;
  const known = { held, onScreen, canRenotify, record: adds ? record : undefined, now: seconds() };
  const notice = rules.notice({ notification }, known);
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

const rules = (() => {
const module0 = (() => {

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const PER_DEGREE = 100_000;
const RING_END = ".";
const METRES_PER_DEGREE = 110_500;
const TURNS = [0, -360, 360];
const HAIR = 1e-7;



function decode(text) {
  const rings = text.split(RING_END);
  if (rings.pop() !== "" || rings.length === 0) throw new RangeError("not an outline: no end");
  return rings.map(decodeRing);
}

function standing(rings, lon, lat) {
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

function turned(ring, turn) {
  return turn === 0 ? ring : ring.map(([x, y]) => [x + turn, y]);
}

function reachesOver([[x1], [x2]], turn) {
  return Math.max(Math.abs(x1 - turn), Math.abs(x2 - turn)) >= 180;
}

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

function crossing([[x1, y1], [x2, y2]], [[a1, b1], [a2, b2]]) {
  const [dx, dy, ex, ey] = [x2 - x1, y2 - y1, a2 - a1, b2 - b1];
  const turn = dx * ey - dy * ex;
  if (turn === 0) return [];
  const here = ((a1 - x1) * ey - (b1 - y1) * ex) / turn;
  const there = ((a1 - x1) * dy - (b1 - y1) * dx) / turn;
  return here > 0 && here < 1 && there >= 0 && there <= 1 ? [here] : [];
}

function besides([[x1, y1], [x2, y2]]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy) || 1;
  return [-HAIR / length, HAIR / length].map((by) => /** @type {const} */ ([-dy * by, dx * by]));
}

function along([[x1, y1], [x2, y2]], part) {
  return [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
}

function decodeRing(text) {
  const numbers = decodeNumbers(text);
  if (numbers.length < 6 || numbers.length % 2) throw new RangeError("not an outline: no ring");
  let x = 0;
  let y = 0;
  const ring = [];
  for (let i = 0; i < numbers.length; i += 2) {
    x += numbers[i] ?? 0;
    y += numbers[i + 1] ?? 0;
    ring.push([x / PER_DEGREE, y / PER_DEGREE]);
  }
  return ring;
}

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

function isInside(rings, lon, lat) {
  let inside = false;
  for (const [[x1, y1], [x2, y2]] of edges(rings)) {
    if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

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

function* edges(rings) {
  for (const ring of rings) {
    let from = ring[ring.length - 1];
    for (const to of ring) {
      if (from) yield [from, to];
      from = to;
    }
  }
}

return { decode, standing };
})();
const module1 = (() => {

const { decode, standing } = module0;


const FRESH_IN_APP_S = 120;
const FRESH_IN_NOTICE_S = 900;

function wherePoint(data, point) {
  return whereCircle(data, point.lon, point.lat, 0);
}

function inApp(data, fix, now) {
  return isCertainlyIn(data, fix, now, FRESH_IN_APP_S) ? "position.in" : null;
}

function inNotice(data, fix, now) {
  if (!fix || !isCertainlyIn(data, fix, now, FRESH_IN_NOTICE_S)) return null;
  if (data.sent - (fix.server_at ?? fix.at) > FRESH_IN_NOTICE_S) return null;
  return { id: "position.was_in", at: fix.at };
}

function isCertainlyIn(data, fix, now, most) {
  if (!fix || !isFresh(fix, now, most)) return false;
  return whereCircle(data, fix.lon, fix.lat, fix.accuracy)?.where === "in";
}

function isFresh(fix, now, most) {
  return now - fix.at >= 0 && now - fix.at <= most;
}

function whereCircle(data, lon, lat, radius) {
  const { area, slack_m: slack } = data;
  const known = Number.isFinite(lon) && Number.isFinite(lat) && radius >= 0;
  if (area === null || slack === null || !(slack >= 0) || !known) return null;
  try {
    const { inside, edge_m } = standing(decode(area), lon, lat);
    if (inside) return { where: edge_m > slack + radius ? "in" : "edge", edge_m };
    return { where: edge_m > radius ? "out" : "edge", edge_m };
  } catch {
    return null;
  }
}

return { FRESH_IN_APP_S, FRESH_IN_NOTICE_S, wherePoint, inApp, inNotice, isFresh };
})();
const module2 = (() => {

const { inNotice, wherePoint } = module1;


const RECORD_VERSION = 1;
const MOST_WORDS = 2;
const MOST_PLACES = 5;
const MOST_LENGTH = 300;




function placeWords(record, { lang, data }, now) {
  if (!isRecord(record) || record.language !== data.lang || record.lang !== lang) return [];
  if (data.phase !== "live" || !["new", "changed"].includes(data.relation)) return [];
  const was = inNotice(data, record.fix, now);
  const said = was && record.fix ? [record.fix.was_in] : [];
  const holding = record.places.filter((place) => place.until === null || place.until > now);
  const found = holding.flatMap((place) => ofPlace(data, place));
  found.sort((a, b) => Number(b.isIn) - Number(a.isIn) || b.depth - a.depth);
  return [...new Set([...said, ...found.map((one) => one.words)])].slice(0, MOST_WORDS);
}

function ofPlace(data, place) {
  const found = wherePoint(data, place);
  if (!found || found.where === "out") return [];
  const isIn = found.where === "in";
  return [{ isIn, depth: found.edge_m, words: isIn ? place.in : place.edge }];
}

function isRecord(kept) {
  const { v, language, lang, places, fix } = kept ?? {};
  const named = v === RECORD_VERSION && typeof language === "string" && typeof lang === "string";
  if (!named || !Array.isArray(places) || places.length > MOST_PLACES) return false;
  return places.every(isPlace) && (fix === null || isFix(fix));
}

function isPlace(place) {
  const ends = Number.isFinite(place?.until);
  const known = place?.class === "home" ? place.until === null : place?.class === "stay" && ends;
  return known && isPoint(place) && isSentence(place.in) && isSentence(place.edge);
}

function isFix(fix) {
  const times = Number.isFinite(fix?.at) && Number.isFinite(fix.server_at);
  return times && fix.accuracy >= 0 && isPoint(fix) && isSentence(fix.was_in);
}

function isPoint({ lon, lat }) {
  return Number.isFinite(lon) && Math.abs(lon) <= 180 && Number.isFinite(lat) && Math.abs(lat) <= 90;
}

function isSentence(text) {
  return typeof text === "string" && text.trim() !== "" && text.length <= MOST_LENGTH;
}

return { RECORD_VERSION, placeWords, isRecord };
})();
const module3 = (() => {

const { placeWords } = module2;





function notice(payload, { held, onScreen, canRenotify, record, now = 0 }) {
  const pushed = payload.notification;
  const { data } = pushed;
  const isOurs = data?.v === 1 && typeof data.id === "string" && Number.isInteger(data.rev);
  if (!isOurs) return asItStands(pushed);
  const before = held?.payload.notification;
  const step = before ? data.rev - before.data.rev : 1;
  const said = step < 0 && before ? before : pushed;
  const repeats = step < 0 || (step === 0 && held?.shown === true);
  const silent = repeats || (said.silent && !(held === null && isNewsHere(data)));
  const others = onScreen.filter((one) => one.data?.id === data.id);
  const fresh = !silent && !canRenotify && others.length > 0;
  const tag = fresh ? `${said.tag}.${said.data.rev}` : said.tag;
  const worded = withWords(said, record, now);
  const shown = asItStands({ ...worded, tag, silent, renotify: !silent });
  const ends = onScreen.filter((one) => one.data?.id === data.id || isEnded(one.data, data));
  shown.closes = ends.map((one) => one.tag).filter((one) => one !== tag);
  return shown;
}

function asItStands({ title, navigate, actions: _, ...options }) {
  if (!options.tag) delete options.renotify;
  return { title, options: { ...options, data: { ...options.data, navigate } }, closes: [] };
}

function withWords(pushed, record, now) {
  try {
    const words = placeWords(record, pushed, now);
    return words.length > 0 ? { ...pushed, body: [...words, pushed.body].join("\n") } : pushed;
  } catch {
    return pushed;
  }
}

function isNewsHere(data) {
  return data.relation === "changed" && data.phase === "live" && data.mode === "real";
}

function isEnded(shown, real) {
  const exercise = typeof shown?.mode === "string" && shown.mode !== "real";
  return real.mode === "real" && real.strength !== "know" && exercise;
}

return { notice };
})();

return module3;
})();

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
 * The service worker's third part: the pictures of a notification.
 */

/** A picture larger than this is not ours. Bytes. */
const MOST_PICTURE = 20_000;

/**
 * Icon and badge out of the core, as data. By address the browser would fetch them before it shows
 * anything, and a line that carries nothing would hold the warning back (docs/decisions/0014).
 * @returns {Promise<{ icon?: string, badge?: string }>}
 */
async function pictures() {
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
