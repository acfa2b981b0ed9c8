// @ts-check
/** Reads an alert aloud; there is no button where this phone has no voice of its language. */

import { html, useEffect, useState } from "../html.js";
import { say, voiceFor, watchVoice } from "../phone/voice.js";
import { Picture } from "./plate.js";
import { spokenText } from "./ruby.js";

/** @param {{ context: import("../context.js").Context, text: string, lang: string }} props */
export function ReadAloud({ context: { tell, page }, text, lang }) {
  const speech = "speechSynthesis" in globalThis ? speechSynthesis : null;
  const [found, setVoice] = useState(/** @type {SpeechSynthesisVoice | undefined} */ (undefined));
  // After a change of language the voice of before is still at hand: it may not read this.
  const voice = found && voiceFor([found], lang);
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => (speech ? watchVoice(speech, lang, setVoice) : undefined), [lang]);
  if (!speech || !voice) return null;
  const toggle = () => {
    if (speaking) return speech.cancel();
    setSpeaking(true);
    const utterance = new SpeechSynthesisUtterance(spokenText(text));
    void say(speech, utterance, voice, navigator.locks).finally(() => setSpeaking(false));
  };
  return html`<button type="button" aria-pressed=${speaking} onClick=${toggle}>
    <${Picture} hash=${page.hash} name="speak" part="icon" />
    ${tell(speaking ? "alert.read_stop" : "alert.read_aloud")}
  </button>`;
}
