// @ts-check
/// <reference lib="webworker" />
/**
 * Stands in for offline.js on the day that it does harm (setting `worker`): drops every cache and
 * leaves all requests to the browser. Warnings go on, in the push's own words; nothing is
 * unregistered.
 */

adds = false;

worker.addEventListener("install", () => void worker.skipWaiting());

worker.addEventListener("activate", (event) => {
  const dropped = caches
    .keys()
    .then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(soon(dropped, AFTER_MS).then(() => worker.clients.claim()));
});
