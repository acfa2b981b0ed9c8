// @ts-check
/**
 * A newer version of the page: offered, never swapped under somebody who reads or is guided. While
 * people are being told to leave, the server names no new one (service/page/versions.py).
 */

const MANIFEST = "/app/manifest.json";
/** Away for so long, nobody is in the middle of anything. */
export const AWAY_S = 1_800;
/** Screens on which a tap or a look may be under way whatever the clock says. */
const NEVER_UNDER = ["alert", "start", "way"];

/**
 * The hash that the server serves now; null where it cannot be asked.
 * @param {typeof fetch} fetching
 * @returns {Promise<string | null>}
 */
export async function servedHash(fetching) {
  try {
    const answer = await fetching(MANIFEST, { cache: "no-cache" });
    if (!answer.ok) return null;
    const { hash } = await answer.json();
    return typeof hash === "string" ? hash : null;
  } catch {
    return null;
  }
}

/**
 * What to do about the version that the server serves.
 * @param {object} how
 * @param {string} how.mine hash of the page that is open
 * @param {string | null} how.served
 * @param {number} how.away seconds for which the page was out of sight until now; 0 while it is seen
 * @param {string} how.screen
 * @returns {"stay" | "offer" | "swap"}
 */
export function nextVersion({ mine, served, away, screen }) {
  if (served === null || served === mine) return "stay";
  return away >= AWAY_S && !NEVER_UNDER.includes(screen) ? "swap" : "offer";
}
