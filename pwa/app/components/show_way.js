// @ts-check
/**
 * The button to the way: only for the two actions that may show one (DOMAIN section 2). Where places
 * of this phone are concerned, what they should do by themselves decides.
 */

import { html } from "../html.js";
import { showsWay } from "../phone/own_action.js";
import { ownOf } from "./own_action.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Payload} Payload */

/**
 * @param {Pick<Context, "page" | "now" | "places" | "person" | "ways">} context
 * @param {Payload} payload
 */
export function hasWay(context, { notification: { data } }) {
  return Boolean(context.page.city) && showsWay(data, ownOf(context, data), context.now);
}

/** @param {{ context: Context, payload: Payload }} props */
export function ShowWay({ context, payload }) {
  if (!hasWay(context, payload)) return null;
  const { tell, language } = context;
  const href = `/${language}/alerts/${payload.notification.data.id}/way`;
  return html`<a class="button primary wide" href=${href}>${tell("way.show")}</a>`;
}
