// @ts-check
/** @module What the desk's pages cannot do as plain forms: passkeys, and saying what is unsaved. */

import { registered, signed } from "./passkey.js";
import { post } from "./server.js";

const RENEWS_MS = 10_000;

/** @type {Record<string, (element: HTMLElement) => void>} */
const ACTS = { login, enrol, approve, renew };

for (const element of document.querySelectorAll("[data-act]")) {
  if (element instanceof HTMLElement) {
    ACTS[element.dataset.act ?? ""]?.(element);
  }
}
holdUnsaved();

/** @param {HTMLElement} button */
function login(button) {
  button.addEventListener("click", () =>
    once(button, async () => {
      const answer = await signed(await post("/desk/login/options", {}));
      location.assign((await post("/desk/login", { answer })).next);
    }),
  );
}

/** The token stands behind `#` and goes to our server alone. @param {HTMLElement} form */
function enrol(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const token = location.hash.slice(1);
    const label = String(new FormData(/** @type {HTMLFormElement} */ (form)).get("label") ?? "");
    once(form, async () => {
      const answer = await registered(await post("/desk/enrol/options", { token }));
      const { codes } = await post("/desk/enrol", { token, answer, label });
      history.replaceState(null, "", location.pathname);
      form.hidden = true;
      show(codes);
    });
  });
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

/** @param {HTMLElement} button */
function approve(button) {
  const path = `/desk/submissions/${button.dataset.submission}`;
  button.addEventListener("click", () =>
    once(button, async () => {
      const { nonce, options } = await post(`${path}/ask`, {});
      const told = await post(`${path}/approve`, { nonce, answer: await signed(options) });
      if (told.grown) {
        throw new Error(told.grown);
      }
      location.assign(told.next);
    }),
  );
}

/** Puts the numbers anew without moving what is read or focused. @param {HTMLElement} element */
function renew(element) {
  setInterval(async () => {
    if (document.hidden) {
      return;
    }
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(element.id);
    if (answer.ok && fresh !== null) {
      element.replaceChildren(...fresh.childNodes);
    }
  }, RENEWS_MS);
}

/** What is submitted is what was saved and looked at: edits that were not hold it back. */
function holdUnsaved() {
  const form = document.getElementById("write");
  const submit = document.querySelector("#submit button");
  form?.addEventListener("input", () => {
    document.getElementById("unsaved")?.removeAttribute("hidden");
    submit?.setAttribute("disabled", "");
  });
}

/**
 * Runs one act at a time, and says what went wrong where the page has room for it.
 *
 * @param {HTMLElement} element
 * @param {() => Promise<void>} act
 */
async function once(element, act) {
  if (element.ariaBusy === "true") {
    return;
  }
  const told = document.getElementById("told");
  element.ariaBusy = "true";
  told?.setAttribute("hidden", "");
  try {
    await act();
  } catch (error) {
    if (told) {
      told.textContent = error instanceof Error ? error.message : String(error);
      told.hidden = false;
    }
  } finally {
    element.ariaBusy = "false";
  }
}
