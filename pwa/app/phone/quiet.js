// @ts-check
/**
 * What Now says of its own knowledge, with alerts and without: the table of DOMAIN section 6. Pure.
 *
 * A heading that says that there is no alert needs a check of at most 5 minutes and no source that is
 * silent. Whatever is not known is said beside live alerts too: one alert is no proof that there is no
 * other.
 */

import { freshness } from "./freshness.js";

/** @typedef {import("./shapes.js").Checked} Checked */

/**
 * @typedef {object} Line a sentence by its id, and the moment that it names (server's clock).
 * @property {string} id "nothing": that no alert is live, for the reader's places if there are any
 * @property {number | null} at
 * @property {string} [feed] the name of the source that it is about
 */

/**
 * @typedef {object} Known
 * @property {Line} title for a page without alerts
 * @property {Line[]} lines below it
 * @property {Line[]} beside the same below alerts that are live
 * @property {boolean} grey whether a check now is what its reader needs
 */

/** @type {Line} */
const NOTHING = { id: "nothing", at: null };
/** @type {Line} */
const LOOK = { id: "now.stale.do", at: null };

/**
 * @param {Checked | null} checked
 * @param {number} now epoch seconds of this phone's clock
 * @param {boolean} online whether the phone believes that it has a connection
 * @returns {Known}
 */
export function known(checked, now, online) {
  const { id, at, source } = freshness(checked, now, online);
  const cut = online ? [] : [line("now.offline")];
  if (id === "quiet.never") {
    const title = line("now.stale.never");
    return { title, lines: [...cut, LOOK], beside: [...cut, title], grey: true };
  }
  if (id === "quiet.stale") {
    const title = line("now.stale", at);
    const beside = online ? [title] : [line("now.offline.known", at)];
    return { title, lines: [...cut, LOOK], beside, grey: true };
  }
  const when = line("now.checked.ago", checked?.now);
  if (id === "quiet.silent_feed") {
    const feed = source?.title || source?.id || "";
    const said = source?.heard === false ? line("now.unheard") : line("now.silent", at);
    const title = { ...said, feed };
    return { title, lines: [...cut, NOTHING, LOOK, when], beside: [title, ...cut, when], grey: true };
  }
  const doubt = id === "quiet.no_feed" ? [line("now.no_feed")] : [];
  const lines = [...doubt, ...cut, when];
  return { title: NOTHING, lines, beside: lines, grey: false };
}

/** @param {string} id @param {number | null} [at] @returns {Line} */
function line(id, at = null) {
  return { id, at };
}
