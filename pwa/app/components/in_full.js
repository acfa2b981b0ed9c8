// @ts-check
/**
 * What helps at an alert's hazard, longer than a notification has room for. Its words are read once
 * it is unfolded; service/page/alert.py writes the same.
 */

import { html, useState } from "../html.js";
import { inFull } from "../phone/words.js";

/** @typedef {import("../context.js").Context} Context */

/** @param {{ context: Context, data: import("../phone/shapes.js").AlertData }} props */
export function InFull({ context: { tell, say, read, page, language }, data: { phase, kind } }) {
  const [said, setSaid] = useState("");
  if (phase !== "live") return null;
  /** @param {{ currentTarget: HTMLDetailsElement }} event */
  const unfolded = ({ currentTarget }) =>
    currentTarget.open &&
    inFull(fetch, page.hash, language).then(
      (words) => setSaid(words[kind] ?? ""),
      () => setSaid(say("now.offline")),
    );
  return html`<details class="full" onToggle=${unfolded}>
    <summary>${tell("alert.full")}</summary>
    <p>${read(said)}</p>
  </details>`;
}
