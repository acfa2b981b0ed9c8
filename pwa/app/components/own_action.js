// @ts-check
/**
 * Beside an alert: what a place of this phone should do by itself, where that is not what the alert
 * asks of everybody, and the way from there. All of it is of this phone alone.
 */

import { together } from "../context.js";
import { html } from "../html.js";
import { isNight } from "../phone/action.js";
import { clock } from "../phone/clock.js";
import { ownActions } from "../phone/own_action.js";
import { isWayRecord, recordedWay, wordsOf } from "../phone/way_line.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../phone/own_action.js").Own} Own */
/** @typedef {import("../phone/shapes.js").AlertData} AlertData */
/** @typedef {import("../phone/shapes.js").Place} Place */

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
  const { read, say, spoken } = context;
  const own = ownOf(context, data);
  const acts = own.filter((one) => one.differs).map((one) => actOf(say, data, one));
  const beside = own.flatMap(({ cautions }) => cautions.map((one) => besideOf(say, one)));
  const ways = waysOf(context, data, own);
  const [first, notes] = [acts, beside].map((all) => [...new Set(all)].filter(Boolean));
  if ([first, notes, ways].every((all) => all?.length === 0)) return null;
  return html`<div class="own" lang=${spoken.lang} dir=${spoken.dir}>
    ${first?.map((text) => html`<p class="first">${read(text)}</p>`)}
    ${notes?.map((text) => html`<p>${read(text)}</p>`)}
    ${ways.map(({ way, go }) => html`<p class="from">${read(way)}${go && html`<br />${read(go)}`}</p>`)}
  </div>`;
}

/** Of which places nobody knows whether they lie in a mapped zone, in one sentence. @param {{ context: Context, data: AlertData }} props */
export function ZoneUnknown({ context, data }) {
  const { tell, say } = context;
  const unknown = ownOf(context, data).filter((one) => one.cautions.includes("zone_unknown"));
  if (unknown.length === 0) return null;
  const names = [...new Set(unknown.map((one) => one.place.label))];
  return html`<p class="note">${tell("own.zone_unknown", { place: together(say, names) })}</p>`;
}

/**
 * From each place that is to leave for a site: the way as it was prepared, and its first direction.
 * @param {Context} context @param {AlertData} data @param {readonly Own[]} own
 */
function waysOf({ language, spoken, ways, phoneNow }, { kind }, own) {
  const words = { language, lang: spoken.lang };
  return own.flatMap(({ place, action }) => {
    const way = recordedWay(ways, words, place, kind, phoneNow);
    if (action !== "leave_for_site" || !way || !isWayRecord(ways)) return [];
    return [{ way: wordsOf(ways, way, phoneNow), go: way.go }];
  });
}

/** @param {Context["say"]} say @param {AlertData} data @param {Own} own @returns {string} */
function actOf(say, { level }, { action, place }) {
  const slots = { place: place.label };
  if (action === "stay_in") return say("own.stay_in", slots);
  if (action === "go_up") return say("own.go_up", slots);
  if (action !== "leave_for_site") return "";
  return level ? say("own.slow.level", { level }) : say("own.slow");
}

/** @param {Context["say"]} say @param {import("../phone/action.js").Caution} caution */
function besideOf(say, caution) {
  if (caution === "water") return say("own.water");
  return caution === "solid_floor" ? say("own.solid_floor") : "";
}

/** Only a record of this version says anything of zones. @param {unknown} ways @param {Place} place */
function zonesIn(ways, { id, lon, lat }) {
  if (!isWayRecord(ways)) return {};
  const start = ways.places.find((one) => one.id === id && one.lon === lon && one.lat === lat);
  return start?.zones ?? {};
}
