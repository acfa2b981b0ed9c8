import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { check } from "../../pwa/app/phone/check.js";
import { memoryStore, openStore } from "../../pwa/app/phone/store.js";
import { loadWords, words } from "../../pwa/app/phone/words.js";
import { FakeIndexedDb } from "./harness/fake_indexed_db.js";
import { FakeWorker, WORKER } from "./harness/fake_worker.js";
import { alertPayload, held, revision } from "./harness/payloads.js";

const ID = "abcdefgh23456789";

const STORES = {
  IndexedDB: () => openStore(new FakeIndexedDb()),
  memory: async () => memoryStore(),
};

for (const [name, open] of Object.entries(STORES)) {
  test(`${name}: what is set is there, what is removed is not`, async () => {
    const store = await open();

    await store.set("language", "ja");
    await store.set("nonce", "n");
    await store.remove("nonce");

    assert.deepEqual([await store.get("language"), await store.get("nonce")], ["ja", undefined]);
  });

  test(`${name}: alerts come newest first`, async () => {
    const store = await open();
    for (const [id, sent] of [
      ["a", 1],
      ["b", 3],
      ["c", 2],
    ]) {
      await store.keep(alertPayload({}, { id, sent }), 9);
    }

    const found = await store.alerts();

    assert.deepEqual(
      found.map((one) => one.payload.notification.data.id),
      ["b", "c", "a"],
    );
  });

  test(`${name}: an older revision never takes the place of a newer one`, async () => {
    const store = await open();

    const taken = [await store.keep(revision(2), 1), await store.keep(revision(1), 2)];

    assert.deepEqual(taken, [true, false]);
    assert.deepEqual(await store.alert(ID), { payload: revision(2), received: 1, shown: false });
  });

  test(`${name}: nothing is left after it was told to forget`, async () => {
    const store = await open();
    await store.set("places", []);
    await store.keep(revision(1), 1);

    await store.forget();

    assert.deepEqual([await store.get("places"), await store.alerts()], [undefined, []]);
  });
}

test("the same revision fetched in another language is still one that was shown", async () => {
  const store = await openStore(new FakeIndexedDb({ alerts: { [ID]: held(revision(2)) } }));
  const german = revision(2, { lang: "de", title: "Hochwasser" });

  await store.keep(german, 5);
  await store.keep(revision(3), 6);

  assert.deepEqual(await store.alert(ID), { payload: revision(3), received: 6, shown: false });
});

test("at most 60 alerts are kept, the newest", async () => {
  const indexedDB = new FakeIndexedDb();
  const store = await openStore(indexedDB);

  for (let i = 0; i < 62; i += 1) await store.keep(alertPayload({}, { id: `a${i}`, sent: i }), i);

  assert.equal(indexedDB.data.alerts.size, 60);
  assert.deepEqual(
    [indexedDB.data.alerts.has("a1"), indexedDB.data.alerts.has("a2")],
    [false, true],
  );
});

test("records that are corrupt count as absent", async () => {
  const alerts = { [ID]: "text", x: { payload: {} }, good: held(revision(1)) };
  const store = await openStore(new FakeIndexedDb({ alerts }));

  assert.deepEqual([await store.alert(ID), await store.alerts()], [undefined, [held(revision(1))]]);
});

for (const mode of ["error", "throws", "silent"]) {
  test(`where storage is ${mode} the page still works, and knows that nothing lasts`, async () => {
    const store = await openStore(new FakeIndexedDb({ mode }), { limit: 1 });

    await store.set("language", "ja");

    assert.deepEqual([store.lasting, await store.get("language")], [false, "ja"]);
  });
}

test("a browser without IndexedDB gets a store in memory", async () => {
  assert.equal((await openStore(undefined)).lasting, false);
});

test("a connection gives way to a newer version of the database", async () => {
  const indexedDB = new FakeIndexedDb();
  let connection;
  const factory = {
    open: () => {
      const request = indexedDB.open();
      queueMicrotask(() => queueMicrotask(() => (connection = request.result)));
      return request;
    },
  };
  await openStore(factory);

  connection.onversionchange();

  assert.equal(indexedDB.open_connections, 0);
});

test("what the worker keeps the page reads, and the other way round", async () => {
  const indexedDB = new FakeIndexedDb();
  const worker = new FakeWorker(WORKER, { indexedDB });
  const store = await openStore(indexedDB);

  await worker.push(revision(1));
  const read = await store.alert(ID);
  await store.keep(revision(2), 5);
  await worker.push(revision(1));

  assert.deepEqual([read.payload, read.shown], [revision(1), true]);
  assert.equal(worker.shown.at(-1).body, "Revision 2");
});

function answering(body, { status = 200, headers = {} } = {}) {
  return async () => new Response(JSON.stringify(body), { status, headers });
}

test("a fresh answer is a check, and its alerts are kept", async () => {
  const store = memoryStore();
  const paths = [];
  const body = { now: 105, sources: [], alerts: [revision(1)] };
  const fetching = async (path) => (paths.push(path), answering(body)());

  const answer = await check(fetching, "ja-simple", store, 100);

  assert.deepEqual(paths, ["/api/v1/alerts?language=ja-simple"]);
  assert.deepEqual(answer, { fresh: true, at: 100, ...body });
  assert.deepEqual(await store.get("checked"), { at: 100, now: 105, sources: [] });
  assert.equal((await store.alerts()).length, 1);
});

test("an answer that the worker had kept is no check", async () => {
  const store = memoryStore();
  const kept = answering({ now: 5, sources: [], alerts: [] }, { headers: { "Hansho-Kept": "1" } });

  const answer = await check(kept, "en", store, 100);

  assert.deepEqual([answer.fresh, await store.get("checked")], [false, undefined]);
});

test("a line that carries nothing is given up after 30 s: no check was made", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const store = memoryStore();

  const answer = check(() => new Promise(() => {}), "en", store, 100);
  mock.timers.tick(30_000);

  assert.deepEqual([await answer, await store.get("checked")], [null, undefined]);
  mock.timers.reset();
});

const NO_ANSWERS = {
  "nobody answers": async () => Promise.reject(new TypeError("Failed to fetch")),
  "the server is down": answering({}, { status: 503 }),
  "it is no JSON": async () => new Response("<html>"),
  "it has no time": answering({ alerts: [] }),
  "it has no alerts": answering({ now: 1 }),
};

for (const [what, fetching] of Object.entries(NO_ANSWERS)) {
  test(`no check was made where ${what}`, async () => {
    const store = memoryStore();

    assert.equal(await check(fetching, "en", store, 100), null);
    assert.equal(await store.get("checked"), undefined);
  });
}

test("words fill their slots; what is missing is seen", () => {
  const say = words({ "age.minutes": "{count} min ago, {count}", "now.title": "Now" });

  assert.deepEqual(
    [say("age.minutes", { count: 3 }), say("now.title"), say("no.such"), say("age.minutes")],
    ["3 min ago, 3", "Now", "no.such", "{count} min ago, {count}"],
  );
});

test("words are those of the version that the page was served with", async () => {
  const paths = [];
  const fetching = async (path) => (paths.push(path), Response.json({ a: "b" }));

  const say = await loadWords(fetching, "0123456789abcdef", "ja");

  assert.deepEqual([paths, say("a")], [["/app/0123456789abcdef/words/ja.json"], "b"]);
});

test("words never read on this phone are those of easy Japanese without network", async () => {
  const fetching = async (path) => {
    if (!path.endsWith("/ja-simple.json")) throw new TypeError("Failed to fetch");
    return Response.json({ a: "よんで ください" });
  };

  const say = await loadWords(fetching, "0123456789abcdef", "vi");

  assert.equal(say("a"), "よんで ください");
});

test("words that cannot be read are an error, so that the page keeps what it shows", async () => {
  await assert.rejects(
    loadWords(answering({}, { status: 404 }), "x", "ja"),
    /words for ja-simple: 404/,
  );
});
