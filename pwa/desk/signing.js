// @ts-check
/** @module One act that a passkey confirms: asked for, signed, sent; then on to where it is seen. */

import { once } from "./once.js";
import { signed } from "./passkey.js";
import { post } from "./server.js";

/** @param {HTMLElement} button with `data-path`: of what is signed */
export function sign(button) {
  const path = button.dataset.path ?? "";
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
