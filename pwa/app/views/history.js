// @ts-check
/** The last five alerts, live or over. */

import { AlertLink } from "../components/alert.js";
import { clockTime } from "../context.js";
import { html } from "../html.js";
import { became } from "../mine.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Payload} Payload */
/** @typedef {import("../context.js").View} View */

const MOST = 5;

/** @param {Context} context @returns {View} */
export function history(context) {
  const { say, tell, read, alerts } = context;
  const title = say("history.title");
  return {
    title,
    main: html`<div class="screen">
      <h1 tabindex="-1">${read(title)}</h1>
      ${alerts.length === 0
        ? html`<p class="note">${tell("history.none")}</p>`
        : html`<ol class="past">
            ${alerts.slice(0, MOST).map(
              (one) =>
                html`<${AlertLink} context=${context} payload=${one} state=${stateOf(context, one)} />`,
            )}
          </ol>`}
    </div>`,
  };
}

/** @param {Context} context @param {Payload} payload */
function stateOf(context, payload) {
  const { state, heard } = became(payload, context.now);
  return context.say(`state.${state}`, { time: clockTime(context, heard) });
}
