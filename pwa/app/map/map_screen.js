// @ts-check
/**
 * The map on any day: for one danger the sites, the minutes to them and the arrows towards them. It
 * shows no way of its own; and while an alert says not to go out, no minutes and no arrows either.
 */

import { html, useEffect, useState } from "../html.js";
import { HAZARDS } from "../way/hazards.js";
import { LEAVING } from "../way/guide.js";
import { MapBox } from "./box.js";
import { labelsOf } from "./labels.js";
import { shared } from "./shared.js";
import { guiderOf } from "./guiding_city.js";
import { areaOf } from "./way_screen.js";
import { Chosen, Places } from "./way_words.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Payload} Payload */
/** @typedef {import("../way/finder.js").ShownCity} ShownCity */

const GRAVE = ["protect", "leave", "leave_if_slow"];

/** @param {{ context: Context, payload: Payload | null }} props */
export function MapScreen({ context }) {
  const { tell } = context;
  const [, setBeat] = useState(0);
  const [guider] = useState(() => guiderOf(context.page.hash, () => setBeat((old) => old + 1)));
  const [chosen, setChosen] = useState("");
  const [watches, setWatches] = useState(false);
  useEffect(() => {
    void guider.start();
    return () => guider.stop();
  }, []);
  const grave = shared.partLive(context.alerts, context.places, context.now).mine.filter(isGrave);
  const data = grave[0]?.notification.data ?? null;
  const hazard = chosen || (data && HAZARDS.includes(data.kind) ? data.kind : mostUsed(guider.city));
  const goes = allLead(grave, hazard);
  useEffect(() => guider.ask({ action: null, hazard }, "default", false));
  const { city, state } = guider;
  if (state === "none" || !city) {
    const id = state === "none" ? "way.screen.no_map" : "way.loading";
    return html`<div class="way-head" role="status">
      <p>${tell(id)}</p>
      ${state === "none" && html`<p>${tell("way.screen.no_map.do")}</p>`}
    </div>`;
  }
  const watch = () => {
    if (!watches) guider.watch();
    setWatches(true);
  };
  return html`<div class="way" data-screen="map">
    <${Hazards} context=${context} city=${city} hazard=${hazard} choose=${setChosen} />
    ${!goes &&
    html`<div class="way-head">
      <p class="way-warn">${tell("map.other")}</p>
      <p>${tell("way.screen.no_hazard.do")}</p>
    </div>`}
    <${Places} context=${context} guider=${guider} hazard=${hazard} />
    <${MapBox}
      context=${context}
      city=${city}
      view=${{
        drawn: goes ? guider.drawn : null,
        way: [],
        me: guider.fix && { ...guider.fix, heading: null },
        tapped: guider.tapped,
        area: areaOf(data),
        sites: shared.designated(city.sites, hazard),
        goal: null,
        labels: labelsOf(context, guider, (site) => guider.choose(site)),
        language: context.spoken.id,
      }}
      describedBy="way-steps"
      hasWay=${false}
      tapped=${(/** @type {{ lon: number, lat: number }} */ at) => guider.tap(at)}
      toMe=${watch}
    />
    <${Chosen} context=${context} guider=${guider} />
    ${goes && guider.drawn && html`<${Legend} context=${context} />`}
  </div>`;
}

/** @param {Payload} payload */
function isGrave({ notification: { data } }) {
  return GRAVE.includes(data.strength);
}

/**
 * Whether minutes and arrows may be shown: while anything grave is live, only for a danger that
 * people are told to leave, and only if nothing tells them to stay. A way that is right in an
 * earthquake leads through what a flood closes.
 * @param {readonly Payload[]} grave @param {string} hazard
 */
function allLead(grave, hazard) {
  const leads = (/** @type {Payload} */ { notification: { data } }) => LEAVING.includes(data.action);
  const isFor = (/** @type {Payload} */ { notification: { data } }) => data.kind === hazard;
  return grave.length === 0 || (grave.every(leads) && grave.some(isFor));
}

/** The danger that most sites are for, as long as nobody asks for another. @param {ShownCity | null} city */
function mostUsed(city) {
  const count = (/** @type {string} */ hazard) => shared.designated(city?.sites ?? [], hazard).length;
  return HAZARDS.reduce((best, one) => (count(one) > count(best) ? one : best), HAZARDS[0] ?? "flood");
}

/** @param {{ context: Context, city: ShownCity, hazard: string, choose: (hazard: string) => void }} props */
function Hazards({ context: { tell, say }, city, hazard, choose }) {
  return html`<label class="field map-hazard">
    <span>${tell("map.hazard")}</span>
    <select onChange=${(/** @type {any} */ event) => choose(event.target.value)}>
      ${HAZARDS.map((one) => {
        const count = shared.designated(city.sites, one).length;
        return html`<option value=${one} selected=${one === hazard}>${say(`sites.hazard.${one}`)} (${count})</option>`;
      })}
    </select>
  </label>`;
}

/** @param {{ context: Context }} props */
function Legend({ context: { tell } }) {
  return html`<p class="map-legend">
    <span class="band b3">0–3</span><span class="band b6">3–6</span><span class="band b15">6–15</span
    ><span class="band far">15+</span> <span>${tell("map.minutes")}</span>
  </p>`;
}
