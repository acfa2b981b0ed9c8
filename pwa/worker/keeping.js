// @ts-check
/// <reference lib="webworker" />
/**
 * The service worker's second part: what it keeps, how it waits, how it asks the server. Names of
 * the other parts are at hand, because all are served as one script.
 */

/** @returns {Promise<IDBDatabase>} */
function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("hansho", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("kv");
      request.result.createObjectStore("alerts");
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

/**
 * One transaction; resolves once it is committed.
 * @param {"kv" | "alerts"} name @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} work
 * @returns {Promise<any>}
 */
async function transact(name, mode, work) {
  const open = await database();
  return new Promise((resolve, reject) => {
    const transaction = open.transaction(name, mode);
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  }).finally(() => open.close());
}

/** @param {"kv" | "alerts"} name @param {string} key */
function read(name, key) {
  return transact(name, "readonly", (store) => store.get(key));
}

/** @param {"kv" | "alerts"} name @param {string} key @param {unknown} value undefined deletes */
function write(name, key, value) {
  return transact(name, "readwrite", (store) =>
    value === undefined ? store.delete(key) : store.put(value, key),
  );
}

/**
 * Of a record; 0 for one that is not whole, which is as good as none.
 * @param {string} id @param {any} record @returns {number}
 */
function revisionOf(id, record) {
  const before = record?.payload?.notification;
  const whole = isAlert(before?.data) && before.data.id === id && typeof before.title === "string";
  return whole ? before.data.rev : 0;
}

/**
 * A record, or null where there is none; `soon` makes undefined of what cannot be read.
 * @param {string} id
 */
async function storedAlert(id) {
  return (await read("alerts", id)) ?? null;
}

/**
 * The newer of the two; null where this phone certainly holds nothing, undefined where nobody knows.
 * @param {string} id @param {any} stored @param {any} shown
 */
function newer(id, stored, shown) {
  const found = revisionOf(id, shown) >= revisionOf(id, stored) ? shown : stored;
  if (revisionOf(id, found) > 0) return found;
  return stored === null ? null : undefined;
}

/**
 * In one transaction: the page may be writing a newer one.
 * @param {string} id @param {any} record
 */
function keepAlert(id, record) {
  return transact("alerts", "readwrite", (store) => {
    const request = store.get(id);
    request.onsuccess = () => {
      if (revisionOf(id, request.result) <= revisionOf(id, record)) store.put(record, id);
    };
    return request;
  });
}

/**
 * The city that this phone keeps: the bundle's hash, and the number of the last change that it heard
 * of (app/way/keeping.js). Undefined where there is none.
 * @returns {Promise<{ hash: string, n: number } | undefined>}
 */
async function keptCity() {
  const found = await caches.match("/api/v1/city", { cacheName: "hansho-city" });
  const { hash, changes } = (await found?.json()) ?? {};
  return typeof hash === "string" ? { hash, n: changes?.n ?? 0 } : undefined;
}

function seconds() {
  return Math.floor(Date.now() / 1000);
}

/**
 * The value, or undefined if it fails or takes longer than `limit` milliseconds.
 * @template T
 * @param {Promise<T>} promise @param {number} limit
 * @returns {Promise<T | undefined>}
 */
function soon(promise, limit) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), limit);
    promise.then(resolve, () => resolve(undefined)).finally(() => clearTimeout(timer));
  });
}

/**
 * One at a time over all tabs and this worker (app/phone/waiting.js).
 * @param {() => Promise<void>} work
 */
function withLock(work) {
  const { locks } = worker.navigator;
  return locks ? locks.request("hansho-subscription", work) : work();
}

/** @param {string} method @param {string} path @param {object} [body] @param {string} [secret] */
function call(method, path, body, secret) {
  /** @type {Record<string, string>} */
  const headers = body ? { "Content-Type": "application/json" } : {};
  if (secret) headers["Authorization"] = `Bearer ${secret}`;
  return fetch(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
}
