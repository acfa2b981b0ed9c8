// @ts-check
/**
 * Now: is there danger for me? One grave alert takes the top; a quiet page claims no calm that was
 * not checked (DOMAIN section 6).
 */

import { AlertLink, leading, Line } from "../components/alert.js";
import { Mine } from "../components/mine.js";
import { Plate } from "../components/plate.js";
import { Sentence } from "../components/ruby.js";
import { hasWay, ShowWay } from "../components/show_way.js";
import { clockTime, howLongAgo, together } from "../context.js";
import { html } from "../html.js";
import { partLive } from "../mine.js";
import { freshness } from "../phone/freshness.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Payload} Payload */
/** @typedef {import("../context.js").View} View */

/** @param {Context} context @returns {View} */
export function now(context) {
  const { tell, alerts, places } = context;
  const { mine, elsewhere } = partLive(alerts, places, context.now);
  const [first] = mine;
  if (first) return alarmed(context, first, mine.slice(1), elsewhere);
  const quiet = quietWords(context);
  return {
    title: quiet.title,
    main: html`<div class=${quiet.grey ? "quiet stale" : "quiet"}>
        <h1 tabindex="-1">${context.read(quiet.title)}</h1>
        ${quiet.lines.map((line) => html`<p class="note">${context.read(line)}</p>`)}
        ${quiet.grey && html`<${Retry} context=${context} />`}
      </div>
      <p class="sea">${tell("now.sea")}</p>`,
    aside: html`<${Elsewhere} context=${context} alerts=${elsewhere} /> ${setUp(context)}`,
  };
}

/**
 * @param {Context} context @param {Payload} first
 * @param {Payload[]} others @param {Payload[]} elsewhere
 * @returns {View}
 */
function alarmed(context, first, others, elsewhere) {
  const { say, read } = context;
  const count = others.length + 1;
  const title = count === 1 ? say("now.live.one") : say("now.live.many", { count });
  return {
    title,
    main: html`<div class="screen">
      <h1 tabindex="-1" class="unseen">${read(title)}</h1>
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
  const { data, title, body, lang, dir } = notification;
  const lines = body.split("\n");
  return html`<article class="lead">
    <div class="alert" lang=${lang} dir=${dir}>
      <${Plate} hash=${page.hash} data=${data} />
      <h2><${Sentence} text=${title} shown=${ruby} /></h2>
      ${leading(data, lines).map((at) => html`<${Line} data=${data} at=${at} text=${lines[at]} ruby=${ruby} />`)}
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

/** When these alerts were checked; grey where they are what the phone knew. */
function Checked(/** @type {{ context: Context }} */ { context }) {
  const { tell, checked, phoneNow, online } = context;
  const { id, at } = freshness(checked, phoneNow, online);
  if (at === null || id === "quiet.never") return null;
  if (id === "quiet.stale") {
    return html`<p class="note">${tell("now.offline.known", { time: clockTime(context, at) })}</p>`;
  }
  return html`<p class="note">${context.read(checkedAgo(context))}</p>`;
}

/** @param {{ context: Context }} props */
function Retry({ context: { tell, actions } }) {
  return html`<button type="button" onClick=${() => void actions.refresh()}>
    ${tell("now.retry")}
  </button>`;
}

/** @param {Context} context */
function setUp({ tell, registered, language }) {
  if (registered) return null;
  return html`<p>
    <a class="button wide" href=${`/${language}/start`}>${tell("now.set_up")}</a>
  </p>`;
}

/** @param {Context} context @returns {{ title: string, lines: string[], grey: boolean }} */
function quietWords(context) {
  const { say, checked, phoneNow, online } = context;
  const { id, at } = freshness(checked, phoneNow, online);
  const time = at === null ? "" : clockTime(context, at);
  const offline = online ? [] : [say("now.offline")];
  if (id === "quiet.never") {
    return { title: say("now.stale.never"), lines: [...offline, say("now.stale.do")], grey: true };
  }
  if (id === "quiet.stale") {
    return { title: say("now.stale", { time }), lines: [...offline, say("now.stale.do")], grey: true };
  }
  const lines = [checkedAgo(context)];
  if (id === "quiet.silent_feed") lines.unshift(say("now.feed_silent", { time }));
  if (id === "quiet.no_feed") lines.unshift(say("now.no_feed"));
  return { title: nothingFor(context), lines, grey: id !== "quiet.calm" && id !== "quiet.no_feed" };
}

/** @param {Context} context */
function nothingFor({ say, places }) {
  const names = places.filter((place) => place.class !== "here").map((place) => place.label);
  return names.length === 0
    ? say("now.quiet")
    : say("now.quiet.places", { places: together(say, names) });
}

/** @param {Context} context */
function checkedAgo(context) {
  const at = context.checked?.now ?? context.now;
  const slots = { time: clockTime(context, at), age: howLongAgo(context, at) };
  return context.say("now.checked.ago", slots);
}
