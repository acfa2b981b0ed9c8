// @ts-check
/** What is loaded when somebody opens the map or a way, and not before (views/later.js). */

import { MapScreen } from "./map/map_screen.js";
import { WayScreen } from "./map/way_screen.js";

/** @type {Readonly<Record<"map" | "way", typeof MapScreen | typeof WayScreen>>} */
export const SCREENS = { map: MapScreen, way: WayScreen };
