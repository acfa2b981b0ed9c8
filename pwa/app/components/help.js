// @ts-check
/** 119, 110, 171: on every alert. */

import { html } from "../html.js";

const NUMBERS = ["119", "110", "171"];

/** @param {{ context: import("../context.js").Context }} props */
export function Help({ context: { tell } }) {
  return html`<section class="card" aria-labelledby="help">
    <h2 id="help">${tell("help.title")}</h2>
    <ul class="numbers">
      ${NUMBERS.map((number) => html`<li><a href=${`tel:${number}`}>${tell(`help.${number}`)}</a></li>`)}
    </ul>
  </section>`;
}
