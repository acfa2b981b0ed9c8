/** What people tell their phone of themselves and their homes leaves it in no request. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { sendLanguage, sendPlaces } from "../../pwa/app/phone/server.js";
import { giveUp, repair, turnOn } from "../../pwa/app/phone/subscription.js";
import { FakeIndexedDb } from "./harness/fake_indexed_db.js";
import { FakePush, FakeServer, phoneOf } from "./harness/fake_phone.js";
import { FakeWorker, WORKER } from "./harness/fake_worker.js";
import { GREETING, alertPayload } from "./harness/payloads.js";
import { DEEP, NOW, place, record } from "./harness/places.js";
import { start, wayRecord } from "./harness/ways.js";

const HOME = { id: "home-1", label: "Home", class: "home", cell: 42, ...DEEP, floor: 7, building: "wooden" };
const PERSON = { needs_time: true, no_stairs: true, pace: "slow" };
const KEPT = { places: [HOME], person: PERSON, way_record: wayRecord([start(DEEP)]) };
const PRIVATE = /136\.65|36\.56|floor|building|wooden|needs|stairs|slow|pace|Kenroku|兼六|metres/;

test("registering, repairing, moving, another language, deleting: cells and times alone", async () => {
  const server = new FakeServer({ answers: { "GET /subscriptions/8": 404 } });
  const phone = await phoneOf({ server, push: new FakePush(), kv: KEPT });

  await turnOn(phone);
  await repair(phone);
  const mine = await phone.store.get("subscription");
  await sendPlaces(server.fetching, mine, [HOME], NOW);
  await sendLanguage(server.fetching, mine, "de");
  await giveUp(phone);

  const bodies = server.calls.map((one) => one.body).filter((body) => body?.places);
  assert.deepEqual(
    bodies.map((body) => body.places),
    Array(3).fill([{ class: "home", cells: [42] }]),
  );
  assert.doesNotMatch(JSON.stringify(server.calls), PRIVATE);
});

test("forgetting takes it from the phone, too", async () => {
  const phone = await phoneOf({ kv: KEPT });

  await giveUp(phone);

  const left = await Promise.all(["places", "person", "way_record"].map((key) => phone.store.get(key)));
  assert.deepEqual(left, [undefined, undefined, undefined]);
});

test("the worker sends none of it: with a warning, a greeting, a new subscription", async () => {
  const subscription = { id: 7, secret: "s", endpoint: "https://push.example/old", key_id: "k" };
  const next = { endpoint: "https://push.example/new", toJSON: () => ({ keys: {} }) };
  const kv = { ...KEPT, subscription, place_record: record([place("Home", DEEP)]) };
  const network = async () => Response.json({ id: 8, secret: "t" });
  const worker = new FakeWorker(WORKER, { indexedDB: new FakeIndexedDb({ kv }), now: NOW, network });

  await worker.push(alertPayload());
  await worker.push(GREETING);
  await worker.dispatch("pushsubscriptionchange", { newSubscription: next });

  assert.equal(worker.calls.length, 3);
  assert.doesNotMatch(JSON.stringify(worker.calls), PRIVATE);
});
