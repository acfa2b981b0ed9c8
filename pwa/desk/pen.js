// @ts-check
/**
 * @module Terra Draw on a Leaflet map. The adapter is ours: the published one puts `<style>` elements
 * into the page, which the desk's policy forbids; Leaflet sets its styles through CSSOM alone.
 */

import { L } from "./leaflet_global.js";
// @ts-ignore: served under this name beside our own modules
import * as library from "./terra-draw.js";

/** @typedef {import("./corners.js").Ring} Ring */
/** @typedef {import("./corners.js").Corner} Corner */
/** @typedef {"static" | "polygon" | "rectangle" | "circle" | "select"} Mode */
/** @typedef {import("terra-draw").GeoJSONStoreFeatures} Feature */
/** @typedef {import("terra-draw").TerraDrawChanges} Changes */
/** @typedef {import("terra-draw").TerraDrawStylingFunction} Styling */

/** @type {typeof import("terra-draw")} */
const T = library;
const METRES = 1000;
const POINTS_PANE = "pen-points";

export class Pen {
  #isOurs = false;

  /**
   * @param {any} map Leaflet's.
   * @param {string} ink A colour as `#rrggbb`.
   * @param {{ drawn: (rings: Ring[]) => void,
   *           circled: (centre: Corner, metres: number) => void }} hears
   */
  constructor(map, ink, { drawn, circled }) {
    const look = looks(/** @type {`#${string}`} */ (ink));
    const corners = { midpoints: true, draggable: true, deletable: true };
    const flags = { feature: { draggable: true, selfIntersectable: true, coordinates: corners } };
    this.draw = new T.TerraDraw({
      adapter: new OnLeaflet(map),
      modes: [
        new T.TerraDrawPolygonMode({ styles: look.shape }),
        new T.TerraDrawRectangleMode({ styles: look.shape }),
        new T.TerraDrawCircleMode({ styles: look.shape }),
        new T.TerraDrawSelectMode({ flags: { polygon: flags }, styles: look.selected }),
      ],
    });
    this.draw.start();
    this.draw.on("finish", (id, { mode }) => {
      if (mode !== "circle") return this.#told(drawn);
      const found = this.draw.getSnapshotFeature(id);
      const metres = Number(found?.properties["radiusKilometers"]) * METRES;
      const ring = /** @type {Corner[]} */ (found?.geometry.coordinates[0] ?? []);
      this.#quietly(() => this.draw.removeFeatures([id]));
      circled(middle(ring), metres);
    });
    this.draw.on("change", (_, type) => {
      if (type === "delete" && !this.#isOurs && this.draw.getMode() === "select") this.#told(drawn);
    });
  }

  /** @param {Mode} mode */
  use(mode) {
    this.draw.setMode(mode);
  }

  /** @param {Ring[]} rings Those of fewer than three corners are no shape yet. */
  show(rings) {
    this.#quietly(() => {
      const mode = this.draw.getMode();
      this.draw.setMode("static");
      this.draw.clear();
      this.draw.addFeatures(rings.filter((ring) => ring.length >= 3).map(feature));
      this.draw.setMode(mode);
    });
  }

  /** @param {(rings: Ring[]) => void} drawn */
  #told(drawn) {
    if (this.#isOurs) return;
    // After the library has finished with its own feature.
    queueMicrotask(() => drawn(this.#rings()));
  }

  /** @returns {Ring[]} */
  #rings() {
    return this.draw
      .getSnapshot()
      .filter(({ geometry, properties }) => geometry.type === "Polygon" && isWhole(properties))
      .map(({ geometry }) => /** @type {Ring} */ (geometry.coordinates[0]));
  }

  /** @param {() => void} act */
  #quietly(act) {
    this.#isOurs = true;
    act();
    this.#isOurs = false;
  }
}

/** @param {Record<string, unknown>} properties */
function isWhole(properties) {
  return ["polygon", "rectangle"].includes(String(properties["mode"])) && !properties["currentlyDrawing"];
}

/** @param {Ring} ring @returns {Feature} */
function feature(ring) {
  const [first] = ring;
  const closed = first ? [...ring, first] : ring;
  return {
    type: "Feature",
    geometry: { type: "Polygon", coordinates: [closed] },
    properties: { mode: "polygon" },
  };
}

/** @param {Corner[]} ring @returns {Corner} */
function middle(ring) {
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  return [
    (Math.min(...lons) + Math.max(...lons)) / 2,
    (Math.min(...lats) + Math.max(...lats)) / 2,
  ];
}

/** @param {`#${string}`} ink */
function looks(ink) {
  const shape = {
    fillColor: ink,
    fillOpacity: 0.15,
    outlineColor: ink,
    outlineWidth: 3,
    closingPointColor: ink,
    closingPointWidth: 7,
  };
  const selected = {
    selectedPolygonColor: ink,
    selectedPolygonFillOpacity: 0.2,
    selectedPolygonOutlineColor: ink,
    selectedPolygonOutlineWidth: 3,
    selectionPointColor: ink,
    selectionPointWidth: 7,
    midPointColor: ink,
    midPointWidth: 4,
  };
  return { shape: /** @type {any} */ (shape), selected: /** @type {any} */ (selected) };
}

class OnLeaflet extends T.TerraDrawExtend.TerraDrawBaseAdapter {
  /** @param {any} map */
  constructor(map) {
    super({});
    this.map = map;
    this.element = map.getContainer();
    /** @type {Map<string, any>} */
    this.layers = new Map();
    map.createPane(POINTS_PANE).style.zIndex = "650";
  }

  /** @param {import("terra-draw").TerraDrawExtend.TerraDrawCallbacks} callbacks @override */
  register(callbacks) {
    super.register(callbacks);
    callbacks.onReady?.();
  }

  /** @override */
  getMapEventElement() {
    return this.element;
  }

  /** @param {PointerEvent | MouseEvent} event @override */
  getLngLatFromEvent(event) {
    const { containerX, containerY } = this.getMapElementXYPosition(event);
    return this.unproject(containerX, containerY);
  }

  /** @param {number} lng @param {number} lat @override */
  project(lng, lat) {
    const { x, y } = this.map.latLngToContainerPoint([lat, lng]);
    return { x, y };
  }

  /** @param {number} x @param {number} y @override */
  unproject(x, y) {
    const { lng, lat } = this.map.containerPointToLatLng([x, y]);
    return { lng, lat };
  }

  /** @param {string} cursor @override */
  setCursor(cursor) {
    this.element.style.cursor = cursor === "unset" ? "" : cursor;
  }

  /** @param {boolean} enabled @override */
  setDraggability(enabled) {
    this.map.dragging[enabled ? "enable" : "disable"]();
  }

  /** @param {boolean} enabled @override */
  setDoubleClickToZoom(enabled) {
    this.map.doubleClickZoom[enabled ? "enable" : "disable"]();
  }

  /** @param {Changes} changes @param {Styling} styling @override */
  render({ created, updated, deletedIds }, styling) {
    for (const id of [...deletedIds, ...updated.map((one) => one.id)]) {
      this.layers.get(String(id))?.remove();
      this.layers.delete(String(id));
    }
    for (const one of [...created, ...updated]) {
      const layer = layerOf(one, styling);
      if (layer) this.layers.set(String(one.id), layer.addTo(this.map));
    }
  }

  /** @override */
  clear() {
    this._currentModeCallbacks?.onClear();
    for (const layer of this.layers.values()) layer.remove();
    this.layers.clear();
  }
}

/** @param {Feature} feature @param {Styling} styling */
function layerOf(feature, styling) {
  const style = styling[String(feature.properties["mode"])]?.(feature);
  if (!style) return null;
  const { geometry } = feature;
  if (geometry.type === "Point") {
    const [lng, lat] = geometry.coordinates;
    return L.circleMarker([lat, lng], {
      radius: style.pointWidth,
      color: style.pointOutlineColor,
      weight: style.pointOutlineWidth,
      fillColor: style.pointColor,
      fillOpacity: 1,
      interactive: false,
      pane: POINTS_PANE,
    });
  }
  return L.geoJSON(feature, {
    interactive: false,
    style: {
      color: geometry.type === "Polygon" ? style.polygonOutlineColor : style.lineStringColor,
      weight: geometry.type === "Polygon" ? style.polygonOutlineWidth : style.lineStringWidth,
      fillColor: style.polygonFillColor,
      fillOpacity: style.polygonFillOpacity,
    },
  });
}
