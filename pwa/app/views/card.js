// @ts-check
/** Show this to someone here: the Japanese line is for them, the line below it for its owner. */

import { Sentence } from "../components/ruby.js";
import { html, useEffect, useState } from "../html.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").View} View */
/** @typedef {import("../phone/words.js").Say} Say */

const LINES = ["shelter", "alert", "japanese", "hear", "see", "walk", "hurt"];

/** @param {Context} context @returns {View} */
export function card(context) {
  const title = context.say("card.title");
  return { title, main: html`<${Card} context=${context} title=${title} />` };
}

/** @param {{ context: Context, title: string }} props */
function Card({ context, title }) {
  const { tell, read, actions } = context;
  const [easy, setEasy] = useState(/** @type {{ say: Say } | null} */ (null));
  useEffect(() => {
    actions.wordsOf("ja-simple").then(
      (words) => setEasy({ say: words }),
      () => setEasy(null),
    );
  }, []);
  return html`<div class="screen">
    <h1 tabindex="-1">${read(title)}</h1>
    <p class="note">${tell("card.intro")}</p>
    ${LINES.map((line) => html`<${Line} context=${context} easy=${easy?.say ?? null} id=${`card.${line}`} />`)}
  </div>`;
}

/** @param {{ context: Context, easy: Say | null, id: string }} props */
function Line({ context: { say, spoken, ruby }, easy, id }) {
  const own = say(id);
  const shown = easy ? easy(id) : spoken.id === "ja-simple" ? own : "";
  return html`<div class="say">
    ${shown && html`<p lang="ja" dir="ltr"><${Sentence} text=${shown} shown=${ruby} /></p>`}
    ${own !== shown && html`<p class=${shown ? "note" : ""}>${own}</p>`}
  </div>`;
}
