/** What the worker adds to a push, and that none of it ever costs the push its own text. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeCaches } from "./harness/fake_caches.js";
import { FakeIndexedDb } from "./harness/fake_indexed_db.js";
import { FakeWorker, KILL_SWITCH, WORKER } from "./harness/fake_worker.js";
import { GREETING, alertPayload, held, revision } from "./harness/payloads.js";
import { DEEP, NOW, OUTSIDE, fix, outline, place, record } from "./harness/places.js";

const ID = "abcdefgh23456789";
const HOME = record([place("Home", DEEP)]);
const CORE = "hansho-core-0123456789abcdef";
const FOLDER = "/app/0123456789abcdef/icons";
const ICON = "data:image/png;base64,aWNvbg==";
const BADGE = "data:image/png;base64,YmFkZ2U=";

function worker({ kv = { place_record: HOME }, alerts = {}, script = WORKER, ...given } = {}) {
  const indexedDB = given.indexedDB ?? new FakeIndexedDb({ kv, alerts });
  return new FakeWorker(script, { now: NOW, ...given, indexedDB });
}

/** Caches as they are with the core of one version; `pictures` by name. */
async function cachesWith(pictures, name = CORE) {
  const caches = new FakeCaches(async () => new Response("", { status: 503 }));
  const cache = await caches.open(name);
  for (const [file, text] of Object.entries(pictures)) {
    await cache.put(`${FOLDER}/${file}.png`, new Response(text));
  }
  return caches;
}

const PICTURES = { "icon-192": "icon", "badge-96": "badge" };

function bodies(given) {
  return given.shown.map((one) => one.body);
}

test("the words of a place stand first, and the push's own words follow unchanged", async () => {
  const phone = worker();

  await phone.push(alertPayload());

  assert.deepEqual(bodies(phone), [`Home is in.\n${alertPayload().notification.body}`]);
});

test("all else is as it was pushed, and the alert is kept as it was pushed", async () => {
  const phone = worker();

  await phone.push(alertPayload());

  const { navigate, body: _, ...pushed } = alertPayload().notification;
  const { body: __, ...shown } = phone.shown[0];
  assert.deepEqual(shown, { ...pushed, data: { ...pushed.data, navigate } });
  assert.deepEqual(phone.indexedDB.data.alerts.get(ID).payload, alertPayload());
});

test("nothing of the record leaves the phone with a push", async () => {
  const phone = worker({ kv: { place_record: HOME, subscription: { id: 7, secret: "s" } } });

  await phone.push(alertPayload());
  await phone.push(GREETING);

  assert.deepEqual(
    phone.calls.map((one) => [one.path, one.body]),
    [["/api/v1/subscriptions/7/confirmation", { nonce: "n0nce" }]],
  );
});

test("nothing of the record leaves the phone with a new subscription", async () => {
  const places = [{ id: "1", label: "Home", class: "home", cell: 5, ...DEEP }];
  const subscription = { id: 7, secret: "s", endpoint: "https://push.example/old", key_id: "k" };
  const next = { endpoint: "https://push.example/new", toJSON: () => ({ keys: {} }) };
  const kv = { place_record: record([place("Home", DEEP)], { fix: fix(DEEP) }), places, subscription };
  const phone = worker({ kv, network: async () => Response.json({ id: 8, secret: "t" }) });

  await phone.dispatch("pushsubscriptionchange", { newSubscription: next });

  assert.equal(phone.calls.length, 2);
  assert.deepEqual(phone.calls[0].body.places, [{ class: "home", cells: [5] }]);
  assert.doesNotMatch(JSON.stringify(phone.calls), /136\.|13:52|Home/);
});

test("two alerts at once each have the words that are true of it", async () => {
  const phone = worker();
  const id = "zzzzzzzz23456789";
  const area = outline([[137, 36], [137.1, 36], [137.1, 36.1]]);
  const other = alertPayload({ tag: id, body: "Elsewhere" }, { id, area });

  await Promise.all([phone.push(alertPayload()), phone.push(other)]);

  assert.deepEqual(bodies(phone).sort(), [
    "Elsewhere",
    `Home is in.\n${alertPayload().notification.body}`,
  ]);
});

test("an older revision that comes late is shown as the newer one, with what is true of that", async () => {
  const newer = revision(2, {}, { area: null, slack_m: null });
  const phone = worker({ alerts: { [ID]: held(newer) } });

  await phone.push(revision(1));

  assert.deepEqual(bodies(phone), ["Revision 2"]);
});

for (const mode of ["error", "throws"]) {
  test(`IndexedDB refused (${mode}): the push's own text alone`, async () => {
    const phone = worker({ indexedDB: new FakeIndexedDb({ mode }) });

    await phone.push(alertPayload());

    assert.deepEqual(bodies(phone), [alertPayload().notification.body]);
  });
}

test("IndexedDB blocked: the push's own text alone, after 500 ms", async () => {
  const kv = { place_record: HOME };
  const phone = worker({ indexedDB: new FakeIndexedDb({ mode: "silent", kv }) });

  const done = phone.push(alertPayload());
  await phone.elapse(500);

  assert.deepEqual(bodies(phone), [alertPayload().notification.body]);
  await phone.elapse(10_000);
  await done;
});

test("a home outside the area changes nothing", async () => {
  const phone = worker({ kv: { place_record: record([place("Home", OUTSIDE)]) } });

  await phone.push(alertPayload());

  assert.deepEqual(bodies(phone), [alertPayload().notification.body]);
});

test("greetings and tests have no words of places", async () => {
  const phone = worker();

  await phone.push(GREETING);

  assert.deepEqual(bodies(phone), ["You will be warned."]);
});

for (const payload of [alertPayload(), GREETING]) {
  const { title } = payload.notification;

  test(`the pictures come out of the core, as data: nothing is fetched for "${title}"`, async () => {
    const phone = worker({ kv: {}, caches: await cachesWith(PICTURES) });

    await phone.push(payload);

    const [shown] = phone.shown;
    assert.deepEqual([shown.icon, shown.badge], [ICON, BADGE]);
    assert.deepEqual(phone.calls, []);
  });
}

const NO_PICTURES = {
  "there is no core": async () => new FakeCaches(),
  "one of the two is missing": () => cachesWith({ "icon-192": "icon" }),
  "they stand in another cache": () => cachesWith(PICTURES, "hansho-answers"),
  "one is too large": () => cachesWith({ ...PICTURES, "badge-96": "x".repeat(20_001) }),
  "caches are refused": async () => ({ keys: () => assert.fail("refused") }),
  "a cache throws": async () => ({
    keys: async () => [CORE],
    open: async () => assert.fail("broken"),
  }),
};

for (const [why, caches] of Object.entries(NO_PICTURES)) {
  test(`no pictures, and the text all the same: ${why}`, async () => {
    const phone = worker({ kv: {}, caches: await caches() });

    await phone.push(alertPayload());

    const { navigate, ...pushed } = alertPayload().notification;
    assert.deepEqual(phone.shown, [{ ...pushed, data: { ...pushed.data, navigate } }]);
  });
}

test("caches that never answer: the text after 500 ms, without pictures", async () => {
  const phone = worker({ kv: {}, caches: { keys: () => new Promise(() => {}) } });

  const done = phone.push(alertPayload());
  await phone.elapse(499);
  const before = phone.shown.length;
  await phone.elapse(1);
  await done;

  assert.equal(before, 0);
  assert.deepEqual(bodies(phone), [alertPayload().notification.body]);
});

test("a picture that the push names itself stays, and a version not known stays as it is", async () => {
  const phone = worker({ kv: {}, caches: await cachesWith(PICTURES) });

  await phone.push(alertPayload({ icon: "/own.png" }));
  await phone.push(alertPayload({ tag: "later" }, { v: 2 }));

  assert.deepEqual(
    phone.shown.map((one) => [one.icon, one.badge]),
    [
      ["/own.png", BADGE],
      [undefined, undefined],
    ],
  );
});

test("the kill switch adds nothing: pushes in their own words, without pictures", async () => {
  const phone = worker({ script: KILL_SWITCH, caches: await cachesWith(PICTURES) });

  await phone.push(alertPayload());

  const { navigate, ...pushed } = alertPayload().notification;
  assert.deepEqual(phone.shown, [{ ...pushed, data: { ...pushed.data, navigate } }]);
});
