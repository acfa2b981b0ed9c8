// @ts-check
/** What this is, what it is not, where its alerts come from, what works without a network. */

import { html } from "../html.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").View} View */

/** @param {Context} context @returns {View} */
export function about({ say, tell, read, page, language }) {
  const title = say("about.title");
  return {
    title,
    main: html`<div class="screen">
      <h1 tabindex="-1">${read(title)}</h1>
      <p>${tell("about.what", { town: page.town })}</p>
      <h2>${tell("about.not.title")}</h2>
      <p>${tell("shell.not_alone")}</p>
      <p>${tell("about.not.quiet")}</p>
      <p>${tell("about.not.fast")}</p>
      <h2>${tell("about.sources.title")}</h2>
      <p>${tell("about.sources")}</p>
      <h2>${tell("about.words.title")}</h2>
      <p>${tell("about.words.draft")}</p>
      <h2>${tell("privacy.title")}</h2>
      <p>${tell("start.place.kept")}</p>
      <p>${tell("privacy.not")}</p>
      <p><a class="button wide" href=${`/${language}/settings#privacy`}>${tell("privacy.show")}</a></p>
      <h2>${tell("about.offline.title")}</h2>
      <p>${tell("about.offline")}</p>
      <p><a href="/status">${tell("about.status")}</a></p>
    </div>`,
  };
}
