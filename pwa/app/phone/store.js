// @ts-check
/**
 * What this phone keeps: IndexedDB `hansho`, stores `kv` and `alerts`. The page opens it only here;
 * the worker has a reader of its own, which makes the same stores.
 */

/** @typedef {import("./shapes.js").HeldAlert} HeldAlert */
/** @typedef {import("./shapes.js").Payload} Payload */

export const DATABASE = "hansho";
const VERSION = 1;
const LIMIT_MS = 3_000;
/** The server tells of 50 at most; the rest is for revisions that still come. */
const MOST_ALERTS = 60;

/**
 * @typedef {"subscription" | "places" | "checked" | "language" | "nonce" | "debt" | "untold" | "tested"
 *   | "place_record" | "way_record" | "person"} Key
 * `nonce`: a pushed proof not yet returned · `debt`: when the worker could not tell the server of
 * a new subscription · `untold`: when the page could not tell it of places or language · `tested`: when the last test push came (all epoch seconds) ·
 * `place_record`: what the worker may say of this phone's places (place_record.js) · `way_record`:
 * of the ways from them (way_record.js) · `person`: who leaves with this phone (home_facts.js)
 */

/**
 * @typedef {object} Store
 * @property {boolean} lasting false where this browser keeps nothing: all is gone with the page
 * @property {(key: Key) => Promise<any>} get undefined where nothing is kept
 * @property {(key: Key, value: unknown) => Promise<void>} set
 * @property {(key: Key) => Promise<void>} remove
 * @property {(id: string) => Promise<HeldAlert | undefined>} alert
 * @property {() => Promise<HeldAlert[]>} alerts newest first
 * @property {(payload: Payload, received: number) => Promise<boolean>} keep false for an older one
 * @property {() => Promise<void>} forget everything
 * @property {() => void} close
 */

/**
 * The store, or one in memory where storage is refused, blocked or silent: pages work all the same.
 * @param {IDBFactory | undefined} factory
 * @param {{ limit?: number }} [how] milliseconds until a silent database counts as refused
 * @returns {Promise<Store>}
 */
export async function openStore(factory, { limit = LIMIT_MS } = {}) {
  try {
    return lastingStore(await openDatabase(factory, limit));
  } catch {
    return memoryStore();
  }
}

/** @param {IDBFactory | undefined} factory @param {number} limit @returns {Promise<IDBDatabase>} */
function openDatabase(factory, limit) {
  return new Promise((resolve, reject) => {
    if (!factory) throw new Error("no IndexedDB in this browser");
    const timer = setTimeout(() => reject(new Error("IndexedDB does not answer")), limit);
    const request = factory.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("kv");
      request.result.createObjectStore("alerts");
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      clearTimeout(timer);
      // A newer page or worker may need another version: never stand in its way.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

/** @param {IDBDatabase} database @returns {Store} */
function lastingStore(database) {
  /**
   * Runs one transaction; resolves with the request's result once it is committed.
   * @template T
   * @param {"kv" | "alerts"} name @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} work
   * @returns {Promise<T>}
   */
  const run = (name, mode, work) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  const all = async () =>
    (await run("alerts", "readonly", (store) => store.getAll())).filter(isHeld);
  return {
    lasting: true,
    get: (key) => run("kv", "readonly", (store) => store.get(key)),
    set: async (key, value) =>
      void (await run("kv", "readwrite", (store) => store.put(value, key))),
    remove: (key) => run("kv", "readwrite", (store) => store.delete(key)),
    alert: async (id) => {
      const found = await run("alerts", "readonly", (store) => store.get(id));
      return isHeld(found) ? found : undefined;
    },
    alerts: async () => sorted(await all()),
    keep: async (payload, received) => {
      const { id } = payload.notification.data;
      let kept = false;
      // In one transaction: the worker may be writing what was pushed meanwhile.
      await run("alerts", "readwrite", (store) => {
        const request = store.get(id);
        request.onsuccess = () => {
          const held = isHeld(request.result) ? request.result : undefined;
          const next = replacement(held, payload, received);
          if (next) store.put(next, id);
          kept = next !== null;
        };
        return request;
      });
      if (!kept) return false;
      const count = await run("alerts", "readonly", (store) => store.count());
      const surplus = count > MOST_ALERTS ? sorted(await all()).slice(MOST_ALERTS) : [];
      for (const { payload: old } of surplus) {
        await run("alerts", "readwrite", (store) => store.delete(old.notification.data.id));
      }
      return true;
    },
    forget: async () => {
      await run("kv", "readwrite", (store) => store.clear());
      await run("alerts", "readwrite", (store) => store.clear());
    },
    close: () => database.close(),
  };
}

/** The same without a database: for private windows and refused storage. @returns {Store} */
export function memoryStore() {
  /** @type {Map<string, unknown>} */
  const kv = new Map();
  /** @type {Map<string, HeldAlert>} */
  const alerts = new Map();
  return {
    lasting: false,
    get: async (key) => kv.get(key),
    set: async (key, value) => void kv.set(key, value),
    remove: async (key) => void kv.delete(key),
    alert: async (id) => alerts.get(id),
    alerts: async () => sorted([...alerts.values()]),
    keep: async (payload, received) => {
      const { id } = payload.notification.data;
      const next = replacement(alerts.get(id), payload, received);
      if (next) alerts.set(id, next);
      return next !== null;
    },
    forget: async () => {
      kv.clear();
      alerts.clear();
    },
    close: () => {},
  };
}

/**
 * What to keep of a payload that the page fetched: a revision below the held one is not kept; the
 * same one again (another language) keeps that it was shown.
 * @param {HeldAlert | undefined} held @param {Payload} payload @param {number} received
 * @returns {HeldAlert | null}
 */
function replacement(held, payload, received) {
  const { rev } = payload.notification.data;
  const before = held?.payload.notification.data.rev ?? 0;
  if (rev < before) return null;
  return { payload, received, shown: rev === before && (held?.shown ?? false) };
}

/** A record of an older version, or a broken one, is as good as none. @param {any} record */
function isHeld(record) {
  const data = record?.payload?.notification?.data;
  return typeof data?.id === "string" && Number.isInteger(data.rev) && Number.isFinite(data.sent);
}

/** @param {HeldAlert[]} alerts */
function sorted(alerts) {
  /** @param {HeldAlert} one */
  const sent = (one) => one.payload.notification.data.sent;
  return alerts.sort((a, b) => sent(b) - sent(a));
}
