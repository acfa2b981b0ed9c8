/**
 * As much of IndexedDB as the app uses, in memory. `mode`: "ok", "silent" (never answers, as when
 * another tab blocks it), "error" (refused) or "throws" (as in some private windows).
 */
export class FakeIndexedDb {
  constructor({ mode = "ok", kv = {}, alerts = {} } = {}) {
    this.mode = mode;
    this.made = false;
    this.open_connections = 0;
    this.data = { kv: new Map(Object.entries(kv)), alerts: new Map(Object.entries(alerts)) };
  }

  open() {
    if (this.mode === "throws") throw new Error("the operation is insecure");
    const request = {};
    if (this.mode !== "silent") queueMicrotask(() => this.#answer(request));
    return request;
  }

  #answer(request) {
    if (this.mode === "error") {
      request.error = new Error("storage is refused");
      return request.onerror();
    }
    request.result = new Connection(this);
    if (!this.made) request.onupgradeneeded();
    this.made = true;
    return request.onsuccess();
  }
}

class Connection {
  constructor(factory) {
    this.factory = factory;
    factory.open_connections += 1;
  }

  createObjectStore(name) {
    this.factory.data[name] ??= new Map();
  }

  transaction(name, mode) {
    const transaction = { objectStore: () => new Records(this.factory.data[name], mode) };
    setImmediate(() => transaction.oncomplete());
    return transaction;
  }

  close() {
    this.factory.open_connections -= 1;
  }
}

class Records {
  constructor(map, mode) {
    this.map = map;
    this.mode = mode;
  }

  /** Answers a moment later, within the transaction. */
  get(key) {
    const request = { result: structuredClone(this.map.get(key)) };
    queueMicrotask(() => request.onsuccess?.());
    return request;
  }

  getAll() {
    return { result: structuredClone([...this.map.values()]) };
  }

  count() {
    return { result: this.map.size };
  }

  put(value, key) {
    this.#demandWriting();
    this.map.set(key, structuredClone(value));
    return { result: key };
  }

  delete(key) {
    this.#demandWriting();
    this.map.delete(key);
    return { result: undefined };
  }

  clear() {
    this.#demandWriting();
    this.map.clear();
    return { result: undefined };
  }

  #demandWriting() {
    if (this.mode !== "readwrite") throw new Error("ReadOnlyError");
  }
}
