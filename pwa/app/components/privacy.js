// @ts-check
/** What the server knows of this phone, in words; deleted at once. */

import { html, useState } from "../html.js";
import { described } from "../languages.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Known} Known */

/** @param {{ context: Context }} props */
export function Privacy({ context }) {
  const { tell, registered, actions } = context;
  const [known, setKnown] = useState(/** @type {Known | null | "failed" | "unasked"} */ ("unasked"));
  const ask = async () => setKnown(await actions.known());
  return html`<section class="card" aria-labelledby="privacy">
    <h2 id="privacy">${tell("privacy.title")}</h2>
    <div role="status">
      ${known === "failed" && html`<p>${tell("capability.server")}</p>`}
      ${known === null && html`<p>${tell("privacy.nothing")}</p>`}
      ${known !== null && typeof known === "object" && html`<${Facts} context=${context} known=${known} />`}
    </div>
    <p class="note">${tell("privacy.not")}</p>
    <p class="note">${tell("privacy.phone")}</p>
    <button type="button" onClick=${() => void ask()}>${tell("privacy.show")}</button>
    ${registered && html`<${Forget} context=${context} />`}
  </section>`;
}

/** @param {{ context: Context, known: Known }} props */
function Facts({ context: { tell }, known }) {
  const count = known.places.reduce((sum, place) => sum + place.cells.length, 0);
  return html`<ul>
    <li>${tell("privacy.language", { language: described(known.language).name })}</li>
    <li>${count === 1 ? tell("privacy.squares.one") : tell("privacy.squares", { count })}</li>
    <li>${tell("privacy.address")}</li>
  </ul>`;
}

/** @param {{ context: Context }} props */
function Forget({ context: { say, tell, read, actions } }) {
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState("");
  const forget = async () => {
    const done = await actions.forget();
    setAsking(false);
    setTold(say(done ? "privacy.deleted" : "privacy.delete.failed"));
  };
  const open = html`<button type="button" onClick=${() => setAsking(true)}>
    ${tell("privacy.delete")}
  </button>`;
  return html`${asking
      ? html`<p>${tell("privacy.delete.sure")}</p>
          <div class="row">
            <button type="button" onClick=${() => setAsking(false)}>
              ${tell("privacy.delete.no")}
            </button>
            <button type="button" onClick=${() => void forget()}>
              ${tell("privacy.delete.yes")}
            </button>
          </div>`
      : open}
    <p role="status">${read(told)}</p>`;
}
