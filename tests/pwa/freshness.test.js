import assert from "node:assert/strict";
import { test } from "node:test";

import { freshness } from "../../pwa/app/phone/freshness.js";

const NOW = 1795323720;
const SKEW = 40; // the server's clock is ahead
const FRESH = { id: "jma", silent_since: null };
const SILENT = { id: "jma", silent_since: 1795321000 };
const OLDER = { id: "river", silent_since: 1795320000 };

function checked(ago, sources = [FRESH]) {
  return { at: NOW - ago, now: NOW - ago + SKEW, sources };
}

const ROWS = [
  ["a check just now, all sources fresh", checked(0), "quiet.calm", NOW + SKEW],
  ["a check 5 minutes ago", checked(300), "quiet.calm", NOW - 300 + SKEW],
  ["a check longer ago", checked(301), "quiet.stale", NOW - 301 + SKEW],
  ["a check from the future", checked(-1), "quiet.stale", NOW + 1 + SKEW],
  ["no check at all", null, "quiet.never", null],
  ["a source that is silent", checked(0, [FRESH, SILENT]), "quiet.silent_feed", 1795321000],
  [
    "two that are silent: the longer silence",
    checked(0, [SILENT, OLDER]),
    "quiet.silent_feed",
    1795320000,
  ],
  ["no source connected", checked(0, []), "quiet.no_feed", NOW + SKEW],
  ["an old check and a silent source", checked(301, [SILENT]), "quiet.stale", NOW - 301 + SKEW],
];

for (const [what, given, id, at] of ROWS) {
  test(`${what}: ${id}`, () => {
    const { source, ...said } = freshness(given, NOW, true);

    assert.deepEqual(said, { id, at, online: true });
    assert.equal(source?.silent_since, id === "quiet.silent_feed" ? at : undefined);
  });
}

test("calm needs no belief in the connection, only a check", () => {
  assert.deepEqual(freshness(checked(10), NOW, false).id, "quiet.calm");
});
