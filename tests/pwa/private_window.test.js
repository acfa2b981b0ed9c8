import assert from "node:assert/strict";
import { test } from "node:test";

import { isPrivate, keepingOf } from "../../pwa/app/phone/private_window.js";

const GIB = 2 ** 30;
const NORMAL = { lasting: true, files: "given", quota: 10 * GIB, memory: 4 * GIB };
const ROWS = [
  ["a normal window", {}, false],
  ["Firefox or Safari, which refuse the folder alone", { files: "refused", memory: null }, true],
  ["a browser that refuses everything", { files: "refused", lasting: false }, false],
  ["Chromium with a share of the memory", { quota: GIB }, true],
  ["a small quota of a browser that does not say its memory", { quota: 1, memory: null }, false],
  ["an old browser that says nothing", { files: "unknown", quota: null, memory: null }, false],
];

for (const [name, changes, wanted] of ROWS) {
  test(`${name}: ${wanted ? "private" : "not known to be private"}`, () => {
    assert.equal(isPrivate({ ...NORMAL, ...changes }), wanted);
  });
}

test("the browser is asked for what it lets a page keep", async () => {
  const storage = {
    estimate: async () => ({ quota: 5 }),
    getDirectory: async () => Promise.reject(new DOMException("no", "SecurityError")),
  };

  assert.deepEqual(await keepingOf({ storage }, { memory: { jsHeapSizeLimit: 9 } }, true), {
    lasting: true,
    files: "refused",
    quota: 5,
    memory: 9,
  });
});

test("a browser without any of it is not asked twice", async () => {
  assert.deepEqual(await keepingOf({}, {}, false), {
    lasting: false,
    files: "unknown",
    quota: null,
    memory: null,
  });
});

test("a full disk refuses the folder by another name and is no private window", async () => {
  const storage = { getDirectory: async () => Promise.reject(new DOMException("no", "UnknownError")) };

  const keeping = await keepingOf({ storage }, {}, true);

  assert.deepEqual([keeping.files, isPrivate(keeping)], ["unknown", false]);
});
