// @ts-check
/**
 * The way: words first, then the map that shows the same, then how far, how long and whereto. One
 * screen for every case of way/guide.js.
 */

import { html, useEffect, useState } from "../html.js";
import { keepAwake } from "../way/awake.js";
import { isFresh } from "../way/compass.js";
import { HAZARDS } from "../way/hazards.js";
import { LEAVING } from "../way/guide.js";
import { MapBox } from "./box.js";
import { guiderOf } from "./guiding_city.js";
import { labelsOf } from "./labels.js";
import { shared } from "./shared.js";
import { Chosen, Facts, Guidance, Places, Steps } from "./way_words.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Payload} Payload */
/** @typedef {import("../phone/shapes.js").AlertData} AlertData */
/** @typedef {import("../way/guider.js").Guider} Guider */

/** Screens on which the reader may say where they are. */
const ASKS_WHERE = ["no_position", "poor_position", "off_streets", "outside_coverage"];
const WAYS = ["way", "in_zone"];

/** @param {{ context: Context, payload: Payload | null }} props */
export function WayScreen({ context, payload }) {
  const data = payload?.notification.data ?? null;
  const guider = useGuider(context);
  const { person } = context;
  const wish = wishOf(data, person.needs_time, context.now);
  const shows = wish.action !== null && LEAVING.includes(wish.action) && wish.hazard !== null;
  useEffect(() => {
    if (!shows) return undefined;
    const [unwatch, sleep] = [guider.watch(), keepAwake()];
    return () => (unwatch(), sleep());
  }, [shows]);
  useEffect(() => guider.ask(wish, person.no_stairs ? "needs" : "default", isDark(context)));
  const { answer, arrived } = guider;
  const screen = screenOf(guider, shows, wish.hazard);
  const isWay = WAYS.includes(screen) && answer?.way && !arrived;
  return html`<div class="way" data-screen=${arrived ? "arrived" : screen}>
    <${Guidance} context=${context} guider=${guider} screen=${screen} hazard=${wish.hazard} />
    ${isWay && html`<${Steps} context=${context} guider=${guider} />`}
    ${shows && !isWay && guider.city && wish.hazard && html`<${Places} context=${context} guider=${guider} hazard=${wish.hazard} />`}
    ${shows && guider.city && html`<${WayMap} context=${context} guider=${guider} data=${data} />`}
    ${shows && html`<${Chosen} context=${context} guider=${guider} />`}
    ${isWay && html`<${Facts} context=${context} guider=${guider} hazard=${wish.hazard} />`}
    <${Leaving} context=${context} guider=${guider} data=${data} isWay=${Boolean(isWay)} asks=${ASKS_WHERE.includes(screen)} />
  </div>`;
}

/** @param {Context} context @returns {Guider} */
function useGuider(context) {
  const [, setBeat] = useState(0);
  const [guider] = useState(() => guiderOf(context.page.hash, () => setBeat((old) => old + 1)));
  useEffect(() => {
    void guider.start();
    // A heading grows old without anybody saying so.
    const timer = setInterval(() => guider.heading && setBeat((old) => old + 1), 1000);
    return () => (clearInterval(timer), guider.stop());
  }, []);
  return guider;
}

/** @param {AlertData | null} data @param {boolean} needsTime @param {number} now */
function wishOf(data, needsTime, now) {
  if (!data) return { action: null, hazard: null };
  const isOver = !shared.isLive(/** @type {Payload} */ ({ notification: { data } }), now);
  const hazard = HAZARDS.includes(data.kind) ? data.kind : null;
  return { action: isOver ? "over" : actionFor(data, needsTime), hazard };
}

/** Who needs more time leaves when the others get ready. @param {AlertData} data @param {boolean} needsTime */
function actionFor(data, needsTime) {
  const { kind, strength, phase } = data;
  if (!needsTime || data.action !== "be_ready") return data.action;
  const authority = data.until === null ? "mayor" : "agency";
  return shared.action({ kind, strength, phase, authority }, { needs_time: true });
}

/** @param {Guider} guider @param {boolean} shows @param {string | null} hazard */
function screenOf({ state, answer }, shows, hazard) {
  if (!shows) return hazard === null ? "no_hazard" : "not_leaving";
  if (state === "none") return "no_map";
  return answer?.screen ?? "loading";
}

/** @param {Context} context */
function isDark({ page, now }) {
  return shared.isNight(Number(shared.clock(now, page.time_zone).slice(0, 2)));
}

/** @param {{ context: Context, guider: Guider, data: AlertData | null }} props */
function WayMap({ context, guider, data }) {
  const { city, answer, drawn, fix, tapped, heading, wish, arrived } = guider;
  if (!city) return null;
  const me = fix && {
    ...fix,
    heading: isFresh(heading, Date.now()) && heading ? heading.degrees : null,
  };
  const view = {
    drawn,
    way: arrived ? [] : (answer?.way?.points ?? []),
    me,
    tapped,
    area: areaOf(data),
    sites: wish.hazard ? shared.designated(city.sites, wish.hazard) : [],
    goal: answer?.site ?? null,
    labels: labelsOf(context, guider, (site) => guider.choose(site)),
    language: context.spoken.id,
  };
  return html`<${MapBox}
    context=${context}
    city=${city}
    view=${view}
    describedBy="way-steps"
    hasWay=${view.way.length > 0}
    tapped=${(/** @type {{ lon: number, lat: number }} */ at) => guider.tap(at)}
    toMe=${() => {}}
  />`;
}

/** The outline as it was pushed; one that cannot be read is not drawn. @param {AlertData | null} data */
export function areaOf(data) {
  try {
    return data?.area ? shared.decode(data.area) : [];
  } catch {
    return [];
  }
}

/** @param {{ context: Context, guider: Guider, data: AlertData | null, isWay: boolean, asks: boolean }} props */
function Leaving({ context, guider, data, isWay, asks }) {
  const { tell, language } = context;
  const { arrived, tapped } = guider;
  return html`<div class="way-leave">
    ${tapped && html`<button type="button" onClick=${() => guider.tap(null)}>${tell("way.use_position")}</button>`}
    ${isWay && html`<button type="button" class="wide" onClick=${() => guider.arrive()}>${tell("way.arrived")}</button>`}
    ${arrived && html`<button type="button" class="wide" onClick=${() => guider.again()}>${tell("way.again")}</button>`}
    <a class="button wide" href=${data ? `/${language}/alerts/${data.id}` : `/${language}/`}>
      ${tell(data ? "way.back" : "alert.back")}
    </a>
    ${asks && html`<a class="button wide" href=${`/${language}/card`}>${tell("alert.card")}</a>`}
  </div>`;
}
