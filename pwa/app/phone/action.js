// @ts-check
/**
 * What this person should do: exactly one action, with what only this phone knows of its places.
 * The same table as alerts/action.py (docs/actions.md); tests/pwa/action.test.js runs every case of
 * tests/alerts/action-vectors.json through both. Pure.
 */

/**
 * @typedef {"protect" | "go_up" | "stay_in" | "leave_for_site" | "leave_shore" | "be_ready" |
 *   "know" | "over"} Action
 * @typedef {"water" | "zone_unknown" | "solid_floor"} Caution
 */

/**
 * @typedef {object} PlaceFacts null or absent = not known, and never taken for good news.
 * @property {boolean | null} [in_zone]
 * @property {number | null} [depth_m] mapped depth of water above ground
 * @property {number | null} [floor_m] height above ground of the floor one can go up to
 * @property {number | null} [hours] how long the water stays
 * @property {"solid" | "wooden" | null} [building]
 * @property {boolean | null} [in_collapse_zone]
 * @property {boolean | null} [in_landslide_zone]
 * @property {boolean | null} [in_tsunami_zone]
 * @property {boolean} [needs_time]
 * @property {number | null} [walk_s] the way out of the tsunami zone at the reader's own pace
 */

/**
 * @typedef {object} Conditions
 * @property {boolean} [night] dark at the place
 * @property {boolean} [water_reported] on the way
 * @property {number | null} [arrival_s] until the first wave is expected
 */

/**
 * @typedef {object} Asked
 * @property {string} kind
 * @property {string} strength
 * @property {string} phase
 * @property {string} authority
 */

const WATER = new Set(["flood", "inland_flood", "storm_surge"]);
const MAY_STAY_IN = new Set(["flood", "inland_flood"]);
const NEVER_A_WAY = new Set(["tornado", "attack"]);
const INDOORS = new Set(["storm", "snow", "heat"]);
const ZONED = new Set([...WATER, "landslide"]);
const URGENT = new Set(["protect", "leave", "leave_if_slow"]);
const LONGEST_STAY_H = 72;
const NIGHT_BEGINS = 17;
const NIGHT_ENDS = 7;

/** The only two that may ever show a way. @type {ReadonlySet<Action>} */
export const WAYS = new Set(/** @type {Action[]} */ (["leave_for_site", "leave_shore"]));

/** @type {[(asked: Asked, facts: PlaceFacts, outside: Conditions) => boolean, Action][]} */
const RULES = [
  [({ phase }) => phase !== "live", "over"],
  [({ strength }) => strength === "know", "know"],
  [({ strength, kind }) => strength === "ready" && kind === "tsunami", "leave_shore"],
  [({ strength }) => strength === "ready", "be_ready"],
  [({ kind }) => NEVER_A_WAY.has(kind), "protect"],
  [(asked, facts, outside) => asked.kind === "tsunami" && isTooLate(facts, outside), "go_up"],
  [isMajorTsunami, "leave_for_site"],
  [({ strength }) => strength === "protect", "protect"],
  [(asked, facts) => asked.strength === "leave_if_slow" && !leavesEarly(asked, facts), "be_ready"],
  [({ kind }, _, outside) => WATER.has(kind) && outside.water_reported === true, "go_up"],
  [({ kind }, facts) => MAY_STAY_IN.has(kind) && allowsStayingIn(facts), "stay_in"],
  [({ strength }) => URGENT.has(strength), "leave_for_site"],
];

/**
 * @param {Asked} asked
 * @param {PlaceFacts} [facts]
 * @param {Conditions} [outside]
 * @returns {Action}
 */
export function action(asked, facts = {}, outside = {}) {
  const rule = RULES.find(([applies]) => applies(asked, facts, outside));
  // A strength of a later version: what the text says is all that may be said.
  return rule ? rule[1] : "know";
}

/**
 * What must be said beside the action, in this order.
 * @param {string} kind @param {Action} chosen
 * @param {PlaceFacts} [facts] @param {Conditions} [outside]
 * @returns {Caution[]}
 */
export function cautions(kind, chosen, facts = {}, outside = {}) {
  const wet = outside.night === true || outside.water_reported === true;
  const moves = chosen === "leave_for_site" || chosen === "go_up";
  /** @type {[Caution, boolean][]} */
  const said = [
    ["water", WATER.has(kind) && moves && wet],
    ["zone_unknown", ZONED.has(kind) && chosen === "leave_for_site" && facts.in_zone == null],
    ["solid_floor", kind === "tsunami" && chosen === "go_up" && facts.building !== "solid"],
  ];
  return said.filter(([, isDue]) => isDue).map(([caution]) => caution);
}

/** Dark or nearly so. @param {number} hour of the place's wall clock, 0 to 23 */
export function isNight(hour) {
  return hour < NIGHT_ENDS || hour >= NIGHT_BEGINS;
}

/** @param {PlaceFacts} facts @param {Conditions} outside */
function isTooLate({ walk_s }, { arrival_s }) {
  return walk_s != null && arrival_s != null && walk_s > arrival_s;
}

/** @param {Asked} asked */
function isMajorTsunami({ strength, kind, authority }) {
  return strength === "protect" && kind === "tsunami" && authority === "agency";
}

/** @param {Asked} asked @param {PlaceFacts} facts */
function leavesEarly({ kind, authority }, facts) {
  if (kind === "tsunami") return true;
  if (INDOORS.has(kind) && authority === "agency") return false;
  return facts.needs_time === true;
}

/** 屋内安全確保: only where every fact is known and every one allows it. @param {PlaceFacts} facts */
function allowsStayingIn(facts) {
  if (facts.in_zone == null || facts.in_collapse_zone !== false) return false;
  if (facts.in_landslide_zone !== false || facts.in_tsunami_zone !== false) return false;
  const { depth_m, floor_m, hours } = facts;
  if (depth_m == null || floor_m == null || hours == null) return false;
  return floor_m > depth_m && hours <= LONGEST_STAY_H;
}
