import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { FakeWindow, FakeWorker } from "./harness/fake_worker.js";

const SCRIPT = readFileSync(new URL("../../pwa/worker/ring.js", import.meta.url), "utf-8");
const ADDRESS = "https://town.example/desk/submissions/3";
const RING = {
  title: "Your approval is needed",
  body: "It has waited since 22 Nov 14:02.",
  lang: "en",
  dir: "ltr",
  tag: "ring-submission:3",
  renotify: true,
  silent: false,
  requireInteraction: true,
  data: { v: 1, navigate: ADDRESS, at: 1000 },
};
const OVER = {
  ...RING,
  title: "Nothing to do now",
  body: "Eve approved it.",
  renotify: false,
  silent: true,
  requireInteraction: false,
  data: { ...RING.data, at: 2000 },
};

function worker(given = {}) {
  return new FakeWorker(SCRIPT, given);
}

async function clicked(windows, data = { navigate: ADDRESS }) {
  const one = worker({ windows });
  await one.click({ data });
  return one.opened;
}

test("a ring is shown once, as it was pushed, loud", async () => {
  const one = worker();

  await one.push({ notification: { ...RING, navigate: ADDRESS } });

  assert.deepEqual(JSON.parse(JSON.stringify(one.shown)), [RING]);
});

test("the same ring again takes its own place, another stands beside it", async () => {
  const one = worker();

  await one.push({ notification: RING });
  await one.push({ notification: RING });
  await one.push({ notification: { ...RING, tag: "ring-submission:4" } });

  assert.deepEqual(
    one.onScreen.map((shown) => shown.tag),
    ["ring-submission:3", "ring-submission:4"],
  );
});

test("what became of it takes the call's place, without a sound", async () => {
  const one = worker();

  await one.push({ notification: RING });
  await one.push({ notification: OVER });

  assert.deepEqual(
    one.onScreen.map(({ close: _, ...shown }) => JSON.parse(JSON.stringify(shown))),
    [OVER],
  );
  assert.equal(one.shown.length, 2);
});

test("the end of an earlier call does not take the place of a later one", async () => {
  const one = worker();
  const again = { ...RING, title: "Approve once more", data: { ...RING.data, at: 3000 } };

  await one.push({ notification: again });
  await one.push({ notification: OVER });

  assert.deepEqual(
    one.onScreen.map(({ title, silent, requireInteraction }) => [title, silent, requireInteraction]),
    [["Approve once more", true, true]],
  );
  assert.equal(one.shown.length, 2);
});

test("a browser that does not list its notifications shows the end all the same", async () => {
  const one = worker({ listing: async () => Promise.reject(new Error("not here")) });

  await one.push({ notification: RING });
  await one.push({ notification: OVER });

  assert.equal(one.shown.at(-1).title, OVER.title);
});

for (const [name, payload] of [
  ["nothing", null],
  ["no JSON", "ring"],
  ["no notification", {}],
  ["a notification without title", { notification: { body: "x" } }],
]) {
  test(`a push of ${name} is a ring all the same`, async () => {
    const one = worker();

    await one.push(payload);

    assert.equal(one.shown.length, 1);
    assert.match(one.shown[0].title, /発信卓 · Desk/);
  });
}

test("an option that the browser refuses costs the option, not the ring", async () => {
  const one = worker({ refusesOptions: true });

  await one.push({ notification: RING });

  assert.deepEqual(
    one.shown.map(({ title, body }) => ({ title, body })),
    [{ title: RING.title, body: RING.body }],
  );
});

test("open pages of the desk hear of a ring at once, and no others", async () => {
  const windows = [new FakeWindow("/desk"), new FakeWindow("/desk/rings"), new FakeWindow("/ja/")];

  await worker({ windows }).push({ notification: RING });

  assert.deepEqual(
    windows.map((one) => one.messages),
    [[{ type: "ring" }], [{ type: "ring" }], []],
  );
});

test("a tap focuses the page that shows it already", async () => {
  const windows = [new FakeWindow("/desk"), new FakeWindow("/desk/submissions/3")];

  const opened = await clicked(windows);

  assert.deepEqual([windows.map((one) => one.focused), opened], [[false, true], []]);
});

test("a tap leaves a page alone in which somebody writes, and opens another", async () => {
  const writing = new FakeWindow("/desk/drafts/abc", { focused: true });

  const opened = await clicked([writing]);

  assert.deepEqual([writing.url, opened], ["https://town.example/desk/drafts/abc", [ADDRESS]]);
});

for (const navigate of [
  undefined,
  "https://elsewhere.example/desk/rings",
  "https://town.example/ja/",
  "javascript:alert(1)",
  "//elsewhere.example/desk",
]) {
  test(`a tap never leads out of the desk: ${navigate}`, async () => {
    const opened = await clicked([], { navigate });

    assert.deepEqual(opened, ["https://town.example/desk/rings"]);
  });
}

test("whose subscription the browser ended is told to set the device up anew", async () => {
  const one = worker();

  await one.dispatch("pushsubscriptionchange", {});
  await one.click({ data: one.shown[0].data });

  assert.match(one.shown[0].body, /set it up anew/);
  assert.deepEqual(one.opened, ["https://town.example/desk/rings"]);
});

test("it leaves every request to the browser, keeps nothing and asks nobody", async () => {
  const one = worker();

  await one.push({ notification: RING });
  const answer = await one.request("/desk/rings", { mode: "navigate" });

  assert.deepEqual([answer, one.calls, [...one.handlers.keys()].includes("fetch")], [undefined, [], false]);
});
