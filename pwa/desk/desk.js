// @ts-check
/** @module What the desk's pages cannot do as plain forms: passkeys, and saying what is unsaved. */

import { looks, streets } from "./city.js";
import { districts } from "./districts.js";
import { add, enrol, login, recover } from "./entering.js";
import { land } from "./landing.js";
import { listen } from "./listening.js";
import { phrases } from "./phrases.js";
import { reach } from "./reaching.js";
import { ringThisDevice } from "./ringing.js";
import { sendForms } from "./sending.js";
import { sign } from "./signing.js";
import { stay } from "./staying.js";
import { tongues } from "./tongues.js";
import { watchTyped } from "./typed.js";
import { watch } from "./watching.js";

/** @type {Record<string, (element: HTMLElement) => void>} */
const ACTS = {
  districts,
  drawing,
  login,
  enrol,
  recover,
  add,
  sign,
  reach,
  stay,
  listen,
  ringThisDevice,
  looks,
  streets,
  watch,
  tongues,
  phrases,
};

begin(document.body);
sendForms((main) => {
  begin(main, ".ringing");
  watchTyped();
});
land();

/** @param {HTMLElement} part @param {string} [but] What was begun before, and goes on. */
function begin(part, but = ":not(*)") {
  for (const element of part.querySelectorAll("[data-act]")) {
    if (element instanceof HTMLElement && !element.matches(but)) {
      ACTS[element.dataset.act ?? ""]?.(element);
      letPress(element);
    }
  }
  holdUnsaved();
}

/**
 * What only a script serves is sent disabled (controls.py, `scripted`), until its act is there.
 *
 * @param {HTMLElement} element
 */
function letPress(element) {
  for (const one of [element, ...element.querySelectorAll("[data-scripted]")]) {
    if (one instanceof HTMLButtonElement && "scripted" in one.dataset) one.disabled = false;
  }
}

/** Only a draft's page loads the map. @param {HTMLElement} figure */
async function drawing(figure) {
  await (await import("./drawing.js")).drawing(figure);
}

/** What is submitted is what was saved and looked at: edits that were not hold it back. */
function holdUnsaved() {
  const form = document.getElementById("write");
  const submit = document.querySelector("#submit button");
  if (!(form instanceof HTMLFormElement)) return;
  const hold = () => {
    document.getElementById("unsaved")?.removeAttribute("hidden");
    submit?.setAttribute("disabled", "");
  };
  form.addEventListener("input", hold);
  // Somebody may have typed before this ran.
  if ([...form.elements].some(isEdited)) hold();
}

/** @param {Element} field @returns {boolean} Whether it holds other than what came with the page. */
function isEdited(field) {
  if (field instanceof HTMLInputElement) {
    return field.checked !== field.defaultChecked || field.value !== field.defaultValue;
  }
  return field instanceof HTMLTextAreaElement && field.value !== field.defaultValue;
}
