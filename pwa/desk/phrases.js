// @ts-check
/**
 * @module A phrase as somebody writes it: slots stay whole and can be put in by a button, and how it
 * reads is looked at anew while they type. The server judges and shows; nothing is saved by that.
 */

const AFTER_MS = 400;
const SLOT = /\{[a-z_]+\}/g;
// Parts of the preview whose content is replaced; the findings are a live region and stay in place.
const PARTS = [".typed", ".meters", "#words-findings", ".screens"];

/** @param {HTMLElement} root Around the form. */
export function phrases(root) {
  const form = root.querySelector("form");
  const words = root.querySelector("textarea");
  if (!(form instanceof HTMLFormElement) || !(words instanceof HTMLTextAreaElement)) return;
  words.after(slotButtons(words, root.dataset.insert ?? ""));
  words.addEventListener("beforeinput", (event) => keepWhole(words, event));
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(button(form, "save"));
    }
  });
  const look = looking(form);
  let waits = 0;
  words.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(look, AFTER_MS);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter !== button(form, "look")) return;
    event.preventDefault();
    clearTimeout(waits);
    look();
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {"look" | "save"} act
 */
function button(form, act) {
  const found = form.querySelector(`button[value="${act}"]`);
  return found instanceof HTMLElement ? found : null;
}

/**
 * @param {HTMLTextAreaElement} words
 * @param {string} label With `{slot}` where the slot's name belongs.
 */
function slotButtons(words, label) {
  const bar = document.createElement("div");
  bar.className = "buttons";
  for (const name of (words.dataset.slots ?? "").split(" ").filter(Boolean)) {
    const slot = `{${name}}`;
    const made = document.createElement("button");
    made.type = "button";
    made.className = "chip";
    made.textContent = slot;
    made.dir = "ltr";
    made.ariaLabel = label.replace("{slot}", slot);
    made.addEventListener("click", () => putIn(words, slot));
    bar.append(made);
  }
  return bar;
}

/**
 * As if it was typed, so that the browser can undo it.
 *
 * @param {HTMLTextAreaElement} words
 * @param {string} slot
 */
function putIn(words, slot) {
  words.focus();
  const around = slotAround(words.value, words.selectionStart);
  if (around && words.selectionStart === words.selectionEnd) {
    words.setSelectionRange(around.end, around.end);
  }
  words.setRangeText(slot, words.selectionStart, words.selectionEnd, "end");
  words.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * What is typed inside a slot comes after it, and what is deleted of one takes all of it.
 *
 * @param {HTMLTextAreaElement} words
 * @param {InputEvent} event
 */
function keepWhole(words, event) {
  if (event.isComposing) return;
  const { selectionStart: from, selectionEnd: to } = words;
  if (event.inputType.startsWith("delete")) {
    const back = from === to && event.inputType.endsWith("Backward") ? 1 : 0;
    const ahead = from === to && event.inputType.endsWith("Forward") ? 1 : 0;
    const first = slotAround(words.value, from - back)?.start ?? from;
    const last = slotAround(words.value, to + ahead)?.end ?? to;
    if (first !== from || last !== to) words.setSelectionRange(first, last);
  } else if (from === to) {
    const around = slotAround(words.value, from);
    if (around) words.setSelectionRange(around.end, around.end);
  }
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {{ start: number, end: number } | undefined} The slot that `at` lies within.
 */
function slotAround(text, at) {
  for (const found of text.matchAll(SLOT)) {
    const start = found.index;
    const end = start + found[0].length;
    if (start < at && at < end) return { start, end };
  }
  return undefined;
}

/** @param {HTMLFormElement} form @returns {() => void} Shows how what stands in it reads. */
function looking(form) {
  let asked = new AbortController();
  return () => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    ask(form, signal)
      .then((page) => signal.aborted || show(page))
      // The words are still in the field, and saving says what is wrong.
      .catch(() => undefined);
  };
}

/**
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 */
async function ask(form, signal) {
  const body = new URLSearchParams({ act: "look" });
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  const answer = await fetch(form.action, { method: "POST", body, signal });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** @param {Document} page */
function show(page) {
  const shown = document.getElementById("words-shown")?.closest("section");
  for (const part of PARTS) {
    const fresh = page.querySelector(`section ${part}`);
    const old = shown?.querySelector(part);
    if (fresh && old && fresh.innerHTML !== old.innerHTML) old.replaceChildren(...fresh.childNodes);
  }
}
