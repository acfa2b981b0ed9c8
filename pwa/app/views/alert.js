// @ts-check
/** One alert. `<main>` is the payload and nothing else; all that only the phone knows is beside it. */

import { AlertArticle, Line } from "../components/alert.js";
import { Help } from "../components/help.js";
import { InFull } from "../components/in_full.js";
import { Mine } from "../components/mine.js";
import { OwnAction, ZoneUnknown } from "../components/own_action.js";
import { ReadAloud } from "../components/read_aloud.js";
import { Sentence } from "../components/ruby.js";
import { ShowWay } from "../components/show_way.js";
import { clockTime, howLongAgo } from "../context.js";
import { html, useState } from "../html.js";
import { described } from "../languages.js";
import { became } from "../mine.js";
import { freshness } from "../phone/freshness.js";
import { spokenParts } from "../phone/two_languages.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Payload} Payload */
/** @typedef {import("../context.js").View} View */

/** @param {Context} context @param {Payload} payload @returns {View} */
export function alert(context, payload) {
  const { tell, page, language, ruby } = context;
  const { title, lang, dir, data } = payload.notification;
  return {
    title,
    text: { lang, dir },
    main: html`<${AlertArticle} hash=${page.hash} ruby=${ruby} payload=${payload} />`,
    aside: html`<${OwnAction} context=${context} data=${data} />
      <${ShowWay} context=${context} payload=${payload} />
      <${Mine} context=${context} data=${data} />
      <${ZoneUnknown} context=${context} data=${data} />
      ${states(context, payload).map((line) => html`<p>${context.read(line)}</p>`)}
      <${AsItCame} context=${context} payload=${payload} />
      <${InFull} key=${language} context=${context} data=${data} />
      <${Draft} context=${context} payload=${payload} />
      <div class="row">
        <a class="button" href=${`/${language}/card#${data.id}`}>${tell("alert.card")}</a>
        <${ReadAloud} context=${context} parts=${spokenParts(payload.notification)} />
      </div>
      ${!page.city && html`<p class="note">${tell("alert.no_map")}</p>`}
      <${Help} context=${context} />
      ${!isChecked(context, data.lang) && html`<p class="note">${tell("alert.unchecked")}</p>`}
      <p><a class="button wide" href=${`/${language}/`}>${tell("alert.back")}</a></p>`,
  };
}

/** The page that was served knows it of its own language alone. @param {Context} context @param {string} language */
function isChecked({ page }, language) {
  return page.checked === true && language === page.lang;
}

/**
 * What could not be put into the reader's language, and the Japanese title for whoever can read that.
 * @param {{ context: Context, payload: Payload }} props
 */
function AsItCame({ context: { tell, turning, language, ruby }, payload }) {
  if (payload.turned?.own) return html`<p class="note">${tell("alert.own_words")}</p>`;
  if (payload.notification.data.lang === language || turning.isWaiting) return null;
  const japanese = turning.shown(payload, "ja")?.payload.notification.title;
  return html`<p class="note">${tell("alert.not_turned")}</p>
    ${japanese && japanese !== payload.notification.title && html`<p lang="ja" dir="ltr"><${Sentence} text=${japanese} shown=${ruby} /></p>`}`;
}

/**
 * In the reader's own language what nobody has checked, folded and marked: above it stands what goes
 * out (DOMAIN section 11). Its words are read once it is unfolded.
 * @param {{ context: Context, payload: Payload }} props
 */
function Draft({ context, payload }) {
  const { tell, turning, language } = context;
  const [isOpen, setOpen] = useState(false);
  if (!turning.hasDraft(payload, language)) return null;
  /** @param {{ currentTarget: HTMLDetailsElement }} event */
  const unfolded = ({ currentTarget }) => setOpen(currentTarget.open);
  return html`<details class="draft" onToggle=${unfolded}>
    <summary>${tell("alert.draft", { language: described(language).name })}</summary>
    ${isOpen && html`<${DraftWords} context=${context} payload=${payload} />`}
  </details>`;
}

/** @param {{ context: Context, payload: Payload }} props */
function DraftWords({ context, payload }) {
  const { tell, turning, language, ruby } = context;
  const draft = turning.draft(payload, language);
  if (!draft) return turning.isWaiting ? null : html`<p class="note">${tell("alert.not_turned")}</p>`;
  const { title, body, lang, dir } = draft.notification;
  const lines = [...body.split("\n").keys()];
  return html`<div class="alert" lang=${lang} dir=${dir}>
      <p class="title">${title}</p>
      ${lines.map((at) => html`<${Line} of=${draft.notification} at=${at} ruby=${ruby} />`)}
    </div>
    <${ReadAloud} context=${context} parts=${spokenParts(draft.notification)} />`;
}

/** @param {Context} context @returns {View} for an id that this phone does not hold */
export function noAlert({ say, tell, read, online, language }) {
  const title = online ? say("error.alert.title") : say("now.offline");
  return {
    title,
    main: html`<div class="screen">
      <h1 tabindex="-1">${read(title)}</h1>
      <p>${tell("error.missing.do")}</p>
      <p><a class="button wide" href=${`/${language}/`}>${tell("alert.back")}</a></p>
    </div>`,
  };
}

/**
 * When it was sent, and what became of it: never an all-clear by silence.
 * @param {Context} context @param {Payload} payload @returns {string[]}
 */
function states(context, payload) {
  const { say, now, checked, phoneNow, online } = context;
  const { state, heard } = became(payload, now);
  const time = clockTime(context, heard);
  const lines = [say("alert.sent", { time, age: howLongAgo(context, heard) })];
  if (state === "all_clear") lines.push(say("alert.over"));
  if (state === "withdrawn") lines.push(say("alert.withdrawn"));
  if (state === "stopped") lines.push(say("alert.stopped"));
  if (state === "expired") lines.push(say("alert.expired", { time }));
  const { id, at } = freshness(checked, phoneNow, online);
  if (id === "quiet.stale" && at !== null) {
    // With a connection it is the service that does not answer.
    lines.push(say(online ? "now.stale" : "alert.offline", { time: clockTime(context, at) }));
  }
  return lines;
}
