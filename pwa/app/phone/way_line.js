// @ts-check
/**
 * Way record × pushed notification → the one sentence about the way that may follow a place's own
 * (DOMAIN section 2). Pure; `now` in epoch seconds of this phone's clock.
 *
 * The page prepared the record (phone/way_record.js) and worded it whole. Here is only when it may be
 * said: of a real alert that is live, that asks this place to leave for a site, from streets that are
 * still as they were. In every doubt nothing is said, and the push stands alone.
 */

/** @typedef {import("./shapes.js").AlertNotification} AlertNotification */

export const WAY_RECORD_VERSION = 1;
/** UTF-8 of the record as JSON: a worker that has just been woken reads it whole. */
export const MOST_BYTES = 8192;
/** Longer ones would push what to do off a small screen. */
export const MOST_CHARACTERS = 90;
const OLDEST_S = 7 * 24 * 3600;
/** So long a site that the town called open may be called so. */
const STATES_HOLD_S = 600;
const MOST_PLACES = 5;

/**
 * @typedef {object} RecordedWay from one place, in one hazard.
 * @property {string} say "From home: Kenroku School 兼六小学校, 650 m, about 11 min. Not confirmed open."
 * @property {string} [later] the same once what the town said of the site is old
 * @property {string} [go] "Go north along Hashiba Street (橋場通り)."
 * @property {number} metres
 * @property {number} minutes as at night
 * @property {Readonly<Record<string, string>>} [own] strength → what this place should do, where that
 *   is not what the alert asks of everybody
 * @property {Readonly<Record<string, Also>>} [also] language → the same in it
 */

/** @typedef {{ lang: string, say: string, later?: string, go?: string }} Also */

/**
 * @typedef {object} RecordedStart a place, with its ways by hazard.
 * @property {string} id
 * @property {number} lon degrees
 * @property {number} lat degrees
 * @property {Readonly<Record<string, boolean>>} zones hazard → whether it lies in the mapped zone;
 *   absent: not known
 * @property {Readonly<Record<string, RecordedWay>>} ways
 */

/**
 * @typedef {object} WayRecord
 * @property {typeof WAY_RECORD_VERSION} v
 * @property {string} language the reader's id, as in the payload's `data.lang`
 * @property {string} lang of the sentences
 * @property {string} bundle hash of the city's bundle
 * @property {number} n of the changes that it knows
 * @property {number} made epoch seconds of this phone's clock
 * @property {string} of what it was made of, to tell when it must be made anew
 * @property {RecordedStart[]} places
 */

/** @typedef {{ hash: string, n: number }} KeptCity the bundle on this phone, the changes it heard of */

/**
 * @param {any} record as it was kept: perhaps of another version, or broken
 * @param {KeptCity | undefined} city undefined where it could not be read
 * @param {AlertNotification} notification
 * @param {{ lon: number, lat: number }} point of a place that is certainly in the area
 * @param {number} now
 * @returns {string | null}
 */
export function wayLine(record, city, { lang, data }, point, now) {
  const isAsked = data.mode === "real" && data.phase === "live" && data.relation !== "left";
  if (!isAsked || (data.until !== null && data.until <= now)) return null;
  const way = recordedWay(record, { language: data.lang, lang }, point, data.kind, now);
  if (!way || !isStillTrue(record, city) || !asksToWalk(data, way)) return null;
  return wordsOf(record, way, now);
}

/**
 * What a whole record of these words holds for a point and a hazard.
 * @param {any} record
 * @param {{ language: string, lang: string }} words
 * @param {{ lon: number, lat: number }} point @param {string} kind @param {number} now
 * @returns {RecordedWay | null}
 */
export function recordedWay(record, { language, lang }, point, kind, now) {
  if (!isWayRecord(record)) return null;
  const age = now - record.made;
  if (!(age >= 0 && age <= OLDEST_S)) return null;
  const start = record.places.find((one) => one.lon === point.lon && one.lat === point.lat);
  const way = start && Object.hasOwn(start.ways, kind) ? start.ways[kind] : null;
  return way ? inLanguage(record, way, language, lang) : null;
}

/**
 * The way in the words of a push: its reader's language, or easy Japanese where that is drafts.
 * @param {WayRecord} record @param {RecordedWay} way @param {string} language @param {string} lang
 * @returns {RecordedWay | null}
 */
function inLanguage(record, { also = {}, say, later, go, ...way }, language, lang) {
  /** @type {Record<string, Also>} */
  const all = { ...also, [record.language]: { lang: record.lang, say, later, go } };
  const found = [language, "ja-simple"].map((id) => (Object.hasOwn(all, id) ? all[id] : null));
  const said = found.find((one) => one?.lang === lang);
  if (!said || !isSentence(said.say)) return null;
  const { lang: _, ...words } = said;
  return { ...way, ...words };
}

/** @param {WayRecord} record @param {RecordedWay} way @param {number} now */
export function wordsOf({ made }, way, now) {
  return now - made > STATES_HOLD_S ? (way.later ?? way.say) : way.say;
}

/** Another bundle, or a street that was closed since: the way may be none. @param {WayRecord} record @param {KeptCity | undefined} city */
function isStillTrue({ bundle, n }, city) {
  return city !== undefined && city.hash === bundle && city.n === n;
}

/**
 * Whether the place should leave for a site. What a place should do by itself can hold its people
 * back, or send those who need more time when the others get ready; never anything against a stronger
 * word.
 * @param {import("./shapes.js").AlertData} data @param {RecordedWay} way
 */
function asksToWalk({ action, strength }, { own = {} }) {
  const mine = Object.hasOwn(own, strength) ? own[strength] : action;
  if (mine !== "leave_for_site") return false;
  return action === "leave_for_site" || (action === "be_ready" && strength === "leave_if_slow");
}

/**
 * The record, if all that it names is still a place of this phone; else null, also where there is none.
 * @param {unknown} record
 * @param {readonly import("./shapes.js").Place[]} places
 * @returns {WayRecord | null}
 */
export function unlessGone(record, places) {
  if (!isWayRecord(record)) return null;
  const isHere = (/** @type {RecordedStart} */ { id, lon, lat }) =>
    places.some((one) => one.id === id && one.lon === lon && one.lat === lat);
  return record.places.every(isHere) ? record : null;
}

/** @param {any} kept @returns {kept is WayRecord} */
export function isWayRecord(kept) {
  try {
    return isWhole(kept) && bytesOf(kept) <= MOST_BYTES;
  } catch {
    return false;
  }
}

/** UTF-8, by what every script has. @param {unknown} value */
export function bytesOf(value) {
  return encodeURIComponent(JSON.stringify(value)).replace(/%../g, "x").length;
}

/** @param {any} kept */
function isWhole(kept) {
  const { v, language, lang, bundle, n, made, of, places } = kept ?? {};
  const named = [language, lang, bundle, of].every((one) => typeof one === "string");
  if (v !== WAY_RECORD_VERSION || !named || !Number.isInteger(n) || !Number.isFinite(made)) return false;
  return Array.isArray(places) && places.length <= MOST_PLACES && places.every(isStart);
}

/** @param {any} start */
function isStart({ id, lon, lat, zones, ways }) {
  const placed = typeof id === "string" && Number.isFinite(lon) && Number.isFinite(lat);
  if (!placed || !isTable(zones) || !isTable(ways)) return false;
  const told = Object.values(zones).every((one) => typeof one === "boolean");
  return told && Object.values(ways).every(isWay);
}

/** @param {any} way */
function isWay({ say, later, go, metres, minutes, own }) {
  const said = isSentence(say) && (later === undefined || isSentence(later));
  const led = go === undefined || (typeof go === "string" && go !== "");
  const acts = own === undefined || (isTable(own) && Object.values(own).every(isText));
  return said && led && acts && metres >= 0 && minutes >= 1;
}

/** @param {any} value */
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} text */
function isText(text) {
  return typeof text === "string";
}

/** @param {unknown} text */
function isSentence(text) {
  return typeof text === "string" && text.trim() !== "" && text.length <= MOST_CHARACTERS;
}
