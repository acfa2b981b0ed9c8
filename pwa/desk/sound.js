// @ts-check
/** @module Two tones, made here and not loaded, again and again while somebody is called. */

const TONES_HZ = [988, 740, 988, 740];
const TONE_S = 0.3;
const AGAIN_MS = 3_000;
const STARTS_WITHIN_MS = 1_000;
const LOUDNESS = 0.4;

/** @typedef {"on" | "off" | "blocked"} SoundState `blocked`: the browser wants a tap on this page */

export class Sound {
  /** @type {AudioContext | undefined} */
  #context;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #again;
  #rings = false;
  /** @type {SoundState} */
  state = "off";
  #changed;

  /** @param {(state: SoundState) => void} changed */
  constructor(changed) {
    this.#changed = changed;
  }

  /**
   * Browsers let a page sound after a tap on it, and some after one on the page before.
   * @param {boolean} heard whether to sound once, so that its person knows how it is
   */
  async on(heard) {
    try {
      this.#context ??= new AudioContext();
      await Promise.race([
        this.#context.resume(),
        new Promise((resolve) => setTimeout(resolve, STARTS_WITHIN_MS)),
      ]);
      this.state = this.#context.state === "running" ? "on" : "blocked";
    } catch {
      this.state = "blocked";
    }
    this.#changed(this.state);
    if (heard && this.state === "on") this.#sound();
  }

  async off() {
    this.state = "off";
    await this.#context?.close();
    this.#context = undefined;
    this.#changed(this.state);
  }

  /** @param {boolean} rings whether somebody is called now */
  ring(rings) {
    if (rings === this.#rings) return;
    this.#rings = rings;
    clearInterval(this.#again);
    if (!rings) return;
    this.#sound();
    this.#again = setInterval(() => this.#sound(), AGAIN_MS);
  }

  #sound() {
    const context = this.#context;
    if (this.state !== "on" || !context) return;
    TONES_HZ.forEach((hertz, place) => {
      const [tone, loudness] = [context.createOscillator(), context.createGain()];
      const begins = context.currentTime + place * TONE_S;
      tone.frequency.value = hertz;
      loudness.gain.value = LOUDNESS;
      tone.connect(loudness).connect(context.destination);
      tone.start(begins);
      tone.stop(begins + TONE_S * 0.9);
    });
  }
}
