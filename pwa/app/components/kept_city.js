// @ts-check
/** Which map this phone keeps, of when, and how much room it takes. */

import { clockTime } from "../context.js";
import { html, useEffect, useState } from "../html.js";
import { kept, parts } from "../way/keeping.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../way/keeping.js").Kept} Kept */

const MEGABYTE = 1e6;

/** @param {{ context: Context }} props */
export function KeptCity({ context }) {
  const { tell, page, spoken } = context;
  const [city, setCity] = useState(/** @type {Kept | null | undefined} */ (undefined));
  useEffect(() => void kept(parts()).then(setCity), []);
  if (!page.city || city === undefined) return null;
  if (city === null) return html`<p class="note">${tell("settings.city.none")}</p>`;
  const { name, made, bytes } = city;
  const slots = {
    city: name[spoken.id] ?? name["en"] ?? name["ja"] ?? "",
    date: clockTime(context, made),
    size: bytes / MEGABYTE,
  };
  return html`<p class="note">${tell("settings.city", slots)}</p>`;
}
