// @ts-check
/** Where this phone is now. The browser asks its owner first; the answer stays on the phone. */

/** @typedef {import("./shapes.js").Fix} Fix */

const LIMIT_MS = 20_000;
const OLDEST_MS = 60_000;

/**
 * @param {Geolocation | undefined} geolocation
 * @returns {Promise<Fix | "denied" | "failed">}
 */
export function locate(geolocation) {
  return new Promise((resolve) => {
    if (!geolocation) return resolve("failed");
    geolocation.getCurrentPosition(
      ({ coords: { longitude: lon, latitude: lat, accuracy }, timestamp }) =>
        resolve({ lon, lat, accuracy, at: timestamp / 1000 }),
      (error) => resolve(error.code === error.PERMISSION_DENIED ? "denied" : "failed"),
      { enableHighAccuracy: true, timeout: LIMIT_MS, maximumAge: OLDEST_MS },
    );
  });
}
