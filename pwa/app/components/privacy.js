// @ts-check
/** What the server knows of this phone, in words; deleted at once. */

import { clockTime } from "../context.js";
import { html, useState } from "../html.js";
import { described } from "../languages.js";
import { facts } from "../phone/known.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Known} Known */

/** @param {{ context: Context }} props */
export function Privacy({ context }) {
  const { say, tell, read, registered, actions } = context;
  const [known, setKnown] = useState(/** @type {Known | null | "failed" | "unasked"} */ ("unasked"));
  const [told, setTold] = useState("");
  const ask = async () => setKnown(await actions.known());
  const forget = async () => {
    const done = await actions.forget();
    if (done) setKnown("unasked");
    setTold(say(done ? "privacy.deleted" : "privacy.delete.failed"));
  };
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
    ${registered && html`<${Forget} context=${context} forget=${forget} />`}
    <p role="status">${read(told)}</p>
  </section>`;
}

/** @param {Context} context @param {import("../phone/known.js").Fact} fact */
function said(context, { id, squares: count = 0, since, until, language = "", number = 0 }) {
  const { say } = context;
  return say(id, {
    squares: count === 1 ? say("privacy.squares.one") : say("privacy.squares", { count }),
    since: since ? clockTime(context, since) : "",
    until: until ? clockTime(context, until) : "",
    language: described(language).name,
    number,
  });
}

/** @param {{ context: Context, known: Known }} props */
function Facts({ context, known }) {
  return html`<ul class="facts">
    ${facts(known).map((one) => html`<li>${context.read(said(context, one))}</li>`)}
  </ul>`;
}

/** @param {{ context: Context, forget: () => Promise<void> }} props */
function Forget({ context: { tell }, forget }) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return html`<button type="button" onClick=${() => setAsking(true)}>${tell("privacy.delete")}</button>`;
  }
  return html`<p>${tell("privacy.delete.sure")}</p>
    <div class="row">
      <button type="button" onClick=${() => setAsking(false)}>${tell("privacy.delete.no")}</button>
      <button type="button" onClick=${() => void forget().then(() => setAsking(false))}>
        ${tell("privacy.delete.yes")}
      </button>
    </div>`;
}
