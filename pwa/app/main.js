// @ts-check
/**
 * Starts the app: replaces what the server wrote, screen by screen, and keeps it true. Whatever
 * fails here, the server's page stands.
 */

import { App, seconds } from "./actions.js";
import { beside, header, menu } from "./components/frame.js";
import { voiceOf } from "./context.js";
import { html, render } from "./html.js";
import { spoken } from "./languages.js";
import { readTheme, showTheme } from "./looks.js";
import { serverOffset } from "./phone/age.js";
import { invitation } from "./phone/invitation.js";
import { labelled } from "./phone/place_role.js";
import { openStore } from "./phone/store.js";
import { capped } from "./phone/waiting.js";
import { loadWords } from "./phone/words.js";
import { listen, move, putNowBeneath, route } from "./router.js";
import { about } from "./views/about.js";
import { alert, noAlert } from "./views/alert.js";
import { card } from "./views/card.js";
import { history } from "./views/history.js";
import { map, way } from "./views/later.js";
import { now } from "./views/now.js";
import { settings } from "./views/settings.js";
import { start } from "./views/start.js";
import { Turner } from "./turner.js";
import { takeMap } from "./way/taking.js";

/** @typedef {import("./context.js").Child} Child */
/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./context.js").Page} Page */
/** @typedef {import("./context.js").View} View */
/** @typedef {import("./phone/words.js").Say} Say */
/** @typedef {import("./router.js").Route} Route */

const EVERY_MS = 60_000;
const PATIENCE_MS = 3_000;
/** The parts of the page that the app draws; what the server wrote into them goes, unread. */
const PARTS = /** @type {const} */ (["header", "main", "aside", "nav"]);
const VIEWS = { now, map, history, start, settings, card, about };

/** @type {Page} */
const page = JSON.parse(document.getElementById("page")?.textContent ?? "{}");
/** The server's clock as it was when this page was made, until an answer tells it anew. */
const opened = seconds();

let here = route(location.pathname);
/** @type {App} */
let app;
/** @type {Say | null} */
let say = null;
const turning = new Turner(fetch.bind(globalThis), page.hash, () => draw());

async function begin() {
  showTheme(document, readTheme());
  if (!here) return;
  putNowBeneath();
  const invited = invitation(location.hash, seconds());
  if (invited && here.screen === "now") here = toStart(here);
  const words = wordsFor(here);
  app = new App(page, await openStore(globalThis.indexedDB), draw);
  app.language = here.language;
  app.held.invited = invited;
  await app.load();
  // The server's page is newer than what was kept: it stands until there is an answer as new.
  const answered = app.refresh().then(() => found(here));
  const heard = page.offline ? undefined : capped(answered, PATIENCE_MS);
  const kept = await Promise.all([words, heard]);
  say = kept[0];
  // New elements, so that what stood there is gone and not pushed about.
  for (const name of PARTS) part(name).replaceWith(part(name).cloneNode(false));
  draw();
  listen((next, { hash }) => void go(next, hash));
  register();
  await answered;
  await app.mend();
  await app.lookAtWindow();
  takeAlong();
}

/**
 * A code at a station leads to the first minute; what is live stands first there.
 * @param {Route} at @returns {Route}
 */
function toStart({ language }) {
  globalThis.history.replaceState(globalThis.history.state, "", `/${language}/start${location.hash}`);
  return { language, screen: "start", id: null };
}

/** @param {Route} at */
function wordsFor(at) {
  return loadWords(fetch.bind(globalThis), page.hash, at.language);
}

/**
 * To another screen, perhaps in another language: its words first, so that nothing is half said.
 * @param {Route} next @param {string} hash
 */
async function go(next, hash) {
  if (next.language !== here?.language) {
    const words = await wordsFor(next).catch(() => null);
    if (!words) return location.reload();
    say = words;
    void app.speak(next.language);
  }
  here = next;
  draw();
  arrive(hash);
  await found(next);
}

/** An old alert stands in no list: it is asked for by its id. @param {Route | null} at */
async function found(at) {
  const id = at?.id;
  const listed = app.held.alerts.some((one) => one.notification.data.id === id);
  if (id && !listed) await app.want(id);
}

/** Focus on the heading, or what the address names: who listens hears where they are. */
function arrive(/** @type {string} */ hash) {
  const named = hash ? document.getElementById(hash.slice(1)) : null;
  if (!named) scrollTo(0, 0);
  const target = named ?? document.querySelector("main h1");
  if (!(target instanceof HTMLElement)) return;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: !named });
  named?.scrollIntoView();
}

/** @returns {Context} */
function context(/** @type {Say} */ words, /** @type {Route} */ at) {
  const { held } = app;
  const phoneNow = seconds();
  const offset = serverOffset(held.checked, page.now, opened);
  return {
    ...held,
    alerts: held.alerts.map((one) => turning.turned(one, at.language)),
    turning,
    asked: decodeURIComponent(location.hash.slice(1)),
    ...voiceOf(words, held.ruby),
    places: labelled(words, held.places),
    language: at.language,
    spoken: spoken(at.language),
    page,
    now: phoneNow + offset,
    phoneNow,
    online: navigator.onLine,
    verdict: app.verdict(),
    lasting: app.store.lasting,
    actions: { ...app.actions(), go: (href) => move(href, (next) => void go(next, "")) },
  };
}

/** @param {Context} about @param {Route} at @returns {View} */
function viewOf(about, at) {
  const found = app.alert(at.id);
  const payload = found && turning.turned(found, at.language);
  if (at.screen === "way") return payload ? way(about, payload) : noAlert(about);
  if (at.screen !== "alert") return VIEWS[at.screen](about);
  return payload ? alert(about, payload) : noAlert(about);
}

function draw() {
  if (!say || !here) return;
  const about = context(say, here);
  const view = viewOf(about, here);
  const { lang, dir } = about.spoken;
  // The same language set anew would have every rule for languages matched anew.
  const root = document.documentElement;
  if (root.lang !== lang || root.dir !== dir) Object.assign(root, { lang, dir });
  document.title = `${view.title} · Hansho`;
  /** New elements for every screen; the frame around them only for another language. */
  const screen = `${here.language}/${here.screen}/${here.id}`;
  /** @param {Child} tree @param {string} key */
  const keyed = (tree, key) => html`<${Part} key=${key}>${tree}<//>`;
  render(keyed(header(about), here.language), part("header"));
  const main = part("main");
  const text = view.text ?? { lang, dir };
  if (main.getAttribute("lang") !== text.lang || main.getAttribute("dir") !== text.dir)
    Object.assign(main, text);
  render(keyed(view.main, screen), main);
  render(keyed(beside(about, here, view.aside), here.language), part("aside"));
  render(keyed(menu(about, here.screen), here.language), part("nav"));
  relabel(say, here);
}

/** What stands outside the drawn parts, in the language of a page that was turned to another. */
function relabel(/** @type {Say} */ words, /** @type {Route} */ at) {
  const label = words(at.screen === "alert" ? "alert.more" : "shell.beside");
  part("aside").setAttribute("aria-label", label);
  part("nav").setAttribute("aria-label", words("shell.menu"));
  const skip = document.querySelector(".skip");
  if (skip) skip.textContent = words("shell.skip");
}

/** @param {{ children: Child }} props */
function Part({ children }) {
  return children;
}

/** @param {(typeof PARTS)[number]} name @returns {Element} */
function part(name) {
  const found = document.querySelector(`body > ${name}`);
  if (!found) throw new Error(`the page has no ${name}`);
  return found;
}

function register() {
  addEventListener("online", () => {
    turning.again();
    void app.refresh().then(() => app.mend());
  });
  addEventListener("offline", draw);
  let left = seconds();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look(seconds() - left);
    else left = seconds();
  });
  setInterval(() => {
    if (document.visibilityState === "visible") look(0);
  }, EVERY_MS);
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("message", ({ data }) => void app.hear(data));
  navigator.serviceWorker.register("/worker.js", { updateViaCache: "none" }).catch(() => {
    // Without a worker the page itself still works; `capability` says what that means.
  });
}

/** For the day without network: after everything that is read, and again until all is here. */
function takeAlong() {
  if (page.city && navigator.onLine) void takeMap(page.hash).catch(() => false);
}

/** @param {number} away seconds for which the page was out of sight until now */
function look(away) {
  void app.refresh();
  takeAlong();
  void app.lookForNewer(here?.screen ?? "now", away);
}

begin().catch((error) => console.error(error));
