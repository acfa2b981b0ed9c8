// @ts-check
/** "A test comes in 15 s … Did you see it?" Only Yes is proof. */

import { html, useState } from "../html.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {"idle" | "coming" | "limit" | "failed" | "seen" | "unseen"} Stage */

/** @type {Readonly<Record<Stage, string>>} */
const SAID = {
  idle: "",
  coming: "start.test.coming",
  limit: "start.test.limit",
  failed: "capability.server",
  seen: "start.test.proven",
  unseen: "start.test.failed",
};

/** @param {{ context: Context }} props */
export function TestPush({ context: { say, tell, actions } }) {
  const [stage, setStage] = useState(/** @type {Stage} */ ("idle"));
  const send = async () => setStage(await actions.sendTest());
  return html`<div class="beside">
    <p role="status">${SAID[stage] && tell(SAID[stage])}</p>
    ${stage === "coming"
      ? html`<fieldset>
          <legend>${tell("start.test.seen")}</legend>
          <div class="row">
            <button type="button" onClick=${() => setStage("seen")}>${tell("start.test.yes")}</button>
            <button type="button" onClick=${() => setStage("unseen")}>${tell("start.test.no")}</button>
          </div>
        </fieldset>`
      : html`<button type="button" onClick=${() => void send()}>${tell("start.test.send")}</button>`}
  </div>`;
}
