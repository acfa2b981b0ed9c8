// @ts-check
/** What this phone alone knows: where its places and its position stand to an alert. */

import { distance } from "../context.js";
import { html } from "../html.js";
import { relation } from "../phone/relation.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../phone/relation.js").Said} Said */

/** @param {{ context: Context, data: import("../phone/shapes.js").AlertData }} props */
export function Mine({ context, data }) {
  const said = relation(data, context.places, context.fix, context.phoneNow);
  if (said.length === 0) return null;
  const { lang, dir } = context.spoken;
  return html`<ul class="mine" lang=${lang} dir=${dir}>
    ${said.map((one) => html`<li>${context.read(sentence(context, one))}</li>`)}
  </ul>`;
}

/** @param {Context} context @param {Said} said */
function sentence({ say }, { id, label = "", metres = 0 }) {
  if (id === "position.in") return say("where.in");
  const slots = { place: label, distance: distance(say, metres) };
  return say(`where.${id}`, slots);
}
