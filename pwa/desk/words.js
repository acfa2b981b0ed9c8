// @ts-check
/** @module What scripts say by themselves, in the page's language: the page's head brings it along. */

/** @param {"network" | "passkey" | "unsent" | "list"} id */
export function say(id) {
  return document.querySelector(`meta[name="say:${id}"]`)?.getAttribute("content") ?? id;
}
