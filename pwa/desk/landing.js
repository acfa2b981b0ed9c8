// @ts-check
/** @module Where the keys go on from on a new page: what came of the last act, else its heading. */

/** Only after a page of the desk: whoever opens one otherwise begins at its top. */
export function land() {
  const came = document.referrer.startsWith(`${location.origin}/desk`);
  const isFree = document.activeElement === document.body || document.activeElement === null;
  const main = document.getElementById("main");
  if (!came || !isFree || location.hash || !main) return;
  const told = main.querySelector(":scope > .refused:not(.alarm, [hidden]), :scope > .done");
  const at = told ?? main.querySelector("h1");
  if (!(at instanceof HTMLElement)) return;
  at.tabIndex = -1;
  at.focus({ preventScroll: true });
}
