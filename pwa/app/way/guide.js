// @ts-check
/**
 * What is shown to somebody who asks for the way: one screen, by facts alone (docs/formats.md, the way).
 * Pure. The first row that fits is shown; a way is the last of them, when nothing speaks against it.
 */

/**
 * @typedef {"not_leaving" | "no_hazard" | "no_map" | "no_position" | "poor_position"
 *   | "outside_coverage" | "off_streets" | "no_site" | "at_site" | "out_of_zone" | "no_way_known"
 *   | "in_zone" | "way"} Screen
 */

/** @typedef {"not_confirmed" | "old_states" | "nearer_outside" | "night"} Note */

/**
 * @typedef {object} Facts
 * @property {string | null} action of the alert, by alerts/action.py; null where nobody warns: no way
 * @property {string | null} hazard one that has sites; null for other kinds
 * @property {boolean} hasMap whether a bundle is on this phone and whole
 * @property {{ accuracy: number, age_s: number } | null} position null: none, or too old
 * @property {boolean} tapped whether the reader said where they are
 * @property {boolean} covered whether the bundle covers that place
 * @property {number | null} off_m metres to the nearest street; null beyond all reach
 * @property {boolean} hasGoal whether any site is designated for the hazard, or the zone has an outside
 * @property {number | null} site_m straight metres to the nearest usable site
 * @property {boolean} inZone
 * @property {boolean} isOut whether being here is being out of the zone for good (tsunami)
 * @property {boolean} maybeIn whether it may be the zone all the same, by the position's error
 * @property {number | null} way_m metres to walk; null where no way is known
 * @property {number} coverage_m straight metres to the edge of the coverage
 * @property {boolean} confirmed whether the town said that the way's site is open
 * @property {boolean} asksConfirmed whether that matters in this hazard (DOMAIN section 3)
 * @property {number | null} states_age_s how long ago the states were asked for; null: never
 * @property {boolean} isNight
 */

/** The only two actions that may show a way (DOMAIN section 2). */
export const LEAVING = Object.freeze(["leave_for_site", "leave_shore"]);
/** Beyond these metres a fix says too little, and a street is too far off to be "here". */
const POOR_M = 100;
export const OFF_M = 150;
export const AT_SITE_M = 30;
/** A fix of before this may be of somewhere else. */
const OLD_POSITION_S = 120;
/** After this, what the town said of its sites is called old. */
const OLD_STATES_S = 600;

/** @param {Facts} facts @returns {{ screen: Screen, notes: Note[] }} */
export function guide(facts) {
  const screen = screenOf(facts);
  return { screen, notes: screen === "way" || screen === "in_zone" ? notesOf(facts) : [] };
}

/** @param {Facts} facts @returns {Screen} */
function screenOf(facts) {
  const { action, hazard, position, tapped } = facts;
  if (action === null || !LEAVING.includes(action)) return "not_leaving";
  if (hazard === null) return "no_hazard";
  if (!facts.hasMap) return "no_map";
  if (!tapped) {
    if (!position || position.age_s > OLD_POSITION_S || position.age_s < 0) return "no_position";
    if (!(position.accuracy <= POOR_M)) return "poor_position";
  }
  return standing(facts);
}

/** @param {Facts} facts @returns {Screen} */
function standing(facts) {
  if (!facts.covered) return "outside_coverage";
  if (facts.off_m === null || facts.off_m > OFF_M) return "off_streets";
  if (!facts.hasGoal) return "no_site";
  if (facts.site_m !== null && facts.site_m <= AT_SITE_M) return "at_site";
  // Nobody is told that they are out of the zone while the position's circle reaches into it.
  if (facts.isOut && facts.maybeIn) return "poor_position";
  // Off the shore is out of the zone, and not to a site (DOMAIN section 2).
  if (facts.isOut || (facts.action === "leave_shore" && !facts.inZone)) return "out_of_zone";
  if (facts.way_m === null) return "no_way_known";
  return facts.inZone ? "in_zone" : "way";
}

/** @param {Facts} facts @returns {Note[]} */
function notesOf({ confirmed, asksConfirmed, states_age_s, coverage_m, way_m, isNight }) {
  const isOld = states_age_s === null || states_age_s > OLD_STATES_S;
  /** @type {[Note, boolean][]} */
  const all = [
    ["not_confirmed", asksConfirmed && (!confirmed || isOld)],
    ["old_states", isOld],
    ["nearer_outside", way_m !== null && coverage_m < way_m],
    ["night", isNight],
  ];
  return all.filter(([, holds]) => holds).map(([note]) => note);
}
