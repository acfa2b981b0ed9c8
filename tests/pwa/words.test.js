import assert from "node:assert/strict";
import { test } from "node:test";

import { exactWords, loadWords, words } from "../../pwa/app/phone/words.js";

const CATALOGUES = { "ja-simple": { hello: "こんにちは" }, en: { hello: "Hello {name}" } };

/** A phone that keeps the words of these languages. */
function keeping(...languages) {
  return async (path) => {
    const language = /^\/app\/h\/words\/(.+)\.json$/.exec(path)[1];
    if (!languages.includes(language)) throw new TypeError("Failed to fetch");
    return Response.json(CATALOGUES[language]);
  };
}

test("a sentence has its slots filled; one not given stays, one not known is its id", () => {
  const say = words(CATALOGUES.en);

  assert.equal(say("hello", { name: "Aya" }), "Hello Aya");
  assert.equal(say("hello"), "Hello {name}");
  assert.equal(say("unknown.id"), "unknown.id");
});

test("without network a language that was never read is easy Japanese", async () => {
  const say = await loadWords(keeping("ja-simple"), "h", "en");

  assert.equal(say("hello"), "こんにちは");
});

test("what must be in its language is in no other", async () => {
  await assert.rejects(exactWords(keeping("ja-simple"), "h", "en"));
});

test("with no words at all the page keeps what it shows", async () => {
  await assert.rejects(loadWords(keeping(), "h", "en"));
  await assert.rejects(loadWords(keeping(), "h", "ja-simple"));
});

test("words that are gone from the server are not there", async () => {
  const gone = async () => new Response("{}", { status: 404 });

  await assert.rejects(exactWords(gone, "h", "en"), /words for en: 404/);
});
