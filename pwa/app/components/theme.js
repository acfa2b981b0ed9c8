// @ts-check
/** Light, dark, or as the phone is set. */

import { html } from "../html.js";
import { THEMES } from "../looks.js";

/** @param {{ context: import("../context.js").Context }} props */
export function ThemeChoice({ context: { tell, theme, actions } }) {
  return html`<fieldset class="card">
    <legend class="unseen">${tell("theme.title")}</legend>
    <h2 aria-hidden="true">${tell("theme.title")}</h2>
    ${THEMES.map(
      (one) => html`<label class="choice">
        <input
          type="radio"
          name="theme"
          value=${one}
          checked=${theme === one}
          onChange=${() => actions.showTheme(one)}
        />
        <span>${tell(`theme.${one}`)}</span>
      </label>`,
    )}
  </fieldset>`;
}
