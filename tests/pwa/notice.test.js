import assert from "node:assert/strict";
import { test } from "node:test";

import { notice } from "../../pwa/app/phone/notice.js";
import { FakeIndexedDb } from "./harness/fake_indexed_db.js";
import { FakeWorker, WORKER } from "./harness/fake_worker.js";
import { alertPayload, held, revision } from "./harness/payloads.js";
import { DEEP, NOW, place, record } from "./harness/places.js";

const ID = "abcdefgh23456789";
const SILENT = { silent: true, renotify: false };

function onScreen(payload, tag = payload.notification.tag) {
  return { ...payload.notification, tag };
}

/** What the worker leaves on the screen, and what it showed, beside what notice.js decides. */
async function both({ pushed, kept = null, before = [], canRenotify = true }) {
  const indexedDB = new FakeIndexedDb({ alerts: kept ? { [ID]: kept } : {} });
  const worker = new FakeWorker(WORKER, { indexedDB, canRenotify });
  worker.onScreen = before.map((one) => {
    const shown = { ...one };
    shown.close = () => (worker.onScreen = worker.onScreen.filter((other) => other !== shown));
    return shown;
  });
  await worker.push(pushed);
  const decided = notice(pushed, { held: kept, onScreen: before, canRenotify });
  const left = worker.onScreen.map((one) => one.tag);
  return { shown: worker.shown, left, decided };
}

const CASES = {
  "the first revision": { pushed: revision(1) },
  "an update": { pushed: revision(2), kept: held(revision(1)), before: [onScreen(revision(1))] },
  "a silent update": {
    pushed: revision(2, SILENT),
    kept: held(revision(1)),
    before: [onScreen(revision(1))],
  },
  "a change of what never came": { pushed: revision(2, SILENT, { relation: "changed" }) },
  "a change of what the page showed": {
    pushed: revision(2, SILENT, { relation: "changed" }),
    kept: held(revision(1), { shown: false }),
  },
  "a change of an exercise that never came": {
    pushed: revision(2, SILENT, { relation: "changed", mode: "drill" }),
  },
  "a place that was left, and never came": { pushed: revision(2, SILENT, { relation: "left" }) },
  "an update without renotify": {
    pushed: revision(2),
    kept: held(revision(1)),
    before: [onScreen(revision(1))],
    canRenotify: false,
  },
  "an update after one under another tag": {
    pushed: revision(3, SILENT),
    kept: held(revision(2)),
    before: [onScreen(revision(2), `${ID}.2`)],
    canRenotify: false,
  },
  "the same again": {
    pushed: revision(2),
    kept: held(revision(2)),
    before: [onScreen(revision(2))],
  },
  "one that the page knew and nobody saw": {
    pushed: revision(2),
    kept: held(revision(2), { shown: false }),
  },
  "an older one": { pushed: revision(1), kept: held(revision(2)), before: [onScreen(revision(2))] },
  "an older one after a dismissal": { pushed: revision(1), kept: held(revision(2)) },
  "an exercise": { pushed: revision(1, SILENT, { mode: "drill" }) },
  "a version not known": { pushed: alertPayload({}, { v: 3 }), kept: held(revision(2)) },
  "no tag": { pushed: alertPayload({ tag: undefined }) },
  "no data": { pushed: { notification: { title: "a", body: "b", tag: "c" } } },
  actions: { pushed: alertPayload({ actions: [{ action: "safe", title: "I am safe" }] }) },
};

for (const [name, given] of Object.entries(CASES)) {
  test(`worker and notice.js decide the same: ${name}`, async () => {
    const { shown, left, decided } = await both(given);

    const options = JSON.parse(JSON.stringify(decided.options));
    assert.deepEqual(
      shown.map((one) => JSON.parse(JSON.stringify(one))),
      [{ title: decided.title, ...options }],
    );
    const tags = (given.before ?? []).map((one) => one.tag);
    assert.deepEqual(
      decided.closes.filter((tag) => left.includes(tag)),
      [],
    );
    assert.deepEqual(
      left.filter((tag) => tags.includes(tag) && tag !== options.tag),
      tags.filter((tag) => tag !== options.tag && !decided.closes.includes(tag)),
    );
  });
}

test("an update is audible and takes the place of what it updates", async () => {
  const { shown, left } = await both(CASES["an update"]);

  assert.deepEqual(
    [shown[0].body, shown[0].silent, shown[0].renotify],
    ["Revision 2", false, true],
  );
  assert.deepEqual(left, [ID]);
});

test("a change that the payload calls silent is silent", async () => {
  const { shown, left } = await both(CASES["a silent update"]);

  assert.deepEqual(
    [shown[0].body, shown[0].silent, shown[0].renotify],
    ["Revision 2", true, false],
  );
  assert.deepEqual(left, [ID]);
});

const FIRST_HEARD = {
  "a change of what never came": false,
  "a change of what the page showed": true,
  "a change of an exercise that never came": true,
  "a place that was left, and never came": true,
};

for (const [name, silent] of Object.entries(FIRST_HEARD)) {
  test(`nobody hears of a danger for the first time in silence: ${name}`, async () => {
    const { shown } = await both(CASES[name]);

    assert.deepEqual([shown[0].silent, shown[0].renotify], [silent, !silent]);
  });
}

for (const indexedDB of [
  new FakeIndexedDb({ mode: "error" }),
  new FakeIndexedDb({ alerts: { [ID]: "corrupt" } }),
]) {
  test("a silent change stays silent where nobody knows what this phone holds", async () => {
    const worker = new FakeWorker(WORKER, { indexedDB });

    await worker.push(revision(2, SILENT, { relation: "changed" }));

    assert.equal(worker.shown[0].silent, true);
  });
}

test("without renotify an audible update has a new tag, and the old one is closed", async () => {
  const { shown, left } = await both(CASES["an update without renotify"]);

  assert.deepEqual([shown[0].tag, shown[0].silent], [`${ID}.2`, false]);
  assert.deepEqual(left, [`${ID}.2`]);
});

test("without renotify a silent update after it closes the new tag as well", async () => {
  const { shown, left } = await both(CASES["an update after one under another tag"]);

  assert.deepEqual([shown[0].body, shown[0].silent], ["Revision 3", true]);
  assert.deepEqual(left, [ID]);
});

test("a re-send is shown again, silently", async () => {
  const { shown, left } = await both(CASES["the same again"]);

  assert.deepEqual(
    [shown[0].body, shown[0].silent, shown[0].renotify],
    ["Revision 2", true, false],
  );
  assert.deepEqual(left, [ID]);
});

test("a revision that the page fetched first is still audible when it is pushed", async () => {
  const { shown } = await both(CASES["one that the page knew and nobody saw"]);

  assert.deepEqual([shown[0].body, shown[0].silent], ["Revision 2", false]);
});

for (const name of ["an older one", "an older one after a dismissal"]) {
  test(`a phone that holds n shows n, silently, when n - 1 comes: ${name}`, async () => {
    const { shown, left } = await both(CASES[name]);

    assert.deepEqual([shown[0].body, shown[0].data.rev], ["Revision 2", 2]);
    assert.deepEqual([shown[0].silent, shown[0].renotify], [true, false]);
    assert.deepEqual(left, [ID]);
  });
}

test("an older one that comes late does not silence the newer one's own push", async () => {
  const indexedDB = new FakeIndexedDb({ alerts: { [ID]: held(revision(2), { shown: false }) } });
  const worker = new FakeWorker(WORKER, { indexedDB });

  await worker.push(revision(1));
  await worker.push(revision(2));

  assert.deepEqual(
    worker.shown.map((one) => [one.body, one.silent]),
    [
      ["Revision 2", true],
      ["Revision 2", false],
    ],
  );
});

for (const mode of ["ok", "error"]) {
  test(`of two revisions pushed at once the newer one stays (IndexedDB ${mode})`, async () => {
    const indexedDB = new FakeIndexedDb({ mode });
    const worker = new FakeWorker(WORKER, { indexedDB });

    await Promise.all([worker.push(revision(2)), worker.push(revision(1))]);

    assert.deepEqual(
      worker.onScreen.map((one) => one.body),
      ["Revision 2"],
    );
    const kept = indexedDB.data.alerts.get(ID)?.payload.notification.data.rev;
    assert.equal(kept, mode === "ok" ? 2 : undefined);
  });
}

test("a revision that the page wrote meanwhile is not overwritten by an older push", async () => {
  const indexedDB = new FakeIndexedDb();
  const worker = new FakeWorker(WORKER, { indexedDB });
  worker.onShow = () => indexedDB.data.alerts.set(ID, held(revision(3), { shown: false }));

  await worker.push(revision(2));

  assert.deepEqual(indexedDB.data.alerts.get(ID), held(revision(3), { shown: false }));
});

test("an older revision does not push the newer one out of the store", async () => {
  const indexedDB = new FakeIndexedDb({ alerts: { [ID]: held(revision(2)) } });
  const worker = new FakeWorker(WORKER, { indexedDB });

  await worker.push(revision(1));

  assert.deepEqual(indexedDB.data.alerts.get(ID), held(revision(2)));
});

for (const phase of ["all_clear", "withdrawn"]) {
  test(`what ends an alert (${phase}) replaces it, audibly`, async () => {
    const { shown, left } = await both({
      pushed: revision(2, {}, { phase }),
      kept: held(revision(1)),
      before: [onScreen(revision(1))],
    });

    assert.deepEqual(
      [shown[0].data.phase, shown[0].silent, shown[0].renotify],
      [phase, false, true],
    );
    assert.deepEqual(left, [ID]);
  });
}

test("another alert stays on the screen", async () => {
  const other = alertPayload({ tag: "zzzzzzzz23456789" }, { id: "zzzzzzzz23456789" });

  const { left } = await both({ pushed: revision(1), before: [onScreen(other)] });

  assert.deepEqual(left, ["zzzzzzzz23456789", ID]);
});

test("two alerts that are shown together are told apart by their own clock times", async () => {
  const worker = new FakeWorker(WORKER);
  const later = alertPayload({ tag: "other", body: "22 Nov 14:30" }, { id: "zzzzzzzz23456789" });

  await worker.push(alertPayload());
  await worker.push(later);

  const bodies = worker.onScreen.map((one) => one.body.split("\n").at(-1));
  assert.deepEqual(bodies, ["22 Nov 14:02", "22 Nov 14:30"]);
});

const DRILL = alertPayload({ tag: "drilldri23456789" }, { id: "drilldri23456789", mode: "drill" });

for (const [strength, left] of [
  ["ready", [ID]],
  ["know", ["drilldri23456789", ID]],
]) {
  test(`a real alert of strength ${strength} leaves ${left.length - 1} exercises on the screen`, async () => {
    const result = await both({ pushed: revision(1, {}, { strength }), before: [onScreen(DRILL)] });

    assert.deepEqual(result.left, left);
  });
}

const STOPPED = "The drill has stopped. This is real.";
const HOME = [place("Home", DEEP)];
/** What a real alert says before its own text: record, what is on the screen, strength, words. */
const STOPPING = {
  "first of all that the drill has stopped": [
    record(HOME, { drill_stopped: STOPPED }), DRILL, "leave", [STOPPED, "Home is in."],
  ],
  "nothing of a drill where none is on the screen": [
    record(HOME, { drill_stopped: STOPPED }), null, "leave", ["Home is in."],
  ],
  "nothing of a drill that goes on beside it": [
    record(HOME, { drill_stopped: STOPPED }), DRILL, "know", ["Home is in."],
  ],
  "nothing of a drill in another language than its own": [
    record(HOME, { drill_stopped: STOPPED, language: "ja", lang: "ja" }), DRILL, "leave", [],
  ],
  "nothing of a drill where an older page left no words for it": [
    record(HOME), DRILL, "leave", ["Home is in."],
  ],
  "nothing of a drill where those words are broken": [
    record(HOME, { drill_stopped: 7 }), DRILL, "leave", ["Home is in."],
  ],
};

for (const [name, [kept, before, strength, said]] of Object.entries(STOPPING)) {
  test(`a real alert says ${name}`, async () => {
    const indexedDB = new FakeIndexedDb({ kv: { place_record: kept } });
    const worker = new FakeWorker(WORKER, { indexedDB, now: NOW });
    if (before) await worker.push(before);
    const pushed = alertPayload({}, { strength });

    await worker.push(pushed);

    const { body } = worker.onScreen.find((one) => one.data.id === ID);
    assert.deepEqual(body.split("\n"), [...said, ...pushed.notification.body.split("\n")]);
  });
}

test("an exercise ends nothing", async () => {
  const real = onScreen(revision(1));

  const { left } = await both({ pushed: DRILL, before: [real] });

  assert.deepEqual(left, [ID, "drilldri23456789"]);
});
