// @ts-check
/** @module The list of districts: narrowed by what is typed, and what is left ticked at once. */

/** @param {HTMLElement} list */
export function districts(list) {
  const bar = list.querySelector(".narrow");
  const search = bar?.querySelector("input");
  const told = bar?.querySelector("[data-words]");
  if (!(bar instanceof HTMLElement) || !search || !(told instanceof HTMLElement)) {
    return;
  }
  const rows = [...list.querySelectorAll("label[data-search]")].filter(
    (row) => row instanceof HTMLLabelElement,
  );
  const kinds = [...list.querySelectorAll("details")];
  const wasOpen = kinds.map((kind) => kind.open);
  bar.hidden = false;
  search.addEventListener("input", (event) => {
    event.stopPropagation();
    narrow();
  });
  search.addEventListener("keydown", (event) => {
    // Enter in a field sends its form; here somebody only wants to look.
    if (event.key === "Enter") event.preventDefault();
  });
  bar.querySelector(".tick")?.addEventListener("click", () => {
    tick((row) => !row.hidden && !row.closest("[hidden]"), true);
  });
  bar.querySelector(".untick")?.addEventListener("click", () => tick(() => true, false));
  list.addEventListener("change", tell);
  tell();

  function narrow() {
    const wanted = search?.value.normalize("NFKC").trim().toLowerCase() ?? "";
    for (const row of rows) {
      row.hidden = !(row.dataset.search ?? "").includes(wanted);
    }
    kinds.forEach((kind, at) => {
      const isEmpty = !rows.some((row) => !row.hidden && kind.contains(row));
      kind.hidden = wanted !== "" && isEmpty;
      kind.open = wanted === "" ? (wasOpen[at] ?? true) : !isEmpty;
    });
    tell();
  }

  /**
   * @param {(row: HTMLLabelElement) => boolean} which
   * @param {boolean} isTicked
   */
  function tick(which, isTicked) {
    const chosen = rows.filter(which);
    for (const row of chosen) {
      const box = row.querySelector("input");
      if (box) box.checked = isTicked;
    }
    if (!isTicked) {
      for (const all of list.querySelectorAll('input[name="kind-of-district"]')) {
        /** @type {HTMLInputElement} */ (all).checked = false;
      }
    }
    list.dispatchEvent(new Event("input", { bubbles: true }));
    tell();
  }

  function tell() {
    const shown = rows.filter((row) => !row.hidden).length;
    const ticked = rows.filter((row) => row.querySelector("input")?.checked).length;
    if (told instanceof HTMLElement) {
      told.textContent = (told.dataset.words ?? "")
        .replace("{shown}", String(shown))
        .replace("{ticked}", String(ticked));
    }
  }
}
