// @ts-check
/**
 * @module Hears of rings in an open page: shows who calls, in text and title, and sounds if it may.
 *
 * It asks every few seconds. A page in the background asks more rarely (browsers slow it down), so
 * this stands beside the pushes and never in their place. Nothing moves: text, title, tone.
 */

import { post } from "./server.js";
import { Sound } from "./sound.js";

const ASKS_EVERY_MS = 5_000;
const KEPT = "desk-sound";
const MAY_BE_WAITED_FOR = /^\/desk\/(submissions|alerts|templates|city\/reopenings)\/./;

/** @typedef {{ id: number, title: string, body: string, href: string }} Called */

/** @param {HTMLElement} element */
export function listen(element) {
  const bar = /** @type {HTMLElement} */ (document.querySelector(".sound"));
  element.hidden = bar.hidden = false;
  const title = document.title;
  const sound = new Sound((state) => show(bar, state));
  let shown = "";

  async function ask() {
    const address = `/desk/rings/mine?sound=${sound.state === "on" ? "on" : "off"}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    element.dataset.hears = String(answer?.ok ?? false);
    if (!answer?.ok) {
      show(bar, "deaf");
      return;
    }
    show(bar, sound.state);
    /** @type {Called[]} */
    const called = await answer.json();
    const now = JSON.stringify(called);
    if (now !== shown) {
      shown = now;
      put(element, called);
    }
    document.title = called.length > 0 ? `${element.dataset.title}${title}` : title;
    sound.ring(called.length > 0);
  }

  for (const button of bar.querySelectorAll("[data-sound]")) {
    button.addEventListener("click", async () => {
      const wish = button.getAttribute("data-sound");
      keep(wish === "on");
      await (wish === "on" ? sound.on(true) : sound.off());
      await ask();
    });
  }
  navigator.serviceWorker?.addEventListener("message", (event) => {
    if (event.data?.type === "ring") ask();
  });
  show(bar, sound.state);
  // Whoever looks at what a ring is about has answered it: told first, so that it calls no more.
  const told = MAY_BE_WAITED_FOR.test(location.pathname)
    ? post("/desk/rings/opened", { path: location.pathname }).catch(() => {})
    : Promise.resolve();
  (kept() ? sound.on(false) : Promise.resolve()).then(() => told).then(ask);
  setInterval(ask, ASKS_EVERY_MS);
}

/** One state is said, and the button that changes it. @param {HTMLElement} element @param {string} state */
function show(element, state) {
  for (const one of element.querySelectorAll("[data-sound-state]")) {
    one.toggleAttribute("hidden", one.getAttribute("data-sound-state") !== state);
  }
  const isOn = state === "on";
  for (const one of element.querySelectorAll("[data-sound]")) {
    one.toggleAttribute("hidden", state === "deaf" || (one.getAttribute("data-sound") === "on") === isOn);
  }
}

/** @param {HTMLElement} element @param {Called[]} called */
function put(element, called) {
  const template = element.querySelector("template");
  const lines = called.map((one) => {
    const line = /** @type {DocumentFragment} */ (template?.content.cloneNode(true));
    putText(line, "h2", one.title);
    putText(line, ".said", one.body);
    const way = line.querySelector("a");
    way?.setAttribute("href", one.href);
    // Called once more about this very page: it can be answered here, and leads nowhere else.
    if (one.href === location.pathname) way?.parentElement?.remove();
    line.querySelector("form")?.setAttribute("action", `/desk/rings/${one.id}/answer`);
    return line;
  });
  element.querySelector("#ringing-now")?.replaceChildren(...lines);
}

/** @param {DocumentFragment} line @param {string} where @param {string} text */
function putText(line, where, text) {
  const found = line.querySelector(where);
  if (found) found.textContent = text;
}

/** @returns {boolean} */
function kept() {
  try {
    return localStorage.getItem(KEPT) === "on";
  } catch {
    return false;
  }
}

/** @param {boolean} isOn */
function keep(isOn) {
  try {
    localStorage.setItem(KEPT, isOn ? "on" : "off");
  } catch {
    // A browser that keeps nothing asks for the button on every page.
  }
}
