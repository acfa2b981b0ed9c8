// @ts-check
/** Waiting with a limit, and one at a time. */

export const LOCK = "hansho-subscription";

/**
 * The promise's value, or null if it takes longer. A late rejection is nobody's business any more.
 * @template T
 * @param {Promise<T>} promise
 * @param {number} limit milliseconds
 * @returns {Promise<T | null>}
 */
export function capped(promise, limit) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), limit);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Runs `work` while no other tab or worker does; at once where the browser has no locks.
 * @template T
 * @param {Pick<LockManager, "request"> | undefined} locks
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(locks, work) {
  return locks ? await locks.request(LOCK, work) : await work();
}
