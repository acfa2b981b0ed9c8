// @ts-check
/** Reads an alert aloud, where this phone has a voice of its language that needs no network. */

import { html, useEffect, useState } from "../html.js";
import { Picture } from "./plate.js";
import { spokenText } from "./ruby.js";

const PATIENCE_MS = 1_500;
/** Two open windows do not speak at once. */
const LOCK = "hansho-speech";

/**
 * The first local voice of a language; undefined where there is none.
 * @param {readonly SpeechSynthesisVoice[]} voices
 * @param {string} lang BCP 47
 */
export function voiceFor(voices, lang) {
  const primary = lang.split("-")[0]?.toLowerCase();
  const local = voices.filter((voice) => voice.localService);
  const exact = local.find((voice) => voice.lang.toLowerCase() === lang.toLowerCase());
  return exact ?? local.find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === primary);
}

/** @param {{ context: import("../context.js").Context, text: string, lang: string }} props */
export function ReadAloud({ context: { tell, page }, text, lang }) {
  const speech = "speechSynthesis" in globalThis ? speechSynthesis : null;
  const [voice, setVoice] = useState(/** @type {SpeechSynthesisVoice | undefined} */ (undefined));
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => {
    const look = () => setVoice(voiceFor(speech?.getVoices() ?? [], lang));
    // The first question can keep a phone busy for half a second: the alert is read before that.
    const timer = setTimeout(look, PATIENCE_MS);
    speech?.addEventListener?.("voiceschanged", look);
    return () => {
      clearTimeout(timer);
      speech?.removeEventListener?.("voiceschanged", look);
      speech?.cancel();
    };
  }, [lang]);
  if (!speech || !voice) return null;
  const toggle = () => {
    if (speaking) return speech.cancel();
    setSpeaking(true);
    void inTurn(() => spoken(speech, voice, text)).finally(() => setSpeaking(false));
  };
  return html`<button type="button" aria-pressed=${speaking} onClick=${toggle}>
    <${Picture} hash=${page.hash} name="speak" part="icon" />
    ${tell(speaking ? "alert.read_stop" : "alert.read_aloud")}
  </button>`;
}

/** @param {() => Promise<void>} work @returns {Promise<void>} */
async function inTurn(work) {
  if (!navigator.locks) return work();
  await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}

/**
 * @param {SpeechSynthesis} speech @param {SpeechSynthesisVoice} voice @param {string} text
 * @returns {Promise<void>} when it has ended, for whatever reason
 */
function spoken(speech, voice, text) {
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(spokenText(text));
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onend = utterance.onerror = () => resolve();
    speech.cancel();
    speech.speak(utterance);
  });
}
