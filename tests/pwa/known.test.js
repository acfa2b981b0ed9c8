import assert from "node:assert/strict";
import { test } from "node:test";

import { facts } from "../../pwa/app/phone/known.js";

const HOME = { class: "home", cells: [1], since: 1795323720, until: null };
const STAY = { class: "stay", cells: [2, 3], since: 1795323720, until: 1795582799 };

test("everything that the server answers about a phone is said", () => {
  const known = { id: 7, language: "en", confirmed: true, places: [HOME, STAY], alerts: [] };

  assert.deepEqual(facts(known), [
    { id: "privacy.place.home", squares: 1, since: 1795323720, until: null },
    { id: "privacy.place.stay", squares: 2, since: 1795323720, until: 1795582799 },
    { id: "privacy.language", language: "en" },
    { id: "privacy.address" },
    { id: "privacy.proven" },
    { id: "privacy.told" },
    { id: "privacy.number", number: 7 },
  ]);
});

test("a phone without places, and without proof, is said to have none", () => {
  const known = { id: 7, language: "ja", confirmed: false, places: [] };

  const ids = facts(known).map(({ id }) => id);

  assert.equal(ids[0], "privacy.place.none");
  assert.ok(ids.includes("privacy.unproven"));
});
