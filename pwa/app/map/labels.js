// @ts-check
/** What a site's button says, and its state. */

import { bothInOne } from "../way/sentences.js";
import { shared } from "./shared.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../way/bundle.js").Site} Site */
/** @typedef {import("../way/guider.js").Guider} Guider */
/** @typedef {import("./site_buttons.js").Labels} Labels */

/**
 * @param {Context} context
 * @param {Pick<Guider, "changes">} guider
 * @param {(site: Site) => void} chosen
 * @returns {Labels}
 */
export function labelsOf({ say: written, spoken }, { changes }, chosen) {
  /** @type {typeof written} */
  const say = (id, slots) => shared.spokenText(written(id, slots));
  const state = (/** @type {Site} */ site) => stateOf(changes, site);
  return {
    state,
    site: (site) => `${bothInOne(site.name, spoken.id)} · ${say(`sites.state.${state(site)}`)}`,
    cluster: (count) => say("map.cluster", { count }),
    chosen,
  };
}

/** @param {Guider["changes"]} changes @param {Site} site */
export function stateOf(changes, { id }) {
  const said = changes?.sites[id];
  return said === "open" || said === "full" || said === "closed" ? said : "unknown";
}
