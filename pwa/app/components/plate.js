// @ts-check
/** The plate of an alert: colour, shape and pictogram. The words stand in the alert's title. */

import { html } from "../html.js";

/** @typedef {import("../phone/shapes.js").AlertData} AlertData */

/** @type {Readonly<Record<string, string>>} */
const TSUNAMI = { protect: "protect", leave: "leave", leave_if_slow: "leave", ready: "ready" };
const DRAWN = "flood landslide storm_surge earthquake tsunami fire storm volcano".split(" ");
/**
 * Kinds that have no drawing of their own yet and show the nearest one.
 * @type {Readonly<Record<string, string>>}
 */
const LIKE = { inland_flood: "flood", tornado: "storm" };

/**
 * Which plate: a level's digit, a tsunami's class, or "plain", never a borrowed number.
 * @param {Pick<AlertData, "kind" | "strength" | "phase" | "level">} data
 */
function plateOf({ kind, strength, phase, level }) {
  if (phase !== "live") return "plain";
  if (level) return String(level);
  const named = kind === "tsunami" ? TSUNAMI[strength] : undefined;
  return named ? `tsunami-${named}` : "plain";
}

/** @param {string} kind */
function pictogramOf(kind) {
  return DRAWN.includes(kind) ? kind : (LIKE[kind] ?? "other");
}

/** @param {{ hash: string, name: string, part?: string }} props `name`: id in icons/sprite.svg */
export function Picture({ hash, name, part = "" }) {
  return html`<svg class=${part} aria-hidden="true" focusable="false">
    <use href=${`/app/${hash}/icons/sprite.svg#${name}`}></use>
  </svg>`;
}

/** @param {{ hash: string, data: Pick<AlertData, "kind" | "strength" | "phase" | "level"> }} props */
export function Plate({ hash, data }) {
  const plate = plateOf(data);
  const shape = /^\d$/.test(plate) ? `level-${plate}` : plate;
  return html`<p class=${`plate plate-${plate}`} aria-hidden="true">
    ${plate !== "plain" && html`<${Picture} hash=${hash} name=${shape} part="shape" />`}
    <${Picture} hash=${hash} name=${pictogramOf(data.kind)} part="kind" />
  </p>`;
}
