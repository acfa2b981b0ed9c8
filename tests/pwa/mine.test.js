import assert from "node:assert/strict";
import { test } from "node:test";

import { became, partLive } from "../../pwa/app/mine.js";
import { alertPayload } from "./harness/payloads.js";

const SENT = 1795323720;
const UNTIL = SENT + 3_600;

for (const [name, data, now, state] of [
  ["an order holds until somebody ends it", { until: null }, SENT + 1e7, "live"],
  ["a warning holds until its time", { until: UNTIL }, UNTIL - 1, "live"],
  ["past its time nobody has ended it", { until: UNTIL }, UNTIL, "expired"],
  ["an all-clear is one", { phase: "all_clear", until: UNTIL }, UNTIL + 1, "all_clear"],
  ["an exercise that was ended is no error", { phase: "withdrawn", stopped: true }, SENT, "stopped"],
  ["what was taken back is that", { phase: "withdrawn" }, SENT, "withdrawn"],
]) {
  test(name, () => {
    assert.deepEqual(became(alertPayload({}, data), now), { state, heard: SENT });
  });
}

const DRILL = alertPayload({}, { id: "d".repeat(16), mode: "drill", strength: "protect" });
const AGENCY = { id: "r".repeat(16), strength: "ready", until: UNTIL };

for (const [what, strength, shown, stopped] of [
  ["that asks for anything ends a drill", "ready", ["r"], true],
  ["that only tells stands before a drill", "know", ["r", "d"], false],
]) {
  test(`a real alert ${what}, though the drill is an order`, () => {
    const real = alertPayload({}, { ...AGENCY, strength });

    const found = partLive([DRILL, real], [], SENT);

    assert.deepEqual(found.mine.map((one) => one.notification.data.id[0]), shown);
    assert.equal(found.stopped, stopped);
  });
}

test("a drill alone is shown", () => {
  const { mine, stopped } = partLive([DRILL], [], SENT);

  assert.deepEqual([mine, stopped], [[DRILL], false]);
});

const AREA = alertPayload({}, { slack_m: 5 });
const INSIDE = { id: "home-1", class: "home", label: "Home", lon: 136.6575, lat: 36.5625, cell: 1 };
const FAR = { ...INSIDE, id: "work-2", lon: 137.5, lat: 37.5 };
const ENDED = { ...FAR, class: "stay", until: SENT - 1 };
const HERE = { ...FAR, class: "here" };

for (const [what, places, mine] of [
  ["no place is set", [], true],
  ["one place of two is in its area", [FAR, INSIDE], true],
  ["every place is certainly elsewhere", [FAR], false],
  ["the stay elsewhere is over", [ENDED], true],
  ["only a last position is elsewhere", [HERE], true],
]) {
  test(`an alert stands ${mine ? "on top" : "below, for other places,"} where ${what}`, () => {
    const found = partLive([AREA], places, SENT);

    assert.deepEqual([found.mine, found.elsewhere], mine ? [[AREA], []] : [[], [AREA]]);
  });
}
