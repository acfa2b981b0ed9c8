import assert from "node:assert/strict";
import { test } from "node:test";

import { FAR } from "../../pwa/app/way/hazards.js";
import { Guidance } from "../../pwa/app/way/guidance.js";
import { NO_CHANGES } from "../../pwa/app/way/sources.js";
import { direction, told, walked } from "../../pwa/app/way/sentences.js";
import { ground, HEAD, KX, row } from "./harness/streets.js";

const NAMES = [{}, { ja: "橋場通り", en: "Hashiba-dori", "ja-simple": "はしばどおり" }];
const SCHOOL = { ja: "兼六小学校", en: "Kenroku Elementary School" };
const say = (id, slots = {}) => [id, ...Object.values(slots)].join(" | ");

/** A street of twenty corners to the east, a site at its western end for floods and tsunamis. */
function city(layers = {}, change = {}) {
  const graph = row(20, { name: new Int32Array(19).fill(1) });
  const at = [graph.lon5[0], graph.lat5[0]];
  const site = { id: "a", name: SCHOOL, at, node: 0, off_dm: 0, hazards: 0b10001, ...change };
  return { head: HEAD, graph, names: NAMES, ground: ground(19, layers), sites: [site] };
}

function ask(guidance, metres, change = {}) {
  const { lon5, lat5 } = guidance.city.graph;
  const lon = (lon5[0] + (metres * 1e6) / KX) / 1e5;
  return guidance.answer({
    action: "leave_for_site",
    hazard: "flood",
    profile: "default",
    at: { lon, lat: lat5[0] / 1e5 },
    tapped: false,
    fix: { accuracy: 5, age_s: 1 },
    states_age_s: 5,
    isNight: false,
    ...change,
  });
}

test("a way has its length, its steps and its site", () => {
  const { screen, notes, way, steps, site } = ask(new Guidance(city()), 320);

  assert.deepEqual([screen, notes, way.metres, site.id], ["way", ["not_confirmed"], 320, "a"]);
  assert.deepEqual(steps.map(({ heading, name, metres }) => [heading, name, metres]), [["w", 1, 320]]);
});

test("a site that the town has confirmed is not called unconfirmed", () => {
  const guidance = new Guidance(city());
  guidance.change({ ...NO_CHANGES, sites: { a: "open" } });

  assert.deepEqual(ask(guidance, 320).notes, []);
});

test("after a closure the way is no more, and after it is reopened it is there", () => {
  const guidance = new Guidance(city());

  guidance.change({ ...NO_CHANGES, closed: [2] });
  const cut = ask(guidance, 320);
  guidance.change(NO_CHANGES);

  assert.deepEqual([cut.screen, cut.way], ["no_way_known", null]);
  assert.equal(ask(guidance, 320).screen, "way");
});

test("a closed site is no goal, though it is the only one", () => {
  const guidance = new Guidance(city());
  guidance.change({ ...NO_CHANGES, sites: { a: "closed" } });

  assert.deepEqual([ask(guidance, 320).screen, ask(guidance, 0).screen], ["no_way_known", "no_way_known"]);
});

test("at the door of a large site one is there", () => {
  const far = city({}, { off_dm: 900, at: [13_660_000, 3_656_081] });

  assert.deepEqual([ask(new Guidance(far), 5).screen, ask(new Guidance(far), 40).screen], ["at_site", "way"]);
});

test("without a designated site there is none, however near another is", () => {
  assert.equal(ask(new Guidance(city()), 320, { hazard: "landslide" }).screen, "no_site");
});

test("from the tsunami zone it goes out of it; out of it nobody is sent anywhere", () => {
  const guidance = new Guidance(
    city({ tsunami: { hasZone: true, zone: [0, 1, 2, 3] } }, { hazards: 0b10000, node: 12 }),
  );

  const inside = ask(guidance, 120, { hazard: "tsunami" });
  const outside = ask(guidance, 400, { hazard: "tsunami" });

  assert.deepEqual([inside.screen, inside.way.ends, inside.way.metres], ["in_zone", "out", 80]);
  assert.deepEqual([outside.screen, outside.way], ["out_of_zone", null]);
});

test("off the shore is out of the zone and never to a site", () => {
  const asked = { hazard: "tsunami", action: "leave_shore" };
  const zoned = new Guidance(city({ tsunami: { hasZone: true, zone: [15, 16, 17, 18] } }));

  assert.equal(ask(new Guidance(city()), 320, asked).screen, "no_site");
  assert.equal(ask(zoned, 320, asked).screen, "out_of_zone");
});

test("nobody is answered with a way where the action is another", () => {
  for (const action of ["protect", "go_up", "stay_in", "be_ready", "know", "over", null]) {
    const { screen, way, steps } = ask(new Guidance(city()), 320, { action });

    assert.deepEqual([screen, way, steps], ["not_leaving", null, []]);
  }
});

test("what is drawn are metres along the streets, and far where there is no way", () => {
  const guidance = new Guidance(city());
  guidance.change({ ...NO_CHANGES, closed: [3] });

  const { metres } = guidance.drawn("flood", "default");

  assert.deepEqual([...metres.slice(0, 5)], [0, 50, 100, 150, FAR]);
});

test("distances are said as one walks, from a kilometre on rounded up", () => {
  const said = [3, 12, 48, 53, 347, 994, 995, 1_010, 1_260].map((one) => walked(say, one));

  assert.deepEqual(said, [
    "distance.m | 5",
    "distance.m | 10",
    "distance.m | 50",
    "distance.m | 50",
    "distance.m | 350",
    "distance.m | 990",
    "distance.km | 1",
    "distance.km | 1.1",
    "distance.km | 1.3",
  ]);
});

test("a street has its own name beside the reader's, a Japanese reader only that", () => {
  const stretch = { turn: "left", heading: "w" };

  assert.equal(
    direction(say, stretch, NAMES[1], "en"),
    "way.turn.left.into | Hashiba-dori (橋場通り)",
  );
  assert.equal(direction(say, stretch, NAMES[1], "ja"), "way.turn.left.into | 橋場通り");
  assert.equal(direction(say, stretch, undefined, "en"), "way.turn.left");
  assert.equal(direction(say, { turn: null, heading: "ne" }, undefined, "en"), "way.go.ne");
});

test("a way in words ends where it ends", () => {
  const answer = ask(new Guidance(city()), 320);

  assert.deepEqual(told(say, answer, NAMES, "ja"), [
    { text: "way.go.w.along | 橋場通り", metres: "distance.m | 320", notes: [] },
    { text: "way.arrive | 兼六小学校", metres: "", notes: [] },
  ]);
});

test("off the shore nobody is led to a site, though one stands in the zone and is nearer", () => {
  const layers = { tsunami: { hasZone: true, zone: [0, 1, 2, 3, 4, 5] } };
  const guidance = new Guidance(city(layers, { hazards: 0b10000, node: 1 }));
  const asked = { hazard: "tsunami" };

  const warned = ask(guidance, 120, asked);
  const advised = ask(guidance, 120, { ...asked, action: "leave_shore" });

  assert.deepEqual([warned.way.ends, warned.site.id], ["site", "a"]);
  assert.deepEqual([advised.screen, advised.way, advised.site], ["no_way_known", null, null]);
});

test("nobody is called out of the zone while the circle of their position reaches into it", () => {
  const layers = { tsunami: { hasZone: true, zone: [0, 1, 2, 3] } };
  const guidance = new Guidance(city(layers, { hazards: 0b10000, node: 12 }));
  const asked = (accuracy) => ({ hazard: "tsunami", fix: { accuracy, age_s: 1 } });

  // The zone's last street ends 20 m to the west; 50 m of the circle are in its margin.
  const found = [60, 80].map((accuracy) => ask(guidance, 220, asked(accuracy)).screen);
  const told = ask(guidance, 220, { ...asked(80), tapped: true }).screen;

  assert.deepEqual([...found, told], ["out_of_zone", "poor_position", "out_of_zone"]);
});
