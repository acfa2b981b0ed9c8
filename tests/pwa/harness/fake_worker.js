/**
 * Runs a service worker's script as a browser would, over fakes of what a browser gives it. Time is
 * the test's own: nothing waits unless `elapse` says that time has passed.
 */

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

import { FakeCaches, ORIGIN } from "./fake_caches.js";
import { FakeIndexedDb } from "./fake_indexed_db.js";

/**
 * The worker as pwa/serving.py lays it together: out of HANSHO_WORKERS when pytest runs this, else
 * asked of Python here.
 */
function script(name) {
  const folder = process.env.HANSHO_WORKERS;
  if (folder) return readFileSync(`${folder}/${name}`, "utf-8");
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const python = existsSync(`${root}.venv/bin/python`) ? `${root}.venv/bin/python` : "python3";
  const asked = `import sys; from pwa.serving import worker_script as all;
sys.stdout.buffer.write(all("${name}"))`;
  return execFileSync(python, ["-c", asked], { cwd: root, encoding: "utf-8" });
}

export const WORKER = script("worker.js");
export const KILL_SWITCH = script("worker-kill-switch.js");

/** Nobody answers: what a phone without network has. */
export async function offline() {
  throw new TypeError("Failed to fetch");
}

/** A window of the app: what it was told, where it was sent, whether it was focused. */
export class FakeWindow {
  constructor(path, { focused = false, controlled = true } = {}) {
    Object.assign(this, { url: ORIGIN + path, focused, controlled, messages: [] });
  }

  postMessage(message) {
    this.messages.push(structuredClone(message));
  }

  async focus() {
    this.focused = true;
  }

  async navigate(url) {
    if (!this.controlled) throw new TypeError("this worker does not control the window");
    this.url = url;
    return this;
  }
}

export class FakeWorker {
  constructor(script, given = {}) {
    this.time = 0;
    this.timers = new Map();
    this.handlers = new Map();
    this.calls = [];
    this.opened = [];
    this.shown = [];
    this.onScreen = [];
    this.skipped = false;
    this.network = given.network ?? offline;
    this.windows = given.windows ?? [];
    this.indexedDB = given.indexedDB ?? new FakeIndexedDb();
    this.caches = given.caches ?? new FakeCaches((path) => this.fetch(path));
    this.refusesOptions = given.refusesOptions ?? false;
    this.listing = given.listing ?? (async () => [...this.onScreen]);
    this.now = given.now;
    this.storage = given.storage;
    this.push_manager = given.pushManager ?? { getSubscription: async () => null };
    vm.runInNewContext(script, this.#scope(given.canRenotify ?? true));
  }

  /** Resolves once the worker has done all that the push made it do. */
  push(payload, { declared } = {}) {
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    const data = payload === null ? null : { text: () => text, json: () => JSON.parse(text) };
    return this.dispatch("push", { data, ...(declared ? { notification: declared } : {}) });
  }

  click(notification) {
    const given = { data: {}, close: () => {}, ...notification };
    return this.dispatch("notificationclick", { notification: given, action: "" });
  }

  async dispatch(type, event) {
    const waits = [];
    const given = { ...event, waitUntil: (one) => waits.push(one) };
    for (const handler of this.handlers.get(type) ?? []) handler(given);
    while (waits.length > 0) await waits.shift();
  }

  /** The worker's answer to a request; undefined where it leaves it to the browser. */
  async request(path, { mode = "cors", method = "GET" } = {}) {
    let answer;
    const waits = [];
    const request = { url: new URL(path, ORIGIN).href, method, mode };
    const event = {
      request,
      respondWith: (one) => (answer = one),
      waitUntil: (one) => waits.push(one),
    };
    for (const handler of this.handlers.get("fetch") ?? []) handler(event);
    const given = await answer;
    // What it does beside the answer is done before the test goes on.
    await Promise.allSettled(waits);
    for (let i = 0; i < 20; i += 1) await turn();
    return given;
  }

  /** Lets `ms` pass: timers that are due fire in order, and what they start goes on. */
  async elapse(ms) {
    for (let i = 0; i < 20; i += 1) await turn();
    this.time += ms;
    const due = [...this.timers.values()].filter((one) => one.at <= this.time);
    for (const timer of due.sort((a, b) => a.at - b.at)) {
      this.timers.delete(timer.id);
      timer.work();
      for (let i = 0; i < 20; i += 1) await turn();
    }
  }

  async fetch(request, init = {}) {
    const url = new URL(typeof request === "string" ? request : request.url, ORIGIN);
    const body = init.body === undefined ? undefined : JSON.parse(init.body);
    const headers = structuredClone(init.headers ?? {});
    this.calls.push({
      method: init.method ?? "GET",
      path: url.pathname + url.search,
      body,
      headers,
    });
    return this.network(url.pathname + url.search, init);
  }

  get #registration() {
    return {
      showNotification: async (title, options) => this.#show(title, structuredClone(options)),
      getNotifications: () => this.listing(),
      pushManager: this.push_manager,
    };
  }

  #show(title, options) {
    if (options.renotify && !options.tag) throw new TypeError("renotify needs a tag");
    if (this.refusesOptions && "lang" in options) throw new TypeError("an option is refused");
    this.shown.push({ title, ...options });
    this.onShow?.();
    const one = { title, tag: "", ...options };
    one.close = () => (this.onScreen = this.onScreen.filter((other) => other !== one));
    const others = this.onScreen.filter((other) => !one.tag || other.tag !== one.tag);
    this.onScreen = [...others, one];
  }

  #scope(canRenotify) {
    const self = {
      addEventListener: (type, handler) =>
        this.handlers.set(type, [...(this.handlers.get(type) ?? []), handler]),
      registration: this.#registration,
      clients: {
        matchAll: async () => [...this.windows],
        openWindow: async (url) => void this.opened.push(url),
        claim: async () => {},
      },
      location: { origin: ORIGIN },
      navigator: { locks: { request: (_, work) => work() }, storage: this.storage },
      skipWaiting: () => (this.skipped = true),
    };
    function Notification() {}
    if (canRenotify) Notification.prototype.renotify = false;
    const timers = {
      setTimeout: (work, ms) => {
        const id = this.timers.size + this.time + Math.random();
        this.timers.set(id, { id, work, at: this.time + ms });
        return id;
      },
      clearTimeout: (id) => void this.timers.delete(id),
    };
    const { indexedDB, caches, now } = this;
    const clock = now === undefined ? {} : { Date: { now: () => now * 1000 } };
    const fetch = (request, init) => this.fetch(request, init);
    const given = { URL, Response, Headers, btoa, ...timers, ...clock };
    return { self, Notification, indexedDB, caches, fetch, ...given };
  }
}
