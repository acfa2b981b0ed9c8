// Alerts in every language, said from the ids of a push: as the service says them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { draftOf, retold } from "../../pwa/app/phone/retelling.js";
import { trimmed } from "../../pwa/app/phone/own_words.js";
import { languagesOfLines, titles } from "../../pwa/app/phone/two_languages.js";

const { books, cases, names } = JSON.parse(readFileSync(process.env.HANSHO_RETELLINGS, "utf-8"));

/** What was said, in the form of the wanted; each part of it with its language. */
function asWanted({ notification, turned }) {
  const { title, body, lang, dir, data } = notification;
  const parts = [titles(notification).map((one) => [one.lang, one.text]), languagesOfLines(notification)];
  return { title, body, lang, language: data.lang, dir, parts, do: data.do, where: data.where, own: turned.own };
}

function said(payload, language) {
  return asWanted(retold(payload, language, books));
}

test("the phone says every alert in every language as the service does", () => {
  let compared = 0;
  for (const { payload, wanted } of cases) {
    for (const one of wanted.filter(({ own }) => !own)) {
      assert.deepEqual(said(payload, one.language), one);
      compared += 1;
    }
  }
  assert.ok(compared > 2000, `${compared}`);
});

test("what the issuer wrote itself is named as missing, and all else is said", () => {
  const quoted = cases.flatMap(({ payload, wanted }) =>
    wanted.filter(({ own }) => own).map(({ language }) => said(payload, language)),
  );

  assert.ok(quoted.length > 0);
  assert.ok(quoted.every(({ own, title, body }) => own && title && body));
});

test("a draft is what the service would say once it is reviewed, and no draft of what goes out", () => {
  let compared = 0;
  for (const { payload, wanted, drafts } of cases) {
    const kept = drafts.filter(({ own }) => !own);
    for (const one of kept) {
      assert.deepEqual(asWanted(draftOf(payload, one.language, books)), one);
      compared += 1;
    }
    const out = wanted.filter(({ language }) => books[language].read_in.includes(language));
    assert.ok(out.every(({ language }) => draftOf(payload, language, books) === null));
  }
  const hasDrafts = Object.values(books).some(({ read_in }) => read_in.length > 1);
  assert.ok(compared > 1000 || !hasDrafts, `${compared}`);
});

test("nothing is said from a push without ids, without words, or with ids of another time", () => {
  const { payload } = cases[0];
  const other = (say) => ({
    notification: { ...payload.notification, data: { ...payload.notification.data, say } },
  });

  assert.equal(retold(other(undefined), "en", books), null);
  assert.equal(retold(payload, "en", {}), null);
  assert.equal(retold(other({ ids: "order title.evacuate what.of_tomorrow" }), "en", books), null);
  assert.equal(retold(other({ ids: 7 }), "en", books), null);
});

test("names are cut as the service cuts them", () => {
  for (const { text, bytes, characters, wanted } of names) {
    assert.equal(trimmed(text, bytes, characters), wanted);
  }
  assert.ok(names.length > 100);
});
