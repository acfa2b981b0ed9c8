// @ts-check
/// <reference lib="webworker" />
/**
 * The desk's own worker, at /desk/ring-worker.js: it shows rings and opens what they are about. It is
 * apart from the worker of the app, has no fetch handler and keeps nothing: the desk's pages come
 * from the server alone.
 *
 * In a block of its own, because the parts of the app's worker are checked beside it as one script.
 */
"use strict";

{
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const DESK = "/desk/rings";
  const NO_TEXT = { title: "発信卓 · Desk", body: "呼出です。開いてください。\nA ring: open this." };
  const STOPPED = {
    title: "呼出が止まりました · Rings have stopped",
    body: "この機器はもう呼ばれません。開いて、設定し直してください。\nThis device is called no more. Open this and set it up anew.",
  };

  worker.addEventListener("install", () => void worker.skipWaiting());
  worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener("push", (event) => event.waitUntil(ring(event)));
  worker.addEventListener("pushsubscriptionchange", (event) => {
    const change = /** @type {ExtendableEvent} */ (event);
    // Only somebody who is logged in may set a device up, so its person has to hear of it.
    change.waitUntil(show({ ...STOPPED, tag: "ring-stopped", data: { navigate: DESK } }));
  });

  /** @param {PushEvent} event */
  const ring = async (event) => {
    await show(await unlessOvertaken(textOf(event)));
    for (const one of await pages()) one.postMessage({ type: "ring" });
  };

  /** @param {PushEvent} event @returns {any} */
  const textOf = (event) => {
    try {
      const { notification } = event.data?.json() ?? {};
      if (typeof notification.title === "string") return notification;
    } catch {
      // Shown as a ring without text: somebody is called in any case.
    }
    return NO_TEXT;
  };

  /**
   * Pushes may overtake one another. A quiet one says that a call is over; if a later call stands in
   * its place already, that one stays: shown again, because every push must show something, quietly.
   *
   * @param {any} notification
   */
  const unlessOvertaken = async (notification) => {
    if (!notification.silent) return notification;
    const shown = await worker.registration.getNotifications({ tag: notification.tag }).catch(() => []);
    const later = shown.find(
      (one) => one.tag === notification.tag && one.data?.at > notification.data?.at,
    );
    if (!later) return notification;
    const { title, body, lang, tag, requireInteraction, data } = later;
    return { title, body, lang, dir: "ltr", tag, requireInteraction, silent: true, data };
  };

  /** Exactly one for each push; an option that is refused costs the option. @param {any} notification */
  const show = async ({ title, navigate: _, ...options }) => {
    const { registration } = worker;
    try {
      await registration.showNotification(title, options);
    } catch {
      const { body, data } = options;
      await registration.showNotification(title, { body: String(body ?? ""), data });
    }
  };

  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(addressOf(event.notification.data)));
  });

  /** Only ever a page of the desk. @param {any} data @returns {string} */
  const addressOf = (data) => {
    try {
      const url = new URL(data.navigate, worker.location.origin);
      const isDesk = url.pathname === "/desk" || url.pathname.startsWith("/desk/");
      if (url.origin === worker.location.origin && isDesk) return url.href;
    } catch {
      // A ring without an address opens the list of rings.
    }
    return new URL(DESK, worker.location.origin).href;
  };

  /** Another page may hold what somebody has half written: it is left alone. @param {string} address */
  const open = async (address) => {
    const shown = (await pages()).find((one) => one.url === address);
    try {
      if (!shown) throw new TypeError("no page shows it");
      await shown.focus();
    } catch {
      await worker.clients.openWindow(address);
    }
  };

  const pages = async () => {
    const found = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const windows = /** @type {readonly WindowClient[]} */ (found);
    return windows.filter((one) => /^\/desk(\/|$)/.test(new URL(one.url).pathname));
  };
}
