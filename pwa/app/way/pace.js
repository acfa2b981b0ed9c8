// @ts-check
/** How long a way takes. Pure. */

/** @typedef {import("./way.js").Way} Way */

/** Metres in a minute: frail, the honest default, brisk. */
export const PACES = Object.freeze({ slow: 43, usual: 60, brisk: 80 });
/** On stairs and slopes half as long again; in the dark a fifth. */
const SLOWER = 1.5;
const NIGHT = 1.2;

/**
 * Whole minutes, rounded up: nobody is told that they have time that they have not.
 * @param {Pick<Way, "metres" | "slow_m">} way
 * @param {number} pace metres in a minute
 * @param {boolean} [isNight]
 */
export function minutes({ metres, slow_m }, pace, isNight = false) {
  const walked = metres + slow_m * (SLOWER - 1);
  return Math.max(1, Math.ceil((walked * (isNight ? NIGHT : 1)) / pace));
}
