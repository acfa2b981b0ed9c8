// @ts-check
/**
 * Can this phone be warned? Facts in, the id of one plain sentence out, with the one thing to do.
 * Pure: the first row that fits says it (tests/pwa/capability.test.js has a case per row).
 */

/**
 * @typedef {object} Facts
 * @property {boolean} secure served over https or from this machine
 * @property {boolean} inApp a browser inside another app (a chat, a social network)
 * @property {boolean} ios an iPhone or iPad, whatever its browser calls itself
 * @property {boolean} installed opened from the Home Screen
 * @property {boolean} serviceWorker
 * @property {boolean} pushManager
 * @property {boolean} notifications
 * @property {"default" | "granted" | "denied"} permission
 * @property {boolean} asked whether we asked in this visit already
 * @property {boolean} storage whether what is kept lasts (false also in most private windows)
 * @property {boolean} full whether there was no room to keep what a warning needs
 * @property {boolean} privateWindow
 * @property {"untried" | "hangs" | "refused" | "done"} subscribing how `subscribe()` ended
 * @property {"none" | "offline" | "server" | "limit" | "refused" | "pending" | "confirmed"} registered
 *   what the server answered
 */

/**
 * @typedef {"open_in_browser" | "install" | "settings" | "turn_on" | "try_again" | "read_page"} Remedy
 */

/** @typedef {{ id: string, remedy: Remedy | null }} Verdict */

/**
 * @type {readonly (readonly [id: string, remedy: Remedy | null, fits: (f: Facts) => boolean])[]}
 */
const ROWS = [
  ["capability.insecure", "read_page", (f) => !f.secure],
  ["capability.in_app", "open_in_browser", (f) => f.inApp],
  ["capability.install_first", "install", (f) => f.ios && !f.installed],
  ["capability.private_window", "open_in_browser", (f) => f.privateWindow],
  ["capability.ios_old", "read_page", (f) => f.ios && !f.pushManager],
  ["capability.no_worker", "read_page", (f) => !f.serviceWorker],
  ["capability.no_push", "read_page", (f) => !f.pushManager || !f.notifications],
  ["capability.denied", "settings", (f) => f.permission === "denied"],
  ["capability.storage_refused", "settings", (f) => !f.storage],
  ["capability.dismissed", "turn_on", (f) => f.permission === "default" && f.asked],
  ["capability.ask", "turn_on", (f) => f.permission === "default"],
  ["capability.full", "try_again", (f) => f.full],
  ["capability.hangs", "try_again", (f) => f.subscribing === "hangs"],
  ["capability.refused", "try_again", (f) => f.subscribing === "refused"],
  ["capability.granted", "turn_on", (f) => f.subscribing === "untried"],
  ["capability.offline", "try_again", (f) => f.registered === "offline" || f.registered === "none"],
  ["capability.server", "try_again", (f) => f.registered === "server"],
  ["capability.limit", "try_again", (f) => f.registered === "limit"],
  ["capability.server_refused", "try_again", (f) => f.registered === "refused"],
  ["capability.pending", null, (f) => f.registered === "pending"],
];

/**
 * "capability.on" only where the server has the proof that a push arrived.
 * @param {Facts} facts
 * @returns {Verdict}
 */
export function capability(facts) {
  const row = ROWS.find(([, , fits]) => fits(facts));
  return row ? { id: row[0], remedy: row[1] } : { id: "capability.on", remedy: null };
}

/** That cannot be known to have ended a registration: the service has it, or cannot be asked. */
const STANDS = ["on", "pending", "granted", "offline", "server"].map((one) => `capability.${one}`);

/**
 * Whether this phone is warned: "on", "off", or "lost" where it was registered and something took
 * that away since (a permission, a subscription): nobody may go on believing in it.
 * @param {boolean} registered as it was kept
 * @param {Verdict} verdict
 * @returns {"on" | "off" | "lost"}
 */
export function warned(registered, { id }) {
  if (!registered) return "off";
  return STANDS.includes(id) ? "on" : "lost";
}

/**
 * Why a phone that was registered is warned no more. A permission that is asked for anew was taken
 * back: by its owner, or by a browser that takes what was not used.
 * @param {Verdict} verdict
 */
export function lost({ id }) {
  return id === "capability.ask" || id === "capability.dismissed" ? "capability.taken_back" : id;
}

/** Every id that `capability` can say, for the catalogues' tests. */
export const CAPABILITY_IDS = [...ROWS.map(([id]) => id), "capability.on"];

/** Marks that apps put into the browser inside them; such a browser has no push, or loses it. */
const IN_APP = [
  /\bLine\//,
  /\bFBA[NV]\b|\bFB_IAB\b/,
  /\bInstagram\b/,
  /\bMicroMessenger\b/,
  /\bKAKAOTALK\b/i,
  /\bTwitter\b/,
  /\bTikTok\b|musical_ly|BytedanceWebview/,
  /\bSnapchat\b/,
  /; wv\)/,
];

/**
 * Whether a page runs inside another app, by the browser's own name for itself. A browser on an
 * iPhone that does not call itself Safari is an app's view, unless it is on the Home Screen.
 * @param {string} userAgent
 * @param {boolean} installed
 */
export function isInApp(userAgent, installed) {
  if (IN_APP.some((mark) => mark.test(userAgent))) return true;
  return /iPhone|iPad|iPod/.test(userAgent) && !/Safari\//.test(userAgent) && !installed;
}

/**
 * An iPad calls itself a Macintosh, but no Macintosh has a touch screen.
 * @param {string} userAgent
 * @param {number} touchPoints
 */
export function isIos(userAgent, touchPoints) {
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
}

/**
 * The facts that a page can read without asking anybody; the rest it knows from what it tried.
 * @param {Window & typeof globalThis} browser
 * @param {Pick<Facts, "asked" | "storage" | "full" | "privateWindow" | "subscribing" | "registered">} tried
 * @returns {Facts}
 */
export function readFacts(browser, tried) {
  const { navigator } = browser;
  const installed =
    browser.matchMedia("(display-mode: standalone)").matches ||
    ("standalone" in navigator && navigator.standalone === true);
  return {
    ...tried,
    secure: browser.isSecureContext,
    inApp: isInApp(navigator.userAgent, installed),
    ios: isIos(navigator.userAgent, navigator.maxTouchPoints),
    installed,
    serviceWorker: "serviceWorker" in navigator,
    pushManager: "PushManager" in browser,
    notifications: "Notification" in browser,
    permission: "Notification" in browser ? browser.Notification.permission : "default",
  };
}
