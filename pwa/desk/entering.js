// @ts-check
/** @module Coming in: a passkey that signs, and new ones by invitation, recovery code, or beside others. */

import { once } from "./once.js";
import { registered, signed } from "./passkey.js";
import { post } from "./server.js";

/** @param {HTMLElement} button */
export function login(button) {
  button.addEventListener("click", () =>
    once(button, async () => {
      const answer = await signed(await post("/desk/login/options", {}));
      const { next } = await post("/desk/login", { answer });
      location.assign(button.dataset.next ?? next);
    }),
  );
}

/** The token stands behind `#` and goes to our server alone. @param {HTMLElement} form */
export function enrol(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const token = location.hash.slice(1);
    const label = typedIn(form, "label");
    once(form, async () => {
      const answer = await registered(await post("/desk/enrol/options", { token }));
      const { codes } = await post("/desk/enrol", { token, answer, label });
      history.replaceState(null, "", location.pathname);
      form.hidden = true;
      show(codes);
    });
  });
}

/** One more passkey, for whoever is in. @param {HTMLElement} form */
export function add(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const label = typedIn(form, "label");
    once(form, async () => {
      const answer = await registered(await post("/desk/account/passkeys/options", {}));
      location.assign((await post("/desk/account/passkeys", { answer, label })).next);
    });
  });
}

/** A new passkey in place of a lost one. @param {HTMLElement} form */
export function recover(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [name, code, label] = ["name", "code", "label"].map((one) => typedIn(form, one));
    once(form, async () => {
      const answer = await registered(await post("/desk/recover/options", { name }));
      const { said } = await post("/desk/recover", { name, code, answer, label });
      form.hidden = true;
      const told = document.getElementById("recovered-told");
      if (told) {
        told.textContent = said;
      }
      document.getElementById("recovered")?.removeAttribute("hidden");
    });
  });
}

/**
 * @param {HTMLElement} form
 * @param {string} name
 */
function typedIn(form, name) {
  return String(new FormData(/** @type {HTMLFormElement} */ (form)).get(name) ?? "");
}

/** @param {string[]} codes */
function show(codes) {
  const list = document.getElementById("codes");
  for (const code of codes) {
    const line = document.createElement("li");
    line.textContent = code;
    list?.append(line);
  }
  document.getElementById("enrolled")?.removeAttribute("hidden");
  document.querySelector("#enrolled h2")?.scrollIntoView();
}
