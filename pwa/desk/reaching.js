// @ts-check
/** @module Whom the area in the form reaches, counted again whenever it changes. Saves nothing. */

const AFTER_MS = 300;
// What says where; everything else in the form changes no count.
const WHERE = /^(where|district|kind-of-district|zone|lon|lat|radius|rings|paste)$/;

/**
 * The server gives the part anew, as it stands on the page (service/desk_page/reaching.py).
 *
 * @param {HTMLElement} element
 */
export function reach(element) {
  const form = document.getElementById("write");
  if (!(form instanceof HTMLFormElement)) {
    return;
  }
  const path = `/desk/drafts/${element.dataset.draft}/reach`;
  let waits = 0;
  let last = ground(form);
  let asked = new AbortController();
  const again = () => {
    const now = ground(form);
    if (now === last) {
      return;
    }
    last = now;
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    element.ariaBusy = "true";
    ask(path, form, signal)
      .then((html) => show(element, html))
      .catch(() => signal.aborted || element.removeAttribute("aria-busy"));
  };
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => {
      clearTimeout(waits);
      waits = setTimeout(again, AFTER_MS);
    });
  }
}

/**
 * What the form says of the ground, as one text. The map and lists change fields by themselves, so
 * it is asked for what they hold and not for which of them spoke.
 *
 * @param {HTMLFormElement} form
 */
function ground(form) {
  const said = [...new FormData(form)].filter(([name]) => WHERE.test(name));
  return said.map(([name, value]) => `${name}=${value}`).join("\n");
}

/**
 * What was drawn last is what counts: earlier questions are dropped.
 *
 * @param {string} path
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
async function ask(path, form, signal) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    body.append(name, String(value));
  }
  const headers = { Accept: "text/html" };
  const answer = await fetch(path, { method: "POST", headers, body, signal });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return answer.text();
}

/**
 * @param {HTMLElement} element
 * @param {string} html
 */
function show(element, html) {
  const parts = new DOMParser().parseFromString(html, "text/html");
  element.replaceChildren(...parts.body.childNodes);
  element.removeAttribute("aria-busy");
}
