// @ts-check
/** The map with its buttons, as a part of a screen. */

import { html, useEffect, useState } from "../html.js";
import { Chart } from "./chart.js";
import { shared } from "./shared.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../way/finder.js").ShownCity} ShownCity */
/** @typedef {import("./chart.js").View} View */

/**
 * @typedef {object} Props
 * @property {Context} context
 * @property {ShownCity} city
 * @property {View} view
 * @property {string} describedBy id of the words that say the same
 * @property {boolean} hasWay
 * @property {(at: { lon: number, lat: number }) => void} tapped
 * @property {() => void} toMe asks for the position if it is not watched yet
 */

/** @param {Props} props */
export function MapBox({ context, city, view, describedBy, hasWay, tapped, toMe }) {
  const { spoken } = context;
  const say = voiced(context);
  const [chart, setChart] = useState(/** @type {Chart | null} */ (null));
  const [hears] = useState(() => ({ tapped }));
  hears.tapped = tapped;
  useEffect(() => {
    const element = document.getElementById("map");
    if (!element) return undefined;
    const made = new Chart(element, city, { tapped: (at) => hears.tapped(at) });
    setChart(made);
    return () => made.remove();
  }, [city]);
  useEffect(() => chart?.show(view));
  const { canvas } = chart ?? {};
  const name = nameOf(city, spoken.id);
  const summary = say("map.summary", { city: name, count: city.sites.length });
  canvas?.setAttribute("role", "img");
  canvas?.setAttribute("aria-label", summary);
  canvas?.setAttribute("aria-describedby", describedBy);
  const leave = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") document.getElementById("map-after")?.focus();
  };
  return html`<section class="map-box" aria-label=${say("map.of", { city: name })} onKeyDown=${leave}>
    <div id="map" class="map"></div>
    <span class="map-north" aria-hidden="true">N</span>
    <${Buttons} context=${context} chart=${chart} hasWay=${hasWay} toMe=${toMe} />
    <p class="map-sources" id="map-after" tabindex="-1">${context.read(sources(context, city))}</p>
  </section>`;
}

/** @type {readonly (readonly [string, number, number, string])[]} */
const PANS = [
  ["n", 0, -1, "▲"],
  ["w", -1, 0, "◀"],
  ["e", 1, 0, "▶"],
  ["s", 0, 1, "▼"],
];

/** @param {{ context: Context, chart: Chart | null, hasWay: boolean, toMe: () => void }} props */
function Buttons({ context, chart, hasWay, toMe }) {
  const say = voiced(context);
  const [pans, setPans] = useState(false);
  const one = (/** @type {string} */ id, /** @type {string} */ sign, /** @type {() => void} */ act) =>
    html`<button type="button" class=${id.replace(".", "-")} aria-label=${say(id)} title=${say(id)} onClick=${act}>
      <span aria-hidden="true">${sign}</span>
    </button>`;
  return html`<div class="map-buttons" role="group" aria-label=${say("map.controls")}>
    ${one("map.zoom_in", "+", () => chart?.zoomIn())}
    ${one("map.zoom_out", "−", () => chart?.zoomOut())}
    ${one("map.me", "◎", () => (toMe(), chart?.toMe()))}
    ${hasWay && one("map.whole", "⤢", () => chart?.wholeWay())}
    <button
      type="button"
      class="map-move"
      aria-expanded=${String(pans)}
      aria-label=${say("map.pan")}
      title=${say("map.pan")}
      onClick=${() => setPans(!pans)}
    >
      <span aria-hidden="true">✥</span>
    </button>
    ${pans &&
    html`<div class="map-pans">
      ${PANS.map(([side, east, south, sign]) => one(`map.pan.${side}`, sign, () => chart?.pan(east, south)))}
    </div>`}
  </div>`;
}

/** What is only heard has kana in place of readings. @param {Pick<Context, "say">} context @returns {Context["say"]} */
function voiced({ say }) {
  return (id, slots) => shared.spokenText(say(id, slots));
}

/** @param {ShownCity} city @param {string} language */
export function nameOf({ head }, language) {
  const { name } = head;
  return name[language] ?? name["en"] ?? name["ja"] ?? "";
}

/** Whose data this is must stand on the map itself. @param {Context} context @param {ShownCity} city */
function sources({ say }, { head }) {
  const all = head.sources.map(({ attribution, name }) => attribution || name);
  const names = [...new Set(all)].join(" · ");
  const made = head.fictional ? [say("map.fictional")] : [];
  return [...made, ...(names ? [say("map.sources", { names })] : [])].join(" · ");
}
