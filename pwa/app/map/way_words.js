// @ts-check
/** The words of a way: where to go now, every step, how far and whereto; and what else there is. */

import { html } from "../html.js";
import { isFresh } from "../way/compass.js";
import { arrival, both, bothInOne, direction, told, walked } from "../way/sentences.js";
import { minutes, PACES } from "../way/pace.js";
import { stateOf } from "./labels.js";
import { Mixed } from "./mixed.js";
import { shared } from "./shared.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../way/bundle.js").Site} Site */
/** @typedef {import("../way/guider.js").Guider} Guider */

/** @typedef {{ context: Context, guider: Guider }} Both */

/** With water on the ways, or rain that brings it. */
const WET = ["flood", "inland_flood", "storm_surge", "landslide"];
/** What saves where there is no way, by danger: up in a flood, and never up in a fire. @type {Readonly<Record<string, string>>} */
const INSTEAD = {
  flood: "up",
  inland_flood: "up",
  storm_surge: "up",
  tsunami: "up",
  landslide: "slope",
  earthquake: "open",
  fire: "open",
  volcano: "volcano",
};
const WAYLESS = ["no_map", "no_site", "no_way_known", "outside_coverage", "off_streets"];
const LISTED = 12;
const PACE_NAMES = /** @type {const} */ (["slow", "usual", "brisk"]);

/** @param {Both & { screen: string, hazard: string | null }} props */
export function Guidance({ context, guider, screen, hazard }) {
  const { tell } = context;
  const { answer, arrived, tapped, isNight } = guider;
  if (arrived) return html`<${Told} context=${context} title="way.arrived.title" line="way.arrived.do" />`;
  if (screen === "loading") {
    return html`<div class="way-head" role="status"><p class="way-go">${tell("way.loading")}</p></div>`;
  }
  if (!answer?.way || (screen !== "way" && screen !== "in_zone")) {
    const site = bothInOne(answer?.site?.name, context.spoken.id);
    const isThere = screen === "at_site" && hazard !== null;
    return html`<${Told} context=${context} title=${`way.screen.${screen}`} line=${`way.screen.${screen}.do`} slots=${{ site }} hazard=${hazard} />
      ${isThere && html`<${Where} context=${context} site=${answer?.site} hazard=${hazard} />`}
      ${isThere && INSTEAD[hazard] === "up" && html`<p class="way-warn">${tell("way.locked")}</p>`}`;
  }
  return html`<div class="way-head">
    ${screen === "in_zone" && html`<p class="way-zone">${tell("way.zone")}</p>`}
    <${Go} context=${context} guider=${guider} />
    ${hazard && (WET.includes(hazard) || isNight) && html`<p class="way-warn">${tell("way.water")}</p>`}
    ${hazard === "tsunami" && html`<p class="way-warn">${tell("way.high")}</p>`}
    ${tapped && html`<p class="note">${tell("way.tapped")}</p>`}
  </div>`;
}

/** @param {{ context: Context, title: string, line: string, slots?: Record<string, string>, hazard?: string | null }} props */
function Told({ context, title, line, slots = {}, hazard = null }) {
  const { say, tell } = context;
  const instead = hazard && WAYLESS.some((screen) => title === `way.screen.${screen}`) && INSTEAD[hazard];
  return html`<div class="way-head" role="status">
    <p class="way-go"><${Mixed} context=${context} text=${say(title, slots)} /></p>
    <p>${tell(line)}</p>
    ${instead && html`<p class="way-warn">${tell(`way.else.${instead}`)}</p>`}
  </div>`;
}

/** Which way now, and what comes then; the arrow only while the phone knows where it points. @param {Both} props */
function Go({ context, guider }) {
  const { say, spoken, tell } = context;
  const { answer, city, heading } = guider;
  const mixed = (/** @type {string} */ text) => html`<${Mixed} context=${context} text=${text} />`;
  const [first, second] = answer?.steps ?? [];
  if (!answer || !city) return null;
  if (!first) return html`<p class="way-go" role="status">${mixed(arrival(say, answer, spoken.id))}</p>`;
  const name = (/** @type {number} */ index) => (index ? city.names[index] : undefined);
  const then = second
    ? direction(say, second, name(second.name), spoken.id)
    : arrival(say, answer, spoken.id);
  const turned = isFresh(heading, Date.now()) && heading ? first.bearing - heading.degrees : null;
  return html`<div class="way-now">
      ${turned !== null && html`<${Arrow} degrees=${turned} />`}
      <p class="way-go" role="status">${mixed(direction(say, first, name(first.name), spoken.id))}</p>
    </div>
    <p class="way-then">
      <strong class="number">${tell("way.after", { distance: walked(say, first.metres) })}</strong>
      <span>${mixed(then)}</span>
    </p>`;
}

/** @param {{ degrees: number }} props from where the phone points, clockwise */
function Arrow({ degrees }) {
  const turn = `rotate(${Math.round(degrees)} 24 24)`;
  return html`<svg class="way-arrow" viewBox="0 0 48 48" aria-hidden="true">
    <path transform=${turn} d="M24 3 42 42 24 33 6 42Z" />
  </svg>`;
}

/** @param {Both} props */
export function Steps({ context, guider }) {
  const { tell, say, read, spoken } = context;
  const { answer, city } = guider;
  if (!answer || !city) return null;
  return html`<section class="way-steps" aria-labelledby="way-steps-title">
    <h2 id="way-steps-title">${tell("way.steps")}</h2>
    <ol id="way-steps">
      ${told(say, answer, city.names, spoken.id).map(
        ({ text, metres, notes }) => html`<li>
          <span><${Mixed} context=${context} text=${text} /></span>
          ${metres && html`<span class="number">${metres}</span>`}
          ${notes.map((note) => html`<span class="note">${read(note)}</span>`)}
        </li>`,
      )}
    </ol>
  </section>`;
}

/**
 * Pace and needs are the person's own: said here or in the settings, kept on this phone alone.
 * @param {Both & { hazard: string | null }} props
 */
export function Facts({ context, guider, hazard }) {
  const { tell, say, person, actions } = context;
  const { answer, isNight } = guider;
  const { pace } = person;
  const keep = (/** @type {Partial<typeof person>} */ said) =>
    void actions.keepPerson({ ...person, ...said });
  if (!answer?.way) return null;
  const { way, notes } = answer;
  const count = minutes(way, PACES[pace], isNight);
  return html`<div class="way-foot">
    <p class="way-total number">
      <strong>${walked(say, way.metres)}</strong> · <strong>${tell("way.minutes", { count })}</strong>
    </p>
    <${Goal} context=${context} guider=${guider} hazard=${hazard} />
    <${Warnings} context=${context} guider=${guider} hazard=${hazard} notes=${notes} />
    <fieldset class="way-pace">
      <legend>${tell("way.pace")}</legend>
      <div class="row">
        ${PACE_NAMES.map(
          (one) => html`<button type="button" aria-pressed=${String(one === pace)} onClick=${() => keep({ pace: one })}>
            ${tell(`way.pace.${one}`)}
          </button>`,
        )}
      </div>
    </fieldset>
    <label class="choice">
      <input type="checkbox" checked=${person.no_stairs} onChange=${(/** @type {any} */ event) => keep({ no_stairs: event.target.checked })} />
      <span>${tell("way.needs")}</span>
    </label>
  </div>`;
}

/** @param {Both & { hazard: string | null }} props */
function Goal({ context, guider, hazard }) {
  const { tell, spoken } = context;
  const { answer, changes } = guider;
  const site = answer?.site;
  if (!site) return html`<p class="way-site">${tell("way.arrive.out")}</p>`;
  const { local, own } = both(site.name, spoken.id);
  const isOpen = stateOf(changes, site) === "open" && !answer.notes.includes("old_states");
  // Nobody waits for a word about a tower while the sea comes (DOMAIN section 3).
  const isUnsure = !isOpen && answer.notes.includes("not_confirmed");
  return html`<div class="way-site">
    <p>${own && html`<bdi>${own}</bdi>`} <span lang="ja">${local}</span></p>
    ${isOpen && html`<p class="way-open">${tell("way.open")}</p>`}
    ${isUnsure && html`<p class="way-unsure">${tell("way.not_confirmed")}</p>`}
    <${Where} context=${context} site=${site} hazard=${hazard} />
  </div>`;
}

/** To which floor and part of a site, and what else the town wrote. @param {{ context: Context, site: Site, hazard: string | null }} props */
function Where({ context: { tell }, site, hazard }) {
  const floor = hazard ? site.floors?.[hazard] : undefined;
  const part = hazard ? site.parts?.[hazard] : undefined;
  return html`${floor !== undefined && html`<p>${tell("way.floor", { count: floor })}</p>`}
    ${(part === "indoors" || part === "outdoors") && html`<p>${tell(`way.part.${part}`)}</p>`}
    ${site.remark && html`<p class="note">${tell("way.remark", { text: site.remark })}</p>`}`;
}

/** The site whose button was pressed on the map: what there is to know of it. @param {Both} props */
export function Chosen({ context, guider: { chosen, changes } }) {
  const { tell, spoken } = context;
  if (!chosen) return html`<div class="map-chosen" role="status"></div>`;
  const { local, own } = both(chosen.name, spoken.id);
  return html`<div class="map-chosen card" role="status">
    <p>${own && html`<strong><bdi>${own}</bdi></strong>`} <span lang="ja">${local}</span></p>
    <p>${tell(`sites.state.${stateOf(changes, chosen)}`)}</p>
    ${chosen.address && html`<p lang="ja">${chosen.address}</p>`}
    ${chosen.remark && html`<p class="note">${tell("way.remark", { text: chosen.remark })}</p>`}
  </div>`;
}

/** @param {Both & { hazard: string | null, notes: string[] }} props */
function Warnings({ context, guider, hazard, notes }) {
  const { tell, page } = context;
  const { listed, city } = guider;
  const time = listed ? shared.clock(listed.heard, page.time_zone) : "";
  const stale = notes.includes("old_states");
  return html`<div class="way-warnings">
    ${notes.includes("night") && html`<p>${tell("way.night")}</p>`}
    ${stale && html`<p class="stale">${time ? tell("way.old_states", { time }) : tell("way.old_states.never")}</p>`}
    ${!stale && time && html`<p class="note">${tell("way.states", { time })}</p>`}
    ${notes.includes("nearer_outside") && html`<p>${tell("way.nearer_outside")}</p>`}
    ${city && html`<p class="note">${tell("way.suggested", { date: dateOf(city.head.made, page.time_zone) })}</p>`}
  </div>`;
}

/** 2025-07-12, understood everywhere. @param {number} when @param {string} timeZone */
function dateOf(when, timeZone) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(when * 1000);
}

/** The nearest sites by name, straight: a list for whoever has no way. @param {Both & { hazard: string }} props */
export function Places({ context, guider, hazard }) {
  const { tell, say, spoken } = context;
  const { city, changes, tapped, fix } = guider;
  if (!city) return null;
  const from = tapped ?? fix;
  const shut = (/** @type {{ site: Site }} */ { site }) => Number(stateOf(changes, site) === "closed");
  // A closed one is said to be closed, and stands behind those that may be open.
  const all = nearest(shared.designated(city.sites, hazard), from)
    .sort((a, b) => shut(a) - shut(b))
    .slice(0, LISTED);
  return html`<section class="way-steps" aria-labelledby="way-steps-title">
    <h2 id="way-steps-title">${tell("map.list")}</h2>
    ${all.length === 0 && html`<p id="way-steps">${tell("map.list.none")}</p>`}
    ${all.length > 0 &&
    html`<ul id="way-steps" class="way-places">
      ${all.map(({ site, metres }) => {
        const { local, own } = both(site.name, spoken.id);
        return html`<li>
          <span>${own && html`<bdi>${own}</bdi>`} <span lang="ja">${local}</span></span>
          ${metres !== null && html`<span class="number">${say("map.straight", { distance: walked(say, metres) })}</span>`}
          <span class="note">${tell(`sites.state.${stateOf(changes, site)}`)}</span>
        </li>`;
      })}
    </ul>`}
  </section>`;
}

/** @param {Site[]} sites @param {{ lon: number, lat: number } | null} from */
function nearest(sites, from) {
  if (!from) return sites.map((site) => ({ site, metres: null }));
  const east = Math.cos((from.lat * Math.PI) / 180);
  return sites
    .map((site) => {
      const [x, y] = [site.at[0] / 1e5 - from.lon, site.at[1] / 1e5 - from.lat];
      return { site, metres: Math.hypot(x * east, y) * 111_320 };
    })
    .sort((a, b) => a.metres - b.metres);
}
