import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { say, voiceFor, watchVoice } from "../../pwa/app/phone/voice.js";

const JA = { lang: "ja-JP", localService: true };
const EN = { lang: "en_GB", localService: true };
const REMOTE = { lang: "fr-FR", localService: false };

/** The browser's speech, without a voice to be heard. */
class FakeSpeech extends EventTarget {
  voices = [];
  said = [];
  cancelled = 0;

  getVoices() {
    return this.voices;
  }

  speak(utterance) {
    this.said.push(utterance);
  }

  cancel() {
    this.cancelled += 1;
  }

  learn(...voices) {
    this.voices = voices;
    this.dispatchEvent(new Event("voiceschanged"));
  }
}

for (const [lang, wanted] of [
  ["ja", JA],
  ["en", EN],
  ["en-US", EN],
  ["fr", undefined],
  ["my", undefined],
]) {
  test(`${lang} is read by ${wanted ? wanted.lang : "nobody"}`, () => {
    assert.equal(voiceFor([REMOTE, JA, EN], lang), wanted);
  });
}

test("the exact variety is preferred", () => {
  const exact = { lang: "pt-BR", localService: true };

  assert.equal(voiceFor([{ lang: "pt-PT", localService: true }, exact], "pt-BR"), exact);
});

test("without a voice none is told of, and one that comes later is", (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const speech = new FakeSpeech();
  const told = [];

  watchVoice(speech, "ja", (voice) => told.push(voice), 1_000);
  mock.timers.tick(999);
  const early = [...told];
  mock.timers.tick(1);
  speech.learn(REMOTE);
  speech.learn(JA);

  assert.deepEqual(early, []);
  assert.deepEqual(told, [undefined, undefined, JA]);
});

test("leaving the alert ends the speech and the watch", (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const speech = new FakeSpeech();
  const told = [];

  const stop = watchVoice(speech, "ja", (voice) => told.push(voice));
  stop();
  mock.timers.tick(10_000);
  speech.learn(JA);

  assert.deepEqual(told, []);
  assert.equal(speech.cancelled, 1);
});

for (const end of ["onend", "onerror"]) {
  test(`it has been said when the browser reports ${end}`, async () => {
    const speech = new FakeSpeech();
    const utterance = { text: "たかいところへ" };

    const done = say(speech, utterance, JA, undefined);
    utterance[end]();
    await done;

    assert.deepEqual(speech.said, [utterance]);
    assert.equal(utterance.voice, JA);
    assert.equal(utterance.lang, "ja-JP");
  });
}

test("while another window speaks, this one is silent", async () => {
  const speech = new FakeSpeech();
  const locks = { request: async (_name, _how, work) => work(null) };

  await say(speech, { text: "" }, JA, locks);

  assert.deepEqual(speech.said, []);
});
