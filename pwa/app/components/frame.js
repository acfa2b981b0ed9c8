// @ts-check
/** What stands around every screen: the name, the way to the languages, the menu. */

import { html } from "../html.js";
import { described, LANGUAGES, PSEUDO } from "../languages.js";
import { address } from "../router.js";
import { Picture } from "./plate.js";

/** @typedef {import("../context.js").Child} Child */
/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../router.js").Route} Route */
/** @typedef {import("../router.js").Screen} Screen */

/** @type {readonly (readonly [Screen, string])[]} */
const MENU = [
  ["now", ""],
  ["map", "map"],
  ["history", "history"],
  ["settings", "settings"],
  ["about", "about"],
];

/**
 * Name and languages, then what holds for all that follows: that this is an exercise, that the page is
 * not in the reader's language. service/page/shell.py writes the same.
 * @param {Context} context
 */
export function header({ say, tell, language, page }) {
  const { lang, dir, name } = described(language);
  const note = say("note.no_page");
  return html`<div class="bar">
      <a class="brand" href=${`/${language}/`}>
        <${Picture} hash=${page.hash} name="bell" /> <span><span lang="ja">半鐘</span> Hansho</span>
      </a>
      <a class="languages" href="#languages" onClick=${openLanguages}>
        <span class="unseen">${say("shell.language")} </span>
        <span lang=${lang}>${name}</span>
        <span aria-hidden="true">A文</span>
      </a>
    </div>
    ${page.mode === "real" ? null : html`<p class="exercise">${tell("shell.exercise")}</p>`}
    ${note && html`<p class="note fallback" lang=${lang} dir=${dir}>${note}</p>`}`;
}

/**
 * @param {Context} context
 * @param {Screen} here
 */
export function menu({ say, language, page }, here) {
  const current = here === "alert" ? "" : here;
  const offered = MENU.filter(([screen]) => screen !== "map" || page.city);
  return html`<ul>
    ${offered.map(
      ([screen, path]) => html`<li>
        <a href=${`/${language}/${path}`} aria-current=${screen === current ? "page" : null}>
          ${say(`nav.${screen}`)}
        </a>
      </li>`,
    )}
  </ul>`;
}

/** The list lies folded at the end of every screen, where it is in nobody's way. */
function openLanguages(/** @type {Event} */ event) {
  const list = document.getElementById("languages");
  if (!(list instanceof HTMLDetailsElement)) return;
  event.preventDefault();
  list.open = true;
  list.scrollIntoView();
  list.querySelector("summary")?.focus();
}

/**
 * What stands beside a screen's main part: the screen's own, then the same screen in every language,
 * and what this service does not replace.
 * @param {Context} context
 * @param {Route} here
 * @param {Child} own
 */
export function beside({ tell, newer, actions }, here, own) {
  const offered = LANGUAGES.filter((one) => !PSEUDO.includes(one.id));
  return html`<div class="beside">
    ${own}
    ${newer &&
    html`<div class="card">
      <p>${tell("version.new")}</p>
      <button type="button" onClick=${() => actions.renew()}>${tell("version.show")}</button>
    </div>`}
    <details id="languages">
      <summary>${tell("shell.language")} <span aria-hidden="true">A文</span></summary>
      <ul class="tongues">
        ${offered.map(
          ({ id, lang, dir, name }) => html`<li>
            <a
              class="button"
              href=${address(here, id)}
              lang=${lang}
              dir=${dir}
              hreflang=${id}
              aria-current=${id === here.language ? "true" : null}
              >${name}</a
            >
          </li>`,
        )}
      </ul>
    </details>
    <p class="note">${tell("shell.not_alone")}</p>
  </div>`;
}
