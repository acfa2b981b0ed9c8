// @ts-check
/**
 * This phone's subscription: take it, tell the server, prove it, repair it, give it up.
 *
 * Every step that writes holds one Web Lock, so that two tabs and the worker never register twice.
 * Outcomes are values: a page turns them into words (capability.js).
 */

import { capped, withLock } from "./waiting.js";
import { isForgotten, placeBodies, post, remove, sendLanguage, sendPlaces } from "./server.js";

/** @typedef {import("./shapes.js").Registration} Registration */
/** @typedef {import("./store.js").Store} Store */

/**
 * @typedef {object} Phone what a page has at hand; all of it can be another's in tests.
 * @property {Store} store
 * @property {typeof fetch} fetching
 * @property {{ subscribe: PushManager["subscribe"], getSubscription: PushManager["getSubscription"] }} push
 * @property {() => Promise<"default" | "granted" | "denied">} permission asks where it was not given
 * @property {Pick<LockManager, "request"> | undefined} locks
 * @property {string} language
 * @property {number} [limit] milliseconds for `subscribe()`
 */

/**
 * @typedef {"confirmed" | "pending" | "offline" | "server" | "limit" | "refused" | "hangs"
 *   | "push_refused" | "unkept" | "default" | "denied" | "none"} State
 * `offline`, `server`, `limit`, `refused`: as the server answered (server.js) · `hangs` and
 * `push_refused`: the browser's push service · `unkept`: this phone has no room · `default` and `denied`: the permission · `none`:
 * warnings are not on
 */

const LIMIT_MS = 15_000;
const ANSWER_MS = 30_000;

/**
 * Turns warnings on, after a tap: permission, subscription, registration.
 * @param {Phone} phone
 * @returns {Promise<State>}
 */
export async function turnOn(phone) {
  const permission = await phone.permission();
  if (permission !== "granted") return permission;
  return withLock(phone.locks, () => renew(phone));
}

/**
 * On every open: whatever is broken between browser and server is made whole, without asking.
 * @param {Phone} phone
 * @returns {Promise<State>}
 */
export function repair(phone) {
  return withLock(phone.locks, async () => {
    /** @type {Registration | undefined} */
    const mine = await phone.store.get("subscription");
    if (!mine) return "none";
    const key = await pushKey(phone);
    if (!key) return "offline";
    const subscription = await phone.push.getSubscription();
    const whole = subscription?.endpoint === mine.endpoint && key.key_id === mine.key_id;
    if (!whole || (await phone.store.get("debt"))) return renew(phone);
    const known = await ask(phone, mine);
    if (known !== "unknown") return caughtUp(phone, mine, known);
    return (await heldPlaces(phone)).length > 0 ? renew(phone) : over(phone);
  });
}

/**
 * Tells the server what it did not hear when it was changed, while it stands as it was registered.
 * @param {Phone} phone @param {Registration} mine @param {State} known
 */
async function caughtUp(phone, mine, known) {
  if (known !== "confirmed" && known !== "pending") return known;
  if (!(await phone.store.get("untold"))) return known;
  const places = (await phone.store.get("places")) ?? [];
  const told = [
    await sendPlaces(phone.fetching, mine, places, Date.now() / 1000),
    await sendLanguage(phone.fetching, mine, phone.language),
  ];
  if (told.every((one) => one.status === "done")) await phone.store.remove("untold");
  return known;
}

/**
 * The trip is over, and the server has forgotten this phone: so does the browser's push service.
 * @param {Phone} phone @returns {Promise<State>}
 */
async function over(phone) {
  await (await phone.push.getSubscription())?.unsubscribe();
  await phone.store.remove("subscription");
  return "none";
}

/** Places that still hold, as the server may know them. @param {Phone} phone */
async function heldPlaces(phone) {
  return placeBodies((await phone.store.get("places")) ?? [], Date.now() / 1000);
}

/**
 * Proves the phone: returns the nonce that was pushed. The worker does so itself where it can.
 * @param {Phone} phone
 * @returns {Promise<boolean>} whether the server took a nonce that was kept here
 */
export async function confirm(phone) {
  /** @type {[Registration | undefined, string | undefined]} */
  const [mine, nonce] = [await phone.store.get("subscription"), await phone.store.get("nonce")];
  if (!mine || !nonce) return false;
  const answer = await post(phone.fetching, `${mine.id}/confirmation`, { nonce }, mine.secret);
  // Refused: it belongs to a registration of before. No answer: kept for the next open.
  const answered = answer.status === "done" || answer.status === "refused";
  if (answered) await phone.store.remove("nonce");
  return answer.status === "done";
}

/**
 * The worker passed on a nonce while the page is open; the page needs no database to return it.
 * The greeting can be here before the answer to the registration that it greets: it waits for that.
 * @param {Phone} phone
 * @param {string} nonce
 */
export async function returnNonce(phone, nonce) {
  await phone.store.set("nonce", nonce);
  return withLock(phone.locks, () => confirm(phone));
}

/**
 * Deletes the phone at the server, then the subscription, then all that is kept here. Offline
 * nothing is deleted, because the server would go on knowing it.
 * @param {Phone} phone
 * @returns {Promise<"gone" | "offline">}
 */
export function giveUp(phone) {
  return withLock(phone.locks, async () => {
    /** @type {Registration | undefined} */
    const mine = await phone.store.get("subscription");
    if (mine && (await remove(phone.fetching, mine)) === "offline") return "offline";
    await (await phone.push.getSubscription())?.unsubscribe();
    await phone.store.forget();
    return "gone";
  });
}

/**
 * Subscribes with the server's present key and registers; the registration of before ends once the
 * new one stands.
 * @param {Phone} phone
 * @returns {Promise<State>}
 */
async function renew(phone) {
  const key = await pushKey(phone);
  if (!key) return "offline";
  const subscription = await subscribed(phone, key.public_key);
  if (typeof subscription === "string") return subscription;
  /** @type {Registration | undefined} */
  const before = await phone.store.get("subscription");
  const answer = await post(phone.fetching, "", {
    endpoint: subscription.endpoint,
    keys: subscription.toJSON().keys,
    key_id: key.key_id,
    language: phone.language,
    places: await heldPlaces(phone),
  });
  if (answer.status !== "done") return answer.status;
  const { id, secret } = answer.body;
  const mine = { id, secret, ...key, endpoint: subscription.endpoint };
  if (!(await keeps(phone, mine))) return "unkept";
  await phone.store.remove("debt");
  await phone.store.remove("untold");
  // One of the same endpoint ends by itself when the new one is proven; until then it still counts.
  if (before && before.endpoint !== subscription.endpoint) await remove(phone.fetching, before);
  return (await confirm(phone)) ? "confirmed" : "pending";
}

/**
 * Keeps a registration, or ends it: one whose secret is lost can never be changed nor deleted.
 * @param {Phone} phone @param {Registration} mine
 */
async function keeps(phone, mine) {
  try {
    await phone.store.set("subscription", mine);
    return true;
  } catch {
    await remove(phone.fetching, mine);
    return false;
  }
}

/**
 * A subscription under this key. A subscription is bound to its key for life, so one of another key
 * is given up first. `subscribe()` may hang for ever where the push service is out of reach.
 * @param {Phone} phone @param {string} publicKey base64url
 * @returns {Promise<PushSubscription | "hangs" | "push_refused">}
 */
async function subscribed(phone, publicKey) {
  const bytes = keyBytes(publicKey);
  try {
    const present = await phone.push.getSubscription();
    if (present && sameBytes(present.options.applicationServerKey, bytes)) return present;
    await present?.unsubscribe();
    const wanted = phone.push.subscribe({ userVisibleOnly: true, applicationServerKey: bytes });
    return (await capped(wanted, phone.limit ?? LIMIT_MS)) ?? "hangs";
  } catch {
    return "push_refused";
  }
}

/** @param {Phone} phone @returns {Promise<{ key_id: string, public_key: string } | null>} */
async function pushKey(phone) {
  try {
    const answer = await capped(phone.fetching("/api/v1/push-key"), ANSWER_MS);
    if (!answer?.ok) return null;
    const { key_id, public_key } = await answer.json();
    return { key_id, public_key };
  } catch {
    return null;
  }
}

/**
 * What the server says of this phone; "unknown" where it has forgotten it.
 * @param {Phone} phone @param {Registration} mine
 * @returns {Promise<State | "unknown">}
 */
async function ask(phone, mine) {
  const known = await post(phone.fetching, `${mine.id}`, null, mine.secret);
  if (known.status === "refused" && isForgotten(known)) return "unknown";
  if (known.status !== "done") return known.status;
  return known.body.confirmed || (await confirm(phone)) ? "confirmed" : "pending";
}

/** @param {string} text base64url @returns {Uint8Array<ArrayBuffer>} */
export function keyBytes(text) {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, ""));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** @param {ArrayBuffer | null} key @param {Uint8Array} bytes */
function sameBytes(key, bytes) {
  if (!key || key.byteLength !== bytes.length) return false;
  return new Uint8Array(key).every((byte, i) => byte === bytes[i]);
}
