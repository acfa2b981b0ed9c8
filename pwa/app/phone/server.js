// @ts-check
/** The subscriptions API (service/web/subscriptions.py): what a phone tells the server of itself. */

import { capped } from "./waiting.js";

/** @typedef {import("./shapes.js").Place} Place */
/** @typedef {import("./shapes.js").Registration} Registration */

const ROOT = "/api/v1/subscriptions";
const MOST_PLACES = 5;
const LIMIT_MS = 30_000;

/**
 * @typedef {{ status: "done", body: any } | { status: "refused", code: number }
 *   | { status: "offline" | "server" | "limit" }} Told
 * `offline`: nobody answered · `server`: it is down · `limit`: too many from this network
 */

/**
 * Sends `body`, or asks where it is null.
 * @param {typeof fetch} fetching
 * @param {string} path under the subscriptions, "" for a new one
 * @param {object | null} body
 * @param {string} [secret] authorises; a new registration has none yet
 * @returns {Promise<Told>}
 */
export function post(fetching, path, body, secret) {
  return tell(fetching, body ? "POST" : "GET", path, body, secret);
}

/**
 * Tells the server of moved places: cells, never points.
 * @param {typeof fetch} fetching
 * @param {Registration} mine
 * @param {readonly Place[]} places
 * @param {number} now epoch seconds
 */
export function sendPlaces(fetching, mine, places, now) {
  return tell(
    fetching,
    "PUT",
    `${mine.id}/places`,
    { places: placeBodies(places, now) },
    mine.secret,
  );
}

/** @param {typeof fetch} fetching @param {Registration} mine @param {string} language */
export function sendLanguage(fetching, mine, language) {
  return tell(fetching, "PUT", `${mine.id}/language`, { language }, mine.secret);
}

/**
 * Asks for the self-test: the server pushes it 15 s later.
 * @param {typeof fetch} fetching @param {Registration} mine
 */
export function askForTest(fetching, mine) {
  return tell(fetching, "POST", `${mine.id}/test`, {}, mine.secret);
}

/**
 * The town's places by name.
 * @param {typeof fetch} fetching @param {string} language
 * @returns {Promise<import("../context.js").TownPlace[] | null>} null where they cannot be read
 */
export async function townPlaces(fetching, language) {
  try {
    const asked = fetching(`/api/v1/places?language=${encodeURIComponent(language)}`);
    const answer = await capped(asked, LIMIT_MS);
    return answer?.ok ? (await answer.json()).places : null;
  } catch {
    return null;
  }
}

/**
 * What the phone says of that: the test is coming, was asked for too often, or could not be sent.
 * @param {Told} told
 * @returns {"coming" | "limit" | "failed"}
 */
export function testStage(told) {
  if (told.status === "done") return "coming";
  return told.status === "limit" ? "limit" : "failed";
}

/**
 * Deletes a registration. One that the server does not know is gone already.
 * @param {typeof fetch} fetching
 * @param {Registration} mine
 * @returns {Promise<"gone" | "offline">}
 */
export async function remove(fetching, mine) {
  const answer = await tell(fetching, "DELETE", `${mine.id}`, null, mine.secret);
  return answer.status === "done" || isForgotten(answer) ? "gone" : "offline";
}

/** Whether the server knows this registration no more, or its secret. @param {Told} told */
export function isForgotten(told) {
  return told.status === "refused" && (told.code === 401 || told.code === 404);
}

/**
 * Places as the server may know them: class, cell and times; no label, no point, no ended stay.
 * @param {readonly Place[]} places
 * @param {number} now epoch seconds
 */
export function placeBodies(places, now) {
  return places
    .filter((place) => place.class !== "stay" || (place.until ?? 0) > now)
    .slice(0, MOST_PLACES)
    .map((place) => ({
      class: place.class,
      cells: [place.cell],
      ...(place.since === undefined ? {} : { since: place.since }),
      ...(place.class === "stay" ? { until: place.until } : {}),
    }));
}

/**
 * @param {typeof fetch} fetching @param {string} method @param {string} path
 * @param {object | null} body @param {string} [secret]
 * @returns {Promise<Told>}
 */
async function tell(fetching, method, path, body, secret) {
  /** @type {Record<string, string>} */
  const headers = body ? { "Content-Type": "application/json" } : {};
  if (secret) headers["Authorization"] = `Bearer ${secret}`;
  const request = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  try {
    const answer = await capped(fetching(path ? `${ROOT}/${path}` : ROOT, request), LIMIT_MS);
    if (!answer) return { status: "offline" };
    // A service that is down or busy has refused nothing.
    if (answer.status >= 500) return { status: "server" };
    if (answer.status === 429) return { status: "limit" };
    if (!answer.ok) return { status: "refused", code: answer.status };
    return { status: "done", body: await bodyOf(answer) };
  } catch {
    return { status: "offline" };
  }
}

/** An answer without a body (204, or an empty 202) is an empty object. @param {Response} answer */
async function bodyOf(answer) {
  const text = await answer.text();
  return text ? JSON.parse(text) : {};
}
