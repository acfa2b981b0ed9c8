// @ts-check
/** Asks the server for its alerts, and knows a fresh answer from one that the worker had kept. */

import { capped } from "./waiting.js";

/** @typedef {import("./shapes.js").Payload} Payload */
/** @typedef {import("./shapes.js").Source} Source */

/** The worker's mark on an answer out of its cache. */
export const KEPT = "Hansho-Kept";
/** A line that is up but carries nothing must not pass for a check under way. */
const LIMIT_MS = 30_000;

/**
 * @typedef {object} Answer
 * @property {boolean} fresh false where the worker answered from its cache: no check was made
 * @property {number} at the moment of the check by this phone's clock
 * @property {number} now the same by the server's clock, epoch seconds
 * @property {Source[]} sources
 * @property {Payload[]} alerts newest first
 */

/**
 * @param {typeof fetch} fetching
 * @param {string} language
 * @param {import("./store.js").Store} store gets the alerts, and `checked` if the answer is fresh
 * @param {number} phoneNow epoch seconds
 * @returns {Promise<Answer | null>} null where nobody answered, or not in our words
 */
export async function check(fetching, language, store, phoneNow) {
  try {
    // A check is one: what this browser had kept does not answer for the server.
    const wanted = `/api/v1/alerts?language=${encodeURIComponent(language)}`;
    const asked = fetching(wanted, { cache: "no-cache" });
    const answer = await capped(asked, LIMIT_MS);
    if (!answer?.ok) return null;
    const { now, sources, alerts } = await answer.json();
    if (!Number.isFinite(now) || !Array.isArray(alerts)) return null;
    const fresh = !answer.headers.get(KEPT);
    const at = phoneNow - lain(answer.headers, now);
    await kept(store, alerts, fresh ? { at, now, sources } : null, phoneNow);
    return { fresh, at, now, sources, alerts };
  } catch {
    return null;
  }
}

/**
 * For how many seconds an answer lay somewhere on its way, so that one of an hour ago, from a proxy
 * whose service is down, counts as a check of an hour ago (DOMAIN section 6). The date is that of
 * whoever sent it; a cache that hands on the service's own says the rest in `Age`.
 * @param {Headers} headers @param {number} now
 */
function lain(headers, now) {
  const sent = Date.parse(headers.get("Date") ?? "") / 1000;
  const aged = Number(headers.get("Age") ?? 0);
  return Math.max(0, (sent - now || 0) + (aged || 0));
}

/**
 * What was answered is true although a full disk keeps none of it. That the check was made is kept
 * last: who opens the page without network then must find what it was about.
 * @param {import("./store.js").Store} store @param {Payload[]} alerts
 * @param {import("./shapes.js").Checked | null} checked @param {number} phoneNow
 */
async function kept(store, alerts, checked, phoneNow) {
  try {
    for (const payload of alerts) await store.keep(payload, phoneNow);
    if (checked) await store.set("checked", checked);
  } catch {
    // The page shows it all the same; the settings say whether this phone keeps the app.
  }
}
