// @ts-check
/// <reference lib="webworker" />
/**
 * The service worker's third part: the pictures of a notification.
 */

/** A picture larger than this is not ours. Bytes. */
const MOST_PICTURE = 20_000;

/**
 * Icon and badge out of the core, as data. By address the browser would fetch them before it shows
 * anything, and a line that carries nothing would hold the warning back (docs/decisions/0014).
 * @returns {Promise<{ icon?: string, badge?: string }>}
 */
async function pictures() {
  const versions = (await caches.keys()).filter((name) => name.startsWith(CORE)).reverse();
  for (const version of versions) {
    const cache = await caches.open(version);
    const folder = `/app/${version.slice(CORE.length)}/icons`;
    const icon = await pictureOf(await cache.match(`${folder}/icon-192.png`));
    const badge = await pictureOf(await cache.match(`${folder}/badge-96.png`));
    if (icon && badge) return { icon, badge };
  }
  return {};
}

/** @param {Response | undefined} kept @returns {Promise<string | null>} */
async function pictureOf(kept) {
  if (!kept) return null;
  const bytes = new Uint8Array(await kept.arrayBuffer());
  if (bytes.length > MOST_PICTURE) return null;
  return `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`;
}
