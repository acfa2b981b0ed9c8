// @ts-check
/** The map's colours, out of css/map.css, so that themes and contrast are decided in one place. */

const NAMES = /** @type {const} */ ([
  "paper",
  "sea",
  "water",
  "green",
  "rail",
  "street",
  "edge",
  "path",
  "band-3",
  "band-6",
  "band-15",
  "band-far",
  "arrow",
  "way",
  "way-casing",
  "hazard",
  "closed",
  "me",
  "ring",
  "ink",
  "halo",
  "veil",
]);

/** @typedef {Record<(typeof NAMES)[number], string>} Looks */

/** @param {Element} element @returns {Looks} */
export function looksOf(element) {
  const style = getComputedStyle(element);
  const entries = NAMES.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]);
  return /** @type {Looks} */ (Object.fromEntries(entries));
}

/** What tells one theme from another, asked for alone: all of them cost a frame. @param {Element} element */
export function paperOf(element) {
  return getComputedStyle(element).getPropertyValue("--map-paper").trim();
}

/** Minutes at the pace of those who need longest, as on paper escape maps. */
const PACE = 43;
export const MARKS = /** @type {const} */ ([3, 6, 9, 15]);

/** @param {number} metres to walk @returns {keyof Looks} */
export function bandOf(metres) {
  const minutes = metres / PACE;
  if (minutes < 3) return "band-3";
  if (minutes < 6) return "band-6";
  return minutes < 15 ? "band-15" : "band-far";
}

/** @param {number} metres */
export function minutesOf(metres) {
  return metres / PACE;
}

/** Slanted lines for what is in danger: said without colour too. @param {string} colour */
export function hatch(colour) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  if (!pen) return null;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat");
}
