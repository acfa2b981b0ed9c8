// @ts-check
/**
 * What a printed code or a hotel's link says of a visit: `#stay=<place>&until=2026-11-25`, or
 * `&days=3` where the code hangs on a wall for years (docs/formats.md). A fragment is never sent to a
 * server. Pure.
 */

export const USUAL_STAY_DAYS = 3;
export const LONGEST_STAY_DAYS = 30;

/**
 * @typedef {object} Invitation
 * @property {string} place the town's id of a place; one that it does not list chooses none
 * @property {string} until the last day, as a date field writes it
 */

/**
 * @param {string} hash as in `location.hash`
 * @param {number} now epoch seconds
 * @returns {Invitation | null} null where there is none; days that make no sense become the usual ones
 */
export function invitation(hash, now) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const place = said.get("stay");
  if (place === null) return null;
  const last = said.get("until") ?? day(now, Number(said.get("days") ?? NaN));
  const holds = last >= day(now, 0) && last <= day(now, LONGEST_STAY_DAYS);
  return { place, until: isDay(last) && holds ? last : day(now, USUAL_STAY_DAYS) };
}

/** @param {string} text */
function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

/**
 * The day `days` from now as a date field writes it; "" where that is none.
 * @param {number} now epoch seconds @param {number} days
 */
export function day(now, days) {
  const when = new Date((now + days * 86_400) * 1000);
  if (Number.isNaN(when.getTime())) return "";
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
}
