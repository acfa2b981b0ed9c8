import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";

import { askForTest, sendLanguage, sendPlaces, testStage } from "../../pwa/app/phone/server.js";
import {
  confirm,
  giveUp,
  keyBytes,
  repair,
  returnNonce,
  turnOn,
} from "../../pwa/app/phone/subscription.js";
import { FakePush, FakeServer, KEY, phoneOf } from "./harness/fake_phone.js";

const MINE = {
  id: 7,
  secret: "s",
  key_id: "k1",
  public_key: KEY,
  endpoint: "https://push.example/old",
};
const HOME = { id: "h", label: "Home", class: "home", lon: 136.6, lat: 36.5, cell: 42 };
const OTHER_KEY = new Uint8Array([4, 9, 9]).buffer;

function present(more = {}) {
  return new FakePush({ endpoint: MINE.endpoint, ...more });
}

test("turning on subscribes with the server's key, registers cells, and keeps the secret", async () => {
  const [server, push] = [new FakeServer(), new FakePush()];
  const phone = await phoneOf({ server, push, kv: { places: [HOME] } });

  const state = await turnOn(phone);

  assert.equal(state, "pending");
  assert.deepEqual(push.options, { userVisibleOnly: true, applicationServerKey: keyBytes(KEY) });
  assert.deepEqual(server.calls[1].body, {
    endpoint: "https://push.example/new1",
    keys: { p256dh: "p", auth: "a" },
    key_id: "k1",
    language: "ja",
    places: [{ class: "home", cells: [42] }],
  });
  assert.deepEqual(await phone.store.get("subscription"), {
    id: 8,
    secret: "secret8",
    key_id: "k1",
    public_key: KEY,
    endpoint: "https://push.example/new1",
  });
});

for (const answer of ["denied", "default"]) {
  test(`permission ${answer}: nothing is subscribed, and nobody is told`, async () => {
    const [server, push] = [new FakeServer(), new FakePush()];

    const state = await turnOn(await phoneOf({ server, push, permission: async () => answer }));

    assert.deepEqual([state, server.paths, push.made], [answer, [], 0]);
  });
}

const FAILURES = [
  ["subscribe() hangs", { push: { subscribe: () => new Promise(() => {}) } }, "hangs"],
  [
    "the push service refuses",
    { push: { subscribe: () => Promise.reject(new Error("no")) } },
    "push_refused",
  ],
  ["nobody answers", { answers: { "GET /push-key": "offline" } }, "offline"],
  ["the connection breaks meanwhile", { answers: { "POST /subscriptions": "offline" } }, "offline"],
  ["the server is down", { answers: { "POST /subscriptions": 503 } }, "server"],
  ["too many phones register", { answers: { "POST /subscriptions": 429 } }, "limit"],
  ["the server says no", { answers: { "POST /subscriptions": 400 } }, "refused"],
];

for (const [what, { push = {}, answers }, expected] of FAILURES) {
  test(`turning on where ${what}: ${expected}, and nothing is kept`, async () => {
    const server = new FakeServer({ answers });
    const phone = await phoneOf({ server, push: new FakePush(push), limit: 1 });

    const state = await turnOn(phone);

    assert.deepEqual([state, await phone.store.get("subscription")], [expected, undefined]);
  });
}

for (const hanging of ["GET /push-key", "POST /subscriptions"]) {
  test(`turning on over a line that carries nothing (${hanging}): offline after 30 s`, async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const server = new FakeServer({ answers: { [hanging]: "hangs" } });

    const state = turnOn(await phoneOf({ server }));
    while (server.paths.at(-1) !== hanging) await turn();
    mock.timers.tick(30_000);

    assert.equal(await state, "offline");
    mock.timers.reset();
  });
}

test("a nonce that came before the secret is returned with it", async () => {
  const server = new FakeServer();
  const phone = await phoneOf({ server, kv: { nonce: "n0nce" } });

  const state = await turnOn(phone);

  assert.equal(state, "confirmed");
  const { call, body, headers } = server.calls.at(-1);
  assert.deepEqual([call, body], ["POST /subscriptions/8/confirmation", { nonce: "n0nce" }]);
  assert.equal(headers.Authorization, "Bearer secret8");
  assert.equal(await phone.store.get("nonce"), undefined);
});

test("a nonce that the worker passes on is returned at once", async () => {
  const server = new FakeServer();
  const phone = await phoneOf({ server, kv: { subscription: MINE } });

  assert.equal(await returnNonce(phone, "n0nce"), true);
  assert.deepEqual(server.paths, ["POST /subscriptions/7/confirmation"]);
});

test("a greeting that is faster than the answer to its registration waits for the secret", async () => {
  let chain = Promise.resolve();
  const locks = { request: (_, work) => (chain = chain.then(work, work)) };
  // What the registration of before is told of a nonce that is not its own.
  const server = new FakeServer({ answers: { "POST /subscriptions/7/confirmation": 404 } });
  const phone = await phoneOf({ server, locks, kv: { subscription: MINE } });
  const greeted = [];
  const fetching = async (path, init) => {
    const answer = await server.fetching(path, init);
    if (path === "/api/v1/subscriptions") {
      greeted.push(returnNonce(phone, "n0nce"));
      await turn();
    }
    return answer;
  };

  await turnOn({ ...phone, fetching });
  await Promise.all(greeted);

  const returned = server.paths.filter((path) => path.endsWith("/confirmation"));
  assert.deepEqual(returned, ["POST /subscriptions/8/confirmation"]);
  assert.equal(await phone.store.get("nonce"), undefined);
});

for (const [answer, left] of [
  ["offline", "n"],
  [503, "n"],
  [401, undefined],
]) {
  test(`a nonce is ${left ? "kept" : "given up"} when the answer is ${answer}`, async () => {
    const server = new FakeServer({ answers: { "POST /subscriptions/7/confirmation": answer } });
    const phone = await phoneOf({ server, kv: { subscription: MINE, nonce: "n" } });

    assert.equal(await confirm(phone), false);
    assert.equal(await phone.store.get("nonce"), left);
  });
}

test("on open a phone that is whole is only asked for", async () => {
  const [server, push] = [new FakeServer(), present()];

  const state = await repair(await phoneOf({ server, push, kv: { subscription: MINE } }));

  assert.equal(state, "confirmed");
  assert.deepEqual(server.paths, ["GET /push-key", "GET /subscriptions/7"]);
  assert.equal(push.made, 0);
});

test("on open a phone that never turned warnings on is left alone", async () => {
  const server = new FakeServer();

  assert.equal(await repair(await phoneOf({ server })), "none");
  assert.deepEqual(server.paths, []);
});

const BROKEN = {
  "the browser lost its subscription": { push: () => new FakePush() },
  "the endpoint changed": { push: () => new FakePush({ endpoint: "https://push.example/else" }) },
  "the worker owes a repair": { kv: { debt: 1 } },
  "the server forgot it": { answers: { "GET /subscriptions/7": 404 } },
  "the secret does not fit": { answers: { "GET /subscriptions/7": 401 } },
};

for (const [what, { push = present, kv = {}, answers }] of Object.entries(BROKEN)) {
  test(`on open the phone registers anew where ${what}`, async () => {
    const server = new FakeServer({ answers });
    const held = { subscription: MINE, places: [HOME], ...kv };
    const phone = await phoneOf({ server, push: push(), kv: held });

    const state = await repair(phone);

    const { id, endpoint } = await phone.store.get("subscription");
    assert.deepEqual([state, id, await phone.store.get("debt")], ["pending", 8, undefined]);
    assert.equal(endpoint, (await phone.push.getSubscription()).endpoint);
    assert.equal(server.paths.includes("DELETE /subscriptions/7"), endpoint !== MINE.endpoint);
  });
}

for (const [what, answers, left] of [
  ["hears it", {}, undefined],
  ["does not hear the places", { "PUT /subscriptions/7/places": "offline" }, 1],
  ["does not hear the language", { "PUT /subscriptions/7/language": 503 }, 1],
]) {
  test(`what the server was not told of a change it is told on the next open: it ${what}`, async () => {
    const server = new FakeServer({ answers });
    const held = { subscription: MINE, places: [HOME], untold: 1 };
    const phone = await phoneOf({ server, push: present(), kv: held });

    assert.equal(await repair(phone), "confirmed");
    assert.deepEqual(
      server.calls.slice(2).map(({ call, body }) => [call, body]),
      [
        ["PUT /subscriptions/7/places", { places: [{ class: "home", cells: [42] }] }],
        ["PUT /subscriptions/7/language", { language: "ja" }],
      ],
    );
    assert.equal(await phone.store.get("untold"), left);
  });
}

for (const [what, places] of [
  ["its trip is over", [{ ...HOME, class: "stay", until: 1 }]],
  ["it has no place", undefined],
]) {
  test(`on open a phone that the server forgot is left off where ${what}`, async () => {
    const server = new FakeServer({ answers: { "GET /subscriptions/7": 401 } });
    const push = present();
    const phone = await phoneOf({ server, push, kv: { subscription: MINE, places } });

    assert.equal(await repair(phone), "none");
    assert.equal(await phone.store.get("subscription"), undefined);
    assert.deepEqual([push.ended, server.paths.includes("POST /subscriptions")], [[MINE.endpoint], false]);
  });
}

test("a registration that the phone has no room for is ended at the server, and not believed in", async () => {
  const server = new FakeServer();
  const phone = await phoneOf({ server, kv: { places: [HOME] } });
  const { set } = phone.store;
  phone.store.set = (key, value) =>
    key === "subscription" ? Promise.reject(new Error("QuotaExceededError")) : set(key, value);

  assert.equal(await turnOn(phone), "unkept");
  assert.deepEqual(server.paths.slice(-2), ["POST /subscriptions", "DELETE /subscriptions/8"]);
  assert.equal(server.calls.at(-1).headers.Authorization, "Bearer secret8");
});

test("a server whose key changed gets a subscription under the new key", async () => {
  const server = new FakeServer({ key_id: "k2" });
  const push = present({ key: OTHER_KEY });
  const phone = await phoneOf({ server, push, kv: { subscription: MINE } });

  await repair(phone);

  assert.deepEqual(push.ended, [MINE.endpoint]);
  assert.equal((await phone.store.get("subscription")).key_id, "k2");
});

test("a repair that fails leaves the old registration, for the next open", async () => {
  const server = new FakeServer({ answers: { "POST /subscriptions": 503 } });
  const phone = await phoneOf({ server, kv: { subscription: MINE } });

  assert.equal(await repair(phone), "server");
  assert.deepEqual(await phone.store.get("subscription"), MINE);
});

test("two tabs never repair at once", async () => {
  const running = [];
  let chain = Promise.resolve();
  const locks = {
    request: (name, work) => {
      running.push(name);
      chain = chain.then(work);
      return chain;
    },
  };
  const server = new FakeServer();
  const phone = await phoneOf({ server, locks, kv: { subscription: MINE } });

  await Promise.all([repair(phone), repair(phone)]);

  assert.deepEqual(running, ["hansho-subscription", "hansho-subscription"]);
  assert.equal(server.paths.filter((one) => one === "POST /subscriptions").length, 1);
});

test("deleting tells the server first, then ends the subscription, then forgets all", async () => {
  const [server, push] = [new FakeServer(), present()];
  const phone = await phoneOf({ server, push, kv: { subscription: MINE, places: [HOME] } });

  assert.equal(await giveUp(phone), "gone");
  assert.deepEqual([server.paths, push.ended], [["DELETE /subscriptions/7"], [MINE.endpoint]]);
  assert.deepEqual(
    [await phone.store.get("subscription"), await phone.store.get("places")],
    [undefined, undefined],
  );
});

for (const [answer, expected] of [
  ["offline", "offline"],
  [503, "offline"],
  [404, "gone"],
  [401, "gone"],
]) {
  test(`deleting where the server answers ${answer}: ${expected}`, async () => {
    const server = new FakeServer({ answers: { "DELETE /subscriptions/7": answer } });
    const phone = await phoneOf({ server, push: present(), kv: { subscription: MINE } });

    assert.equal(await giveUp(phone), expected);
    assert.equal((await phone.store.get("subscription")) === undefined, expected === "gone");
  });
}

test("five places are the most that the server hears of", async () => {
  const server = new FakeServer();

  await sendPlaces(server.fetching, MINE, Array(6).fill(HOME), 100);

  assert.equal(server.calls[0].body.places.length, 5);
});

test("places, language and a test are told with the secret; no point ever leaves the phone", async () => {
  const server = new FakeServer();

  await sendPlaces(server.fetching, MINE, [HOME], 100);
  await sendLanguage(server.fetching, MINE, "vi");
  await askForTest(server.fetching, MINE);

  assert.deepEqual(
    server.calls.map(({ call, body }) => [call, body]),
    [
      ["PUT /subscriptions/7/places", { places: [{ class: "home", cells: [42] }] }],
      ["PUT /subscriptions/7/language", { language: "vi" }],
      ["POST /subscriptions/7/test", {}],
    ],
  );
  assert.deepEqual(
    new Set(server.calls.map((one) => one.headers.Authorization)),
    new Set(["Bearer s"]),
  );
});

for (const [name, status, wanted] of [
  ["is accepted", 202, "coming"],
  ["was asked for five times in this hour", 429, "limit"],
  ["fails", 503, "failed"],
  ["is asked for by a phone that is not known", 404, "failed"],
]) {
  test(`a test that ${name}: ${wanted}`, async () => {
    const server = new FakeServer({ answers: { [`POST /subscriptions/${MINE.id}/test`]: status } });

    assert.equal(testStage(await askForTest(server.fetching, MINE)), wanted);
  });
}
