// @ts-check
/** Warnings, places, readings, and all that the server knows, deleted at once. */

import { PersonFacts, PlaceFacts } from "../components/home_facts.js";
import { Kept } from "../components/kept.js";
import { KeptCity } from "../components/kept_city.js";
import { Privacy } from "../components/privacy.js";
import { ThemeChoice } from "../components/theme.js";
import { TestPush } from "../components/test_push.js";
import { clockTime } from "../context.js";
import { html, useState } from "../html.js";
import { lost, warned } from "../phone/capability.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Place} Place */
/** @typedef {import("../context.js").View} View */

/** @param {Context} context @returns {View} */
export function settings(context) {
  const { say, tell, read, language, registered, verdict, ruby, actions, spoken } = context;
  const title = say("settings.title");
  return {
    title,
    main: html`<div class="screen">
      <h1 tabindex="-1">${read(title)}</h1>
      <section class="card" aria-labelledby="warnings">
        <h2 id="warnings">${tell("settings.warnings")}</h2>
        ${states(context).map((line) => html`<p>${tell(line)}</p>`)}
        ${warned(registered, verdict) === "on"
          ? html`<${TestPush} context=${context} />`
          : html`<p>
              <a class="button primary wide" href=${`/${language}/start`}>${tell("now.set_up")}</a>
            </p>`}
      </section>
      <section class="card" aria-labelledby="places">
        <h2 id="places">${tell("settings.places")}</h2>
        <${Places} context=${context} />
      </section>
      <${PersonFacts} context=${context} />
      ${spoken.id === "ja-simple" &&
      html`<label class="choice">
        <input
          type="checkbox"
          checked=${ruby}
          onChange=${(/** @type {any} */ event) => actions.showRuby(event.target.checked)}
        />
        <span>${tell("settings.ruby")}</span>
      </label>`}
      <${ThemeChoice} context=${context} />
      <${Privacy} context=${context} />
      <${Kept} context=${context} />
      <${KeptCity} context=${context} />
    </div>`,
  };
}

/** @type {Readonly<Record<import("../context.js").Kept, string>>} */
const REMOVED = { saved: "settings.saved", unheard: "settings.failed", full: "capability.full" };

/** Whether warnings are on, and what keeps them from this phone. @param {Context} context */
function states({ registered, verdict, places, now }) {
  const state = warned(registered, verdict);
  if (state !== "on") return ["settings.off", ...(state === "lost" ? [lost(verdict)] : [])];
  const isAnywhere = places.some((place) => place.class !== "stay" || (place.until ?? 0) > now);
  return isAnywhere ? ["settings.on"] : ["settings.on", "settings.on.nowhere"];
}

/** @param {{ context: Context }} props */
function Places({ context }) {
  const { say, tell, read, places, actions, language } = context;
  const [told, setTold] = useState("");
  const remove = async (/** @type {string} */ id) => setTold(say(REMOVED[await actions.removePlace(id)]));
  return html`${places.length === 0 && html`<p class="note">${tell("settings.places.none")}</p>`}
    <ul class="places">
      ${places.map(
        (place) => html`<li key=${place.id}>
          <div class="row">
            <span>${read(nameOf(context, place))}</span>
            <button type="button" onClick=${() => void remove(place.id)}>
              ${tell("settings.place.remove", { place: place.label })}
            </button>
          </div>
          ${place.class !== "here" && html`<${PlaceFacts} context=${context} place=${place} />`}
        </li>`,
      )}
    </ul>
    <p role="status">${read(told)}</p>
    <p><a class="button" href=${`/${language}/start`}>${tell("settings.place.add")}</a></p>`;
}

/** @param {Context} context @param {Place} place */
function nameOf(context, { label, until }) {
  if (!until) return label;
  return context.say("settings.place.until", { place: label, time: clockTime(context, until) });
}
