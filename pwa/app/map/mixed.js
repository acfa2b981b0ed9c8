// @ts-check
/** Sentences that hold Japanese names, in other languages. */

import { html } from "../html.js";

/** @typedef {import("../context.js").Context} Context */

const JAPANESE = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々〆ヶー]+)/u;
/** Languages that write with Han themselves: nobody can tell there which word is a name. */
const WITH_HAN = ["ja", "zh", "ko"];

/**
 * Names are marked as Japanese, so that a voice says them so and they have the shapes of the signs.
 * @param {{ context: Pick<Context, "read" | "spoken">, text: string }} props
 */
export function Mixed({ context: { read, spoken }, text }) {
  if (WITH_HAN.some((one) => spoken.lang.startsWith(one))) return read(text);
  return html`${text.split(JAPANESE).map((part, i) => (i % 2 ? html`<span lang="ja">${part}</span>` : part))}`;
}
