// @ts-check
/**
 * Show this to someone here: what is announced and seven sentences, in the other person's language,
 * large, and in the reader's own. Any two languages whose words this phone has; no network is needed.
 */

import { leading, Title } from "../components/alert.js";
import { Sentence } from "../components/ruby.js";
import { html, useEffect, useState } from "../html.js";
import { described, LANGUAGES, PSEUDO, spoken } from "../languages.js";
import { partLive } from "../mine.js";

/** @typedef {import("../context.js").Child} Child */
/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Payload} Payload */
/** @typedef {import("../context.js").View} View */
/** @typedef {import("../languages.js").Language} Language */
/** @typedef {import("../phone/words.js").Say} Say */

const LINES = ["alert", "shelter", "japanese", "hear", "see", "walk", "hurt"];

/** @param {Context} context @returns {View} */
export function card(context) {
  const title = context.say("card.title");
  return { title, main: html`<${Card} context=${context} title=${title} />` };
}

/** @param {{ context: Context, title: string }} props */
function Card({ context, title }) {
  const { tell, read, actions } = context;
  const [id, setId] = useState(context.language === "ja-simple" ? "en" : "ja-simple");
  const [say, setSay] = useState(/** @type {{ say: Say | null } | null} */ (null));
  useEffect(() => {
    let left = false;
    const keep = (/** @type {Say | null} */ words) => void (left || setSay({ say: words }));
    setSay(null);
    actions.wordsOf(id).then(keep, () => keep(null));
    return () => void (left = true);
  }, [id]);
  const theirs = described(id);
  const payload = asked(context);
  return html`<div class="screen">
    <h1 tabindex="-1">${read(title)}</h1>
    <label>
      ${tell("card.theirs")}
      <select onChange=${(/** @type {any} */ event) => setId(event.target.value)}>
        ${offered(context).map(
          (one) => html`<option value=${one.id} lang=${one.lang} selected=${one.id === id}>${one.name}</option>`,
        )}
      </select>
    </label>
    <p class="note">${tell("card.both")}</p>
    ${say && !say.say && html`<p class="note">${tell("card.no_words")}</p>`}
    ${payload && html`<${Announced} context=${context} payload=${payload} theirs=${theirs} />`}
    ${LINES.filter((line) => line !== "japanese" || theirs.lang === "ja").map((line) => html`<${Line} context=${context} theirs=${theirs} say=${say?.say ?? null} id=${`card.${line}`} />`)}
  </div>`;
}

/**
 * Languages whose own words there are, but for the reader's.
 * @param {Context} context
 */
function offered({ language }) {
  const isOffered = (/** @type {Language} */ { id }) => !PSEUDO.includes(id) || PSEUDO.includes(language);
  return LANGUAGES.filter((one) => one.id !== language && isOffered(one) && spoken(one.id).id === one.id);
}

/** The alert from whose page the card was opened; else the gravest for this phone. @param {Context} context */
function asked({ alerts, asked, places, now }) {
  const named = alerts.find((one) => one.notification.data.id === asked);
  return named ?? partLive(alerts, places, now).mine[0];
}

/** @param {{ context: Context, payload: Payload, theirs: Language }} props */
function Announced({ context, payload, theirs }) {
  const { tell, turning, ruby } = context;
  const found = turning.shown(payload, theirs.id);
  return html`<div class="say pair">
    ${found &&
    html`<div class="for-them" lang=${found.payload.notification.lang} dir=${found.payload.notification.dir}>
      <${Lead} payload=${found.payload} ruby=${ruby} />
    </div>`}
    <div class="for-me" lang=${payload.notification.lang} dir=${payload.notification.dir}>
      <${Lead} payload=${payload} ruby=${ruby} />
    </div>
  </div>
  ${found?.draft && html`<p class="note">${tell("alert.draft", { language: theirs.name })}</p>`}
  ${!found && !turning.isWaiting && html`<p class="note">${tell("alert.not_turned")}</p>`}`;
}

/** What it is, where, and what to do. @param {{ payload: Payload, ruby: boolean }} props */
function Lead({ payload: { notification }, ruby }) {
  const lines = notification.body.split("\n");
  return html`<p class="title"><${Title} of=${notification} ruby=${ruby} /></p>
    ${leading(notification).map((at) => html`<p><${Sentence} text=${lines[at] ?? ""} shown=${ruby} /></p>`)}`;
}

/** @param {{ context: Context, theirs: Language, say: Say | null, id: string }} props */
function Line({ context, theirs, say, id }) {
  const { spoken: mine, ruby } = context;
  const shown = say?.(id) ?? "";
  const own = context.say(id);
  return html`<div class="say pair">
    ${shown &&
    html`<p class="for-them" lang=${theirs.lang} dir=${theirs.dir}><${Sentence} text=${shown} shown=${ruby} /></p>`}
    ${own !== shown &&
    html`<p class="for-me" lang=${mine.lang} dir=${mine.dir}><${Sentence} text=${own} shown=${ruby} /></p>`}
  </div>`;
}
