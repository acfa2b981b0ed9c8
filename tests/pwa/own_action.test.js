/** What a place should do by itself, and what its people told the phone. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { ANYBODY, factsOf, readPerson, withFacts } from "../../pwa/app/phone/home_facts.js";
import { ownActions, showsWay } from "../../pwa/app/phone/own_action.js";
import { labelled } from "../../pwa/app/phone/place_role.js";
import { alertPayload } from "./harness/payloads.js";
import { DEEP, NEAR_EDGE, NOW, OUTSIDE } from "./harness/places.js";

const HOME = { id: "home-1", label: "Home", class: "home", cell: 1, ...DEEP };
const SLOW = { ...ANYBODY, needs_time: true };
const DAY = { now: NOW, isNight: false };
const NIGHT = { now: NOW, isNight: true };
const LEVEL_3 = { strength: "leave_if_slow", action: "be_ready", level: 3 };
const MAPPED = { flood: true, landslide: false, tsunami: false };

function data(changes = {}) {
  return alertPayload({}, { mode: "real", ...changes }).notification.data;
}

function own(changes, { places = [HOME], person = ANYBODY, zones = MAPPED, when = DAY } = {}) {
  return ownActions(data(changes), places, person, () => zones, when);
}

/** What is asked, in the order action, differs, cautions; null for nothing at all. */
const CASES = {
  "an order to leave, as for all": [{}, {}, ["leave_for_site", false, []]],
  "nobody knows the zone": [{}, { zones: {} }, ["leave_for_site", false, ["zone_unknown"]]],
  "at night the alert's own words say the water": [{}, { when: NIGHT }, ["leave_for_site", false, []]],
  "level 3, and nobody needs more time": [LEVEL_3, {}, ["be_ready", false, []]],
  "level 3, and somebody does": [LEVEL_3, { person: SLOW }, ["leave_for_site", true, []]],
  "the same at night: the alert did not speak of water": [
    LEVEL_3,
    { person: SLOW, when: NIGHT },
    ["leave_for_site", true, ["water"]],
  ],
  "level 3 of an agency's storm, indoors": [
    { ...LEVEL_3, kind: "storm", until: NOW + 60 },
    { person: SLOW },
    ["be_ready", false, []],
  ],
  "level 5 stays as it is": [
    { strength: "protect", action: "protect" },
    { person: SLOW },
    ["protect", false, []],
  ],
  "a tenth floor of concrete: depth and hours are not known, so nobody stays in": [
    {},
    { places: [{ ...HOME, floor: 9, building: "solid" }] },
    ["leave_for_site", false, []],
  ],
  "a tsunami asks no zone of a place": [
    { kind: "tsunami", until: NOW + 60 },
    { zones: {} },
    ["leave_for_site", false, []],
  ],
  "an exercise": [{ ...LEVEL_3, mode: "drill" }, { person: SLOW }, null],
  "an exercise that shows no way": [{ action: "know", mode: "drill" }, {}, null],
  "an exercise for walking the way": [{ mode: "drill" }, {}, ["leave_for_site", false, []]],
  "a home at the edge": [{}, { places: [{ ...HOME, ...NEAR_EDGE }] }, ["leave_for_site", false, []]],
  "a home elsewhere": [{}, { places: [{ ...HOME, ...OUTSIDE }] }, null],
  "no outline": [{ area: null, slack_m: null }, {}, null],
  "where the phone was": [{}, { places: [{ ...HOME, class: "here", since: NOW }] }, null],
  "a stay that has ended": [{}, { places: [{ ...HOME, class: "stay", until: NOW }] }, null],
  "an all-clear": [{ phase: "all_clear" }, {}, null],
  "run out": [{ until: NOW }, {}, null],
  "an area that was left": [{ relation: "left" }, {}, null],
};

for (const [name, [changes, given, wanted]] of Object.entries(CASES)) {
  test(`what a home should do: ${name}`, () => {
    const said = own(changes, given);

    const found = said.map(({ action, differs, cautions }) => [action, differs, cautions]);
    assert.deepEqual(found, wanted ? [wanted] : []);
  });
}

const BUTTON = {
  "everybody leaves": [{}, {}, true],
  "nobody here leaves yet": [LEVEL_3, {}, false],
  "who needs time leaves": [LEVEL_3, { person: SLOW }, true],
  "no place is here: the alert decides": [{}, { places: [] }, true],
  "no place is here, and the others get ready": [LEVEL_3, { person: SLOW, places: [] }, false],
  "off the shore": [{ kind: "tsunami", strength: "ready", action: "leave_shore" }, {}, true],
  "level 5": [{ strength: "protect", action: "protect" }, {}, false],
  "an exercise without a way": [{ mode: "drill", action: "know" }, {}, false],
  "it is over": [{ phase: "all_clear", action: "over" }, {}, false],
  "it has run out": [{ until: NOW }, {}, false],
};

for (const [name, [changes, given, wanted]] of Object.entries(BUTTON)) {
  test(`the button to the way: ${name}`, () => {
    assert.equal(showsWay(data(changes), own(changes, given), NOW), wanted);
  });
}

test("a place that stays in has no button, though the alert asks all to leave", () => {
  const stays = [{ place: HOME, action: "stay_in", differs: true, cautions: [] }];

  assert.equal(showsWay(data(), stays, NOW), false);
});

test("what was never said is not known, and a storey counts low", () => {
  const { floor_m, building, ...rest } = factsOf({ floor: 2, building: "wooden" }, SLOW, MAPPED, "flood");

  assert.deepEqual([floor_m, building], [5.4, "wooden"]);
  assert.deepEqual(rest, {
    in_zone: true,
    in_landslide_zone: false,
    in_tsunami_zone: false,
    in_collapse_zone: null,
    depth_m: null,
    hours: null,
    needs_time: true,
  });
  assert.deepEqual(factsOf({}, ANYBODY, {}, "flood"), {
    ...rest,
    in_zone: null,
    in_landslide_zone: null,
    in_tsunami_zone: null,
    floor_m: null,
    building: null,
    needs_time: false,
  });
});

test("what is taken back is not kept as known", () => {
  const told = withFacts(HOME, { floor: 0, building: "solid" });

  assert.deepEqual(told, { ...HOME, floor: 0, building: "solid" });
  assert.deepEqual(withFacts(told, { floor: null }), { ...HOME, building: "solid" });
  assert.deepEqual(withFacts(told, { floor: null, building: null }), HOME);
});

for (const kept of [undefined, null, "slow", { needs_time: 1, no_stairs: "yes", pace: "running" }]) {
  test(`a person kept as ${JSON.stringify(kept)} has said nothing`, () => {
    assert.deepEqual(readPerson(kept), ANYBODY);
  });
}

test("places are labelled in the words of the page, but for names of their reader's own", () => {
  const words = { "place.home": "Casa", "place.work": "Trabajo", "place.stay": "Alojamiento" };
  const kept = [HOME, { ...HOME, id: "work-2", label: "職場" }, { ...HOME, id: "stay-3", label: "滞在先" }];
  const own = { ...HOME, id: "x", label: "Grandma's" };

  const shown = labelled((id) => words[id], [...kept, own]);

  assert.deepEqual(
    shown.map((one) => one.label),
    ["Casa", "Trabajo", "Alojamiento", "Grandma's"],
  );
});
