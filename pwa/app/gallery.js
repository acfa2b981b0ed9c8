// @ts-check
/**
 * `/gallery`, in a training space alone: every screen in every state, language and theme on one
 * page, for whoever builds it. The screens are the real ones; what they are drawn from is not.
 */

import { Plate } from "./components/plate.js";
import { beside, header, menu } from "./components/frame.js";
import { voiceOf } from "./context.js";
import { SAMPLES, sampleOf } from "./gallery_samples.js";
import { html, render } from "./html.js";
import { spoken } from "./languages.js";
import { exactWords, loadWords } from "./phone/words.js";
import { about } from "./views/about.js";
import { alert, noAlert } from "./views/alert.js";
import { card } from "./views/card.js";
import { history } from "./views/history.js";
import { now } from "./views/now.js";
import { settings } from "./views/settings.js";
import { start } from "./views/start.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./context.js").Page} Page */
/** @typedef {import("./context.js").View} View */
/** @typedef {import("./router.js").Screen} Screen */

const LANGUAGES = ["ja", "ja-simple", "en", "en-XA", "ar-XB"];
const THEMES = ["light", "dark"];
const HOME = { id: "home", label: "Home", class: /** @type {const} */ ("home"), cell: 0 };
const ON = { registered: true, verdict: { id: "capability.on", remedy: null } };
/** @type {import("./phone/capability.js").Verdict} */
const IN_APP = { id: "capability.in_app", remedy: "open_in_browser" };
/** @type {import("./phone/capability.js").Verdict} */
const IPHONE = { id: "capability.install_first", remedy: "install" };
const INSIDE = { ...HOME, lon: 136.6575, lat: 36.5625 };
/** @type {Context["turning"]} */
const UNTURNED = {
  hasDraft: () => false,
  draft: () => null,
  shown: (payload) => ({ payload, draft: false }),
  isWaiting: false,
};
const OUTSIDE = { ...HOME, lon: 136.7, lat: 36.6 };

/** @type {readonly [name: string, screen: Screen, draw: (context: Context) => View][]} */
const STATES = [
  ["quiet, no feed", "now", now],
  ["quiet, checked", "now", (c) => now({ ...c, checked: fresh(c, [{ id: "a", silent_since: null }]) })],
  ["feed silent", "now", (c) => now({ ...c, checked: fresh(c, [{ id: "a", silent_since: c.now - 900 }]) })],
  ["stale", "now", (c) => now({ ...c, checked: { at: c.phoneNow - 7200, now: c.now - 7200, sources: [] } })],
  ["offline", "now", (c) => now({ ...c, online: false, checked: { at: c.phoneNow - 7200, now: c.now - 7200, sources: [] } })],
  ["never checked", "now", (c) => now({ ...c, checked: null })],
  ["live here", "now", (c) => now(living(c, INSIDE))],
  ["live elsewhere", "now", (c) => now(living(c, OUTSIDE))],
  ...SAMPLES.map(
    (sample) =>
      /** @type {[string, Screen, (context: Context) => View]} */ ([
        `alert: ${sample.name}`,
        "alert",
        (c) => alert(living(c, INSIDE), sampleOf(sample, c)),
      ]),
  ),
  ["no such alert", "alert", noAlert],
  ["history", "history", (c) => history(living(c, OUTSIDE))],
  ["history, empty", "history", history],
  ["settings, off", "settings", settings],
  ["settings, on", "settings", (c) => settings({ ...c, ...ON, places: [INSIDE] })],
  ["settings, on for no place", "settings", (c) => settings({ ...c, ...ON })],
  ["settings, taken back", "settings", (c) => settings({ ...c, registered: true, places: [INSIDE] })],
  ["quiet, taken back", "now", (c) => now({ ...c, registered: true, places: [INSIDE] })],
  ["start", "start", start],
  ["start, in another app", "start", (c) => start({ ...c, verdict: IN_APP })],
  ["start, iPhone", "start", (c) => start({ ...c, verdict: IPHONE })],
  ["card", "card", card],
  ["card, live here", "card", (c) => card(living(c, INSIDE))],
  ["about", "about", about],
];

/** @param {Context} c @param {import("./phone/shapes.js").Source[]} sources */
function fresh(c, sources) {
  return { at: c.phoneNow - 120, now: c.now - 120, sources };
}

/** @param {Context} c @param {typeof INSIDE} place @returns {Context} */
function living(c, place) {
  return { ...c, places: [place], alerts: SAMPLES.map((sample) => sampleOf(sample, c)) };
}

/** @type {Page} */
const page = JSON.parse(document.getElementById("page")?.textContent ?? "{}");

/** @param {string} language @returns {Promise<Context>} */
async function contextFor(language) {
  const phoneNow = Date.now() / 1000;
  const never = async () => /** @type {any} */ (null);
  const say = await loadWords(fetch.bind(globalThis), page.hash, spoken(language).id);
  return {
    ...voiceOf(say, true),
    language,
    spoken: spoken(language),
    page,
    now: phoneNow,
    phoneNow,
    online: true,
    checked: { at: phoneNow - 120, now: phoneNow - 120, sources: [] },
    alerts: [],
    turning: UNTURNED,
    asked: "",
    places: [],
    person: { needs_time: false, no_stairs: false, pace: "usual" },
    ways: undefined,
    fix: null,
    registered: false,
    verdict: { id: "capability.ask", remedy: "turn_on" },
    lasting: true,
    invited: null,
    theme: "auto",
    newer: true,
    actions: {
      refresh: never,
      townPlaces: async () => [{ id: "a", name: "橋場町", lon: 136.66, lat: 36.57 }],
      locate: async () => "failed",
      keepPlaces: async () => "saved",
      removePlace: async () => "saved",
      keepFacts: async () => {},
      keepPerson: async () => {},
      turnOn: never,
      sendTest: async () => "coming",
      known: async () => null,
      forget: async () => true,
      wordsOf: (of) => exactWords(fetch.bind(globalThis), page.hash, of),
      showRuby: () => {},
      showTheme: () => {},
      renew: () => {},
      go: () => {},
    },
  };
}

/** @param {Context} context @param {(typeof STATES)[number]} state */
function phone(context, [name, screen, draw]) {
  const view = draw(context);
  const { lang, dir } = context.spoken;
  const text = view.text ?? { lang, dir };
  return html`<figure class="phone">
    <figcaption lang="en" dir="ltr">${name}</figcaption>
    <div lang=${lang} dir=${dir}>
      <header>${header(context)}</header>
      <main lang=${text.lang} dir=${text.dir}>${view.main}</main>
      <aside>${beside(context, { language: context.language, screen, id: null }, view.aside)}</aside>
      <nav>${menu(context, screen)}</nav>
    </div>
  </figure>`;
}

/** Every plate, by what makes it. */
function plates() {
  return html`<div class="row">
    ${SAMPLES.map(
      ({ name, data }) => html`<div>
        <${Plate} hash=${page.hash} data=${data} />
        <p>${name}</p>
      </div>`,
    )}
  </div>`;
}

async function begin() {
  const contexts = await Promise.all(LANGUAGES.map(contextFor));
  const sections = contexts.flatMap((context) =>
    THEMES.map(
      (theme) => html`<section data-theme=${theme} id=${`${context.language}-${theme}`}>
        <h2 lang="en" dir="ltr">${context.language} · ${theme}</h2>
        ${plates()}
        <div class="phones">${STATES.map((state) => phone(context, state))}</div>
      </section>`,
    ),
  );
  document.body.replaceChildren();
  document.body.classList.add("gallery");
  render(html`<h1>Gallery</h1>${sections}`, document.body);
}

begin().catch((error) => console.error(error));
