// @ts-check
/**
 * Which words a position allows (DOMAIN section 5). Pure; `now` in epoch seconds.
 *
 * "in" is said only of what is certain: deeper than the outline's slack, and a fix only with its
 * whole accuracy circle. What is not certain is never said; the server's text stands alone then.
 */

import { decode, standing } from "./outline.js";

/** @typedef {import("./shapes.js").AlertData} AlertData */
/** @typedef {import("./shapes.js").Fix} Fix */

/** A fix may speak in the open app for 2 minutes, in a notification for 15. */
export const FRESH_IN_APP_S = 120;
export const FRESH_IN_NOTICE_S = 900;

/**
 * Where a fixed point stands: "in" the area for certain, at its "edge" (in or at the edge of it),
 * "out" of it for certain; null where nothing can be said (no outline, or a broken one).
 * @param {Pick<AlertData, "area" | "slack_m">} data
 * @param {{ lon: number, lat: number }} point
 * @returns {{ where: "in" | "edge" | "out", edge_m: number } | null}
 */
export function wherePoint(data, point) {
  return whereCircle(data, point.lon, point.lat, 0);
}

/**
 * What the open app may say of a fix: "position.in" ("You are in the danger area") or nothing.
 * @param {Pick<AlertData, "area" | "slack_m">} data
 * @param {Fix | null} fix
 * @param {number} now
 * @returns {"position.in" | null}
 */
export function inApp(data, fix, now) {
  return isCertainlyIn(data, fix, now, FRESH_IN_APP_S) ? "position.in" : null;
}

/**
 * What a notification may say of the last fix: "position.was_in" ("This phone was in it at 13:52")
 * with the time of the fix, or nothing. Where the alert was sent too long after the fix, the phone's
 * clock was set back since, whatever it says.
 * @param {Pick<AlertData, "area" | "slack_m" | "sent">} data
 * @param {(Fix & { server_at?: number }) | null} fix `server_at`: `at` by the server's clock
 * @param {number} now
 * @returns {{ id: "position.was_in", at: number } | null}
 */
export function inNotice(data, fix, now) {
  if (!fix || !isCertainlyIn(data, fix, now, FRESH_IN_NOTICE_S)) return null;
  if (data.sent - (fix.server_at ?? fix.at) > FRESH_IN_NOTICE_S) return null;
  return { id: "position.was_in", at: fix.at };
}

/**
 * @param {Pick<AlertData, "area" | "slack_m">} data @param {Fix | null} fix
 * @param {number} now @param {number} most seconds
 */
function isCertainlyIn(data, fix, now, most) {
  if (!fix || !isFresh(fix, now, most)) return false;
  return whereCircle(data, fix.lon, fix.lat, fix.accuracy)?.where === "in";
}

/**
 * A fix from the future is a clock that was set: its age is not known, so it is not fresh.
 * @param {Fix} fix @param {number} now @param {number} most seconds
 */
export function isFresh(fix, now, most) {
  return now - fix.at >= 0 && now - fix.at <= most;
}

/**
 * @param {Pick<AlertData, "area" | "slack_m">} data
 * @param {number} lon @param {number} lat @param {number} radius metres
 * @returns {{ where: "in" | "edge" | "out", edge_m: number } | null}
 */
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
