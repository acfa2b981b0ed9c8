import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { age, serverOffset } from "../../pwa/app/phone/age.js";
import { words } from "../../pwa/app/phone/words.js";
import { clock, moment } from "../../pwa/app/phone/clock.js";

const { moments, marks } = JSON.parse(
  readFileSync(new URL("vectors.json", import.meta.url), "utf-8"),
);
const sayIn = Object.fromEntries(marks.map(({ language, given }) => [language, words(given)]));
const AT = 1795323720; // 2026-11-22 05:02 UTC

test("every moment is said as Python says it", () => {
  const said = moments.map(({ when, near, time_zone: timeZone, language }) =>
    moment(when, { timeZone, say: sayIn[language], near }),
  );

  assert.equal(new Set(moments.map((one) => one.language)).size, 22);
  assert.deepEqual(
    said,
    moments.map((one) => one.said),
  );
});

test("every number is said as Python says it, in every language", () => {
  for (const { given, numbers } of marks) {
    const say = words({ ...given, count: "{count}" });
    const isolates = new RegExp("[\u2068\u2069]", "g");

    assert.deepEqual(
      numbers.map(([value]) => say("count", { count: value }).replace(isolates, "")),
      numbers.map(([, said]) => said),
    );
  }
});

test("what fills a slot is set apart as Python sets it apart", () => {
  for (const { given, slot } of marks) {
    assert.equal(words({ ...given, place: "{place}" })("place", { place: "神田" }), slot);
  }
  const rightToLeft = marks.filter(({ slot }) => slot !== "神田");
  assert.deepEqual(
    rightToLeft.map((one) => one.language),
    ["ar", "ar-XB"],
  );
});

test("a clock time alone is 24 hours in the place's zone, or marked as UTC", () => {
  assert.deepEqual(
    [clock(AT, "Asia/Tokyo"), clock(AT, "No/Where"), clock(AT - 5 * 3600 - 120, "UTC")],
    ["14:02", "05:02 UTC", "00:00"],
  );
});

const AGES = [
  [-400, "age.now", 0],
  [0, "age.now", 0],
  [59, "age.now", 0],
  [60, "age.minutes", 1],
  [3599, "age.minutes", 59],
  [3600, "age.hours", 1],
  [48 * 3600 - 1, "age.hours", 47],
  [48 * 3600, "age.days", 2],
];

for (const [seconds, id, count] of AGES) {
  test(`${seconds} s ago is ${count} of ${id}`, () => {
    assert.deepEqual(age(AT - seconds, AT), { id, count });
  });
}

test("age is measured by the server's clock, whatever the phone's says", () => {
  const phone = AT - 5000;
  const offset = serverOffset({ at: phone, now: AT }, undefined, phone);

  assert.deepEqual(age(AT - 180, phone + offset), { id: "age.minutes", count: 3 });
});

for (const [what, checked, pageNow, wanted] of [
  ["the last check", { at: AT - 900, now: AT - 890 }, AT - 30, 10],
  ["the page, where nothing was checked", null, AT - 30, -30],
  ["a page that shows the phone's clock to be slow", null, AT + 7200, 7200],
  ["the phone, where the page lay on a proxy for an hour", null, AT - 3600, 0],
  ["the phone, where the page says no time", null, undefined, 0],
]) {
  test(`the server's clock is told by ${what}`, () => {
    assert.equal(serverOffset(checked, pageNow, AT), wanted);
  });
}
