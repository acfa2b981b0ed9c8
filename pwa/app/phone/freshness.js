// @ts-check
/**
 * No false calm (DOMAIN section 6): which quiet sentence the last check allows. Pure.
 *
 * "quiet.calm" ("No warning for Home and Work") needs a check of at most 5 minutes and every source
 * of the town fresh; whoever has no source says so. All others are grey and claim nothing.
 */

/** @typedef {import("./shapes.js").Checked} Checked */
/** @typedef {import("./shapes.js").Source} Source */

const MOST_S = 300;

/**
 * @typedef {object} Freshness the sentence, and the time that it names (server's clock).
 * @property {"quiet.calm" | "quiet.no_feed" | "quiet.silent_feed" | "quiet.stale" | "quiet.never"} id
 * @property {number | null} at the check; of "quiet.silent_feed" since when the feed is silent
 * @property {boolean} online whether the phone believes that it has a connection
 * @property {Source} [source] the one that is silent for longest
 */

/**
 * @param {Checked | null} checked
 * @param {number} now epoch seconds of this phone's clock, which `checked.at` was read from
 * @param {boolean} online `navigator.onLine`
 * @returns {Freshness}
 */
export function freshness(checked, now, online) {
  if (!checked) return { id: "quiet.never", at: null, online };
  const age = now - checked.at;
  // A check from the future is a clock that was set since: its age is not known.
  if (age < 0 || age > MOST_S) return { id: "quiet.stale", at: checked.now, online };
  const [source] = checked.sources
    .filter((one) => one.silent_since !== null)
    .sort((one, other) => Number(one.silent_since) - Number(other.silent_since));
  if (source) return { id: "quiet.silent_feed", at: source.silent_since, online, source };
  if (checked.sources.length === 0) return { id: "quiet.no_feed", at: checked.now, online };
  return { id: "quiet.calm", at: checked.now, online };
}
