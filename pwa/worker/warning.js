// @ts-check
/// <reference lib="webworker" />
/**
 * The service worker's first part: shows every push, opens what was tapped, keeps the subscription.
 * Served as /worker.js in one piece with keeping.js, pictures.js and offline.js (or, on a bad day, with
 * kill_switch.js): a classic script without imports, because a worker must start from itself. What is
 * audible, what replaces what and which words of a place and its way stand before a push is decided by
 * app/phone/notice.js, which pwa/serving.py lays into it as `rules`.
 *
 * A push carries its whole text. Whatever fails here (storage, a broken record, a payload of a
 * version not known), that text is shown unchanged, once, within a second.
 * `unregister()` and `Clear-Site-Data` appear nowhere: both would end the subscription.
 *
 * Edition 2. Raised with every change after a release; tests/pwa/workers_frozen.test.js says how a
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
  const [stored, record, ways, city, onScreen = []] = await Promise.all([
    soon(storedAlert(data.id), BEFORE_MS),
    soon(read("kv", "place_record"), BEFORE_MS),
    soon(read("kv", "way_record"), BEFORE_MS),
    soon(keptCity(), BEFORE_MS),
    soon(worker.registration.getNotifications(), BEFORE_MS),
  ]);
  const held = newer(data.id, stored, recent.get(data.id));
  const canRenotify = "renotify" in Notification.prototype;
  const mine = adds ? { record, ways, city } : {};
  const known = { held, onScreen, canRenotify, now: seconds(), ...mine };
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

/**
 * The page returns it on its next open if this fails. One that registers meanwhile is waited for: it
 * may be this greeting's own registration, whose secret is not kept yet.
 * @param {string} nonce
 */
async function returnNonce(nonce) {
  await write("kv", "nonce", nonce);
  await withLock(async () => {
    const mine = await read("kv", "subscription");
    if (!mine?.secret || (await read("kv", "nonce")) !== nonce) return;
    const answer = await call("POST", `${API}/${mine.id}/confirmation`, { nonce }, mine.secret);
    if (answer.ok) await write("kv", "nonce", undefined);
  });
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
