// @ts-check
/** What the server knows of this phone, in words; deleted at once. */

import { html, useState } from "../html.js";
import { described } from "../languages.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Known} Known */

/** @param {{ context: Context }} props */
export function Privacy({ context }) {
  const { say, registered, actions } = context;
  const [known, setKnown] = useState(/** @type {Known | null | "failed" | "unasked"} */ ("unasked"));
  const ask = async () => setKnown(await actions.known());
  return html`<section class="card" aria-labelledby="privacy">
    <h2 id="privacy">${say("privacy.title")}</h2>
    <div role="status">
      ${known === "failed" && html`<p>${say("capability.server")}</p>`}
      ${known === null && html`<p>${say("privacy.nothing")}</p>`}
      ${known !== null && typeof known === "object" && html`<${Facts} say=${say} known=${known} />`}
    </div>
    <p class="note">${say("privacy.not")}</p>
    <p class="note">${say("privacy.phone")}</p>
    <button type="button" onClick=${() => void ask()}>${say("privacy.show")}</button>
    ${registered && html`<${Forget} context=${context} />`}
  </section>`;
}

/** @param {{ say: Context["say"], known: Known }} props */
function Facts({ say, known }) {
  const count = known.places.reduce((sum, place) => sum + place.cells.length, 0);
  return html`<ul>
    <li>${say("privacy.language", { language: described(known.language).name })}</li>
    <li>${count === 1 ? say("privacy.squares.one") : say("privacy.squares", { count })}</li>
    <li>${say("privacy.address")}</li>
  </ul>`;
}

/** @param {{ context: Context }} props */
function Forget({ context: { say, actions } }) {
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState("");
  const forget = async () => {
    const done = await actions.forget();
    setAsking(false);
    setTold(say(done ? "privacy.deleted" : "privacy.delete.failed"));
  };
  const open = html`<button type="button" onClick=${() => setAsking(true)}>
    ${say("privacy.delete")}
  </button>`;
  return html`${asking
      ? html`<p>${say("privacy.delete.sure")}</p>
          <div class="row">
            <button type="button" onClick=${() => setAsking(false)}>
              ${say("privacy.delete.no")}
            </button>
            <button type="button" onClick=${() => void forget()}>
              ${say("privacy.delete.yes")}
            </button>
          </div>`
      : open}
    <p role="status">${told}</p>`;
}
