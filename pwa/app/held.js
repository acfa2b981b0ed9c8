// @ts-check
/** What the app knows beside the page, as screens read it. */

import { ANYBODY } from "./phone/home_facts.js";

/** @typedef {import("./phone/capability.js").Facts} Facts */
/** @typedef {import("./phone/shapes.js").Fix} Fix */
/** @typedef {import("./phone/shapes.js").Payload} Payload */
/** @typedef {import("./phone/shapes.js").Place} Place */

/**
 * @typedef {object} Held
 * @property {Payload[]} alerts what the server told of last, newest first
 * @property {Payload[]} others single ones that were asked for, or that only the phone still keeps
 * @property {import("./phone/shapes.js").Checked | null} checked
 * @property {Place[]} places
 * @property {import("./phone/home_facts.js").Person} person
 * @property {unknown} ways
 * @property {Fix | null} fix
 * @property {boolean} registered
 * @property {boolean} ruby
 * @property {import("./looks.js").Theme} theme
 * @property {boolean} newer
 * @property {boolean} privateWindow
 * @property {import("./phone/invitation.js").Invitation | null} invited
 * @property {Pick<Facts, "asked" | "full" | "subscribing" | "registered">} tried
 */

/**
 * Before anything was read or asked.
 * @returns {Held}
 */
export function nothingHeld() {
  return {
    alerts: [],
    others: [],
    checked: null,
    places: [],
    person: ANYBODY,
    ways: undefined,
    fix: null,
    registered: false,
    ruby: true,
    theme: "auto",
    newer: false,
    privateWindow: false,
    invited: null,
    tried: { asked: false, full: false, subscribing: "untried", registered: "none" },
  };
}
