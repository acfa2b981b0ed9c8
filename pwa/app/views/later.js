// @ts-check
/** The map's screens: their title at once, the rest as soon as its code is here. */

import { spokenText } from "../components/ruby.js";
import { html, useEffect, useState } from "../html.js";
import { isLive, partLive } from "../mine.js";
import { action, isNight } from "../phone/action.js";
import { clock } from "../phone/clock.js";
import { decode } from "../phone/outline.js";
import { changesOf, drop, kept, keptBytes, lendCity, parts, takeCity } from "../way/keeping.js";
import { designated } from "../way/sources.js";

/** What the map's code need not bring along. */
const SHARED = {
  spokenText,
  isLive,
  partLive,
  action,
  isNight,
  clock,
  decode,
  designated,
  keeping: { changesOf, drop, kept, keptBytes, lendCity, parts, takeCity },
};

/** @typedef {typeof SHARED} Shared */
/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Payload} Payload */
/** @typedef {import("../context.js").View} View */

/** @param {Context} context @returns {View} */
export function map(context) {
  return later(context, "map", null);
}

/** @param {Context} context @param {Payload} payload @returns {View} */
export function way(context, payload) {
  return later(context, "way", payload);
}

/** @param {Context} context @param {"map" | "way"} screen @param {Payload | null} payload @returns {View} */
function later(context, screen, payload) {
  const title = context.say(screen === "map" ? "map.title" : "way.title");
  return {
    title,
    main: html`<${Later} context=${context} screen=${screen} payload=${payload} title=${title} />`,
  };
}

/** @param {{ context: Context, screen: "map" | "way", payload: Payload | null, title: string }} props */
function Later({ context, screen, payload, title }) {
  const { read, tell, page, language } = context;
  const [code, setCode] = useState(/** @type {typeof import("../guiding.js") | null | "failed"} */ (null));
  useEffect(() => {
    load(page.hash).then(setCode, () => setCode("failed"));
  }, []);
  const heading = html`<h1 tabindex="-1" class=${screen === "way" ? "unseen" : ""}>${read(title)}</h1>`;
  if (code !== null && code !== "failed") {
    const Screen = code.screenOf(screen, SHARED);
    return html`${heading}<${Screen} context=${context} payload=${payload} />`;
  }
  const back = payload ? `/${language}/alerts/${payload.notification.data.id}` : `/${language}/`;
  return html`${heading}
    <div class="screen">
      <p role="status">${tell(code ? "way.screen.no_map" : "way.loading")}</p>
      ${code && html`<p>${tell("way.screen.no_map.do")}</p>`}
      <p><a class="button wide" href=${back}>${tell(payload ? "way.back" : "alert.back")}</a></p>
    </div>`;
}

/**
 * Code and style; nothing is drawn before both are here.
 * @param {string} hash
 * @returns {Promise<typeof import("../guiding.js")>}
 */
async function load(hash) {
  const styled = style(`/app/${hash}/css/map.css`);
  const code = await import(`/app/${hash}/app/guiding.js`);
  await styled;
  return code;
}

/** @param {string} href @returns {Promise<void>} */
function style(href) {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(link);
  return new Promise((done, failed) => {
    link.onload = () => done();
    link.onerror = () => failed(new Error(href));
  });
}
