// @ts-check
/** @module Streets and sites: the map answers to clicks, and the list to the map. */

/** The list has all that the map has: without a script the page is whole. @param {HTMLElement} form */
export function streets(form) {
  looks(form);
  const map = form.querySelector(".street-map");
  if (!(map instanceof SVGSVGElement)) return;
  document.getElementById("map-hint")?.removeAttribute("hidden");
  for (const box of boxes(form)) {
    const line = lineOf(map, box.value);
    const shows = () => line?.classList.toggle("ticked", box.checked);
    box.addEventListener("change", shows);
    // Somebody may have ticked it before this ran.
    shows();
    box.addEventListener("focus", () => line?.classList.add("near"));
    box.addEventListener("blur", () => line?.classList.remove("near"));
  }
  map.addEventListener("click", (event) => {
    const number = event.target instanceof SVGElement ? event.target.dataset.stretch : undefined;
    const box = boxes(form).find((one) => one.value === number);
    if (box) box.click();
    else searchAt(/** @type {HTMLFormElement} */ (form), placeOf(map, event));
  });
}

/** Says that it works while the ways are worked out anew. @param {HTMLElement} form */
export function looks(form) {
  const busy = document.getElementById("busy");
  form.addEventListener("submit", (event) => {
    if (busy && event.submitter?.dataset.looks) busy.hidden = false;
  });
  form.addEventListener("unsent", () => busy?.setAttribute("hidden", ""));
  // Back from the next page, nothing is under way.
  addEventListener("pageshow", () => busy?.setAttribute("hidden", ""));
}

/** @param {HTMLElement} form @returns {HTMLInputElement[]} */
function boxes(form) {
  return [...form.querySelectorAll("input")].filter((one) => one.name === "s");
}

/** @param {SVGSVGElement} map @param {string} number */
function lineOf(map, number) {
  return map.querySelector(`[data-stretch="${CSS.escape(number)}"]`);
}

/**
 * Where on earth a click was: metres from the map's middle, by its own scale.
 *
 * @param {SVGSVGElement} map
 * @param {MouseEvent} event
 * @returns {string} latitude, longitude in degrees; "" where the browser cannot tell
 */
function placeOf(map, event) {
  const onScreen = map.getScreenCTM();
  if (!onScreen) return "";
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(onScreen.inverse());
  const { lon, lat, kx, ky } = map.dataset;
  const east = Number(lon) + (x / Number(kx)) * 10;
  const north = Number(lat) - (y / Number(ky)) * 10;
  return `${north.toFixed(6)}, ${east.toFixed(6)}`;
}

/** @param {HTMLFormElement} form @param {string} place */
function searchAt(form, place) {
  const [name, at] = ["q", "at"].map((one) => form.elements.namedItem(one));
  if (!place || !(name instanceof HTMLInputElement) || !(at instanceof HTMLInputElement)) return;
  name.value = "";
  at.value = place;
  form.requestSubmit();
}
