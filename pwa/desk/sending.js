// @ts-check
/**
 * @module Forms are sent by script where there is one, so that a lost network leaves the page and
 * what was typed into it, and two clicks are one. Without it the browser sends the same form.
 */

import { say } from "./words.js";

const NOBODY_IN = 401;

/**
 * Every form of somebody who is in, that no act of its own has sent already.
 *
 * @param {(main: HTMLElement) => void} begin What the scripts do with a page's content anew.
 */
export function sendForms(begin) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !isOurs(form)) return;
    event.preventDefault();
    if (form.ariaBusy !== "true") send(form, event.submitter, begin);
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) form.ariaBusy = null;
  });
}

/** @param {HTMLFormElement} form */
function isOurs(form) {
  const isIn = document.querySelector('meta[name="csrf"]') !== null;
  return isIn && form.getAttribute("method") === "post";
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} pressed
 * @param {(main: HTMLElement) => void} begin
 */
async function send(form, pressed, begin) {
  form.ariaBusy = "true";
  form.querySelector(":scope > .unsent")?.remove();
  const action = pressed?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  try {
    const answer = await fetch(action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: filledIn(form, pressed),
    });
    if (answer.redirected) {
      // Busy until the next page is there: a second click would send it again.
      location.assign(answer.url);
      return;
    }
    await read(answer, form, begin);
  } catch {
    tell(form, say("unsent"));
  }
  form.ariaBusy = null;
}

/**
 * As the browser would send it: files in parts, everything else as one line.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} pressed
 */
function filledIn(form, pressed) {
  const data = new FormData(form, pressed);
  if (form.enctype === "multipart/form-data") return data;
  return new URLSearchParams([...data].map(([name, value]) => [name, String(value)]));
}

/**
 * A refusal is said where the button is; an answer that is a page stands in this page's place.
 *
 * @param {Response} answer
 * @param {HTMLFormElement} form
 * @param {(main: HTMLElement) => void} begin
 */
async function read(answer, form, begin) {
  const text = await answer.text();
  if (answer.status === NOBODY_IN) {
    // Nothing was done. The server knows where to log in and how to come back.
    form.submit();
  } else if (answer.headers.get("content-type")?.startsWith("text/html")) {
    put(new DOMParser().parseFromString(text, "text/html"), begin);
  } else {
    tell(form, String(JSON.parse(text).detail));
  }
}

/**
 * @param {Document} page
 * @param {(main: HTMLElement) => void} begin
 */
function put(page, begin) {
  const main = page.querySelector("main");
  const old = document.querySelector("main");
  if (!main || !old) return;
  const calls = old.querySelector(".ringing");
  if (calls) main.querySelector(".ringing")?.replaceWith(calls);
  document.title = page.title;
  old.replaceWith(main);
  begin(main);
  const first = main.querySelector("[role=alert]") ?? main;
  first.setAttribute("tabindex", "-1");
  if (first instanceof HTMLElement) first.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} said
 */
function tell(form, said) {
  const told = document.createElement("p");
  const list = document.createElement("a");
  list.href = "/desk";
  list.target = "_blank";
  list.textContent = say("list");
  told.className = "refused unsent";
  told.setAttribute("role", "alert");
  told.append(said, " ", list);
  form.append(told);
  form.dispatchEvent(new Event("unsent"));
  told.scrollIntoView({ block: "nearest" });
}
