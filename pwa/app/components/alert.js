// @ts-check
/** An alert out of its payload alone: whole (the alert's page) or as a link to it (lists). */

import { html } from "../html.js";
import { Plate } from "./plate.js";
import { Sentence } from "./ruby.js";

/** @typedef {import("../phone/shapes.js").Payload} Payload */
/** @typedef {import("../context.js").Context} Context */

/**
 * All of `<main>` on an alert's page. Its text is title and lines and nothing else: the server,
 * this code online and this code offline say the same.
 * @param {{ hash: string, ruby: boolean, payload: Payload }} props
 */
export function AlertArticle({ hash, ruby, payload: { notification } }) {
  const { data, title, body } = notification;
  const [first = "", ...lines] = body.split("\n");
  return html`<article
    class="alert"
    data-alert=${data.id}
    data-rev=${data.rev}
    data-phase=${data.phase}
    data-kind=${data.kind}
    data-strength=${data.strength}
    data-level=${data.level ?? null}
  >
    <${Plate} hash=${hash} data=${data} />
    <h1 tabindex="-1"><${Sentence} text=${title} shown=${ruby} /></h1>
    <p class="first"><${Sentence} text=${first} shown=${ruby} /></p>
    ${lines.map((line) => html`<p><${Sentence} text=${line} shown=${ruby} /></p>`)}
  </article>`;
}

/**
 * @param {{ context: Context, payload: Payload, state?: string }} props `state`: a line below
 */
export function AlertLink({ context, payload: { notification }, state = "" }) {
  const { data, title, body, lang, dir } = notification;
  const { page, language, ruby } = context;
  return html`<li>
    <a href=${`/${language}/alerts/${data.id}`}>
      <${Plate} hash=${page.hash} data=${data} />
      <span>
        <span lang=${lang} dir=${dir}>
          <strong><${Sentence} text=${title} shown=${ruby} /></strong>
          <${Sentence} text=${body.split("\n")[0] ?? ""} shown=${ruby} />
        </span>
        ${state && html`<span class="note state">${context.read(state)}</span>`}
      </span>
    </a>
  </li>`;
}
