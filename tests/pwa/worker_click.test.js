import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeWindow, FakeWorker, WORKER } from "./harness/fake_worker.js";

const ADDRESS = "https://town.example/en/alerts/abcdefgh23456789";

async function clicked(windows, data = { navigate: ADDRESS }) {
  const worker = new FakeWorker(WORKER, { windows });
  const closed = [];
  await worker.click({ data, close: () => closed.push(true) });
  return { opened: worker.opened, closed: closed.length };
}

test("a tap opens the alert and takes the notification away", async () => {
  const { opened, closed } = await clicked([]);

  assert.deepEqual([opened, closed], [[ADDRESS], 1]);
});

test("a tap focuses an open window of ours and leads it to the alert", async () => {
  const window = new FakeWindow("/en/settings");

  const { opened } = await clicked([window]);

  assert.deepEqual([window.url, window.focused, opened], [ADDRESS, true, []]);
});

test("of several windows the one in use is taken", async () => {
  const windows = [new FakeWindow("/en/"), new FakeWindow("/en/history", { focused: true })];

  await clicked(windows);

  assert.deepEqual(
    windows.map((one) => one.url === ADDRESS),
    [false, true],
  );
});

test("a window that shows the alert already is only focused", async () => {
  const window = new FakeWindow("/en/alerts/abcdefgh23456789");
  window.navigate = () => assert.fail("it must not be loaded again");

  const { opened } = await clicked([window]);

  assert.deepEqual([window.focused, opened], [true, []]);
});

test("a window in guidance is focused, told, and never led away", async () => {
  const path = "/en/alerts/zzzzzzzz23456789/way";
  const windows = [new FakeWindow("/en/", { focused: true }), new FakeWindow(path)];

  const { opened } = await clicked(windows);

  assert.deepEqual(windows[1].url, `https://town.example${path}`);
  assert.deepEqual(windows[1].messages, [{ type: "open", address: ADDRESS }]);
  assert.deepEqual(
    [windows[1].focused, windows[0].url, opened],
    [true, "https://town.example/en/", []],
  );
});

test("where a window cannot be led, a new one is opened", async () => {
  const { opened } = await clicked([new FakeWindow("/en/", { controlled: false })]);

  assert.deepEqual(opened, [ADDRESS]);
});

const FOREIGN = [
  "https://evil.example/",
  "javascript:alert(1)",
  "https://town.example.evil/",
  "//evil/",
];

for (const data of [null, {}, ...FOREIGN.map((navigate) => ({ navigate }))]) {
  test(`a notification without an address of ours (${JSON.stringify(data)}) opens the start`, async () => {
    const { opened } = await clicked([], data);

    assert.deepEqual(opened, ["https://town.example/"]);
  });
}
