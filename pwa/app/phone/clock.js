// @ts-check
/**
 * Dates and times as alerts say them, the same as alerts/clock_words.py: "22 Nov 14:02", Gregorian,
 * Latin digits, 24 hours, the place's time zone. `Intl` is asked for numbers, never for words.
 */

const FAR_S = 180 * 24 * 3600;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @typedef {{ year: number, month: number, day: number, time: string }} Parts */

/** @param {Parts} parts @param {boolean} withYear */
function english(parts, withYear) {
  const year = withYear ? ` ${parts.year}` : "";
  return `${parts.day} ${MONTHS[parts.month - 1]}${year} ${parts.time}`;
}

/** @param {Parts} parts @param {boolean} withYear */
function japanese(parts, withYear) {
  const year = withYear ? `${parts.year}年` : "";
  return `${year}${parts.month}月${parts.day}日 ${parts.time}`;
}

/** @type {Readonly<Record<string, typeof english>>} */
const PATTERNS = { en: english, "en-XA": english, "ar-XB": english };

/**
 * `when` in the place's IANA time zone, with the year if it is far from `near`; in UTC and marked
 * so where the zone is unknown. Languages without catalogue read easy Japanese, and its dates.
 * @param {number} when epoch seconds
 * @param {{ timeZone: string, language: string, near: number }} how
 */
export function moment(when, { timeZone, language, near }) {
  const say = PATTERNS[language] ?? japanese;
  const withYear = Math.abs(when - near) > FAR_S;
  const local = partsIn(when, timeZone);
  if (local) return say(local, withYear);
  const universal = partsIn(when, "UTC");
  return universal ? `${say(universal, withYear)} UTC` : "";
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
