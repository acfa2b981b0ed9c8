// @ts-check
/** Which live alerts are for this phone's places, and in which order all are read. Pure. */

import { wherePoint } from "./phone/position.js";

/** @typedef {import("./phone/shapes.js").Payload} Payload */
/** @typedef {import("./phone/shapes.js").Place} Place */

const STRENGTHS = ["protect", "leave", "leave_if_slow", "ready", "know"];

/**
 * What counts as live on a screen: a source's warning ends at its time, an order only by word.
 * @param {Payload} payload
 * @param {number} now epoch seconds of the server's clock
 */
export function isLive({ notification: { data } }, now) {
  return data.phase === "live" && (data.until === null || data.until > now);
}

/**
 * What became of an alert, and since when nothing newer is known: since the newest revision was sent,
 * not since it ran out (docs/formats.md). service/page/alert.py and history.py say the same.
 * @param {Payload} payload
 * @param {number} now epoch seconds of the server's clock
 * @returns {{ state: "live" | "all_clear" | "withdrawn" | "stopped" | "expired", heard: number }}
 */
export function became(payload, now) {
  const { phase, stopped, sent } = payload.notification.data;
  if (stopped) return { state: "stopped", heard: sent };
  if (phase !== "live") return { state: phase, heard: sent };
  return { state: isLive(payload, now) ? "live" : "expired", heard: sent };
}

/**
 * Live alerts, gravest first, parted: `mine` cannot be said to be elsewhere, `elsewhere` can.
 * Without places every alert is mine. `stopped`: exercises left out, because something is real
 * (DOMAIN section 8; service/page/now.py says the same).
 * @param {readonly Payload[]} alerts
 * @param {readonly Place[]} places
 * @param {number} now
 */
export function partLive(alerts, places, now) {
  const all = alerts.filter((one) => isLive(one, now)).sort(byWeight);
  const live = all.some(isReal) ? all.filter((one) => !isExercise(one)) : all;
  const fixed = places.filter((place) => place.class !== "here" && (place.until ?? now) >= now);
  const mine = live.filter((one) => !isElsewhere(one, fixed));
  const elsewhere = live.filter((one) => !mine.includes(one));
  return { mine, elsewhere, stopped: live.length < all.length };
}

/** @param {Payload} payload */
function isExercise({ notification: { data } }) {
  return data.mode !== "real";
}

/** Whether it ends exercises: real, and asking for anything at all. @param {Payload} payload */
function isReal(payload) {
  return !isExercise(payload) && payload.notification.data.strength !== "know";
}

/**
 * What is real first, then the mayor's orders: they alone have no end.
 * @param {Payload} a @param {Payload} b
 */
function byWeight(a, b) {
  const [x, y] = [a.notification.data, b.notification.data];
  const byMode = Number(isExercise(a)) - Number(isExercise(b));
  const byOrder = Number(y.until === null) - Number(x.until === null);
  const byStrength = STRENGTHS.indexOf(x.strength) - STRENGTHS.indexOf(y.strength);
  return byMode || byOrder || byStrength || y.sent - x.sent;
}

/** @param {Payload} payload @param {readonly Place[]} places */
function isElsewhere({ notification: { data } }, places) {
  return places.length > 0 && places.every((place) => wherePoint(data, place)?.where === "out");
}
