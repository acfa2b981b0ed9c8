// @ts-check
/** The map in its element: Leaflet for moving it, our own drawing for what it shows. */

import { eachSite } from "./site_buttons.js";
import { groundLayer } from "./ground_tiles.js";
import { L } from "./leaflet.js";
import { looksOf, paperOf } from "./looks.js";
import { drawTop } from "./top.js";
import { worldOf } from "./world.js";

/** @typedef {import("../way/bundle.js").Site} Site */
/** @typedef {import("../way/finder.js").ShownCity} ShownCity */
/** @typedef {import("../way/guidance.js").Drawn} Drawn */
/** @typedef {import("./site_buttons.js").Labels} Labels */
/** @typedef {import("./top.js").Shown} Shown */

/**
 * @typedef {object} View what the chart is to show; all of it each time.
 * @property {Drawn | null} drawn
 * @property {Shown["way"]} way
 * @property {Shown["me"]} me
 * @property {Shown["tapped"]} tapped
 * @property {Shown["area"]} area
 * @property {readonly Site[]} sites
 * @property {Site | null} goal
 * @property {Labels} labels
 * @property {string} language
 */

const LEAST_ZOOM = 11;
const MOST_ZOOM = 19;
const START_ZOOM = 16;
const STREETS_ZOOM = 14;
const PAN = 0.4;
/** The upper right corner belongs to the map's own buttons. */
const BUTTONS_PX = { wide: 84, high: 320 };

export class Chart {
  /** @type {View | null} */
  #view = null;
  /** @type {unknown} */
  #drawn = undefined;
  /** What was looked at unasked; a hand on the map ends that. @type {"" | "me" | "way" | "hand"} */
  #centred = "";
  /** While a view is being shown, what lies on top is drawn once, at its end. */
  #isShowing = false;

  /**
   * @param {HTMLElement} element
   * @param {ShownCity} city
   * @param {{ tapped: (at: { lon: number, lat: number }) => void }} hears
   */
  constructor(element, city, { tapped }) {
    this.element = element;
    this.city = city;
    this.world = worldOf(city.graph);
    this.looks = looksOf(element);
    const [west, south, east, north] = city.head.bbox5.map((one) => one / 1e5);
    const bounds = L.latLngBounds([south, west], [north, east]);
    this.map = L.map(element, {
      attributionControl: false,
      zoomControl: false,
      zoomAnimation: false,
      fadeAnimation: false,
      markerZoomAnimation: false,
      inertia: false,
      keyboard: false,
      minZoom: LEAST_ZOOM,
      maxZoom: MOST_ZOOM,
      maxBounds: bounds.pad(0.3),
    });
    const whole = Math.min(START_ZOOM, this.map.getBoundsZoom(bounds));
    this.map.setView(bounds.getCenter(), Math.max(STREETS_ZOOM, whole));
    // Laid once it is known what to look at: tiles of anywhere else would be drawn for nothing.
    this.ground = groundLayer(() => ({ ...this.#scene(), drawn: this.#view?.drawn ?? null }), {
      pane: "tilePane",
    });
    this.canvas = document.createElement("canvas");
    this.canvas.className = "map-top";
    this.map.getPane("overlayPane").append(this.canvas);
    this.buttons = document.createElement("div");
    this.buttons.className = "map-sites";
    this.map.getPane("markerPane").append(this.buttons);
    this.map.on("moveend resize", () => this.#isShowing || this.#drawTop());
    this.map.on("dragstart", () => (this.#centred = "hand"));
    this.map.on("click", (/** @type {any} */ { latlng }) =>
      tapped({ lon: latlng.lng, lat: latlng.lat }),
    );
    this.resized = new ResizeObserver(() => this.map.invalidateSize({ animate: false }));
    this.resized.observe(element);
  }

  /** @param {View} view */
  show(view) {
    const isOtherTheme = paperOf(this.element) !== this.looks.paper;
    if (isOtherTheme) this.looks = looksOf(this.element);
    this.#view = view;
    this.#isShowing = true;
    this.#centre();
    this.#isShowing = false;
    if (!this.map.hasLayer(this.ground)) this.ground.addTo(this.map);
    else if (isOtherTheme || this.#drawn !== view.drawn) this.ground.redraw();
    this.#drawn = view.drawn;
    this.#drawTop();
  }

  zoomIn() {
    this.#centred = "hand";
    this.map.setZoom(this.map.getZoom() + 1);
  }

  zoomOut() {
    this.#centred = "hand";
    this.map.setZoom(this.map.getZoom() - 1);
  }

  /** @param {number} east @param {number} south −1, 0 or 1 */
  pan(east, south) {
    this.#centred = "hand";
    const { x, y } = this.map.getSize();
    this.map.panBy([east * x * PAN, south * y * PAN], { animate: false });
  }

  toMe() {
    const at = this.#view?.tapped ?? this.#view?.me;
    if (at) this.map.setView([at.lat, at.lon], Math.max(this.map.getZoom(), START_ZOOM));
  }

  wholeWay() {
    const points = this.#view?.way ?? [];
    if (points.length === 0) return this.toMe();
    const all = points.map(({ lon5, lat5 }) => [lat5 / 1e5, lon5 / 1e5]);
    this.map.fitBounds(all, {
      paddingTopLeft: [44, 44],
      paddingBottomRight: [BUTTONS_PX.wide, 44],
      maxZoom: 18,
      animate: false,
    });
  }

  remove() {
    this.resized.disconnect();
    this.map.remove();
  }

  /** The first look is at the whole way; until there is one, at the reader. */
  #centre() {
    if (!this.#view || this.#centred === "way" || this.#centred === "hand") return;
    const { way, me, tapped } = this.#view;
    if (way.length > 0) {
      this.#centred = "way";
      this.wholeWay();
    } else if ((me || tapped) && this.#centred === "") {
      this.#centred = "me";
      this.toMe();
    }
  }

  #scene() {
    return { city: this.city, world: this.world, looks: this.looks };
  }

  #drawTop() {
    if (!this.#view) return;
    const { x: width, y: height } = this.map.getSize();
    const scale = globalThis.devicePixelRatio || 1;
    if (this.canvas.width !== width * scale || this.canvas.height !== height * scale) {
      Object.assign(this.canvas, { width: width * scale, height: height * scale });
      Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    }
    const pen = this.canvas.getContext("2d");
    if (!pen || width === 0) return;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    L.DomUtil.setPosition(this.canvas, this.map.containerPointToLayerPoint([0, 0]));
    const zoom = this.map.getZoom();
    const { x: west, y: north } = this.map.getPixelBounds().min;
    const frame = { pen, width, height, zoom, size: 256 * 2 ** zoom, west, north };
    drawTop({ ...this.#scene(), ...this.#view }, frame);
    this.#place();
  }

  /** The sites' buttons, where they stand now. */
  #place() {
    if (!this.#view) return;
    const { sites, goal, labels, me, tapped } = this.#view;
    const { lat, lng } = this.map.getCenter();
    const from = tapped ?? me ?? { lat, lon: lng };
    const zoom = this.map.getZoom();
    const at = (/** @type {Site} */ site) =>
      this.map.latLngToLayerPoint([site.at[1] / 1e5, site.at[0] / 1e5]);
    const closer = (/** @type {Site} */ site) =>
      this.map.setView([site.at[1] / 1e5, site.at[0] / 1e5], Math.max(zoom + 2, 15));
    const { x: width, y: height } = this.map.getSize();
    const seen = sites.filter((one) => {
      const { x, y } = this.map.latLngToContainerPoint([one.at[1] / 1e5, one.at[0] / 1e5]);
      const isCovered = x > width - BUTTONS_PX.wide && y < BUTTONS_PX.high;
      return x >= 0 && y >= 0 && x <= width && y <= height && (!isCovered || one.id === goal?.id);
    });
    eachSite(this.buttons, { sites: seen, goal, labels, from, zoom, at, closer });
  }
}
