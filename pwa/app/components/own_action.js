// @ts-check
/**
 * Beside an alert: what a place of this phone should do by itself, where that is not what the alert
 * asks of everybody, and the way from there. All of it is of this phone alone.
 */

import { html } from "../html.js";
import { isNight } from "../phone/action.js";
import { clock } from "../phone/clock.js";
import { ownActions } from "../phone/own_action.js";
import { isWayRecord, recordedWay, wordsOf } from "../phone/way_line.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../phone/own_action.js").Own} Own */
/** @typedef {import("../phone/shapes.js").AlertData} AlertData */
/** @typedef {import("../phone/shapes.js").Place} Place */

/** @type {Readonly<Record<string, string>>} */
const CAUTIONS = {
  water: "own.water",
  zone_unknown: "own.zone_unknown",
  solid_floor: "own.solid_floor",
};

/**
 * What this phone's places should do, by all that it knows now.
 * @param {Pick<Context, "places" | "person" | "ways" | "now" | "page">} context
 * @param {AlertData} data
 */
export function ownOf({ places, person, ways, now, page }, data) {
  const zonesOf = (/** @type {Place} */ place) => zonesIn(ways, place);
  const night = isNight(Number.parseInt(clock(now, page.time_zone), 10));
  return ownActions(data, places, person, zonesOf, { now, isNight: night });
}

/** @param {{ context: Context, data: AlertData }} props */
export function OwnAction({ context, data }) {
  const { read, spoken } = context;
  const own = ownOf(context, data);
  const lines = [...linesOf(context, data, own), ...ways(context, data, own)];
  if (lines.length === 0) return null;
  return html`<div class="own" lang=${spoken.lang} dir=${spoken.dir}>
    ${lines.map(({ text, name }) => html`<p class=${name}>${read(text)}</p>`)}
  </div>`;
}

/**
 * From each place that is to leave for a site: the way as it was prepared, and its first direction.
 * @param {Context} context @param {AlertData} data @param {readonly Own[]} own
 */
function ways({ language, spoken, ways: record, phoneNow }, { kind }, own) {
  const words = { language, lang: spoken.lang };
  return own.flatMap(({ place, action }) => {
    const way = recordedWay(record, words, place, kind, phoneNow);
    if (action !== "leave_for_site" || !way || !isWayRecord(record)) return [];
    const said = [wordsOf(record, way, phoneNow), way.go ?? ""].filter(Boolean);
    return said.map((text) => ({ text, name: "from" }));
  });
}

/**
 * What differs, once for all places where it is of their people; then what must be said beside it.
 * @param {Context} context @param {AlertData} data @param {readonly Own[]} own
 * @returns {{ text: string, name: "first" | "note" }[]}
 */
function linesOf({ say }, data, own) {
  const acts = own.filter((one) => one.differs).map((one) => actOf(say, data, one));
  const beside = own.flatMap(({ place, cautions }) =>
    cautions.map((one) => say(CAUTIONS[one] ?? "", { place: place.label })),
  );
  /** @param {readonly string[]} texts @param {"first" | "note"} name */
  const each = (texts, name) => [...new Set(texts)].filter(Boolean).map((text) => ({ text, name }));
  return [...each(acts, "first"), ...each(beside, "note")];
}

/** @param {Context["say"]} say @param {AlertData} data @param {Own} own @returns {string} */
function actOf(say, { level }, { action, place }) {
  const slots = { place: place.label };
  if (action === "stay_in") return say("own.stay_in", slots);
  if (action === "go_up") return say("own.go_up", slots);
  if (action !== "leave_for_site") return "";
  return level ? say("own.slow.level", { level }) : say("own.slow");
}

/** Only a record of this version says anything of zones. @param {unknown} ways @param {Place} place */
function zonesIn(ways, { id, lon, lat }) {
  if (!isWayRecord(ways)) return {};
  const start = ways.places.find((one) => one.id === id && one.lon === lon && one.lat === lat);
  return start?.zones ?? {};
}
