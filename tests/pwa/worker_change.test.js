import assert from "node:assert/strict";
import { test } from "node:test";

import { placeBodies } from "../../pwa/app/phone/server.js";
import { FakeIndexedDb } from "./harness/fake_indexed_db.js";
import { FakeWorker, WORKER, offline } from "./harness/fake_worker.js";

const MINE = { id: 7, secret: "old", key_id: "k1", public_key: "BOld", endpoint: "https://push/1" };
const FAR = 4102444800;
const PLACES = [
  { id: "a", label: "Home", class: "home", lon: 136.6, lat: 36.5, cell: 123 },
  { id: "b", label: "Inn", class: "stay", lon: 136.7, lat: 36.6, cell: 456, until: FAR },
  { id: "c", label: "Old inn", class: "stay", lon: 136.7, lat: 36.6, cell: 789, until: 1 },
  { id: "d", label: "", class: "here", lon: 136.7, lat: 36.6, cell: 12, since: 1795323720 },
];

function subscription(endpoint) {
  return { endpoint, toJSON: () => ({ endpoint, keys: { p256dh: "p", auth: "a" } }) };
}

async function changed({ kv, network, event = {}, pushManager }) {
  const asked = [];
  const manager = {
    getSubscription: async () => null,
    subscribe: async (options) => (
      asked.push(structuredClone(options)),
      subscription("https://push/2")
    ),
    ...pushManager,
  };
  const indexedDB = new FakeIndexedDb({ kv });
  const worker = new FakeWorker(WORKER, { indexedDB, network, pushManager: manager });
  const done = worker.dispatch("pushsubscriptionchange", event);
  await worker.elapse(14_999);
  await worker.elapse(1);
  await done;
  return { kv: Object.fromEntries(indexedDB.data.kv), calls: worker.calls, asked };
}

async function accepting(path) {
  return new Response(path === "/api/v1/subscriptions" ? '{"id": 8, "secret": "new"}' : "{}");
}

test("a subscription that changed is taken anew under the same key, and the server is told", async () => {
  const kv = { subscription: MINE, places: PLACES, language: "ja-simple" };

  const result = await changed({ kv, network: accepting });

  assert.deepEqual(result.asked, [{ userVisibleOnly: true, applicationServerKey: "BOld" }]);
  assert.deepEqual(
    result.calls.map(({ method, path }) => `${method} ${path}`),
    ["POST /api/v1/subscriptions", "DELETE /api/v1/subscriptions/7"],
  );
  assert.deepEqual(result.kv.subscription, {
    ...MINE,
    id: 8,
    secret: "new",
    endpoint: "https://push/2",
  });
  assert.equal(result.kv.debt, undefined);
});

test("the old subscription's own key is used where the browser still gives it", async () => {
  const applicationServerKey = new Uint8Array([4, 1, 2]).buffer;

  const event = { oldSubscription: { options: { applicationServerKey } } };
  const result = await changed({ kv: { subscription: MINE }, network: accepting, event });

  assert.deepEqual(result.asked, [{ userVisibleOnly: true, applicationServerKey }]);
});

test("a subscription that the browser made itself is taken as it is", async () => {
  const event = { newSubscription: subscription("https://push/3") };

  const result = await changed({ kv: { subscription: MINE }, network: accepting, event });

  assert.deepEqual([result.asked, result.kv.subscription.endpoint], [[], "https://push/3"]);
});

test("worker and page tell the server the same of places: cells and times, never points", async () => {
  const result = await changed({ kv: { subscription: MINE, places: PLACES }, network: accepting });

  const { places } = result.calls[0].body;
  assert.deepEqual(places, placeBodies(PLACES, 1795323720));
  assert.deepEqual(places, [
    { class: "home", cells: [123] },
    { class: "stay", cells: [456], until: FAR },
    { class: "here", cells: [12], since: 1795323720 },
  ]);
});

const DEBTS = {
  "without network": { network: offline },
  "the server refuses": { network: async () => new Response("{}", { status: 400 }) },
  "the browser refuses": {
    pushManager: { subscribe: async () => Promise.reject(new Error("no")) },
  },
  "subscribe() hangs": { pushManager: { subscribe: () => new Promise(() => {}) } },
  "nothing is stored": { kv: {} },
};

for (const [why, given] of Object.entries(DEBTS)) {
  test(`the page is owed the repair: ${why}`, async () => {
    const result = await changed({ kv: { subscription: MINE }, network: accepting, ...given });

    assert.equal(typeof result.kv.debt, "number");
    assert.deepEqual(result.kv.subscription, (given.kv ?? { subscription: MINE }).subscription);
  });
}

test("a database that never answers does not hold the lock for ever", async () => {
  const indexedDB = new FakeIndexedDb({ mode: "silent" });
  const worker = new FakeWorker(WORKER, { indexedDB });

  const done = worker.dispatch("pushsubscriptionchange", {});
  await worker.elapse(10_000);
  await worker.elapse(10_000);

  await done;
  assert.deepEqual(worker.calls, []);
});

test("a change that the page repaired meanwhile changes nothing", async () => {
  const pushManager = { getSubscription: async () => subscription(MINE.endpoint) };

  const result = await changed({ kv: { subscription: MINE }, network: accepting, pushManager });

  assert.deepEqual([result.calls, result.kv], [[], { subscription: MINE }]);
});
