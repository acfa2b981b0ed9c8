// @ts-check
/** @module The desk's map: districts, streets, the saved ground, and what the form would mean now. */

import { L } from "./leaflet_global.js";

/** @typedef {import("./corners.js").Corner} Corner */
/** @typedef {number[][][]} Polygons Of rings, each of a first position and steps, in 10⁻⁵°. */
/** @typedef {{ key: string, name: string, polygons: Polygons }} District */
/** @typedef {{ bounds: [number, number, number, number] | null, districts: District[] }} Sheet */
/** @typedef {{ area: Polygons, told: Polygons }} Ground */

const FIVES = 1e5;
const PAD = 0.15;
const MOST_ZOOM = 19;
const MOST_NAMES = 25;
const ANYWHERE = [36, 138];
const ANYWHERE_ZOOM = 5;

/** A map without tiles: nothing is asked of anybody. */
export class Chart {
  /** @type {any} */
  #whole = null;
  /** @type {Ground | null} */
  #saved = null;
  /** @type {{ key: string, name: string, layer: any, rings: [number, number][][], size: number }[]} */
  #districts = [];

  /**
   * @param {HTMLElement} element
   * @param {string} name
   */
  constructor(element, name) {
    this.looks = looksOf(element);
    this.map = L.map(element, {
      attributionControl: false,
      zoomControl: false,
      zoomAnimation: false,
      fadeAnimation: false,
      inertia: false,
      maxZoom: MOST_ZOOM,
      zoomSnap: 0.5,
    });
    this.map.setView(ANYWHERE, ANYWHERE_ZOOM);
    element.setAttribute("role", "application");
    element.setAttribute("aria-label", name);
    this.streets = L.layerGroup().addTo(this.map);
    this.outlines = L.layerGroup().addTo(this.map);
    this.saved = L.layerGroup().addTo(this.map);
    this.asked = L.layerGroup().addTo(this.map);
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(element);
  }

  /** @param {Sheet} sheet */
  layDistricts({ bounds, districts }) {
    const { line } = this.looks;
    this.#districts = districts.map(({ key, name, polygons }) => {
      const rings = polygons.map((polygon) => polygon.map(positions));
      const layer = L.polygon(rings, {
        color: line, weight: 1, fill: false, interactive: false, className: "district",
      }).addTo(this.outlines);
      return { key, name, layer, rings: rings.flat(), size: sizeOf(layer.getBounds()) };
    });
    if (bounds) {
      const [west, south, east, north] = bounds;
      this.#whole = L.latLngBounds([south, west], [north, east]);
    }
    this.map.on("moveend", () => this.#name());
  }

  /** Names stand on the map while there are few enough to be read. */
  #name() {
    const seen = this.map.getBounds();
    const near = this.#districts.filter(({ layer }) => seen.intersects(layer.getBounds()));
    const named = new Set(near.length <= MOST_NAMES ? near : []);
    for (const one of this.#districts) {
      if (!named.has(one)) one.layer.unbindTooltip();
      else if (!one.layer.getTooltip()) {
        const look = { permanent: true, direction: "center", className: "district-name" };
        one.layer.bindTooltip(document.createTextNode(one.name), look);
      }
    }
  }

  /** @param {{ main: number[][], other: number[][] }} streets */
  layStreets({ main, other }) {
    const renderer = L.canvas({ padding: 0.3 });
    for (const [lines, weight] of /** @type {const} */ ([[other, 1], [main, 2.5]])) {
      L.polyline(lines.map(positions), {
        renderer, weight, color: this.looks.street, interactive: false,
      }).addTo(this.streets);
    }
  }

  /**
   * Dashed; and dotted, as far as phones are told.
   *
   * @param {Ground} ground
   * @param {boolean} [isMeant] Whether the form still means it.
   */
  laySaved(ground, isMeant = true) {
    this.#saved = ground;
    // Two dotted edges would say nothing: the one that counts is that of what the form means.
    this.#lay(this.saved, isMeant ? ground : { ...ground, told: [] }, { weight: 3, dashArray: "8 5", fillOpacity: 0.15 });
  }

  /** @param {Ground | null} ground What the form would mean; null: nothing, or what is saved. */
  layAsked(ground) {
    this.asked.clearLayers();
    if (this.#saved) this.laySaved(this.#saved, ground === null);
    if (ground) this.#lay(this.asked, ground, { weight: 2, fillOpacity: 0.1 });
  }

  /** @param {string[]} ticked */
  mark(ticked) {
    const { line, ink } = this.looks;
    const chosen = new Set(ticked);
    for (const { key, layer } of this.#districts) {
      const isTicked = chosen.has(key);
      layer.setStyle({ color: isTicked ? ink : line, weight: isTicked ? 2.5 : 1 });
    }
  }

  /** The smallest district there; "" for none. @param {Corner} at */
  districtAt([lon, lat]) {
    const found = this.#districts.filter(({ rings }) => isInside(rings, lon, lat));
    found.sort((a, b) => a.size - b.size);
    return found[0]?.key ?? "";
  }

  /** @returns {Corner} */
  middle() {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat];
  }

  /** Looks at the saved ground, else at the town. */
  wholeGround() {
    const layers = [...this.saved.getLayers(), ...this.asked.getLayers()];
    const own = L.featureGroup(layers).getBounds();
    const bounds = own.isValid() ? own.pad(PAD) : this.#whole;
    if (bounds) this.map.fitBounds(bounds, { animate: false });
  }

  wholeTown() {
    if (this.#whole) this.map.fitBounds(this.#whole, { animate: false });
  }

  /** @param {any} group @param {Ground} ground @param {Record<string, unknown>} style */
  #lay(group, { area, told }, style) {
    const { ink } = this.looks;
    group.clearLayers();
    for (const [polygons, look] of /** @type {const} */ ([
      [told, { weight: 1, dashArray: "1 4", fill: false }],
      [area, style],
    ])) {
      if (polygons.length === 0) continue;
      const rings = polygons.map((polygon) => polygon.map(positions));
      L.polygon(rings, { color: ink, interactive: false, ...look }).addTo(group);
    }
  }
}

/** @param {readonly number[]} steps @returns {[number, number][]} Latitude first, as Leaflet has it. */
function positions(steps) {
  let [lon, lat] = [0, 0];
  /** @type {[number, number][]} */
  const found = [];
  for (let at = 0; at < steps.length; at += 2) {
    lon += steps[at] ?? 0;
    lat += steps[at + 1] ?? 0;
    found.push([lat / FIVES, lon / FIVES]);
  }
  return found;
}

/** @param {[number, number][][]} rings @param {number} lon @param {number} lat */
function isInside(rings, lon, lat) {
  let isIn = false;
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at += 1) {
      const [lat0, lon0] = /** @type {[number, number]} */ (ring[at - 1]);
      const [lat1, lon1] = /** @type {[number, number]} */ (ring[at]);
      const crosses = lat0 > lat !== lat1 > lat;
      if (crosses && lon < ((lon1 - lon0) * (lat - lat0)) / (lat1 - lat0) + lon0) isIn = !isIn;
    }
  }
  return isIn;
}

/** @param {any} bounds */
function sizeOf(bounds) {
  return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
}

/** The page's own colours. @param {HTMLElement} element */
function looksOf(element) {
  const style = getComputedStyle(element);
  const named = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    ink: named("--chart-ink"),
    line: named("--chart-line"),
    street: named("--chart-street"),
  };
}
