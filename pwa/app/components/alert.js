// @ts-check
/** An alert out of its payload alone: whole (the alert's page), its lead (Now) or a link (lists). */

import { html } from "../html.js";
import { Plate } from "./plate.js";
import { Sentence } from "./ruby.js";

/** @typedef {import("../phone/shapes.js").AlertData} AlertData */
/** @typedef {import("../phone/shapes.js").Payload} Payload */
/** @typedef {import("../context.js").Context} Context */

/**
 * Which line says most: the headline action; the first where none is marked (endings, and payloads of
 * before there were marks). service/page/lines.py says the same.
 * @param {Pick<AlertData, "do">} data
 */
export function headline(data) {
  return data.do ?? 0;
}

/**
 * The class of a line: an action is set large, a first sentence stands out, a place comes after both.
 * @param {Pick<AlertData, "do" | "where">} data @param {number} at
 */
function part(data, at) {
  if (at === data.do) return "do";
  if (at === data.where) return "where";
  return at === headline(data) ? "first" : null;
}

/**
 * What stands on Now of an alert's lines: what to do, where, and the first.
 * @param {Pick<AlertData, "do" | "where">} data
 * @param {readonly string[]} lines
 * @returns {number[]} in the order of the body
 */
export function leading(data, lines) {
  const wanted = [0, headline(data), data.where ?? 0];
  return lines.map((_, i) => i).filter((i) => wanted.includes(i));
}

/**
 * All of `<main>` on an alert's page. Its text is title and lines and nothing else: the server,
 * this code online and this code offline say the same.
 * @param {{ hash: string, ruby: boolean, payload: Payload }} props
 */
export function AlertArticle({ hash, ruby, payload: { notification } }) {
  const { data, title, body } = notification;
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
    ${body.split("\n").map((text, i) => html`<${Line} data=${data} at=${i} text=${text} ruby=${ruby} />`)}
  </article>`;
}

/**
 * One line of a body, by what it says: looks and place on the screen depend on it, words do not.
 * @param {{ data: AlertData, at: number, text: string, ruby: boolean }} props
 */
export function Line({ data, at, text, ruby }) {
  return html`<p class=${part(data, at)}><${Sentence} text=${text} shown=${ruby} /></p>`;
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
          <${Sentence} text=${body.split("\n")[headline(data)] ?? ""} shown=${ruby} />
        </span>
        ${state && html`<span class="note state">${context.read(state)}</span>`}
      </span>
    </a>
  </li>`;
}
