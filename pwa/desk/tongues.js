// @ts-check
/**
 * @module Texts by language as tabs, after the tabs pattern of the ARIA Authoring Practices: one stop
 * of the Tab key; arrows, Home and End choose. Without it all of them stand under their headings.
 */

/** @param {HTMLElement} root Its sections are the languages. */
export function tongues(root) {
  const panels = [...root.querySelectorAll(":scope > section")].filter(
    (one) => one instanceof HTMLElement,
  );
  if (panels.length < 2) return;
  const tabs = panels.map((panel, at) => tab(panel, `${root.id}-${at}`));
  const list = document.createElement("div");
  list.role = "tablist";
  list.ariaLabel = root.dataset.label ?? "";
  list.append(...tabs);
  root.classList.add("tabbed");
  panels[0]?.before(list);
  list.addEventListener("click", ({ target }) => {
    const pressed = target instanceof Element ? target.closest("button") : null;
    if (pressed) choose(tabs.indexOf(pressed));
  });
  list.addEventListener("keydown", (event) => {
    const to = reached(event, list, tabs);
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
    tabs[to]?.focus();
  });
  choose(0);

  /** @param {number} chosen */
  function choose(chosen) {
    tabs.forEach((one, at) => {
      one.ariaSelected = String(at === chosen);
      one.tabIndex = at === chosen ? 0 : -1;
    });
    panels.forEach((one, at) => (one.hidden = at !== chosen));
  }
}

/**
 * Its words are those of the panel's heading.
 *
 * @param {HTMLElement} panel
 * @param {string} id
 */
function tab(panel, id) {
  const made = document.createElement("button");
  made.type = "button";
  made.role = "tab";
  made.id = `${id}-tab`;
  made.append(...(panel.querySelector("h3")?.cloneNode(true).childNodes ?? []));
  made.setAttribute("aria-controls", id);
  panel.id = id;
  panel.role = "tabpanel";
  // There is nothing in it that the keys could reach otherwise.
  panel.tabIndex = 0;
  panel.setAttribute("aria-labelledby", made.id);
  return made;
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} list
 * @param {HTMLElement[]} tabs
 * @returns {number | undefined} The place of the tab that a key leads to.
 */
function reached({ key }, list, tabs) {
  const at = tabs.findIndex((one) => one === document.activeElement);
  const ahead = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = ahead === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const count = tabs.length;
  return { [ahead]: (at + 1) % count, [back]: (at + count - 1) % count, Home: 0, End: count - 1 }[key];
}
