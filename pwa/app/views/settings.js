// @ts-check
/** Languages, warnings, places, readings, and all that the server knows, deleted at once. */

import { Privacy } from "../components/privacy.js";
import { TestPush } from "../components/test_push.js";
import { clockTime } from "../context.js";
import { html, useState } from "../html.js";
import { described, LANGUAGES, PSEUDO } from "../languages.js";
import { address } from "../router.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Place} Place */
/** @typedef {import("../context.js").View} View */

/** @param {Context} context @returns {View} */
export function settings(context) {
  const { say, language, registered, ruby, actions, spoken } = context;
  const title = say("settings.title");
  return {
    title,
    main: html`<div class="screen">
      <h1 tabindex="-1">${title}</h1>
      <section class="card" aria-labelledby="warnings">
        <h2 id="warnings">${say("settings.warnings")}</h2>
        <p>${say(registered ? "settings.on" : "settings.off")}</p>
        ${registered
          ? html`<${TestPush} context=${context} />`
          : html`<p>
              <a class="button primary wide" href=${`/${language}/start`}>${say("now.set_up")}</a>
            </p>`}
      </section>
      <section class="card" aria-labelledby="places">
        <h2 id="places">${say("settings.places")}</h2>
        <${Places} context=${context} />
      </section>
      <${Languages} context=${context} />
      ${spoken.id === "ja-simple" &&
      html`<label class="choice">
        <input
          type="checkbox"
          checked=${ruby}
          onChange=${(/** @type {any} */ event) => actions.showRuby(event.target.checked)}
        />
        <span>${say("settings.ruby")}</span>
      </label>`}
      <${Privacy} context=${context} />
      <p class="note">${say(context.lasting ? "settings.offline.yes" : "settings.offline.no")}</p>
    </div>`,
  };
}

/** @param {{ context: Context }} props */
function Languages({ context: { say, language } }) {
  const here = /** @type {const} */ ({ language, screen: "settings", id: null });
  const offered = LANGUAGES.filter((one) => !PSEUDO.includes(one.id) || one.id === language);
  return html`<section class="card" aria-labelledby="languages">
    <h2 id="languages">${say("shell.language")}</h2>
    <ul class="tongues">
      ${offered.map(
        ({ id, lang, dir, name }) => html`<li>
          <a
            class="button"
            href=${address(here, id)}
            lang=${lang}
            dir=${dir}
            hreflang=${id}
            aria-current=${id === described(language).id ? "true" : null}
            >${name}</a
          >
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {{ context: Context }} props */
function Places({ context }) {
  const { say, places, actions, language } = context;
  const [told, setTold] = useState("");
  const remove = async (/** @type {string} */ id) =>
    setTold(say((await actions.removePlace(id)) ? "settings.saved" : "settings.failed"));
  return html`${places.length === 0 && html`<p class="note">${say("settings.places.none")}</p>`}
    <ul class="places">
      ${places.map(
        (place) => html`<li class="row">
          <span>${nameOf(context, place)}</span>
          <button type="button" onClick=${() => void remove(place.id)}>
            ${say("settings.place.remove", { place: place.label })}
          </button>
        </li>`,
      )}
    </ul>
    <p role="status">${told}</p>
    <p><a class="button" href=${`/${language}/start`}>${say("settings.place.add")}</a></p>`;
}

/** @param {Context} context @param {Place} place */
function nameOf(context, { label, until }) {
  if (!until) return label;
  return context.say("settings.place.until", { place: label, time: clockTime(context, until) });
}
