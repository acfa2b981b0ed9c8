import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeWindow, FakeWorker, KILL_SWITCH, WORKER } from "./harness/fake_worker.js";
import { alertPayload } from "./harness/payloads.js";

const ADDRESS = "https://town.example/en/alerts/abcdefgh23456789";

test("the kill switch shows pushes, opens taps and keeps the subscription, and fetches nothing", async () => {
  const windows = [new FakeWindow("/en/")];
  const worker = new FakeWorker(KILL_SWITCH, { windows });

  await worker.push(alertPayload());
  await worker.click({ data: { navigate: ADDRESS } });

  assert.deepEqual([...worker.handlers.keys()].sort(), [
    "activate",
    "install",
    "notificationclick",
    "push",
    "pushsubscriptionchange",
  ]);
  assert.deepEqual([worker.shown.length, windows[0].url], [1, ADDRESS]);
});

test("the kill switch drops every cache at once, its own and all others", async () => {
  const worker = new FakeWorker(KILL_SWITCH);
  await worker.caches.open("hansho-core-0123456789abcdef");
  await worker.caches.open("hansho-answers");

  await worker.dispatch("install", {});
  await worker.dispatch("activate", {});

  assert.deepEqual([worker.skipped, await worker.caches.keys()], [true, []]);
});

for (const [name, script] of Object.entries({ WORKER, KILL_SWITCH })) {
  test(`nothing in ${name} ends the subscription`, () => {
    const code = script.replace(/\/\*[^]*?\*\/|\/\/.*/g, "");

    assert.doesNotMatch(code, /unregister|Clear-Site-Data|\bunsubscribe\b|importScripts|^import /m);
  });
}
