/** As much of the Cache API as the worker uses, in memory, over a fake network. */

export const ORIGIN = "https://town.example";

function key(request) {
  const url = new URL(typeof request === "string" ? request : request.url, ORIGIN);
  return url.pathname + url.search;
}

class FakeCache {
  constructor(network) {
    this.network = network;
    this.entries = new Map();
  }

  async match(request) {
    return this.entries.get(key(request))?.clone();
  }

  async put(request, answer) {
    this.entries.set(key(request), answer);
  }

  async addAll(requests) {
    const answers = await Promise.all(requests.map((one) => this.network(one)));
    if (answers.some((one) => !one.ok)) throw new TypeError("a part is missing");
    requests.forEach((one, i) => this.entries.set(key(one), answers[i]));
  }

  async keys() {
    return [...this.entries.keys()];
  }
}

export class FakeCaches {
  constructor(network, { refused = false } = {}) {
    this.network = network;
    this.refused = refused;
    this.named = new Map();
  }

  async open(name) {
    if (this.refused) throw new Error("SecurityError: storage is refused");
    if (!this.named.has(name)) this.named.set(name, new FakeCache(this.network));
    return this.named.get(name);
  }

  async has(name) {
    return this.named.has(name);
  }

  async keys() {
    return [...this.named.keys()];
  }

  async delete(name) {
    return this.named.delete(name);
  }

  async match(request) {
    if (this.refused) throw new Error("SecurityError: storage is refused");
    for (const cache of this.named.values()) {
      const found = await cache.match(request);
      if (found) return found;
    }
    return undefined;
  }
}
