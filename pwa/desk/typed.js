// @ts-check
/**
 * @module What was typed into a draft and not saved: kept in this window (sessionStorage), under the
 * person's number, so that a logout loses nothing and nobody else at this machine finds it.
 */

const PREFIX = "desk-typed:";
const NOT_TYPED = ["csrf", "version"];

let key = "";

/** @param {string} number The person of the desk who is in. */
export function keepTyped(number) {
  key = `${PREFIX}${number}:${location.pathname}`;
  forgetOthers(number);
  document.getElementById("logout")?.addEventListener("submit", () => forgetOthers(""));
  const form = document.getElementById("write");
  if (!(form instanceof HTMLFormElement)) {
    return;
  }
  if (new URLSearchParams(location.search).has("saved")) {
    sessionStorage.removeItem(key);
  }
  offer(form, key);
  watchTyped();
}

/** Again, where the form was put anew into the page. */
export function watchTyped() {
  const form = document.getElementById("write");
  if (form instanceof HTMLFormElement && key !== "") {
    form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(typed(form))));
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {string[][]} Names and values, in the form's order.
 */
function typed(form) {
  return [...new FormData(form)]
    .filter(([name, value]) => typeof value === "string" && !NOT_TYPED.includes(name))
    .map(([name, value]) => [name, String(value)]);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 */
function offer(form, key) {
  const kept = sessionStorage.getItem(key);
  const bar = document.getElementById("kept");
  if (kept === null || bar === null || kept === JSON.stringify(typed(form))) {
    return;
  }
  form.before(bar);
  bar.hidden = false;
  const done = () => bar.setAttribute("hidden", "");
  document.getElementById("kept-back")?.addEventListener("click", () => {
    putBack(form, JSON.parse(kept));
    done();
  });
  document.getElementById("kept-drop")?.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    done();
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {string[][]} kept
 */
function putBack(form, kept) {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      field.checked = kept.some(([name, value]) => name === field.name && value === field.value);
    } else if (isText(field) && field.type !== "file" && !NOT_TYPED.includes(field.name)) {
      field.value = kept.find(([name]) => name === field.name)?.[1] ?? field.value;
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * @param {Element} field
 * @returns {field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement}
 */
function isText(field) {
  return (
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement
  );
}

/** @param {string} number Whose is left; "": nobody's. */
function forgetOthers(number) {
  for (const key of Object.keys(sessionStorage)) {
    const isOwn = number !== "" && key.startsWith(`${PREFIX}${number}:`);
    if (key.startsWith(PREFIX) && !isOwn) {
      sessionStorage.removeItem(key);
    }
  }
}
