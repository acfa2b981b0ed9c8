import assert from "node:assert/strict";
import { test } from "node:test";

import { guide, LEAVING } from "../../pwa/app/way/guide.js";

/** Someone on a street, 650 m from a site, in a flood that the town sends people away from. */
const WALKING = {
  action: "leave_for_site",
  hazard: "flood",
  hasMap: true,
  position: { accuracy: 12, age_s: 3 },
  tapped: false,
  covered: true,
  off_m: 4,
  hasGoal: true,
  site_m: 480,
  inZone: false,
  isOut: false,
  way_m: 650,
  coverage_m: 2_000,
  confirmed: true,
  asksConfirmed: true,
  states_age_s: 60,
  isNight: false,
};

const SCREENS = [
  ["the way, where nothing speaks against it", {}, "way"],
  ["no way, where the action is to protect oneself now", { action: "protect" }, "not_leaving"],
  ["no way, where the action is to go up", { action: "go_up" }, "not_leaving"],
  ["no way, where the action is to stay in", { action: "stay_in" }, "not_leaving"],
  ["no way, where the action is to be ready", { action: "be_ready" }, "not_leaving"],
  ["no way, where it is over", { action: "over" }, "not_leaving"],
  ["no way, where the action is one that this phone does not know", { action: "fly" }, "not_leaving"],
  ["no way on a quiet day", { action: null }, "not_leaving"],
  ["the way off the shore", { action: "leave_shore", hazard: "tsunami", inZone: true }, "in_zone"],
  ["that one is off the shore", { action: "leave_shore", hazard: "tsunami" }, "out_of_zone"],
  ["that a kind without sites has no way", { hazard: null }, "no_hazard"],
  ["that there is no map on this phone", { hasMap: false }, "no_map"],
  ["tap where you are, without a position", { position: null }, "no_position"],
  ["tap where you are, when the position is old", { position: { accuracy: 5, age_s: 121 } }, "no_position"],
  ["tap where you are, when the clock was set back", { position: { accuracy: 5, age_s: -1 } }, "no_position"],
  ["that the position is poor", { position: { accuracy: 101, age_s: 3 } }, "poor_position"],
  ["that the position is poor, when nobody knows how poor", { position: { accuracy: NaN, age_s: 3 } }, "poor_position"],
  ["the way from where one tapped, though there is no position", { position: null, tapped: true }, "way"],
  ["the way at 100 m of accuracy", { position: { accuracy: 100, age_s: 120 } }, "way"],
  ["that this is outside the map", { covered: false }, "outside_coverage"],
  ["that no street is near", { off_m: 151 }, "off_streets"],
  ["that no street is in reach at all", { off_m: null }, "off_streets"],
  ["the way from 150 m off the streets", { off_m: 150 }, "way"],
  ["that no site is designated", { hasGoal: false, site_m: null, way_m: null }, "no_site"],
  ["that one is at the site", { site_m: 30 }, "at_site"],
  ["the way from 31 m before the site", { site_m: 31 }, "way"],
  ["at the site, though it is in the zone", { site_m: 5, inZone: true }, "at_site"],
  ["that one is out of the tsunami zone", { isOut: true, way_m: 0 }, "out_of_zone"],
  ["that no way is known", { way_m: null }, "no_way_known"],
  ["the way out of the zone", { inZone: true }, "in_zone"],
];

for (const [what, change, screen] of SCREENS) {
  test(`shows ${what}`, () => {
    assert.equal(guide({ ...WALKING, ...change }).screen, screen);
  });
}

const NOTES = [
  ["nothing, where all is known", {}, []],
  ["that the site is not confirmed open", { confirmed: false }, ["not_confirmed"]],
  ["nothing of that where unknown counts as usable", { confirmed: false, asksConfirmed: false }, []],
  ["that the states are old, and so not confirmed", { states_age_s: 601 }, ["not_confirmed", "old_states"]],
  ["that the states were never asked for", { states_age_s: null }, ["not_confirmed", "old_states"]],
  ["that a nearer site may be outside", { coverage_m: 649 }, ["nearer_outside"]],
  ["that it is night", { isNight: true }, ["night"]],
  [
    "all of it",
    { confirmed: false, states_age_s: null, coverage_m: 0, isNight: true, inZone: true },
    ["not_confirmed", "old_states", "nearer_outside", "night"],
  ],
  ["nothing beside a screen without a way", { off_m: 200, confirmed: false }, []],
];

for (const [what, change, notes] of NOTES) {
  test(`says ${what}`, () => {
    assert.deepEqual(guide({ ...WALKING, ...change }).notes, notes);
  });
}

test("only two actions may show a way", () => {
  assert.deepEqual(LEAVING, ["leave_for_site", "leave_shore"]);
});
