import assert from "node:assert/strict";
import { test } from "node:test";

import { check } from "../../pwa/app/phone/check.js";
import { memoryStore } from "../../pwa/app/phone/store.js";
import { alertPayload } from "./harness/payloads.js";

const NOW = 1795323720;
const ALERT = alertPayload({}, {});

function answering(body, headers = {}) {
  return async () => Response.json(body, { headers });
}

const TOLD = { now: NOW + 40, sources: [], alerts: [ALERT] };

test("an answer is kept with the moment of the check, by both clocks", async () => {
  const store = memoryStore();

  const answer = await check(answering(TOLD), "en", store, NOW);

  assert.deepEqual(answer, { fresh: true, at: NOW, ...TOLD });
  assert.deepEqual(await store.get("checked"), { at: NOW, now: NOW + 40, sources: [] });
  assert.deepEqual((await store.alerts())[0].payload, ALERT);
});

for (const [what, headers, lain] of [
  ["made just now", { Date: new Date((NOW + 40) * 1000).toUTCString() }, 0],
  ["of this minute", { Date: new Date((NOW + 75) * 1000).toUTCString() }, 35],
  ["that lay on a proxy", { Date: new Date((NOW + 3640) * 1000).toUTCString() }, 3600],
  ["that a cache says the age of", { Date: new Date((NOW + 40) * 1000).toUTCString(), Age: "900" }, 900],
  ["from a proxy whose clock is slow", { Date: new Date(NOW * 1000).toUTCString() }, 0],
  ["with a date that cannot be read", { Date: "yesterday", Age: "old" }, 0],
]) {
  test(`the check was made when the service answered: an answer ${what}`, async () => {
    const store = memoryStore();

    const answer = await check(answering(TOLD, headers), "en", store, NOW);

    assert.equal(answer.at, NOW - lain);
    assert.deepEqual(await store.get("checked"), { at: NOW - lain, now: NOW + 40, sources: [] });
  });
}

test("a check asks the service, whatever the browser keeps", async () => {
  const asked = [];

  await check(async (...one) => asked.push(one) && Response.json(TOLD), "th", memoryStore(), NOW);

  assert.deepEqual(asked, [["/api/v1/alerts?language=th", { cache: "no-cache" }]]);
});

test("what the worker had kept is no check", async () => {
  const store = memoryStore();

  const answer = await check(answering(TOLD, { "Hansho-Kept": "1" }), "en", store, NOW);

  assert.equal(answer.fresh, false);
  assert.equal(await store.get("checked"), undefined);
});

for (const refused of ["keep", "set"]) {
  test(`an alert is shown although the phone has no room for it (${refused})`, async () => {
    const full = () => Promise.reject(new Error("QuotaExceededError"));
    const store = { ...memoryStore(), [refused]: full };

    const answer = await check(answering(TOLD), "en", store, NOW);

    assert.deepEqual(answer, { fresh: true, at: NOW, ...TOLD });
  });
}

test("a check whose alerts could not be kept is not kept either", async () => {
  const store = { ...memoryStore(), keep: () => Promise.reject(new Error("QuotaExceededError")) };

  await check(answering(TOLD), "en", store, NOW);

  assert.equal(await store.get("checked"), undefined);
});

for (const [what, fetching] of [
  ["nobody answers", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["the service is down", async () => new Response("{}", { status: 503 })],
  ["somebody else answers", async () => new Response("<html>Sign in to this Wi-Fi</html>")],
  ["the answer is not in our words", answering({ alerts: [] })],
]) {
  test(`no check was made where ${what}`, async () => {
    const store = memoryStore();

    assert.equal(await check(fetching, "en", store, NOW), null);
    assert.equal(await store.get("checked"), undefined);
  });
}
