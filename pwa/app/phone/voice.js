// @ts-check
/**
 * Reading aloud, with a voice that needs no network. What the browser gives (`speechSynthesis`) comes
 * in as a port, so that tests need no voice.
 */

/** Two open windows do not speak at once. */
const LOCK = "hansho-speech";
/** The first question can keep a phone busy for half a second: the alert is read before that. */
const PATIENCE_MS = 1_500;

/**
 * @typedef {object} Speech the part of `speechSynthesis` that is needed.
 * @property {() => readonly SpeechSynthesisVoice[]} getVoices
 * @property {(utterance: SpeechSynthesisUtterance) => void} speak
 * @property {() => void} cancel
 * @property {(type: "voiceschanged", listener: () => void) => void} [addEventListener]
 * @property {(type: "voiceschanged", listener: () => void) => void} [removeEventListener]
 */

/**
 * The first local voice of a language; undefined where there is none.
 * @param {readonly SpeechSynthesisVoice[]} voices
 * @param {string} lang BCP 47
 */
export function voiceFor(voices, lang) {
  const local = voices.filter((voice) => voice.localService);
  const exact = local.find((voice) => voice.lang.toLowerCase() === lang.toLowerCase());
  return exact ?? local.find((voice) => primary(voice.lang) === primary(lang));
}

/** "pt" of "pt-BR"; some phones write "pt_BR". @param {string} lang */
function primary(lang) {
  return lang.toLowerCase().split(/[-_]/)[0];
}

/**
 * Tells which voices there are, after a while and whenever the browser has news of them.
 * @param {Speech} speech
 * @param {(voices: readonly SpeechSynthesisVoice[]) => void} tell
 * @param {number} [patience] milliseconds
 * @returns {() => void} ends it
 */
export function watchVoices(speech, tell, patience = PATIENCE_MS) {
  const look = () => tell(speech.getVoices());
  const timer = setTimeout(look, patience);
  speech.addEventListener?.("voiceschanged", look);
  return () => {
    clearTimeout(timer);
    speech.removeEventListener?.("voiceschanged", look);
  };
}

/**
 * Says one after another, if no other window is speaking.
 * @param {Speech} speech
 * @param {readonly SpeechSynthesisUtterance[]} utterances each with its voice
 * @param {AbortSignal} signal ends it
 * @param {Pick<LockManager, "request"> | undefined} locks
 * @returns {Promise<void>} when it has ended, for whatever reason
 */
export async function say(speech, utterances, signal, locks) {
  const work = () => allSaid(speech, utterances, signal);
  if (!locks) return work();
  await locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}

/** @param {Speech} speech @param {readonly SpeechSynthesisUtterance[]} utterances @param {AbortSignal} signal */
async function allSaid(speech, utterances, signal) {
  signal.addEventListener("abort", () => speech.cancel());
  // What an earlier page left behind.
  speech.cancel();
  for (const utterance of utterances) if (!signal.aborted) await said(speech, utterance);
}

/** @param {Speech} speech @param {SpeechSynthesisUtterance} utterance @returns {Promise<void>} */
function said(speech, utterance) {
  return new Promise((resolve) => {
    utterance.onend = utterance.onerror = () => resolve();
    speech.speak(utterance);
  });
}
