// @ts-check
/** 119, 110, 171: on every alert. */

import { html } from "../html.js";

const NUMBERS = ["119", "110", "171"];

/** @param {{ say: import("../phone/words.js").Say }} props */
export function Help({ say }) {
  return html`<section class="card" aria-labelledby="help">
    <h2 id="help">${say("help.title")}</h2>
    <ul class="numbers">
      ${NUMBERS.map((number) => html`<li><a href=${`tel:${number}`}>${say(`help.${number}`)}</a></li>`)}
    </ul>
  </section>`;
}
