// @ts-check
/// <reference lib="webworker" />
/**
 * The service worker's last part: the page without network. Names of the other parts are at hand,
 * because all are served as one script.
 */

/** One cache per version of the app, `hansho-core-<hash>`; complete once it holds the manifest. */
const CORE = "hansho-core-";
const ANSWERS = "hansho-answers";
const MANIFEST = "/app/manifest.json";
const ASSET = /^\/app\/([0-9a-f]{8,64})\//;
const PAGE = /^\/(?!app\/|api\/)([a-z]{2,3}(?:-[A-Za-z]+)?)\//;
/** How things stand: worth nothing later, so that it is never kept. */
const SITUATION = /^\/[A-Za-z-]+\/situation(\/|$)/;
const CORE_MS = 20_000;
const PAGE_MS = 3_000;
const MOST_KEPT = 200;
/** Bytes that stay free, for places and alerts are written into the same room. The core takes half. */
const SPARE = 512 * 1024;

// A phone without the core is still warned: a core that cannot be had now is taken when it can.
worker.addEventListener("install", (event) => {
  worker.skipWaiting();
  event.waitUntil(soon(takeCore(), CORE_MS));
});

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (ASSET.test(pathname)) event.respondWith(asset(request, pathname));
  else if (pathname === "/api/v1/alerts") event.respondWith(alerts(request));
  else if (request.mode !== "navigate") return;
  else if (SITUATION.test(pathname)) event.respondWith(fetch(request).catch(() => toNow(pathname)));
  else if (PAGE.test(pathname)) event.respondWith(page(event, pathname));
  else if (pathname === "/") event.respondWith(fetch(request).catch(entrance));
});

/** @type {Promise<void> | null} */
let taking = null;

/** Takes the newest version's core if this phone has it not; one at a time. */
function takeCore() {
  taking ??= take().finally(() => (taking = null));
  return taking;
}

/**
 * The core in one language all-or-nothing, so that it is soon had on a bad line; then the reader's
 * other languages and the pages, as far as they can be had, and the rest of them another time.
 */
async function take() {
  const manifest = await fetch(MANIFEST, { cache: "no-cache" });
  const { hash, core, pages } = await manifest.clone().json();
  const spoken = await languages();
  const cache = await caches.open(CORE + hash);
  if (!(await cache.match(MANIFEST))) {
    try {
      if (!(await hasRoom())) throw new Error("no room for the app beside what warns");
      await cache.addAll(inEach(spoken.slice(0, 1), core));
      await cache.put(MANIFEST, manifest);
    } catch (error) {
      await caches.delete(CORE + hash);
      throw error;
    }
  }
  const versions = (await caches.keys()).filter((name) => name.startsWith(CORE));
  const older = versions.filter((name) => name !== CORE + hash).slice(0, -1);
  await Promise.all(older.map((name) => caches.delete(name)));
  for (const path of inEach(spoken, [...core, ...pages])) {
    if (await cache.match(path)) continue;
    // On every visit it would be fetched in vain.
    if (!(await hasRoom())) break;
    const answer = await fetch(path);
    await (ASSET.test(path) ? keepAsset(path, answer) : keepPage(path, answer));
  }
}

/** True where nobody knows. Trying would tell, but meanwhile nothing else could be written. */
async function hasRoom() {
  const told = await soon((async () => worker.navigator.storage.estimate())(), BEFORE_MS);
  return told?.quota === undefined || told.quota - (told.usage ?? 0) >= SPARE;
}

/** Paths with "{lang}" once for each language. @param {string[]} spoken @param {string[]} paths */
function inEach(spoken, paths) {
  const all = paths.flatMap((path) => spoken.map((one) => path.replaceAll("{lang}", one)));
  return [...new Set(all)];
}

/** The reader's, those of open pages, and those that are always written. */
async function languages() {
  const chosen = await soon(read("kv", "language"), BEFORE_MS);
  const opened = (await windows()).map((one) => PAGE.exec(new URL(one.url).pathname)?.[1]);
  return [
    ...new Set(
      [chosen, ...opened, "ja", "ja-simple", "en"].filter((one) => typeof one === "string"),
    ),
  ];
}

/** Immutable: what is kept is right. @param {Request} request @param {string} pathname */
async function asset(request, pathname) {
  const kept = await soon(caches.match(request), PAGE_MS);
  if (kept) return kept;
  const answer = await fetch(request);
  void soon(keepAsset(pathname, answer.clone()), AFTER_MS);
  return answer;
}

/**
 * The last answer serves without network, marked, so that nobody takes it for a check.
 * @param {Request} request
 */
async function alerts(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      const kept = answer.clone();
      void soon(
        caches.open(ANSWERS).then((cache) => cache.put(request, kept)),
        AFTER_MS,
      );
    }
    return answer;
  } catch (error) {
    const kept = await soon(caches.match(request), PAGE_MS);
    if (!kept) throw error;
    return changed(kept, await kept.text(), { "Hansho-Kept": "1" });
  }
}

/** What this phone knows by itself stands on the start page. @param {string} pathname */
function toNow(pathname) {
  const home = `/${pathname.split("/")[1]}/`;
  return Response.redirect(new URL(home, worker.location.origin), 302);
}

/** To the start page of the first language that the reader may want. */
async function entrance() {
  return Response.redirect(new URL(`/${(await languages())[0]}/`, worker.location.origin), 302);
}

/** @param {FetchEvent} event @param {string} pathname */
async function page(event, pathname) {
  const network = fetch(event.request);
  const kept = network.then((answer) => soon(keepPage(pathname, answer.clone()), AFTER_MS));
  event.waitUntil(kept.then(() => soon(takeCore(), CORE_MS)).catch(() => {}));
  const answer = await soon(network, PAGE_MS);
  if (answer && answer.status < 500) return answer;
  return (await soon(keptPage(pathname), PAGE_MS)) ?? network;
}

/** @param {string} path @param {Response} answer */
async function keepAsset(path, answer) {
  if (answer.ok) await keepIn(CORE + ASSET.exec(path)?.[1], path, answer);
}

/**
 * Into the cache of the version that the page was made for.
 * @param {string} pathname @param {Response} answer
 */
async function keepPage(pathname, answer) {
  const isPage =
    answer.ok && !answer.redirected && answer.headers.get("Content-Type")?.startsWith("text/html");
  if (!isPage) return;
  const hash = /\/app\/([0-9a-f]{8,64})\//.exec(await answer.clone().text())?.[1];
  await keepIn(CORE + hash, pathname, answer);
}

/**
 * Nothing is kept beside a core that is not whole.
 * @param {string} version @param {string} path @param {Response} answer
 */
async function keepIn(version, path, answer) {
  if (!(await caches.has(version))) return;
  const cache = await caches.open(version);
  const isKept = Boolean(await cache.match(path));
  if (!isKept && ((await cache.keys()).length >= MOST_KEPT || !(await hasRoom()))) return;
  if (await cache.match(MANIFEST)) await cache.put(path, answer);
}

/**
 * The page itself as it was last seen, else the empty frame of the same language, else of any: the
 * app fills it from what the phone holds.
 * @param {string} pathname
 */
async function keptPage(pathname) {
  const language = PAGE.exec(pathname)?.[1];
  const home = `/${language}/`;
  const versions = (await caches.keys()).filter((name) => name.startsWith(CORE)).reverse();
  const kept = await Promise.all(versions.map((name) => caches.open(name)));
  for (const path of [pathname, home, "/ja/", "/en/"]) {
    for (const cache of kept) {
      const found = await cache.match(path);
      if (found) return framed(found, path === pathname && path !== home);
    }
  }
  return undefined;
}

/**
 * Says `"offline": true` in the page's data. The start page says what is live *now*, so what it
 * said then is taken out: an old calm is never shown, not for a moment.
 * @param {Response} answer @param {boolean} whole
 */
async function framed(answer, whole) {
  const html = await answer.text();
  const marked = html.replace(
    /(<script[^>]*\bid="page"[^>]*>)([^<]*)(<\/script>)/,
    (_, start, json, end) => {
      const data = { ...JSON.parse(json), offline: true, now: seconds() };
      if (!whole) delete data.alert;
      return start + JSON.stringify(data).replaceAll("<", "\\u003c") + end;
    },
  );
  const empty = /(<main\b[^>]*>)[^]*?(<\/main>)/;
  return changed(answer, whole ? marked : marked.replace(empty, "$1$2"), {});
}

/**
 * The same answer with another body.
 * @param {Response} answer @param {string} body @param {Record<string, string>} more
 */
function changed(answer, body, more) {
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(body, { status: answer.status, headers });
}
