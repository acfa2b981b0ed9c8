import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { action, cautions, isNight } from "../../pwa/app/phone/action.js";

const FILE = new URL("../alerts/action-vectors.json", import.meta.url);
const VECTORS = JSON.parse(readFileSync(FILE, "utf-8"));

/** Every combination, the last list running fastest. */
function* product(...lists) {
  if (lists.length === 0) return yield [];
  const [first, ...rest] = lists;
  for (const one of first) for (const others of product(...rest)) yield [one, ...others];
}

test("every case has the action and the cautions that the server gives it", () => {
  const { kinds, strengths, phases, authorities, facts, conditions } = VECTORS;
  const wrong = [];
  let at = 0;

  for (const one of product(kinds, strengths, phases, authorities, facts, conditions)) {
    const [kind, strength, phase, authority, known, outside] = one;
    const chosen = action({ kind, strength, phase, authority }, known, outside);
    const beside = cautions(kind, chosen, known, outside);
    const said = VECTORS.caution_letters[VECTORS.cautions[at]];
    if (chosen !== VECTORS.action_letters[VECTORS.actions[at]]) wrong.push([one, chosen]);
    if (beside.join() !== said.join()) wrong.push([one, beside]);
    at += 1;
  }

  assert.equal(at, VECTORS.actions.length);
  assert.ok(at > 40_000);
  assert.deepEqual(wrong.slice(0, 5), []);
});

test("without facts the phone says what the server says", () => {
  const asked = { kind: "flood", strength: "leave", phase: "live", authority: "mayor" };

  assert.equal(action(asked), "leave_for_site");
  assert.deepEqual(cautions("flood", "leave_for_site"), ["zone_unknown"]);
});

test("a strength of a later version asks for nothing and shows no way", () => {
  const asked = { kind: "flood", strength: "hover", phase: "live", authority: "mayor" };

  assert.equal(action(asked), "know");
});

test("it is night from five in the afternoon until seven", () => {
  const nights = Array.from({ length: 24 }, (_, hour) => hour).filter(isNight);

  assert.deepEqual(nights, [0, 1, 2, 3, 4, 5, 6, 17, 18, 19, 20, 21, 22, 23]);
});
