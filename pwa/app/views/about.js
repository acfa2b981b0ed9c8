// @ts-check
/** What this is, what it is not, where its alerts come from, what works without a network. */

import { html } from "../html.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").View} View */

/** @param {Context} context @returns {View} */
export function about({ say, page, language }) {
  const title = say("about.title");
  return {
    title,
    main: html`<div class="screen">
      <h1 tabindex="-1">${title}</h1>
      <p>${say("about.what", { town: page.town })}</p>
      <h2>${say("about.not.title")}</h2>
      <p>${say("shell.not_alone")}</p>
      <p>${say("about.not.quiet")}</p>
      <p>${say("about.not.fast")}</p>
      <h2>${say("about.sources.title")}</h2>
      <p>${say("about.sources.none")}</p>
      <h2>${say("about.words.title")}</h2>
      <p>${say("about.words.draft")}</p>
      <h2>${say("privacy.title")}</h2>
      <p>${say("start.place.kept")}</p>
      <p>${say("privacy.not")}</p>
      <p><a class="button wide" href=${`/${language}/settings#privacy`}>${say("privacy.show")}</a></p>
      <h2>${say("about.offline.title")}</h2>
      <p>${say("about.offline")}</p>
      <p><a href="/status">${say("about.status")}</a></p>
    </div>`,
  };
}
