// @ts-check
/** @module The corners as a table of fields: everything that drawing does, by keyboard. */

import { isCorner, short } from "./corners.js";

/** @typedef {import("./corners.js").Shapes} Shapes */
/** @typedef {import("./corners.js").Corner} Corner */
/** @typedef {import("./corners.js").Ring} Ring */
/** @typedef {(id: string, slots?: Record<string, string | number>) => string} Say */

/** Of a longer ring the fields would be slow; its text and the map still hold it. */
const MOST_ROWS = 500;

/**
 * @param {HTMLElement} place Where the table goes.
 * @param {Shapes} shapes
 * @param {Say} say
 * @param {() => Corner} middle Of the map: where a new corner begins.
 */
export function cornerTable(place, shapes, say, middle) {
  const tables = document.createElement("div");
  tables.className = "corner-tables";
  const add = button(say("corners.add"), () => {
    const rings = shapes.rings.length > 0 ? copy(shapes.rings) : [[]];
    rings.at(-1)?.push(rounded(middle()));
    change(rings, rings.length - 1, (rings.at(-1)?.length ?? 1) - 1, "lon");
  });
  const begin = button(say("corners.shape"), () => {
    change([...copy(shapes.rings), [rounded(middle())]], shapes.rings.length, 0, "lon");
  });
  const acts = document.createElement("p");
  acts.className = "acts-row";
  acts.append(add, begin);
  place.prepend(tables, acts);

  const draw = () => {
    tables.replaceChildren(...shapes.rings.map((ring, at) => tableOf(ring, at)));
    begin.hidden = (shapes.rings.at(-1)?.length ?? 0) < 3;
  };
  shapes.heard((hand) => hand === "table" || draw());
  draw();

  /**
   * @param {Ring[]} rings
   * @param {number} ring
   * @param {number} row
   * @param {string} act What is focused afterwards, of the row.
   */
  function change(rings, ring, row, act) {
    shapes.set(rings.filter((one) => one.length > 0), "table");
    draw();
    const at = `[data-ring="${ring}"] [data-row="${Math.max(0, row)}"] [data-act="${act}"]`;
    const next = tables.querySelector(at);
    (next instanceof HTMLElement && !next.hidden ? next : add).focus();
  }

  /**
   * @param {Ring} ring
   * @param {number} at
   */
  function tableOf(ring, at) {
    const table = document.createElement("table");
    table.dataset.ring = String(at);
    const caption = table.createCaption();
    caption.textContent = say("corners.title", { number: at + 1 });
    if (ring.length > MOST_ROWS) {
      return table;
    }
    const head = table.createTHead().insertRow();
    for (const id of ["corners.lon", "corners.lat", "corners.acts"]) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = say(id);
      head.append(cell);
    }
    const body = table.createTBody();
    ring.forEach((corner, row) => body.append(rowOf(corner, at, row, ring.length)));
    return table;
  }

  /**
   * @param {Corner} corner
   * @param {number} ring
   * @param {number} row
   * @param {number} count
   */
  function rowOf(corner, ring, row, count) {
    const line = document.createElement("tr");
    line.dataset.row = String(row);
    const [lon, lat] = /** @type {const} */ ([0, 1]).map((axis) => {
      const field = document.createElement("input");
      field.inputMode = "decimal";
      field.value = short(corner[axis]);
      field.dataset.act = axis === 0 ? "lon" : "lat";
      field.ariaLabel = `${say(axis === 0 ? "corners.lon" : "corners.lat")} ${row + 1}`;
      field.addEventListener("change", () => typed(ring, row, line));
      return field;
    });
    const number = { row: row + 1 };
    const up = button("↑", () => change(moved(ring, row, -1), ring, row - 1, "up"), "up");
    const down = button("↓", () => change(moved(ring, row, 1), ring, row + 1, "down"), "down");
    const insert = button("+", () => change(inserted(ring, row), ring, row + 1, "lon"), "insert");
    const drop = button("×", () => change(dropped(ring, row), ring, row - 1, "delete"), "delete");
    for (const [one, id] of /** @type {const} */ ([
      [up, "corners.up"],
      [down, "corners.down"],
      [insert, "corners.insert"],
      [drop, "corners.delete"],
    ])) {
      one.ariaLabel = say(id, number);
    }
    up.hidden = row === 0;
    down.hidden = row === count - 1;
    const acts = document.createElement("span");
    acts.append(up, down, insert, drop);
    for (const part of [lon, lat, acts]) {
      if (part) line.insertCell().append(part);
    }
    return line;
  }

  /**
   * @param {number} ring
   * @param {number} row
   * @param {HTMLTableRowElement} line
   */
  function typed(ring, row, line) {
    const [lon, lat] = [...line.querySelectorAll("input")].map((one) =>
      Number(one.value.normalize("NFKC").trim() || "x"),
    );
    const isGood = lon !== undefined && lat !== undefined && isCorner(lon, lat);
    for (const field of line.querySelectorAll("input")) {
      field.setCustomValidity(isGood ? "" : say("corners.bad"));
      field.ariaInvalid = String(!isGood);
    }
    if (!isGood) {
      line.querySelector("input")?.reportValidity();
      return;
    }
    const rings = copy(shapes.rings);
    rings[ring]?.splice(row, 1, [lon, lat]);
    shapes.set(rings, "table");
  }

  /** @param {number} ring @param {number} row @param {number} step */
  function moved(ring, row, step) {
    const rings = copy(shapes.rings);
    const [corner] = rings[ring]?.splice(row, 1) ?? [];
    if (corner) rings[ring]?.splice(row + step, 0, corner);
    return rings;
  }

  /** Halfway to the next corner. @param {number} ring @param {number} row */
  function inserted(ring, row) {
    const rings = copy(shapes.rings);
    const own = rings[ring] ?? [];
    const [from, to] = [own[row], own[(row + 1) % own.length]];
    if (from && to) {
      own.splice(row + 1, 0, rounded([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
    }
    return rings;
  }

  /** @param {number} ring @param {number} row */
  function dropped(ring, row) {
    const rings = copy(shapes.rings);
    rings[ring]?.splice(row, 1);
    return rings;
  }
}

/**
 * @param {string} words
 * @param {() => void} act
 * @param {string} [name]
 */
function button(words, act, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  if (name) made.dataset.act = name;
  made.addEventListener("click", act);
  return made;
}

/** @param {Ring[]} rings @returns {Ring[]} */
function copy(rings) {
  return rings.map((ring) => [...ring]);
}

/** @param {Corner} corner @returns {Corner} */
function rounded([lon, lat]) {
  return [Number(short(lon)), Number(short(lat))];
}
