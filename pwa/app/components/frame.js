// @ts-check
/** What stands around every screen: the name, the way to the languages, the menu. */

import { html } from "../html.js";
import { described } from "../languages.js";
import { Picture } from "./plate.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../router.js").Screen} Screen */

/** @type {readonly (readonly [Screen, string])[]} */
const MENU = [
  ["now", ""],
  ["history", "history"],
  ["settings", "settings"],
  ["about", "about"],
];

/** @param {Context} context */
export function header({ say, language, page }) {
  return html`<a class="brand" href=${`/${language}/`}>
      <${Picture} hash=${page.hash} name="bell" /> <span><span lang="ja">半鐘</span> Hansho</span>
    </a>
    <a class="languages" href=${`/${language}/settings#languages`}>
      <span class="unseen">${say("shell.language")}</span>
      <span lang=${described(language).lang}>${described(language).name}</span>
      <span aria-hidden="true">A文</span>
    </a>`;
}

/**
 * @param {Context} context
 * @param {Screen} here
 */
export function menu({ say, language }, here) {
  const current = here === "alert" ? "" : here;
  return html`<ul>
    ${MENU.map(
      ([screen, path]) => html`<li>
        <a href=${`/${language}/${path}`} aria-current=${screen === current ? "page" : null}>
          ${say(`nav.${screen}`)}
        </a>
      </li>`,
    )}
  </ul>`;
}
