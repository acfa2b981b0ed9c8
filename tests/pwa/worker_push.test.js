import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeIndexedDb } from "./harness/fake_indexed_db.js";
import { FakeWindow, FakeWorker, WORKER } from "./harness/fake_worker.js";
import { GREETING, alertPayload, held, revision } from "./harness/payloads.js";

const ID = "abcdefgh23456789";

function words(shown) {
  return shown.map(({ title, body }) => [title, body]);
}

function asPushed(payload) {
  return [[payload.notification.title, payload.notification.body]];
}

test("a push is shown once, with its words, language, tag and address", async () => {
  const worker = new FakeWorker(WORKER);

  await worker.push(alertPayload());

  const { navigate, ...rest } = alertPayload().notification;
  assert.deepEqual(worker.shown, [{ ...rest, data: { ...rest.data, navigate } }]);
});

test("a push is kept as it was pushed, as shown", async () => {
  const worker = new FakeWorker(WORKER);

  await worker.push(alertPayload());

  const kept = worker.indexedDB.data.alerts.get(ID);
  assert.deepEqual([kept.payload, kept.shown], [alertPayload(), true]);
  assert.equal(worker.indexedDB.open_connections, 0);
});

test("open pages are told of a push", async () => {
  const windows = [new FakeWindow("/en/"), new FakeWindow("/ja/history")];
  const worker = new FakeWorker(WORKER, { windows });

  await worker.push(revision(3));

  const told = [{ type: "alert", id: ID, rev: 3 }];
  assert.deepEqual(
    windows.map((one) => one.messages),
    [told, told],
  );
});

test("text that is no JSON is shown as it is", async () => {
  const worker = new FakeWorker(WORKER);

  await worker.push("Leave the river now");

  assert.deepEqual(words(worker.shown), [["半鐘 Hansho", "Leave the river now"]]);
});

for (const broken of [
  "",
  "null",
  "[]",
  "{}",
  '{"notification": null}',
  '{"notification": {"title": 4}}',
]) {
  test(`a push with nothing to read (${broken || "empty"}) still shows one notification`, async () => {
    const worker = new FakeWorker(WORKER);

    await worker.push(broken);

    assert.equal(worker.shown.length, 1);
    assert.equal(worker.shown[0].title, "半鐘 Hansho");
    assert.notEqual(worker.shown[0].body, "");
  });
}

test("a push without data shows what was declared beside it", async () => {
  const worker = new FakeWorker(WORKER);
  const { navigate, ...declared } = alertPayload().notification;

  await worker.push(null, { declared: { ...declared, navigate } });

  assert.deepEqual(words(worker.shown), asPushed(alertPayload()));
});

for (const mode of ["error", "throws"]) {
  test(`IndexedDB refused (${mode}): the push's own text is shown`, async () => {
    const worker = new FakeWorker(WORKER, { indexedDB: new FakeIndexedDb({ mode }) });

    await worker.push(alertPayload());

    assert.deepEqual(words(worker.shown), asPushed(alertPayload()));
  });
}

test("IndexedDB blocked: the push's own text is shown after 500 ms, not before", async () => {
  const worker = new FakeWorker(WORKER, { indexedDB: new FakeIndexedDb({ mode: "silent" }) });

  const done = worker.push(alertPayload());
  await worker.elapse(499);
  const before = worker.shown.length;
  await worker.elapse(1);

  assert.equal(before, 0);
  assert.deepEqual(words(worker.shown), asPushed(alertPayload()));
  await worker.elapse(10_000);
  await done;
});

test("a list of notifications that never comes holds no push up", async () => {
  const worker = new FakeWorker(WORKER, { listing: () => new Promise(() => {}) });

  const done = worker.push(alertPayload());
  await worker.elapse(500);
  await done;

  assert.deepEqual(words(worker.shown), asPushed(alertPayload()));
});

const CORRUPT = [
  "text",
  7,
  {},
  { payload: null },
  { payload: { notification: { data: { v: 1, id: ID, rev: "9" }, title: "x" } } },
  { payload: { notification: { data: { v: 1, id: "other", rev: 9 }, title: "x" } } },
  { payload: { notification: { data: { v: 2, id: ID, rev: 9 }, title: "x" } } },
  { payload: { notification: { data: { v: 1, id: ID, rev: 9 } } } },
];

for (const record of CORRUPT) {
  test(`a record that is corrupt (${JSON.stringify(record)}) changes nothing`, async () => {
    const indexedDB = new FakeIndexedDb({ alerts: { [ID]: record } });
    const worker = new FakeWorker(WORKER, { indexedDB });

    await worker.push(alertPayload());

    assert.deepEqual(words(worker.shown), asPushed(alertPayload()));
    assert.equal(worker.shown[0].silent, false);
  });
}

for (const v of [0, 2, "1", null]) {
  test(`a payload of a version not known (${JSON.stringify(v)}) is shown as it stands`, async () => {
    const indexedDB = new FakeIndexedDb({ alerts: { [ID]: held(revision(9)) } });
    const worker = new FakeWorker(WORKER, { indexedDB });
    const payload = alertPayload({}, { v });

    await worker.push(payload);

    const { navigate, ...rest } = payload.notification;
    assert.deepEqual(worker.shown, [{ ...rest, data: { ...rest.data, navigate } }]);
    assert.deepEqual(worker.indexedDB.data.alerts.get(ID), held(revision(9)));
  });
}

for (const broken of [{ id: 7 }, { id: undefined }, { rev: "1" }, { rev: 1.5 }]) {
  test(`data that is not an alert's (${JSON.stringify(broken)}) is shown and not kept`, async () => {
    const worker = new FakeWorker(WORKER);

    await worker.push(alertPayload({}, broken));

    assert.deepEqual(words(worker.shown), asPushed(alertPayload()));
    assert.equal(worker.indexedDB.data.alerts.size, 0);
  });
}

test("whatever breaks in the worker itself, the push's own text is shown", async () => {
  const worker = new FakeWorker(WORKER, { listing: () => assert.fail("a fault") });

  await worker.push(alertPayload());

  assert.deepEqual(words(worker.shown), asPushed(alertPayload()));
});

test("an option that the browser refuses costs the option, never the text", async () => {
  const worker = new FakeWorker(WORKER, { refusesOptions: true });

  await worker.push(alertPayload());

  assert.deepEqual(words(worker.shown), asPushed(alertPayload()));
  assert.equal(worker.shown[0].tag, ID);
});

test("a greeting is shown, handed to open pages, kept, and returned with the secret", async () => {
  const window = new FakeWindow("/en/start");
  const indexedDB = new FakeIndexedDb({ kv: { subscription: { id: 7, secret: "s3cret" } } });
  const network = async () => new Response("{}", { status: 200 });
  const worker = new FakeWorker(WORKER, { windows: [window], indexedDB, network });

  await worker.push(GREETING);

  assert.deepEqual(words(worker.shown), asPushed(GREETING));
  assert.deepEqual(window.messages, [{ type: "nonce", nonce: "n0nce" }]);
  assert.deepEqual(worker.calls, [
    {
      method: "POST",
      path: "/api/v1/subscriptions/7/confirmation",
      body: { nonce: "n0nce" },
      headers: { "Content-Type": "application/json", Authorization: "Bearer s3cret" },
    },
  ]);
  assert.equal(indexedDB.data.kv.has("nonce"), false);
});

for (const [why, network] of [
  ["there is no network", undefined],
  ["the server refuses", async () => new Response("{}", { status: 401 })],
]) {
  test(`the page finds the nonce on its next open if ${why}`, async () => {
    const indexedDB = new FakeIndexedDb({ kv: { subscription: { id: 7, secret: "s3cret" } } });
    const worker = new FakeWorker(WORKER, { indexedDB, network });

    await worker.push(GREETING);

    assert.equal(worker.shown.length, 1);
    assert.equal(indexedDB.data.kv.get("nonce"), "n0nce");
  });
}

test("a greeting before the secret is stored waits for the page", async () => {
  const worker = new FakeWorker(WORKER);

  await worker.push(GREETING);

  assert.deepEqual(worker.calls, []);
  assert.equal(worker.indexedDB.data.kv.get("nonce"), "n0nce");
});

test("a test push is shown, told to open pages and remembered", async () => {
  const window = new FakeWindow("/en/start");
  const worker = new FakeWorker(WORKER, { windows: [window] });
  const notification = {
    title: "A test",
    body: "This is how it looks.",
    data: { v: 1, test: true },
  };

  await worker.push({ notification });

  assert.deepEqual(words(worker.shown), [["A test", "This is how it looks."]]);
  assert.deepEqual(window.messages, [{ type: "test" }]);
  assert.equal(typeof worker.indexedDB.data.kv.get("tested"), "number");
});
