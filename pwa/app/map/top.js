// @ts-check
/**
 * What lies above the streets, on one canvas as large as the map: the veil beyond the coverage, the
 * danger area, the reader's way with its arrows, the reader, and names.
 */

import { LAYER } from "../way/hazards.js";
import { bothInOne } from "../way/sentences.js";
import { chevron } from "./ground_tiles.js";
import { hatch, MARKS, minutesOf } from "./looks.js";
import { eachEdge, eastOf, southOf } from "./world.js";

/** @typedef {import("../way/place.js").Point} Point */
/** @typedef {import("./ground_tiles.js").Scene} Scene */

/**
 * @typedef {Scene & {
 *   way: readonly Point[],
 *   me: { lon: number, lat: number, accuracy: number, heading: number | null } | null,
 *   tapped: { lon: number, lat: number } | null,
 *   area: readonly (readonly (readonly [number, number])[])[],
 *   sites: readonly { at: [number, number] }[],
 *   language: string,
 * }} Shown
 */

/** @typedef {(lon5: number, lat5: number) => [number, number]} Project to pixels of the canvas */

/**
 * @typedef {object} Frame
 * @property {CanvasRenderingContext2D} pen
 * @property {number} width
 * @property {number} height
 * @property {number} zoom
 * @property {number} size pixels of the world
 * @property {number} west pixels of the canvas's corner
 * @property {number} north
 */

const ARROW_PX = 44;
const TURN = 2 * Math.PI;
const EARTH_M = 40_075_016;

/** @param {Shown} shown @param {Frame} frame */
export function drawTop(shown, frame) {
  const project = projectOf(frame);
  const { pen } = frame;
  pen.clearRect(0, 0, frame.width, frame.height);
  pen.lineCap = pen.lineJoin = "round";
  drawVeil(shown, frame, project);
  drawArea(shown, frame, project);
  drawNames(shown, frame, project);
  drawWay(shown, frame, project);
  drawMe(shown, frame, project);
}

/** @param {Frame} frame @returns {Project} */
function projectOf({ size, west, north }) {
  return (lon5, lat5) => [eastOf(lon5) * size - west, southOf(lat5) * size - north];
}

/** @param {Shown} shown @param {Frame} frame @param {Project} project */
function drawVeil({ city, looks }, { pen, width, height }, project) {
  if (city.head.coverage.length === 0) return;
  pen.beginPath();
  pen.rect(0, 0, width, height);
  for (const ring of city.head.coverage) trace(pen, ring, project);
  pen.fillStyle = looks.veil;
  pen.fill("evenodd");
}

/** @param {Shown} shown @param {Frame} frame @param {Project} project */
function drawArea({ area, looks, drawn }, { pen }, project) {
  if (area.length === 0) return;
  pen.beginPath();
  for (const ring of area) trace(pen, ring.map(([lon, lat]) => [lon * 1e5, lat * 1e5]), project);
  // Where streets of a mapped zone are hatched already, the area is its edge.
  const pattern = drawn?.zone.includes(1) ? null : hatch(looks.hazard);
  if (pattern) {
    pen.fillStyle = pattern;
    pen.fill("evenodd");
  }
  pen.setLineDash([8, 6]);
  pen.lineWidth = 2.5;
  pen.strokeStyle = looks.closed;
  pen.stroke();
  pen.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {readonly (readonly [number, number] | number[])[]} ring @param {Project} project
 */
function trace(pen, ring, project) {
  ring.forEach(([lon = 0, lat = 0], i) => {
    const [x, y] = project(lon, lat);
    if (i === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  });
  pen.closePath();
}

/** @param {Shown} shown @param {Frame} frame @param {Project} project */
function drawWay({ way, looks, me, tapped }, { pen, width, height }, project) {
  if (way.length === 0) return;
  const points = way.map(({ lon5, lat5 }) => project(lon5, lat5));
  const start = tapped ?? me;
  if (start && points[0]) {
    pen.beginPath();
    pen.setLineDash([2, 6]);
    pen.moveTo(...project(start.lon * 1e5, start.lat * 1e5));
    pen.lineTo(...points[0]);
    line(pen, looks.way, 3);
    pen.setLineDash([]);
  }
  for (const [colour, thick] of /** @type {const} */ ([["way-casing", 11], ["way", 7]])) {
    pen.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
    line(pen, looks[colour], thick);
  }
  pen.beginPath();
  for (const { x, y, angle } of along(points)) {
    if (x > -9 && y > -9 && x < width + 9 && y < height + 9) chevron(pen, x, y, angle, 3.4);
  }
  line(pen, looks["way-casing"], 2.2);
}

/** @param {CanvasRenderingContext2D} pen @param {string} colour @param {number} width */
function line(pen, colour, width) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

/** Places on a line, `ARROW_PX` apart, with its direction there. @param {[number, number][]} points */
function along(points) {
  const found = [];
  let left = ARROW_PX / 2;
  for (let i = 1; i < points.length; i++) {
    const [[ax, ay], [bx, by]] = [points[i - 1] ?? [0, 0], points[i] ?? [0, 0]];
    const length = Math.hypot(bx - ax, by - ay);
    const angle = Math.atan2(by - ay, bx - ax);
    for (; left <= length; left += ARROW_PX) {
      const share = left / length;
      found.push({ x: ax + (bx - ax) * share, y: ay + (by - ay) * share, angle });
    }
    left -= length;
  }
  return found;
}

/** @param {Shown} shown @param {Frame} frame @param {Project} project */
function drawMe({ me, tapped, looks }, { pen, size }, project) {
  if (me) {
    const [x, y] = project(me.lon * 1e5, me.lat * 1e5);
    const metre = size / EARTH_M / Math.cos((me.lat * Math.PI) / 180);
    pen.beginPath();
    pen.arc(x, y, Math.max(12, me.accuracy * metre), 0, TURN);
    pen.fillStyle = looks.ring;
    pen.fill();
    if (me.heading !== null) cone(pen, x, y, me.heading, looks.me);
    disc(pen, x, y, 8, looks);
  }
  if (!tapped) return;
  const [x, y] = project(tapped.lon * 1e5, tapped.lat * 1e5);
  pen.beginPath();
  pen.moveTo(x, y);
  pen.arc(x, y - 20, 11, Math.PI * 0.8, Math.PI * 0.2);
  pen.closePath();
  pen.fillStyle = looks.me;
  pen.fill();
  line(pen, looks.halo, 2.5);
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} radius @param {Shown["looks"]} looks */
function disc(pen, x, y, radius, looks) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, TURN);
  pen.fillStyle = looks.me;
  pen.fill();
  line(pen, looks.halo, 3);
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} degrees @param {string} colour */
function cone(pen, x, y, degrees, colour) {
  const middle = ((degrees - 90) * Math.PI) / 180;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.arc(x, y, 34, middle - Math.PI / 6, middle + Math.PI / 6);
  pen.closePath();
  pen.globalAlpha = 0.4;
  pen.fillStyle = colour;
  pen.fill();
  pen.globalAlpha = 1;
}

/** By worth: what people steer by comes first, and nothing lies over another. */
const NAMED = [LAYER.station, LAYER.quarter, LAYER.crossing, LAYER.bridge, LAYER.landmark];

/** @param {Shown} shown @param {Frame} frame @param {Project} project */
function drawNames(shown, frame, project) {
  const { city, looks, language } = shown;
  const room = roomFor(frame);
  for (const { at } of shown.sites) {
    const [x, y] = project(...at);
    room([x - 13, y - 13, x + 13, y + 13]);
  }
  for (const layer of NAMED) {
    for (const feature of city.features) {
      if (feature.layer !== layer || feature.zoom > frame.zoom || feature.name === 0) continue;
      const [lon5, , , lat5] = feature.box;
      const [x, y] = project(lon5, lat5);
      const isQuarter = layer === LAYER.quarter;
      const text = bothInOne(city.names[feature.name], language);
      const font = `${isQuarter ? 600 : 400} ${isQuarter ? 14 : 12}px system-ui, sans-serif`;
      write(frame, looks, room, { text, x, y: isQuarter ? y : y - 10, font });
      if (!isQuarter) dot(frame.pen, x, y, looks.ink);
    }
  }
  drawMinutes(shown, frame, room);
}

/** 3 · 6 · 9 · 15 where a street passes that many minutes. @param {Shown} shown @param {Frame} frame @param {(box: number[]) => boolean} room */
function drawMinutes({ drawn, world, looks }, frame, room) {
  if (!drawn || frame.zoom < 15) return;
  const { graph, x, y } = world;
  const { size, west, north, width, height, zoom } = frame;
  const box = { west: west / size, north: north / size };
  eachEdge(world, { ...box, east: (west + width) / size, south: (north + height) / size }, (edge) => {
    const [a, b] = [graph.u[edge], graph.v[edge]];
    const [near, far] = [minutesOf(drawn.metres[a] ?? 0), minutesOf(drawn.metres[b] ?? 0)];
    const mark = MARKS.find((one) => (near < one) !== (far < one));
    if (mark === undefined || (zoom < 16 && graph.kind[edge] > 2)) return;
    if (Math.max(near, far) > 60) return;
    const at = { x: ((x[a] + x[b]) / 2) * size - west, y: ((y[a] + y[b]) / 2) * size - north };
    write(frame, looks, room, { text: String(mark), ...at, font: "700 12px system-ui, sans-serif" });
  });
}

/** Says whether there is room for a box, and takes it. @param {Frame} frame */
function roomFor({ width, height }) {
  /** @type {number[][]} */
  const taken = [];
  return (/** @type {number[]} */ [left = 0, top = 0, right = 0, bottom = 0]) => {
    if (left < 0 || top < 0 || right > width || bottom > height) return false;
    const meets = taken.some(
      ([l = 0, t = 0, r = 0, b = 0]) => left < r && right > l && top < b && bottom > t,
    );
    if (!meets) taken.push([left, top, right, bottom]);
    return !meets;
  };
}

/**
 * @param {Frame} frame @param {Shown["looks"]} looks @param {(box: number[]) => boolean} room
 * @param {{ text: string, x: number, y: number, font: string }} what
 */
function write({ pen }, looks, room, { text, x, y, font }) {
  pen.font = font;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const half = widthOf(pen, text) / 2;
  if (!room([x - half - 6, y - 10, x + half + 6, y + 10])) return;
  pen.lineWidth = 3.5;
  pen.strokeStyle = looks.halo;
  pen.strokeText(text, x, y);
  pen.fillStyle = looks.ink;
  pen.fillText(text, x, y);
}

/** Measuring is the slowest part of writing. @type {Map<string, number>} */
const widths = new Map();

/** @param {CanvasRenderingContext2D} pen @param {string} text in the pen's font */
function widthOf(pen, text) {
  const key = `${pen.font} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const { width } = pen.measureText(text);
  widths.set(key, width);
  return width;
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {string} colour */
function dot(pen, x, y, colour) {
  pen.beginPath();
  pen.arc(x, y, 2, 0, TURN);
  pen.fillStyle = colour;
  pen.fill();
}
