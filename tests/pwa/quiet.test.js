import assert from "node:assert/strict";
import { test } from "node:test";

import { known } from "../../pwa/app/phone/quiet.js";

const NOW = 1795323720;
const SKEW = 40; // the server's clock is ahead
const SILENT_SINCE = NOW - 1200;
const FEEDS = {
  none: [],
  fresh: [{ id: "jma", silent_since: null }],
  silent: [{ id: "jma", title: "Weather agency", silent_since: SILENT_SINCE, heard: true }],
};
const AGES = { now: 0, "5 min ago": 300, "6 min ago": 360, "of a clock set back": -1 };

const checkedAt = (ago) => NOW - ago + SKEW;
const CHECKED = ["now.checked.ago", "ago"];
const NO_FEED = ["now.no_feed", null];
const OFFLINE = ["now.offline", null];
const NOTHING = ["nothing", null];
const LOOK = ["now.stale.do", null];
const SILENT = ["now.silent", "silent", "Weather agency"];
const STALE = ["now.stale", "ago"];
const AS_KNOWN = ["now.offline.known", "ago"];

// feeds · connection · title · lines below it · lines beside live alerts, for a check that is fresh.
const FRESH = [
  ["none", true, NOTHING, [NO_FEED, CHECKED], [NO_FEED, CHECKED]],
  ["none", false, NOTHING, [NO_FEED, OFFLINE, CHECKED], [NO_FEED, OFFLINE, CHECKED]],
  ["fresh", true, NOTHING, [CHECKED], [CHECKED]],
  ["fresh", false, NOTHING, [OFFLINE, CHECKED], [OFFLINE, CHECKED]],
  ["silent", true, SILENT, [NOTHING, LOOK, CHECKED], [SILENT, CHECKED]],
  ["silent", false, SILENT, [OFFLINE, NOTHING, LOOK, CHECKED], [SILENT, OFFLINE, CHECKED]],
];
// What the feeds said then says nothing of now.
const OLD = Object.keys(FEEDS).flatMap((feeds) => [
  [feeds, true, STALE, [LOOK], [STALE]],
  [feeds, false, STALE, [OFFLINE, LOOK], [AS_KNOWN]],
]);
const ROWS = [
  ...FRESH.flatMap((row) => ["now", "5 min ago"].map((age) => [age, ...row])),
  ...OLD.flatMap((row) => ["6 min ago", "of a clock set back"].map((age) => [age, ...row])),
];

for (const [age, feeds, online, title, lines, beside] of ROWS) {
  test(`feeds ${feeds}, ${online ? "online" : "offline"}, checked ${age}`, () => {
    const ago = AGES[age];
    const times = { ago: checkedAt(ago), silent: SILENT_SINCE };
    const at = ([id, when, feed]) => {
      const said = { id, at: when === null ? null : times[when] };
      return feed ? { ...said, feed } : said;
    };

    const said = known({ at: NOW - ago, now: checkedAt(ago), sources: FEEDS[feeds] }, NOW, online);

    assert.deepEqual(said, {
      title: at(title),
      lines: lines.map(at),
      beside: beside.map(at),
      grey: title !== NOTHING,
    });
  });
}

for (const [online, cut] of [
  [true, []],
  [false, [{ id: "now.offline", at: null }]],
]) {
  test(`never checked, ${online ? "online" : "offline"}`, () => {
    const never = { id: "now.stale.never", at: null };

    assert.deepEqual(known(null, NOW, online), {
      title: never,
      lines: [...cut, { id: "now.stale.do", at: null }],
      beside: [...cut, never],
      grey: true,
    });
  });
}

test("no heading says that nothing is live unless that was checked, and no feed is silent", () => {
  const sure = ROWS.filter(([, , , title]) => title === NOTHING);

  assert.deepEqual(
    sure.filter(([age, feeds]) => !["now", "5 min ago"].includes(age) || feeds === "silent"),
    [],
  );
});

test("a source that never answered is named, and no time is made up for it", () => {
  const source = { id: "river", silent_since: NOW, heard: false };
  const asked = { at: NOW, now: NOW + SKEW, sources: [source] };

  const { title } = known(asked, NOW, true);

  assert.deepEqual(title, { id: "now.unheard", at: null, feed: "river" });
});
