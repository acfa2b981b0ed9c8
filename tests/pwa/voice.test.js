import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { say, voiceFor, watchVoices } from "../../pwa/app/phone/voice.js";

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

test("the voices are told of after a while, and whenever there is news of them", (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const speech = new FakeSpeech();
  const told = [];

  watchVoices(speech, (voices) => told.push(voices), 1_000);
  mock.timers.tick(999);
  const early = [...told];
  mock.timers.tick(1);
  speech.learn(REMOTE);
  speech.learn(JA, EN);

  assert.deepEqual(early, []);
  assert.deepEqual(told, [[], [REMOTE], [JA, EN]]);
});

test("leaving the alert ends the watch", (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const speech = new FakeSpeech();
  const told = [];

  const stop = watchVoices(speech, (voices) => told.push(voices));
  stop();
  mock.timers.tick(10_000);
  speech.learn(JA);

  assert.deepEqual(told, []);
});

const never = new AbortController().signal;

for (const end of ["onend", "onerror"]) {
  test(`the next is said once the browser reports ${end}`, async () => {
    const speech = new FakeSpeech();
    const utterances = [{ text: "たかいところへ" }, { text: "To high ground" }];

    const done = say(speech, utterances, never, undefined);
    const first = [...speech.said];
    utterances[0][end]();
    await null;
    utterances[1][end]();
    await done;

    assert.deepEqual(first, utterances.slice(0, 1));
    assert.deepEqual(speech.said, utterances);
  });
}

test("whoever stops it, or leaves, hears nothing more", async () => {
  const speech = new FakeSpeech();
  const utterances = [{ text: "たかいところへ" }, { text: "To high ground" }];
  const turn = new AbortController();

  const done = say(speech, utterances, turn.signal, undefined);
  const before = speech.cancelled;
  turn.abort();
  utterances[0].onend();
  await done;

  assert.equal(speech.cancelled, before + 1);
  assert.deepEqual(speech.said, utterances.slice(0, 1));
});

test("while another window speaks, this one is silent", async () => {
  const speech = new FakeSpeech();
  const locks = { request: async (_name, _how, work) => work(null) };

  await say(speech, [{ text: "" }], never, locks);

  assert.deepEqual(speech.said, []);
});
