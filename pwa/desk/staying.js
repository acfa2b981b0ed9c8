// @ts-check
/** @module Says when one will be logged out, before it happens, and looks after what was typed. */

import { keepTyped } from "./typed.js";

const LOOKS_EVERY_MS = 15_000;
const SOON_MS = 5 * 60_000;

/**
 * Asks the server from time to time, because other windows of the same login prolong it too.
 *
 * @param {HTMLElement} element
 */
export function stay(element) {
  keepTyped(element.dataset.number ?? "");
  const soon = document.getElementById("leaving-soon");
  soon?.querySelector("button")?.addEventListener("click", () => look(element, "POST"));
  setInterval(() => look(element, "GET"), LOOKS_EVERY_MS);
}

/**
 * @param {HTMLElement} element
 * @param {"GET" | "POST"} method GET only looks; POST stays.
 */
export async function look(element, method) {
  const csrf = document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";
  const headers = { Accept: "application/json", "X-Desk-CSRF": csrf };
  const answer = await fetch("/desk/session", { method, headers }).catch(() => null);
  if (answer === null) {
    return;
  }
  if (answer.status === 401) {
    showGone();
  } else if (answer.ok) {
    showSoon(element, await answer.json());
  }
}

/**
 * @param {HTMLElement} element
 * @param {{ends: number, left_s: number, clock: string}} told
 */
function showSoon(element, told) {
  const soon = document.getElementById("leaving-soon");
  const said = (element.dataset.soon ?? "").replace("{when}", told.clock);
  const span = soon?.querySelector("span");
  if (span && span.textContent !== said) {
    span.textContent = said;
  }
  soon?.toggleAttribute("hidden", told.left_s * 1_000 > SOON_MS);
}

function showGone() {
  document.getElementById("leaving-soon")?.setAttribute("hidden", "");
  const gone = document.getElementById("leaving-gone");
  const query = new URLSearchParams({ next: location.pathname });
  gone?.querySelector("a")?.setAttribute("href", `/desk/login?${query}`);
  gone?.removeAttribute("hidden");
}
