// @ts-check
/**
 * Now: is there danger for me? One grave alert takes the top; a quiet page claims no calm that was
 * not checked (DOMAIN section 6).
 */

import { AlertLink, leading, Line, Title } from "../components/alert.js";
import { Mine } from "../components/mine.js";
import { Plate } from "../components/plate.js";
import { Sentence } from "../components/ruby.js";
import { hasWay, ShowWay } from "../components/show_way.js";
import { clockTime, howLongAgo, together } from "../context.js";
import { html } from "../html.js";
import { partLive } from "../mine.js";
import { lost, warned } from "../phone/capability.js";
import { known } from "../phone/quiet.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Payload} Payload */
/** @typedef {import("../context.js").View} View */

/** @param {Context} context @returns {View} */
export function now(context) {
  const { tell, alerts, places } = context;
  const { mine, elsewhere, stopped } = partLive(alerts, places, context.now);
  const [first] = mine;
  if (first) return alarmed(context, first, mine.slice(1), elsewhere, stopped);
  const quiet = quietWords(context);
  return {
    title: quiet.title,
    main: html`<div class=${quiet.grey ? "quiet stale" : "quiet"}>
        <h1 tabindex="-1">${context.read(quiet.title)}</h1>
        ${quiet.lines.map((line) => html`<p class="note">${context.read(line)}</p>`)}
        ${quiet.grey && html`<${Retry} context=${context} />`}
      </div>
      <p class="sea">${tell("now.sea")}</p>`,
    aside: html`${stopped && html`<p>${tell("now.drill_stopped")}</p>`}
      <${Elsewhere} context=${context} alerts=${elsewhere} /> ${setUp(context)}`,
  };
}

/**
 * @param {Context} context @param {Payload} first
 * @param {Payload[]} others @param {Payload[]} elsewhere @param {boolean} stopped an exercise
 * @returns {View}
 */
function alarmed(context, first, others, elsewhere, stopped) {
  const { say, read, tell } = context;
  const count = others.length + 1;
  const title = count === 1 ? say("now.live.one") : say("now.live.many", { count });
  return {
    title,
    main: html`<div class="screen">
      <h1 tabindex="-1" class="unseen">${read(title)}</h1>
      ${stopped && html`<p>${tell("now.drill_stopped")}</p>`}
      <${Lead} context=${context} payload=${first} />
      ${others.length > 0 &&
      html`<ul class="live">
        ${others.map((one) => html`<${AlertLink} context=${context} payload=${one} />`)}
      </ul>`}
      <${Checked} context=${context} />
    </div>`,
    aside: html`<${Elsewhere} context=${context} alerts=${elsewhere} /> ${setUp(context)}`,
  };
}

/** The gravest alert. @param {{ context: Context, payload: Payload }} props */
function Lead({ context, payload }) {
  const { notification } = payload;
  const { tell, page, language, ruby } = context;
  const { data, lang, dir } = notification;
  return html`<article class="lead">
    <div class="alert" lang=${lang} dir=${dir}>
      <${Plate} hash=${page.hash} data=${data} />
      <h2><${Title} of=${notification} ruby=${ruby} /></h2>
      ${leading(notification).map((at) => html`<${Line} of=${notification} at=${at} ruby=${ruby} />`)}
      <${Mine} context=${context} data=${data} />
    </div>
    <${ShowWay} context=${context} payload=${payload} />
    <a class=${`button wide ${hasWay(context, payload) ? "" : "primary"}`} href=${`/${language}/alerts/${data.id}`}>
      ${tell("now.open")}
    </a>
  </article>`;
}

/** @param {{ context: Context, alerts: Payload[] }} props */
function Elsewhere({ context, alerts }) {
  if (alerts.length === 0) return null;
  return html`<section class="beside">
    <h2>${context.tell("now.elsewhere")}</h2>
    <ul class="live">
      ${alerts.map((one) => html`<${AlertLink} context=${context} payload=${one} />`)}
    </ul>
  </section>`;
}

/** What is known and not known beside these alerts. */
function Checked(/** @type {{ context: Context }} */ { context }) {
  const { beside, grey } = knownOf(context);
  return html`${beside.map((line) => html`<p class="note">${context.read(worded(context, line))}</p>`)}
    ${grey && html`<${Retry} context=${context} />`}`;
}

/** @param {{ context: Context }} props */
function Retry({ context: { tell, actions } }) {
  return html`<button type="button" onClick=${() => void actions.refresh()}>
    ${tell("now.retry")}
  </button>`;
}

/** Whoever is not warned is told so on every quiet day, and why if they had been. @param {Context} context */
function setUp({ tell, registered, verdict, language }) {
  const state = warned(registered, verdict);
  const how = html`<p>
    <a class="button wide" href=${`/${language}/situation`}>${tell("now.situation")}</a>
  </p>`;
  if (state === "on") return how;
  return html`${state === "lost" && html`<p>${tell("settings.off")} ${tell(lost(verdict))}</p>`}
  <p>
    <a class="button wide" href=${`/${language}/start`}>${tell("now.set_up")}</a>
  </p>
  ${how}`;
}

/** @param {Context} context */
function knownOf({ checked, phoneNow, online }) {
  return known(checked, phoneNow, online);
}

/** @param {Context} context @returns {{ title: string, lines: string[], grey: boolean }} */
function quietWords(context) {
  const { title, lines, grey } = knownOf(context);
  return { title: worded(context, title), lines: lines.map((line) => worded(context, line)), grey };
}

/** @param {Context} context @param {import("../phone/quiet.js").Line} line */
function worded(context, { id, at, feed = "" }) {
  if (id === "nothing") return nothingFor(context);
  if (at === null) return context.say(id, { feed });
  return context.say(id, { feed, time: clockTime(context, at), age: howLongAgo(context, at) });
}

/** @param {Context} context */
function nothingFor({ say, places }) {
  const named = places.filter((place) => place.class !== "here").map((place) => place.label);
  const names = [...new Set(named)];
  return names.length === 0
    ? say("now.quiet")
    : say("now.quiet.places", { places: together(say, names) });
}
