// @ts-check
/** @module One act that a passkey confirms: asked for, signed, sent; then on to where it is seen. */

import { once } from "./once.js";
import { signed } from "./passkey.js";
import { post, Unanswered } from "./server.js";

const LOOKS_AGAIN_MS = 2_000;

/** @param {HTMLElement} button with `data-path`: of what is signed */
export function sign(button) {
  const path = button.dataset.path ?? "";
  button.addEventListener("click", () =>
    once(button, async () => {
      const tick = button.parentElement?.querySelector("input[name=knows]");
      const asked = tick instanceof HTMLInputElement ? { knows: tick.checked } : {};
      const { nonce, options } = await post(`${path}/ask`, asked);
      const answer = await signed(options);
      const told = await post(`${path}/approve`, { nonce, answer }).catch(lookAgain);
      if (told.grown) {
        throw new Error(told.grown);
      }
      location.assign(told.next);
    }),
  );
}

/**
 * It may have been sent although the answer was lost. Once the network is back the page is loaded
 * anew, and says so; a second approval of the same would be refused in any case.
 *
 * @param {unknown} error
 * @returns {never}
 */
function lookAgain(error) {
  if (error instanceof Unanswered) {
    const timer = setInterval(async () => {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
      if (answer?.ok) {
        clearInterval(timer);
        location.reload();
      }
    }, LOOKS_AGAIN_MS);
  }
  throw error;
}
