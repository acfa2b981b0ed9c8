// @ts-check
/** Reads an alert aloud; there is no button where this phone has no voice of any of its languages. */

import { html, useEffect, useState } from "../html.js";
import { say, voiceFor, watchVoices } from "../phone/voice.js";
import { Picture } from "./plate.js";
import { spokenText } from "./ruby.js";

/** @typedef {import("../phone/two_languages.js").Part} Part */

/** @param {{ context: import("../context.js").Context, parts: readonly Part[] }} props */
export function ReadAloud({ context: { tell, page }, parts }) {
  const speech = "speechSynthesis" in globalThis ? speechSynthesis : null;
  const [voices, setVoices] = useState(/** @type {readonly SpeechSynthesisVoice[]} */ ([]));
  const [speaking, setSpeaking] = useState(/** @type {AbortController | null} */ (null));
  const text = parts.map((one) => one.text).join("\n");
  useEffect(() => (speech ? watchVoices(speech, setVoices) : undefined), []);
  // Another alert, or this one in another language: what is being said is not what is shown.
  useEffect(() => () => speaking?.abort(), [speaking, text]);
  const heard = parts.flatMap((part) => {
    const voice = voiceFor(voices, part.lang);
    return voice ? [{ text: spokenText(part.text), how: { voice, lang: voice.lang } }] : [];
  });
  if (!speech || heard.length === 0) return null;
  const toggle = () => {
    if (speaking) return speaking.abort();
    const turn = new AbortController();
    setSpeaking(turn);
    const said = heard.map((one) => Object.assign(new SpeechSynthesisUtterance(one.text), one.how));
    void say(speech, said, turn.signal, navigator.locks).finally(() => setSpeaking(null));
  };
  return html`<button type="button" aria-pressed=${speaking !== null} onClick=${toggle}>
    <${Picture} hash=${page.hash} name="speak" part="icon" />
    ${tell(speaking ? "alert.read_stop" : "alert.read_aloud")}
  </button>`;
}
