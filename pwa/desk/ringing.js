// @ts-check
/** @module This browser, subscribed to the desk's rings with the desk's own key. */

import { post } from "./server.js";

const WORKER = "/desk/ring-worker.js";
const SUBSCRIBES_WITHIN_MS = 15_000;
const RENEWS_MS = 3_000;

/** What cannot be done here; said by the page's own sentence of that name. */
class Unable extends Error {}

/** @param {HTMLElement} form */
export function ringThisDevice(form) {
  look(form);
  setInterval(renew, RENEWS_MS);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button?.setAttribute("disabled", "");
    try {
      const subscription = await subscribed(form.dataset.key ?? "");
      const { endpoint, keys } = subscription.toJSON();
      const label = String(new FormData(/** @type {HTMLFormElement} */ (form)).get("label") ?? "");
      const language = form.dataset.language ?? "ja";
      location.assign((await post("/desk/rings/devices", { endpoint, keys, label, language })).next);
    } catch (error) {
      say(error instanceof Unable ? error.message : "", error);
      button?.removeAttribute("disabled");
    }
  });
}

/** Whether this browser is one of the devices that the page lists. @param {HTMLElement} form */
async function look(form) {
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
    form.hidden = true;
    say("unable");
    return;
  }
  if (Notification.permission === "denied") {
    say("denied");
    return;
  }
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  const mine = await registration?.pushManager.getSubscription();
  const listed = [...document.querySelectorAll("[data-endpoint]")].some(
    (one) => mine && one.getAttribute("data-endpoint") === mine.endpoint,
  );
  say(listed ? "is" : "is_not");
}

/**
 * A subscription with another key would be refused at every push: it is given up first.
 *
 * @param {string} key base64url
 * @returns {Promise<PushSubscription>}
 */
async function subscribed(key) {
  if ((await Notification.requestPermission()) !== "granted") throw new Unable("denied");
  const registration = await navigator.serviceWorker.register(WORKER, { scope: "/desk/" });
  await active(registration);
  const { pushManager } = registration;
  const before = await pushManager.getSubscription();
  if (before && encoded(before.options.applicationServerKey) !== key) await before.unsubscribe();
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  const late = new Promise((_, fail) => setTimeout(() => fail(new Unable("hangs")), SUBSCRIBES_WITHIN_MS));
  return /** @type {PushSubscription} */ (
    await Promise.race([pushManager.subscribe(wanted).catch(refused), late])
  );
}

/** @returns {never} */
function refused() {
  throw new Unable("hangs");
}

/**
 * `navigator.serviceWorker.ready` waits for a worker of this very page, which may lie outside.
 *
 * @param {ServiceWorkerRegistration} registration
 */
function active(registration) {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return Promise.resolve();
  return new Promise((done) => {
    worker.addEventListener("statechange", () => registration.active && done(undefined));
  });
}

/** The last rings, as they are by now; looking on keeps nobody logged in. */
async function renew() {
  const live = document.getElementById("rings-live");
  if (document.hidden || !live) return;
  const answer = await fetch("/desk/rings?renew=1", { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("rings-live");
  if (fresh && fresh.innerHTML !== live.innerHTML) live.replaceChildren(...fresh.childNodes);
}

/** @param {ArrayBuffer | null} key @returns {string} base64url */
function encoded(key) {
  const bytes = String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer(0)));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} which one of the page's sentences; "": what the server said @param {unknown} [error] */
function say(which, error) {
  for (const one of document.querySelectorAll("[data-device]")) {
    one.toggleAttribute("hidden", one.getAttribute("data-device") !== which);
  }
  const told = document.getElementById("rings-told");
  if (!told) return;
  told.hidden = which !== "" || !error;
  told.textContent = error instanceof Error ? error.message : String(error ?? "");
}
