import assert from "node:assert/strict";
import { test } from "node:test";

import { became } from "../../pwa/app/mine.js";
import { alertPayload } from "./harness/payloads.js";

const SENT = 1795323720;
const UNTIL = SENT + 3_600;

for (const [name, data, now, state] of [
  ["an order holds until somebody ends it", { until: null }, SENT + 1e7, "live"],
  ["a warning holds until its time", { until: UNTIL }, UNTIL - 1, "live"],
  ["past its time nobody has ended it", { until: UNTIL }, UNTIL, "expired"],
  ["an all-clear is one", { phase: "all_clear", until: UNTIL }, UNTIL + 1, "all_clear"],
  ["what was taken back is that", { phase: "withdrawn" }, SENT, "withdrawn"],
]) {
  test(name, () => {
    assert.deepEqual(became(alertPayload({}, data), now), { state, heard: SENT });
  });
}
