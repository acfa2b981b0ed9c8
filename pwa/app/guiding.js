// @ts-check
/** What is loaded when somebody opens the map or a way, and not before (views/later.js). */

import { MapScreen } from "./map/map_screen.js";
import { share } from "./map/shared.js";
import { WayScreen } from "./map/way_screen.js";

/**
 * @param {"map" | "way"} screen
 * @param {import("./map/shared.js").Shared} given
 */
export function screenOf(screen, given) {
  share(given);
  return screen === "map" ? MapScreen : WayScreen;
}
