// @ts-check
/**
 * A private window, where it can be known. Browsers do not say; they refuse or shrink what a page may
 * keep. A wrong guess would cost somebody their warnings, so what is not known is "no".
 */

/**
 * @typedef {object} Keeping what the browser lets a page keep.
 * @property {boolean} lasting whether IndexedDB opened
 * @property {"given" | "refused" | "unknown"} files the page's own folder (OPFS): Firefox and Safari
 *   refuse it to private windows alone, where everything else is allowed
 * @property {number | null} quota bytes that may be kept
 * @property {number | null} memory bytes that scripts may use; only Chromium says
 */

/**
 * Chromium gives a private window a share of the memory instead of one of the disk.
 * @param {Keeping} keeping
 */
export function isPrivate({ lasting, files, quota, memory }) {
  if (lasting && files === "refused") return true;
  return quota !== null && memory !== null && quota < memory;
}

/**
 * @param {Navigator} navigator
 * @param {Performance & { memory?: { jsHeapSizeLimit: number } }} performance
 * @param {boolean} lasting
 * @returns {Promise<Keeping>}
 */
export async function keepingOf(navigator, performance, lasting) {
  const { storage } = navigator;
  const memory = performance.memory?.jsHeapSizeLimit ?? null;
  const quota = (await storage?.estimate?.().catch(() => null))?.quota ?? null;
  return { lasting, files: await files(storage), quota, memory };
}

/** @param {StorageManager | undefined} storage @returns {Promise<Keeping["files"]>} */
async function files(storage) {
  if (!storage?.getDirectory) return "unknown";
  return storage.getDirectory().then(
    () => "given",
    // A full disk refuses too, by another name: it is no private window.
    (error) => (error?.name === "SecurityError" ? "refused" : "unknown"),
  );
}
