// @ts-check
/** An alert out of its payload alone: whole (the alert's page), its lead (Now) or a link (lists). */

import { html } from "../html.js";
import { described } from "../languages.js";
import { firstOf, languagesOfLines, titles } from "../phone/two_languages.js";
import { Plate } from "./plate.js";
import { Sentence } from "./ruby.js";

/** @typedef {import("../phone/shapes.js").AlertData} AlertData */
/** @typedef {import("../phone/shapes.js").AlertNotification} AlertNotification */
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
 * @param {AlertNotification} notification
 * @returns {number[]} in the order of the body
 */
export function leading(notification) {
  const { body, data } = notification;
  const said = [headline(data), data.where];
  return [...body.split("\n").keys()].filter((at) => at === 0 || said.includes(firstOf(notification, at)));
}

/**
 * All of `<main>` on an alert's page. Its text is title and lines and nothing else: the server,
 * this code online and this code offline say the same.
 * @param {{ hash: string, ruby: boolean, payload: Payload }} props
 */
export function AlertArticle({ hash, ruby, payload: { notification } }) {
  const { data, body } = notification;
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
    <h1 tabindex="-1"><${Title} of=${notification} ruby=${ruby} /></h1>
    ${[...body.split("\n").keys()].map((at) => html`<${Line} of=${notification} at=${at} ruby=${ruby} />`)}
  </article>`;
}

/** In one language or in two, each marked as what it is. @param {{ of: AlertNotification, ruby: boolean }} props */
export function Title({ of, ruby }) {
  const said = titles(of);
  if (said.length === 1) return html`<${Sentence} text=${of.title} shown=${ruby} />`;
  return said.map(
    ({ lang, text }) => html`<span ...${marks(of, lang)}><${Sentence} text=${text} shown=${ruby} /></span>`,
  );
}

/**
 * One line of a body, by what it says: looks and place on the screen depend on it, words do not.
 * @param {{ of: AlertNotification, at: number, ruby: boolean }} props
 */
export function Line({ of, at, ruby }) {
  const lang = languagesOfLines(of)[at] ?? of.lang;
  return html`<p class=${part(of.data, firstOf(of, at))} ...${marks(of, lang)}>
    <${Sentence} text=${of.body.split("\n")[at] ?? ""} shown=${ruby} />
  </p>`;
}

/** Its language, where that is another than all around it is in. @param {AlertNotification} of @param {string} lang */
function marks(of, lang) {
  return lang === of.lang ? {} : { lang, dir: described(lang).dir };
}

/**
 * @param {{ context: Context, payload: Payload, state?: string }} props `state`: a line below
 */
export function AlertLink({ context, payload: { notification }, state = "" }) {
  const { data, body, lang, dir } = notification;
  const { page, language, ruby } = context;
  return html`<li>
    <a href=${`/${language}/alerts/${data.id}`}>
      <${Plate} hash=${page.hash} data=${data} />
      <span>
        <span lang=${lang} dir=${dir}>
          <strong><${Title} of=${notification} ruby=${ruby} /></strong>
          <${Sentence} text=${body.split("\n")[headline(data)] ?? ""} shown=${ruby} />
        </span>
        ${state && html`<span class="note state">${context.read(state)}</span>`}
      </span>
    </a>
  </li>`;
}
