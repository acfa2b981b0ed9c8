import assert from "node:assert/strict";
import { test } from "node:test";

import { day, invitation } from "../../pwa/app/phone/invitation.js";

const NOW = Date.parse("2026-11-22T14:00:00") / 1000; // in this machine's own time zone, as a phone
const PLACE = "jis:17201";

for (const [what, hash, until] of [
  ["a last day", `#stay=${PLACE}&until=2026-11-25`, "2026-11-25"],
  ["today", `#stay=${PLACE}&until=2026-11-22`, "2026-11-22"],
  ["a number of days", `#stay=${PLACE}&days=2`, "2026-11-24"],
  ["nothing more", `#stay=${PLACE}`, "2026-11-25"],
  ["a day that is over", `#stay=${PLACE}&until=2026-11-21`, "2026-11-25"],
  ["a day far off", `#stay=${PLACE}&until=2027-11-25`, "2026-11-25"],
  ["a day that is none", `#stay=${PLACE}&until=2026-11-2x`, "2026-11-25"],
  ["days that are no number", `#stay=${PLACE}&days=few`, "2026-11-25"],
  ["more days than there are", `#stay=${PLACE}&days=1e99`, "2026-11-25"],
  ["days that are over", `#stay=${PLACE}&days=-1`, "2026-11-25"],
]) {
  test(`a link with ${what}: until ${until}`, () => {
    assert.deepEqual(invitation(hash, NOW), { place: PLACE, until });
  });
}

for (const hash of ["", "#", "#languages", "#until=2026-11-25"]) {
  test(`"${hash}" invites nobody`, () => {
    assert.equal(invitation(hash, NOW), null);
  });
}

test("a date field's day is the phone's own, not Greenwich's", () => {
  assert.equal(day(Date.parse("2026-11-22T23:30:00") / 1000, 0), "2026-11-22");
  assert.equal(day(Date.parse("2026-11-22T00:30:00") / 1000, 1), "2026-11-23");
});
