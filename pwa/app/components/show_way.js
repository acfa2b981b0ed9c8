// @ts-check
/** The button to the way: only for the two actions that may show one (DOMAIN section 2). */

import { html } from "../html.js";
import { isLive } from "../mine.js";
import { WAYS } from "../phone/action.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Payload} Payload */

/** @param {Pick<Context, "page" | "now">} context @param {Payload} payload */
export function hasWay({ page, now }, payload) {
  const { action } = payload.notification.data;
  const leaves = /** @type {ReadonlySet<string>} */ (WAYS).has(action);
  return Boolean(page.city) && leaves && isLive(payload, now);
}

/** @param {{ context: Context, payload: Payload }} props */
export function ShowWay({ context, payload }) {
  if (!hasWay(context, payload)) return null;
  const { tell, language } = context;
  const href = `/${language}/alerts/${payload.notification.data.id}/way`;
  return html`<a class="button primary wide" href=${href}>${tell("way.show")}</a>`;
}
