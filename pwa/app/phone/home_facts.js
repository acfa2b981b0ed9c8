// @ts-check
/**
 * What people told this phone of themselves and of their places, as facts for the action's table.
 * It stays here: no request carries any of it. Pure.
 */

/** @typedef {import("./action.js").PlaceFacts} PlaceFacts */
/** @typedef {import("./shapes.js").Place} Place */

/**
 * @typedef {object} Person whoever leaves with this phone.
 * @property {boolean} needs_time more time or help: slow, wheelchair, child, carer, deaf, blind
 * @property {boolean} no_stairs no stairs and no steep streets
 * @property {"slow" | "usual" | "brisk"} pace
 */

/** Who has said nothing. @type {Readonly<Person>} */
export const ANYBODY = Object.freeze({ needs_time: false, no_stairs: false, pace: "usual" });
/** Floors above the ground one: the highest that can be told apart is 10F, or higher. */
export const TOP_FLOOR = 9;
/** A low storey: nobody is put higher above the water than they are. Metres. */
const STOREY_M = 2.7;

/** What was kept, of any version. @param {any} kept @returns {Person} */
export function readPerson(kept) {
  const { needs_time, no_stairs, pace } = kept ?? {};
  return {
    needs_time: needs_time === true,
    no_stairs: no_stairs === true,
    pace: pace === "slow" || pace === "brisk" ? pace : "usual",
  };
}

/**
 * Facts of a place in a hazard. No bundle has depths, hours or house-collapse zones yet: they are not
 * known, so *stay in* is never advised (docs/actions.md).
 * @param {Pick<Place, "floor" | "building">} place
 * @param {Person} person
 * @param {Readonly<Record<string, boolean>>} zones hazard → in its mapped zone; absent: not known
 * @param {string} kind
 * @returns {PlaceFacts}
 */
export function factsOf({ floor, building }, person, zones, kind) {
  return {
    in_zone: zones[kind] ?? null,
    in_landslide_zone: zones["landslide"] ?? null,
    in_tsunami_zone: zones["tsunami"] ?? null,
    in_collapse_zone: null,
    depth_m: null,
    hours: null,
    floor_m: floor === undefined ? null : floor * STOREY_M,
    building: building ?? null,
    needs_time: person.needs_time,
  };
}

/** @typedef {{ floor?: number | null, building?: "wooden" | "solid" | null }} Told null: not known */

/**
 * The place with what was said of it now; what is not known any more is not kept as known.
 * @param {Place} place
 * @param {Told} said
 * @returns {Place}
 */
export function withFacts({ floor: floorBefore, building: buildingBefore, ...place }, said) {
  const { floor = floorBefore ?? null, building = buildingBefore ?? null } = said;
  return {
    ...place,
    ...(floor === null ? {} : { floor }),
    ...(building === null ? {} : { building }),
  };
}
