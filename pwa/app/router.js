// @ts-check
/**
 * Address → screen, and moving between screens without loading the page again. Every screen has its
 * own address and its own Back.
 */

import { LANGUAGES } from "./languages.js";

/** @typedef {"now" | "alert" | "way" | "map" | "history" | "start" | "settings" | "card" | "about"} Screen */
/** @typedef {{ language: string, screen: Screen, id: string | null }} Route */

/** @type {Readonly<Record<string, Screen>>} */
const SCREENS = {
  "": "now",
  map: "map",
  history: "history",
  start: "start",
  settings: "settings",
  card: "card",
  about: "about",
};
const ALERT = /^alerts\/([a-z2-7]{16})(\/way)?$/;

/**
 * The screen at an address; null where the server must answer itself.
 * @param {string} path as in `location.pathname`
 * @returns {Route | null}
 */
export function route(path) {
  const [, language = "", rest = ""] = /^\/([^/]+)\/?(.*)$/.exec(path) ?? [];
  if (!LANGUAGES.some((one) => one.id === language)) return null;
  const screen = Object.hasOwn(SCREENS, rest) ? SCREENS[rest] : undefined;
  if (screen) return { language, screen, id: null };
  const [, id, way] = ALERT.exec(rest) ?? [];
  return id ? { language, screen: way ? "way" : "alert", id } : null;
}

/**
 * The same screen in another language.
 * @param {Route} here
 * @param {string} language
 */
export function address(here, language) {
  const { screen, id } = here;
  if (screen === "alert") return `/${language}/alerts/${id}`;
  if (screen === "way") return `/${language}/alerts/${id}/way`;
  return `/${language}/${screen === "now" ? "" : screen}`;
}

/**
 * Calls `go` for every move within the app: a followed link, Back, Forward.
 * @param {(route: Route, moved: { hash: string }) => void} go
 */
export function listen(go) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || !isPlain(event) || link.target || link.origin !== location.origin) return;
    const next = route(link.pathname);
    // A link to a part of the page that is open is the browser's own.
    if (!next || (link.hash && link.pathname === location.pathname)) return;
    event.preventDefault();
    move(link.href, go);
  });
  addEventListener("popstate", () => {
    const next = route(location.pathname);
    if (next) go(next, { hash: location.hash });
  });
}

/**
 * @param {string} href within the app
 * @param {(route: Route, moved: { hash: string }) => void} go
 */
export function move(href, go) {
  const target = new URL(href, location.href);
  const next = route(target.pathname);
  if (!next) return location.assign(target);
  history.pushState({ inside: true }, "", target);
  go(next, { hash: target.hash });
}

/** Back from an alert that a notification opened leads to Now, not out of the app. */
export function putNowBeneath() {
  const here = route(location.pathname);
  if (here?.screen !== "alert" || history.state?.inside || history.length > 1) return;
  const url = location.href;
  history.replaceState({ inside: true }, "", `/${here.language}/`);
  history.pushState({ inside: true }, "", url);
}

/** @param {MouseEvent} event */
function isPlain(event) {
  const changed = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return event.button === 0 && !changed && !event.defaultPrevented;
}
