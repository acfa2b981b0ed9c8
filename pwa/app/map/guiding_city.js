// @ts-check
/** A guider whose city is laid out for the map while its thread still looks for the way. */

import { Guider } from "../way/guider.js";
import { shared } from "./shared.js";
import { worldOf } from "./world.js";

/** @param {string} hash of the app's version @param {() => void} changed */
export function guiderOf(hash, changed) {
  return new Guider(hash, shared.keeping, changed, ({ graph }) => worldOf(graph));
}
