// @ts-check
/**
 * The map's ground, drawn tile by tile: paper, water, green, rail, streets by class, their minutes to
 * safety, and small arrows towards it. Nothing here is fetched.
 */

import { FAR, LAYER } from "../way/hazards.js";
import { L } from "./leaflet.js";
import { bandOf, hatch } from "./looks.js";
import { eachEdge, eastOf, southOf } from "./world.js";

/** @typedef {import("../way/context_layers.js").Feature} Feature */
/** @typedef {import("../way/finder.js").ShownCity} ShownCity */
/** @typedef {import("../way/graph.js").Column} Column */
/** @typedef {import("../way/guidance.js").Drawn} Drawn */
/** @typedef {import("./looks.js").Looks} Looks */
/** @typedef {import("./world.js").World} World */

/**
 * @typedef {object} Scene what tiles are drawn from.
 * @property {ShownCity} city
 * @property {World} world
 * @property {Drawn | null} drawn
 * @property {Looks} looks
 */

/**
 * @typedef {object} Sheet one tile while it is drawn.
 * @property {CanvasRenderingContext2D} pen
 * @property {number} zoom
 * @property {number} size pixels of the whole world at this zoom
 * @property {number} west pixels of the tile's corner
 * @property {number} north
 * @property {number[]} edges those that it holds
 */

const TILE = 256;
/** What is drawn beyond a tile's border, so that lines do not end at it. */
const MARGIN = 24;
const NEAR_ZOOM = 16;
const ARROW_EVERY = 60;
/** Width of a street by class and zoom, before its casing. */
const WIDTHS = /** @type {const} */ ([0, 5, 3.6, 2.8, 1.6, 1.8]);
const [MAIN, LOCAL, FOOT] = [1, 3, 4];

/**
 * A layer for Leaflet. @param {() => Scene | null} scene
 * @param {{ pane: string }} options
 */
export function groundLayer(scene, options) {
  const Layer = L.GridLayer.extend({
    createTile(/** @type {{ x: number, y: number, z: number }} */ { x, y, z }) {
      const tile = document.createElement("canvas");
      const scale = Math.min(globalThis.devicePixelRatio || 1, 2);
      tile.width = tile.height = TILE * scale;
      const pen = tile.getContext("2d");
      const shown = scene();
      if (!pen || !shown) return tile;
      pen.scale(scale, scale);
      const edges = edgesIn(shown.world, x, y, z);
      drawTile(shown, { pen, zoom: z, size: TILE * 2 ** z, west: x * TILE, north: y * TILE, edges });
      return tile;
    },
  });
  return new Layer({ tileSize: TILE, updateWhenIdle: false, keepBuffer: 1, ...options });
}

/** @param {World} world @param {number} x @param {number} y @param {number} z */
function edgesIn(world, x, y, z) {
  const step = 1 / 2 ** z;
  const more = (Math.max(MARGIN, zoneWidth(z) / 2) / TILE) * step;
  /** @type {Set<number>} */
  const edges = new Set();
  const box = { west: x * step - more, north: y * step - more };
  eachEdge(world, { ...box, east: (x + 1) * step + more, south: (y + 1) * step + more }, (edge) =>
    edges.add(edge),
  );
  return [...edges];
}

/** @param {Scene} scene @param {Sheet} sheet */
function drawTile(scene, sheet) {
  const { pen } = sheet;
  pen.fillStyle = scene.looks.paper;
  pen.fillRect(0, 0, TILE, TILE);
  pen.lineCap = pen.lineJoin = "round";
  drawFeatures(scene, sheet);
  if (scene.drawn) drawZone(scene, sheet, scene.drawn);
  drawStreets(scene, sheet);
  if (scene.drawn && sheet.zoom >= NEAR_ZOOM) drawArrows(scene, sheet, scene.drawn);
  if (scene.drawn) drawClosed(scene, sheet, scene.drawn);
}

/** @param {Scene} scene @param {Sheet} sheet */
function drawFeatures({ city, looks }, sheet) {
  /** @type {readonly (readonly [number, string, number])[]} layer, colour, width of a line */
  const order = [
    [LAYER.green, looks.green, 0],
    [LAYER.sea, looks.sea, 0],
    [LAYER.water, looks.water, 0],
    [LAYER.river, looks.water, sheet.zoom >= 15 ? 5 : 2.5],
    [LAYER.rail, looks.rail, 2.5],
  ];
  for (const [layer, colour, width] of order) {
    for (const feature of city.features) {
      if (feature.layer !== layer || feature.zoom > sheet.zoom || !meets(feature, sheet)) continue;
      drawFeature(sheet, feature, colour, width);
    }
  }
}

/** @param {Feature} feature @param {Sheet} sheet */
function meets({ box: [w, s, e, n] }, { size, west, north }) {
  return (
    eastOf(e) * size >= west - MARGIN &&
    eastOf(w) * size <= west + TILE + MARGIN &&
    southOf(s) * size >= north - MARGIN &&
    southOf(n) * size <= north + TILE + MARGIN
  );
}

/** @param {Sheet} sheet @param {Feature} feature @param {boolean} [closes] each part is a ring */
function trace({ pen, size, west, north }, { parts }, closes = true) {
  pen.beginPath();
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 2) {
      const x = eastOf(part[i] ?? 0) * size - west;
      const y = southOf(part[i + 1] ?? 0) * size - north;
      if (i === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    if (closes) pen.closePath();
  }
}

/** @param {Sheet} sheet @param {Feature} feature @param {string} colour @param {number} width */
function drawFeature(sheet, feature, colour, width) {
  const { pen } = sheet;
  const { layer } = feature;
  trace(sheet, feature, width === 0);
  pen.strokeStyle = pen.fillStyle = colour;
  if (width === 0) return pen.fill("evenodd");
  pen.lineWidth = width;
  pen.stroke();
  if (layer !== LAYER.rail) return;
  pen.setLineDash([1, 7]);
  pen.lineCap = "butt";
  pen.lineWidth = width * 2.6;
  pen.stroke();
  pen.setLineDash([]);
  pen.lineCap = "round";
}

/**
 * The mapped zone with its edge; and streets that are in it by what they are, or since today.
 * @param {Scene} scene @param {Sheet} sheet @param {Drawn} drawn
 */
function drawZone({ city, world, looks }, sheet, { zone, layer }) {
  const pattern = hatch(looks.hazard);
  for (const feature of city.zones ?? []) {
    if (feature.layer === layer && pattern && meets(feature, sheet)) {
      drawOutline(sheet, feature, pattern, looks.closed);
    }
  }
  const inside = sheet.edges.filter((edge) => zone[edge] === 1);
  if (!pattern || inside.length === 0) return;
  sheet.pen.strokeStyle = pattern;
  sheet.pen.lineWidth = zoneWidth(sheet.zoom);
  stroke(world, sheet, inside);
}

/** @param {Sheet} sheet @param {Feature} feature @param {CanvasPattern} pattern @param {string} edge */
function drawOutline(sheet, feature, pattern, edge) {
  const { pen } = sheet;
  trace(sheet, feature);
  pen.fillStyle = pattern;
  pen.fill("evenodd");
  pen.setLineDash([7, 5]);
  pen.strokeStyle = edge;
  pen.lineWidth = 1.5;
  pen.stroke();
  pen.setLineDash([]);
}

/** Pixels. @param {number} zoom */
function zoneWidth(zoom) {
  return Math.max(5, 26 * 2 ** (zoom - 17));
}

/** @param {Scene} scene @param {Sheet} sheet */
function drawStreets({ world, drawn, looks }, sheet) {
  const { graph } = world;
  const near = sheet.zoom >= NEAR_ZOOM;
  const grow = 2 ** ((sheet.zoom - 16) / 2);
  for (const kind of [4, 5, 3, 2, 1]) {
    const edges = sheet.edges.filter((edge) => graph.kind[edge] === kind);
    if (edges.length === 0 || (kind >= FOOT && sheet.zoom < 15)) continue;
    const width = (WIDTHS[kind] ?? 1) * grow;
    const isColoured = drawn !== null && (near || kind === MAIN);
    const casing = isColoured ? bands(graph, drawn, edges) : new Map([["edge", edges]]);
    if (kind !== LOCAL || sheet.zoom >= 14 || isColoured) {
      sheet.pen.lineWidth = width + (isColoured ? 3.5 : 1.4) * Math.min(1.4, grow);
      for (const [name, some] of casing) paint(sheet, looks[/** @type {keyof Looks} */ (name)], some);
    }
    sheet.pen.lineWidth = width;
    sheet.pen.setLineDash(kind === 5 ? [2 * grow, 2 * grow] : []);
    paint(sheet, kind >= FOOT ? looks.path : looks.street, edges);
    sheet.pen.setLineDash([]);
  }

  /** @param {Sheet} on @param {string} colour @param {number[]} edges */
  function paint(on, colour, edges) {
    on.pen.strokeStyle = colour;
    stroke(world, on, edges);
  }
}

/** Edges by the minutes that it takes from their farther end. @returns {Map<string, number[]>} */
function bands(
  /** @type {import("../way/graph.js").Graph} */ { u, v },
  /** @type {Drawn} */ { metres, closed },
  /** @type {number[]} */ edges,
) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (const edge of edges) {
    const far = Math.max(metres[u[edge]] ?? FAR, metres[v[edge]] ?? FAR);
    const band = closed[edge] ? "edge" : bandOf(far === FAR ? Infinity : far);
    const held = found.get(band);
    if (held) held.push(edge);
    else found.set(band, [edge]);
  }
  // The nearest last, so that it lies on top.
  return new Map([...found].sort(([a], [b]) => (a < b ? 1 : -1)));
}

/** @param {World} world @param {Sheet} sheet @param {number[]} edges */
function stroke({ graph, x, y }, { pen, size, west, north }, edges) {
  pen.beginPath();
  for (const edge of edges) {
    const [a, b] = [graph.u[edge], graph.v[edge]];
    pen.moveTo(x[a] * size - west, y[a] * size - north);
    pen.lineTo(x[b] * size - west, y[b] * size - north);
  }
  pen.stroke();
}

/** Faint, about every 60 px: which way safety is. @param {Scene} scene @param {Sheet} sheet @param {Drawn} drawn */
function drawArrows({ world, looks }, { pen, size, west, north, edges }, { step, closed }) {
  const { graph, x, y } = world;
  pen.strokeStyle = looks.arrow;
  pen.lineWidth = 1.5;
  pen.beginPath();
  const taken = new Set();
  for (const edge of edges) {
    const node = from(graph, step, edge);
    if (node < 0 || closed[edge]) continue;
    const to = node === graph.u[edge] ? graph.v[edge] : graph.u[edge];
    const [px, py] = [((x[node] + x[to]) / 2) * size, ((y[node] + y[to]) / 2) * size];
    const spot = `${Math.floor(px / ARROW_EVERY)} ${Math.floor(py / ARROW_EVERY)}`;
    if (taken.has(spot)) continue;
    taken.add(spot);
    chevron(pen, px - west, py - north, Math.atan2(y[to] - y[node], x[to] - x[node]), 3.2);
  }
  pen.stroke();
}

/**
 * The end of an edge from which the field leads along it; −1 where it leads elsewhere.
 * @param {import("../way/graph.js").Graph} graph @param {Uint8Array} step @param {number} edge
 */
function from({ u, v, first, by }, step, edge) {
  for (const node of [u[edge], v[edge]]) {
    const one = step[node] ?? 255;
    if (one < 253 && by[first[node] + one] === edge) return node;
  }
  return -1;
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} angle @param {number} size */
export function chevron(pen, x, y, angle, size) {
  for (const side of [-1, 1]) {
    const a = angle + Math.PI + side * 0.7;
    pen.moveTo(x + Math.cos(angle) * size, y + Math.sin(angle) * size);
    pen.lineTo(x + Math.cos(angle) * size + Math.cos(a) * size * 1.9, y + Math.sin(angle) * size + Math.sin(a) * size * 1.9);
  }
}

/** A cross on every street that is blocked. @param {Scene} scene @param {Sheet} sheet @param {Drawn} drawn */
function drawClosed({ world, looks }, { pen, size, west, north, edges, zoom }, { closed }) {
  if (zoom < 15) return;
  const { graph, x, y } = world;
  pen.strokeStyle = looks.closed;
  pen.lineWidth = 2;
  pen.beginPath();
  for (const edge of edges) {
    if (!closed[edge]) continue;
    const px = ((x[graph.u[edge]] + x[graph.v[edge]]) / 2) * size - west;
    const py = ((y[graph.u[edge]] + y[graph.v[edge]]) / 2) * size - north;
    for (const side of [-1, 1]) {
      pen.moveTo(px - 4, py - 4 * side);
      pen.lineTo(px + 4, py + 4 * side);
    }
  }
  pen.stroke();
}
