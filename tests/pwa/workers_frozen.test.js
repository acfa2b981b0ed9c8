/**
 * Phones run the worker that they last fetched, for months. Every worker that was ever released
 * stands in pwa/workers-frozen, and today's payloads must show in each.
 *
 * Who changes pwa/worker/ after a release raises "Edition" in warning.js; at the next release
 * `python -m tests.pwa.harness.freeze` writes pwa/workers-frozen/<edition>.js. Released ones are
 * never edited.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { FakeIndexedDb } from "./harness/fake_indexed_db.js";
import { FakeWorker, WORKER } from "./harness/fake_worker.js";
import { GREETING, alertPayload, held, revision } from "./harness/payloads.js";
import { DEEP, place, record } from "./harness/places.js";

const FOLDER = new URL("../../pwa/workers-frozen/", import.meta.url);
const FROZEN = readdirSync(FOLDER).sort();
const ID = "abcdefgh23456789";
/** As today's page writes it (place_record.test.js). */
const RECORD = record([place("Home", DEEP)]);

/** From Python when pytest runs this (the payloads of the day, by the phrasebook), else our own. */
const TODAY = process.env.HANSHO_PAYLOADS
  ? JSON.parse(readFileSync(process.env.HANSHO_PAYLOADS, "utf-8"))
  : [alertPayload(), GREETING];
const TOMORROW = alertPayload({ title: "x", body: "y" }, { v: 99, id: 5, rev: null, area: [1] });

function script(file) {
  return readFileSync(new URL(file, FOLDER), "utf-8");
}

function editionOf(text) {
  return Number(/^ \* Edition (\d+)\./m.exec(text)[1]);
}

for (const file of FROZEN) {
  [...TODAY, TOMORROW].forEach((payload, i) => {
    test(`${file} shows payload ${i} once, in its own words, and opens its page`, async () => {
      const worker = new FakeWorker(script(file));
      const { title, body, navigate, lang } = payload.notification;

      await worker.push(payload);
      await worker.click({ data: worker.shown[0].data });

      assert.deepEqual(
        worker.shown.map((one) => [one.title, one.body, one.lang]),
        [[title, body, lang]],
      );
      assert.deepEqual(
        worker.opened.map((one) => new URL(one, "https://town.example").href),
        [new URL(navigate ?? "/", "https://town.example").href],
      );
    });
  });

  test(`${file} shows an update over what it holds, as audible as the payload says`, async () => {
    const indexedDB = new FakeIndexedDb({ alerts: { [ID]: held(revision(1)) } });
    const worker = new FakeWorker(script(file), { indexedDB });

    await worker.push(revision(2, { silent: true, renotify: false }));
    await worker.push(revision(3));

    assert.deepEqual(
      worker.shown.map((one) => [one.body, one.silent]),
      [
        ["Revision 2", true],
        ["Revision 3", false],
      ],
    );
    assert.equal(worker.onScreen.length, 1);
  });

  for (const place_record of [RECORD, { ...RECORD, v: 99 }, { v: 99 }, "later"]) {
    const v = place_record.v ?? "none";

    test(`${file} says all of the push's own words beside a place record of version ${v}`, async () => {
      const indexedDB = new FakeIndexedDb({ kv: { place_record } });
      const worker = new FakeWorker(script(file), { indexedDB });

      await worker.push(alertPayload());

      const [shown, ...more] = worker.shown.map((one) => one.body);
      const added = shown.slice(0, -alertPayload().notification.body.length);
      assert.equal(shown, added + alertPayload().notification.body);
      assert.ok(["", "Home is in.\n"].includes(added), added);
      assert.deepEqual(more, []);
    });
  }
}

test("the newest frozen worker is the present one, or older", () => {
  const newest = script(FROZEN.at(-1));
  const number = Number.parseInt(FROZEN.at(-1), 10);

  assert.equal(editionOf(newest), number);
  assert.ok(editionOf(WORKER) >= number, "a frozen worker is of the future");
  // A changed worker is a new edition: raise it in pwa/worker/warning.js.
  if (editionOf(WORKER) === number) assert.equal(newest, WORKER);
});

test("a worker frozen by hand stands beside those that were released", () => {
  assert.deepEqual(FROZEN.slice(0, 2), ["000-aged.js", "001.js"]);
});
