// @ts-check
/**
 * "14:02 · 3 min ago": how old something is by the server's clock, because phones' clocks are wrong.
 * Pure; epoch seconds.
 */

/** @typedef {{ id: "age.now" | "age.minutes" | "age.hours" | "age.days", count: number }} Age */

/** A page that is older by this phone's clock lay somewhere on its way, on a proxy or a disk. */
const LAIN_S = 300;

/**
 * Seconds to add to this phone's clock to get the server's, from what is known: the last check, else
 * the page itself. An old page tells no time, and then this phone's clock is believed; one from the
 * future shows that the phone's is slow.
 * @param {{ at: number, now: number } | null} checked
 * @param {number | undefined} pageNow the server's minute in the page, if it says one
 * @param {number} opened this phone's clock when the page was opened
 */
export function serverOffset(checked, pageNow, opened) {
  if (checked) return checked.now - checked.at;
  const offset = (pageNow ?? opened) - opened;
  return offset < -LAIN_S ? 0 : offset;
}

/**
 * The largest whole unit; less than a minute, or a time still to come, is "now".
 * @param {number} when
 * @param {number} serverNow
 * @returns {Age}
 */
export function age(when, serverNow) {
  const minutes = Math.floor((serverNow - when) / 60);
  if (minutes < 1) return { id: "age.now", count: 0 };
  if (minutes < 60) return { id: "age.minutes", count: minutes };
  if (minutes < 48 * 60) return { id: "age.hours", count: Math.floor(minutes / 60) };
  return { id: "age.days", count: Math.floor(minutes / (24 * 60)) };
}
