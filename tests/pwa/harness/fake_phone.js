/** A phone's push manager and a town's server, small enough to be read: both can fail. */

import { memoryStore } from "../../../pwa/app/phone/store.js";

export const KEY = "BAEC";
const KEY_BYTES = new Uint8Array([4, 1, 2]).buffer;

export class FakePush {
  constructor({ endpoint = null, key = KEY_BYTES, subscribe } = {}) {
    this.made = 0;
    this.ended = [];
    this.present = endpoint ? this.#subscription(endpoint, key) : null;
    this.behaviour = subscribe;
  }

  async getSubscription() {
    return this.present;
  }

  async subscribe(options) {
    this.options = options;
    if (this.behaviour) return this.behaviour();
    this.made += 1;
    const key = options.applicationServerKey.buffer;
    this.present = this.#subscription(`https://push.example/new${this.made}`, key);
    return this.present;
  }

  #subscription(endpoint, applicationServerKey) {
    return {
      endpoint,
      options: { applicationServerKey },
      toJSON: () => ({ endpoint, keys: { p256dh: "p", auth: "a" } }),
      unsubscribe: async () => {
        this.ended.push(endpoint);
        this.present = null;
        return true;
      },
    };
  }
}

/** Answers as service/web/subscriptions.py does; `answers` replace one, as `{"POST /": 503}`. */
export class FakeServer {
  constructor({ confirmed = true, key_id = "k1", answers = {} } = {}) {
    Object.assign(this, { confirmed, key_id, answers, calls: [], next: 8 });
  }

  fetching = async (path, init = {}) => {
    const call = `${init.method ?? "GET"} ${path.replace("/api/v1", "")}`;
    this.calls.push({ call, body: init.body && JSON.parse(init.body), headers: init.headers });
    const planned = this.answers[call];
    if (planned === "hangs") return new Promise(() => {});
    if (planned === "offline") throw new TypeError("Failed to fetch");
    if (planned) return new Response("{}", { status: planned });
    return this.#answer(call);
  };

  get paths() {
    return this.calls.map((one) => one.call);
  }

  #answer(call) {
    if (call === "GET /push-key") return Response.json({ key_id: this.key_id, public_key: KEY });
    if (call === "POST /subscriptions") {
      const id = this.next;
      this.next += 1;
      return Response.json({ id, secret: `secret${id}`, alerts: [] }, { status: 201 });
    }
    if (call.startsWith("GET ")) return Response.json({ confirmed: this.confirmed, alerts: [] });
    if (call.startsWith("DELETE ")) return new Response(null, { status: 204 });
    return Response.json({ alerts: [] });
  }
}

/** A phone as subscription.js takes it, with what it holds already. */
export async function phoneOf({
  server = new FakeServer(),
  push = new FakePush(),
  kv = {},
  ...more
}) {
  const store = memoryStore();
  for (const [key, value] of Object.entries(kv)) await store.set(key, value);
  const permission = async () => "granted";
  return {
    store,
    fetching: server.fetching,
    push,
    permission,
    locks: undefined,
    language: "ja",
    ...more,
  };
}
