/**
 * Aged by hand: a worker as an early phone may still run it, with an older idea of the payload
 * (version 0, `alert` and `revision` instead of `id` and `rev`, no relation, no mode). It stands for
 * every phone that has not opened the app for months: today's payload must still show there.
 */
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => event.waitUntil(pushed(event)));

async function pushed(event) {
  let notification = { title: "Hansho", body: event.data ? event.data.text() : "" };
  try {
    notification = JSON.parse(notification.body).notification ?? notification;
  } catch {
    // The text itself is shown.
  }
  const { title, navigate, ...options } = notification;
  const data = { ...options.data, navigate };
  if (data.v !== 0) return self.registration.showNotification(title, { ...options, data });
  const held = await lastRevision(data.alert);
  const silent = held >= data.revision;
  await self.registration.showNotification(title, { ...options, data, silent, tag: data.alert });
  return remember(data.alert, Math.max(held, data.revision));
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.navigate ?? "/"));
});

async function lastRevision(alert) {
  const cache = await caches.open("hansho-revisions");
  const found = await cache.match(`/revision/${alert}`);
  return found ? Number(await found.text()) : 0;
}

async function remember(alert, revision) {
  const cache = await caches.open("hansho-revisions");
  await cache.put(`/revision/${alert}`, new Response(String(revision)));
}
