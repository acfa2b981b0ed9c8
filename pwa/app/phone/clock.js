// @ts-check
/**
 * Dates and times as alerts say them, the same as alerts/clock_words.py: "22 Nov 14:02", Gregorian,
 * Latin digits, 24 hours, the place's time zone. The patterns come with the words of a language;
 * `Intl` is asked for numbers, never for words.
 */

const FAR_S = 180 * 24 * 3600;

/** @typedef {{ year: number, month: number, day: number, time: string }} Parts */
/** @typedef {import("./words.js").Say} Say */

/**
 * `when` in the place's IANA time zone, with the year if it is far from `near`; in UTC and marked
 * so where the zone is unknown.
 * @param {number} when epoch seconds
 * @param {{ timeZone: string, say: Say, near: number }} how `say` in the language that is read
 */
export function moment(when, { timeZone, say, near }) {
  const which = Math.abs(when - near) > FAR_S ? "far" : "near";
  const local = partsIn(when, timeZone);
  if (local) return written(say, which, local);
  const universal = partsIn(when, "UTC");
  return universal ? `${written(say, which, universal)} UTC` : "";
}

/** @param {Say} say @param {"near" | "far"} which @param {Parts} parts */
function written(say, which, parts) {
  const months = pattern(say, "months").split("|");
  const values = { ...parts, month: months[parts.month - 1] ?? parts.month };
  return pattern(say, which).replace(/\{(year|month|day|time)\}/g, (_, name) =>
    String(values[/** @type {keyof Parts} */ (name)]),
  );
}

/**
 * As it comes with the words; asked for without slots, so that a date stays in one piece.
 * @param {Say} say @param {"near" | "far" | "months"} part
 */
function pattern(say, part) {
  return say(`clock.${part}`);
}

/**
 * "14:02" alone, for what is shown beside its age.
 * @param {number} when epoch seconds
 * @param {string} timeZone
 */
export function clock(when, timeZone) {
  const local = partsIn(when, timeZone);
  return local ? local.time : `${partsIn(when, "UTC")?.time ?? ""} UTC`;
}

/** @param {number} when @param {string} timeZone @returns {Parts | null} */
function partsIn(when, timeZone) {
  if (!timeZone) return null;
  try {
    const parts = format(timeZone).formatToParts(new Date(when * 1000));
    const at = Object.fromEntries(parts.map((part) => [part.type, part.value]));
    return {
      year: Number(at["year"]),
      month: Number(at["month"]),
      day: Number(at["day"]),
      time: `${at["hour"]}:${at["minute"]}`,
    };
  } catch {
    return null;
  }
}

/** To make one takes a weak phone 20 ms, and every look at the screen asks for some. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} timeZone */
function format(timeZone) {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  formats.set(timeZone, made);
  return made;
}
