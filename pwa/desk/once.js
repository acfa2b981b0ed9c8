// @ts-check
/** @module One act at a time, and what went wrong with it where the page has room for that. */

/**
 * Runs one act at a time, and says what went wrong where the page has room for it,
 * in sight: the button may be far from there.
 *
 * @param {HTMLElement} element
 * @param {() => Promise<void>} act
 */
export async function once(element, act) {
  if (element.ariaBusy === "true") {
    return;
  }
  const told = document.getElementById("told");
  element.ariaBusy = "true";
  told?.setAttribute("hidden", "");
  try {
    await act();
  } catch (error) {
    if (told) {
      told.textContent = error instanceof Error ? error.message : String(error);
      told.hidden = false;
      told.scrollIntoView({ block: "center" });
    }
  } finally {
    element.ariaBusy = "false";
  }
}
