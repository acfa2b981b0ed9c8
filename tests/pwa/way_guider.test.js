import assert from "node:assert/strict";
import { test } from "node:test";

import { Guider } from "../../pwa/app/way/guider.js";

const FIX = { longitude: 136.6, latitude: 36.5, accuracy: 8 };
const LISTED = { hash: "0123456789abcdef", heard: 1_000 };

/** A browser without network: a thread that answers at once, a position, a clock; asked by `online`. */
function offline() {
  const asked = [];
  const phone = { now: 1_000, asked, moved: null, online: null, told: "offline" };
  class Thread {
    postMessage({ number, asked: one }) {
      asked.push(one);
      const told = one.ask === "city" ? { graph: {}, sites: [] } : { screen: "way", way: {}, notes: [] };
      queueMicrotask(() => this.onmessage({ data: { number, told } }));
    }

    terminate() {}
  }
  const geolocation = { watchPosition: (moved) => void (phone.moved = moved), clearWatch() {} };
  const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true });
  put("Worker", Thread);
  put("navigator", { geolocation });
  put("addEventListener", (name, act) => void (phone[name] = act));
  put("removeEventListener", () => {});
  const keeping = {
    parts: () => ({ now: () => phone.now }),
    kept: async () => LISTED,
    keptBytes: async () => new ArrayBuffer(1),
    changesOf: () => null,
    takeCity: async () => phone.told,
    drop: async () => {},
  };
  phone.guider = new Guider("hash", keeping, () => {}, () => {});
  return phone;
}

/** Everything that is due has been done. */
async function settled() {
  for (let turn = 0; turn < 50; turn++) await null;
}

function questions({ asked }) {
  return asked.filter(({ ask }) => ask === "way").map(({ question }) => question);
}

test("a phone that neither moves nor hears anything is told how old its position is", async (t) => {
  const phone = offline();
  await phone.guider.start();
  t.after(() => phone.guider.stop());
  phone.guider.watch();
  phone.moved({ coords: FIX, timestamp: 1_000_000 });
  await settled();

  phone.now = 1_200;
  phone.online();
  await settled();

  const { fix, states_age_s } = questions(phone).at(-1);
  assert.deepEqual([fix, states_age_s], [{ accuracy: 8, age_s: 200 }, 200]);
});

test("a position that grew much worse is asked about anew, though nobody moved", async (t) => {
  const phone = offline();
  await phone.guider.start();
  t.after(() => phone.guider.stop());
  phone.guider.watch();
  const accuracies = [8, 20, 140];

  for (const accuracy of accuracies) {
    phone.moved({ coords: { ...FIX, accuracy }, timestamp: 1_000_000 });
    await settled();
  }

  const asked = questions(phone).map(({ fix }) => fix?.accuracy);
  assert.deepEqual(asked.filter(Boolean), [8, 140]);
});
