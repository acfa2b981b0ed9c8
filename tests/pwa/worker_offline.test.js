import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeCaches } from "./harness/fake_caches.js";
import { FakeIndexedDb } from "./harness/fake_indexed_db.js";
import { FakeWindow, FakeWorker, WORKER, offline } from "./harness/fake_worker.js";
import { alertPayload } from "./harness/payloads.js";

const HASH = "0123456789abcdef";
const NEXT = "fedcba9876543210";
// The reader's, an open page's, and those whose words every page may need.
const LANGUAGES = ["ko", "vi", "ja", "ja-simple", "en"];
const ALERT = "/en/alerts/abcdefgh23456789";

/** A town's server: its newest version, its pages, and what it does not have. */
function server({ hash = HASH, missing = [], alerts = [] } = {}) {
  return async (path) => {
    const { pathname } = new URL(path, "https://town.example");
    if (missing.includes(pathname)) return new Response("", { status: 404 });
    if (pathname === "/app/manifest.json") {
      const core = [`/app/${hash}/app/main.js`, `/app/${hash}/words/{lang}.json`];
      return Response.json({ hash, core, pages: ["/{lang}/", "/{lang}/history"] });
    }
    if (pathname === "/api/v1/alerts") return Response.json({ now: 100, sources: [], alerts });
    if (/^\/[a-z]{2}(-simple)?\//.test(pathname)) return page(pathname, hash);
    return new Response(`content of ${pathname}`);
  };
}

function page(path, hash) {
  const said = `{"lang": "en", "now": 100, "town": "a\\u003cb", "alert": {"x": 1}}`;
  const html = `<script src="/app/${hash}/app/main.js"></script><h2>frame</h2>
    <main id="main" lang="en"><p>said at ${path}</p></main>
    <script type="application/json" id="page">${said}</script>`;
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "x",
    "Content-Encoding": "br",
    "Content-Length": "7",
  };
  return new Response(html, { headers });
}

async function installed(given = {}) {
  const worker = new FakeWorker(WORKER, { network: server(), ...given });
  await worker.dispatch("install", {});
  return worker;
}

function dataOf(html) {
  return JSON.parse(/id="page">([^<]*)</.exec(html)[1]);
}

function navigate(worker, path) {
  return worker.request(path, { mode: "navigate" });
}

test("install takes the core in the reader's language, then the other languages and pages", async () => {
  const windows = [new FakeWindow("/vi/start")];
  const indexedDB = new FakeIndexedDb({ kv: { language: "ko" } });

  const { caches } = await installed({ windows, indexedDB });

  assert.deepEqual(await caches.keys(), [`hansho-core-${HASH}`]);
  const kept = await (await caches.open(`hansho-core-${HASH}`)).keys();
  const words = LANGUAGES.map((one) => `/app/${HASH}/words/${one}.json`);
  const pages = LANGUAGES.flatMap((one) => [`/${one}/`, `/${one}/history`]);
  assert.deepEqual(
    kept.sort(),
    [`/app/${HASH}/app/main.js`, ...words, "/app/manifest.json", ...pages].sort(),
  );
});

test("the core is all or nothing: without one part nothing is kept, and the worker still warns", async () => {
  const network = server({ missing: [`/app/${HASH}/words/ja.json`] });

  const worker = await installed({ network });
  await worker.push(alertPayload());

  assert.deepEqual(await worker.caches.keys(), []);
  assert.deepEqual([worker.skipped, worker.shown.length], [true, 1]);
});

test("where the app would fill the room for places and alerts it is not even tried", async () => {
  const storage = { estimate: async () => ({ quota: 700_000, usage: 200_000 }) };

  const worker = await installed({ storage });
  await worker.push(alertPayload());

  assert.deepEqual(await worker.caches.keys(), []);
  assert.deepEqual(
    worker.calls.filter(({ path }) => path.startsWith(`/app/${HASH}/`)),
    [],
  );
  assert.equal(worker.shown.length, 1);
});

test("what the core leaves of the room is not filled with other languages and pages", async () => {
  const caches = new FakeCaches((path) => worker.fetch(path));
  const full = async () => Boolean(await caches.match("/app/manifest.json"));
  const storage = { estimate: async () => ({ quota: 800_000, usage: (await full()) ? 400_000 : 0 }) };
  const worker = new FakeWorker(WORKER, { network: server(), caches, storage });

  await worker.dispatch("install", {});

  const kept = await (await caches.open(`hansho-core-${HASH}`)).keys();
  const core = [`/app/${HASH}/app/main.js`, `/app/${HASH}/words/ja.json`, "/app/manifest.json"];
  assert.deepEqual(kept.sort(), core.sort());
  assert.deepEqual(worker.calls.map(({ path }) => path).sort(), core.sort());
});

for (const [name, estimate] of [
  ["there is much", async () => ({ quota: 10 ** 9, usage: 10 ** 6 })],
  ["nobody tells", async () => ({})],
  ["the question is refused", () => Promise.reject(new Error("no"))],
]) {
  test(`the core is taken where ${name} of the room`, async () => {
    const { caches } = await installed({ storage: { estimate } });

    assert.deepEqual(await caches.keys(), [`hansho-core-${HASH}`]);
  });
}

test("words of another language that are missing cost neither the core nor the pages", async () => {
  const { caches } = await installed({
    network: server({ missing: [`/app/${HASH}/words/en.json`] }),
  });

  const cache = await caches.open(`hansho-core-${HASH}`);
  const kept = ["ja", "ja-simple", "en"].map((one) => `/app/${HASH}/words/${one}.json`);
  const found = await Promise.all([...kept, "/en/"].map((path) => cache.match(path)));
  assert.deepEqual(found.map(Boolean), [true, true, false, true]);
});

test("a page that is missing costs neither the core nor the other pages", async () => {
  const { caches } = await installed({ network: server({ missing: ["/ja/"] }) });

  const kept = await (await caches.open(`hansho-core-${HASH}`)).keys();
  assert.deepEqual(
    kept.filter((path) => !path.startsWith("/app/")),
    ["/ja-simple/", "/en/", "/ja/history", "/ja-simple/history", "/en/history"],
  );
});

test("where caches are refused the worker still warns and leaves the network alone", async () => {
  const worker = await installed({ caches: new FakeCaches(null, { refused: true }) });

  await worker.push(alertPayload());
  const answer = await navigate(worker, "/en/");
  const part = await worker.request(`/app/${HASH}/app/main.js`);

  assert.equal(worker.shown.length, 1);
  assert.deepEqual([answer.status, part.status], [200, 200]);
});

test("parts of the app come from the phone first", async () => {
  const worker = await installed();
  worker.network = offline;

  const answer = await worker.request(`/app/${HASH}/app/main.js`);

  assert.equal(await answer.text(), `content of /app/${HASH}/app/main.js`);
});

test("a part beyond the core is kept once it was read", async () => {
  const worker = await installed();

  await worker.request(`/app/${HASH}/words/uk.json`);
  worker.network = offline;
  const answer = await worker.request(`/app/${HASH}/words/uk.json`);

  assert.equal(await answer.text(), `content of /app/${HASH}/words/uk.json`);
});

test("a version whose core is not whole keeps no parts", async () => {
  const worker = await installed();

  await worker.request(`/app/${NEXT}/app/main.js`);

  assert.deepEqual(await worker.caches.keys(), [`hansho-core-${HASH}`]);
});

test("a version that is being taken keeps no parts before it is whole", async () => {
  const worker = await installed();
  await worker.caches.open(`hansho-core-${NEXT}`);

  await worker.request(`/app/${NEXT}/words/uk.json`);

  assert.deepEqual(await (await worker.caches.open(`hansho-core-${NEXT}`)).keys(), []);
});

test("pages come from the network first", async () => {
  const worker = await installed();
  worker.network = async () => new Response("newer", { headers: { "Content-Type": "text/html" } });

  const answer = await navigate(worker, "/en/");

  assert.equal(await answer.text(), "newer");
});

test("a network that takes more than 3 s does not keep a page waiting", async () => {
  const worker = await installed();
  let late;
  worker.network = () => new Promise((resolve) => (late = resolve));

  const asked = navigate(worker, "/en/history");
  await worker.elapse(2_999);
  await worker.elapse(1);
  worker.network = server();
  late(new Response("late", { headers: { "Content-Type": "text/html" } }));

  assert.match(await (await asked).text(), /said at \/en\/history/);
});

test("a page that was read is there without network, whole, and says so", async () => {
  const worker = await installed();
  await navigate(worker, ALERT);
  worker.network = offline;

  const answer = await navigate(worker, ALERT);

  const html = await answer.text();
  assert.match(html, /said at \/en\/alerts\/abcdefgh23456789/);
  assert.deepEqual([dataOf(html).offline, dataOf(html).alert], [true, { x: 1 }]);
  const { headers } = answer;
  assert.deepEqual(
    ["Content-Security-Policy", "Content-Encoding", "Content-Length"].map((one) =>
      headers.get(one),
    ),
    ["x", null, null],
  );
});

test("an alert's page that was never read is an empty frame for the app to fill", async () => {
  const worker = await installed();
  worker.network = offline;

  const answer = await navigate(worker, ALERT);

  const html = await answer.text();
  assert.match(html, /<h2>frame<\/h2>\s*<main id="main" lang="en"><\/main>/);
  const { now, ...data } = dataOf(html);
  assert.deepEqual(data, { lang: "en", town: "a<b", offline: true });
  assert.ok(now > 100, "the phone's clock, because the page's is old");
});

test("an old calm is never shown: the start page comes empty without network", async () => {
  const worker = await installed();
  worker.network = offline;

  const html = await (await navigate(worker, "/en/")).text();

  assert.match(html, /<main id="main" lang="en"><\/main>/);
});

test("a page in a language that was never read is the frame of another", async () => {
  const worker = await installed();
  worker.network = offline;

  const answer = await navigate(worker, "/th/alerts/abcdefgh23456789");

  assert.match(await answer.text(), /<main id="main" lang="en"><\/main>/);
});

test("the bare address leads to the reader's start page without network", async () => {
  const worker = await installed({ indexedDB: new FakeIndexedDb({ kv: { language: "vi" } }) });
  worker.network = offline;

  const { status, headers } = await navigate(worker, "/");

  assert.deepEqual([status, headers.get("Location")], [302, "https://town.example/vi/"]);
});

test("how things stand is never kept: without network it leads to what the phone knows", async () => {
  const worker = await installed();
  const seen = await navigate(worker, "/en/situation");
  worker.network = offline;

  const { status, headers } = await navigate(worker, "/en/situation");

  assert.match(await seen.text(), /said at \/en\/situation/);
  assert.deepEqual([status, headers.get("Location")], [302, "https://town.example/en/"]);
});

test("a server that is down is as good as none", async () => {
  const worker = await installed();
  worker.network = async () => new Response("", { status: 502 });

  const html = await (await navigate(worker, "/en/history")).text();

  assert.match(html, /said at \/en\/history/);
});

test("without network and without anything kept the browser says so itself", async () => {
  const worker = new FakeWorker(WORKER);

  await assert.rejects(navigate(worker, "/en/"), TypeError);
});

test("the last alerts answer serves without network, marked as kept", async () => {
  const worker = await installed();
  const path = "/api/v1/alerts?language=en";

  const fresh = await worker.request(path);
  worker.network = offline;
  const kept = await worker.request(path);

  assert.deepEqual(
    [fresh.headers.get("Hansho-Kept"), kept.headers.get("Hansho-Kept")],
    [null, "1"],
  );
  assert.deepEqual(await kept.json(), { now: 100, sources: [], alerts: [] });
});

test("no other answer of the API is ever kept or touched", async () => {
  const worker = await installed();

  const answers = [
    await worker.request("/api/v1/subscriptions/7"),
    await worker.request("/api/v1/push-key"),
    await worker.request("/api/v1/alerts/abcdefgh23456789"),
    await worker.request("/api/v1/alerts", { method: "POST" }),
    await worker.request("/status", { mode: "navigate" }),
    await worker.request("https://elsewhere.example/en/", { mode: "navigate" }),
  ];

  assert.deepEqual(answers, Array(6).fill(undefined));
});

test("a newer version is taken whole beside the old one, and the oldest goes", async () => {
  const worker = await installed();
  for (const hash of [NEXT, "1111111111111111"]) {
    worker.network = server({ hash });
    await navigate(worker, "/en/");
  }

  assert.deepEqual(await worker.caches.keys(), [
    `hansho-core-${NEXT}`,
    "hansho-core-1111111111111111",
  ]);
});

test("two versions are never mixed: a page is kept beside the core that it names", async () => {
  const worker = await installed();
  worker.network = server({ hash: NEXT });
  await navigate(worker, "/en/");
  worker.network = offline;

  const html = await (await navigate(worker, "/en/history")).text();
  const part = await worker.request(/\/app\/[^"]+/.exec(html)[0]);

  assert.match(html, new RegExp(`/app/${NEXT}/`));
  assert.equal(part.status, 200);
});
