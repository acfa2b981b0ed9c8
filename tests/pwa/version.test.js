import assert from "node:assert/strict";
import { test } from "node:test";

import { AWAY_S, nextVersion, servedHash } from "../../pwa/app/phone/version.js";

const ROWS = [
  ["the same version", { served: "a" }, "stay"],
  ["a server that cannot be asked", { served: null, away: AWAY_S }, "stay"],
  ["a newer one, while the page is read", { away: 0 }, "offer"],
  ["a newer one, after a short absence", { away: AWAY_S - 1 }, "offer"],
  ["a newer one, after a long absence", { away: AWAY_S }, "swap"],
  ["a newer one, under an alert", { away: AWAY_S, screen: "alert" }, "offer"],
  ["a newer one, under the setting up", { away: AWAY_S, screen: "start" }, "offer"],
  ["a newer one, under the way", { away: AWAY_S, screen: "way" }, "offer"],
];

for (const [name, how, wanted] of ROWS) {
  test(`${name}: ${wanted}`, () => {
    assert.equal(nextVersion({ mine: "a", served: "b", away: 0, screen: "now", ...how }), wanted);
  });
}

test("the served version is asked of the server, never taken from the browser's cache", async () => {
  const asked = [];
  const fetching = async (path, how) => {
    asked.push([path, how.cache]);
    return Response.json({ hash: "b", core: [], pages: [] });
  };

  assert.equal(await servedHash(fetching), "b");
  assert.deepEqual(asked, [["/app/manifest.json", "no-cache"]]);
});

for (const [name, fetching] of [
  ["no network", async () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a server that is down", async () => new Response("", { status: 503 })],
  ["an answer that is none", async () => new Response("<html>")],
  ["a manifest without a hash", async () => Response.json({})],
]) {
  test(`${name} names no version`, async () => {
    assert.equal(await servedHash(fetching), null);
  });
}
