// @ts-check
/**
 * @module The map beside the form, and drawing on it. All that is drawn goes into the form's own
 * fields, so that saving is one path; without this script the fields are enough.
 */

import { cornerTable } from "./corner_table.js";
import { read, Shapes, short, written } from "./corners.js";

/** @typedef {import("./corners.js").Corner} Corner */
/** @typedef {import("./pen.js").Mode} Mode */
/** @typedef {"move" | "polygon" | "rectangle" | "edit" | "circle" | "centre"} Tool */

const WAITS_MS = 400;
const TWO_COLUMNS = "(min-width: 62em)";
/** @type {Record<Tool, { mode: Mode, way: string }>} */
const TOOLS = {
  move: { mode: "static", way: "" },
  polygon: { mode: "polygon", way: "draw" },
  rectangle: { mode: "rectangle", way: "draw" },
  edit: { mode: "select", way: "draw" },
  circle: { mode: "circle", way: "circle" },
  centre: { mode: "static", way: "circle" },
};

/** @param {HTMLElement} figure */
export async function drawing(figure) {
  const form = document.getElementById("write");
  const text = document.getElementById("f-rings");
  if (!(form instanceof HTMLFormElement) || !(text instanceof HTMLTextAreaElement)) return;
  /** @type {Record<string, string>} */
  const words = JSON.parse(figure.dataset.words ?? "{}");
  const say = (/** @type {string} */ id, slots = {}) => filled(words[id] ?? id, slots);
  const shapes = new Shapes();
  const sheet = figure.querySelector(".sheet");
  // Where there is one column the map stands with the fields that it fills.
  if (!matchMedia(TWO_COLUMNS).matches) text.closest("section")?.querySelector("fieldset")?.after(figure);
  const status = paragraph("status");
  figure.append(status);
  const bench = new Bench({ figure, form, text, shapes, say, status });
  try {
    await bench.open(/** @type {HTMLElement} */ (sheet));
  } catch {
    status.textContent = say("map.failed");
  }
}

class Bench {
  /** @type {import("./chart.js").Chart | null} */
  chart = null;
  /** @type {import("./pen.js").Pen | null} */
  pen = null;
  /** @type {Tool} */
  tool = "move";
  waiting = 0;
  asking = new AbortController();

  /**
   * @param {{ figure: HTMLElement, form: HTMLFormElement, text: HTMLTextAreaElement, shapes: Shapes,
   *           say: (id: string, slots?: object) => string, status: HTMLElement }} parts
   */
  constructor({ figure, form, text, shapes, say, status }) {
    this.figure = figure;
    this.form = form;
    this.text = text;
    this.shapes = shapes;
    this.say = say;
    this.status = status;
  }

  /** @param {HTMLElement} sheet */
  async open(sheet) {
    const place = document.getElementById("corners") ?? this.form;
    cornerTable(place, this.shapes, this.say, () => this.chart?.middle() ?? [0, 0]);
    this.#follow();
    const [{ Chart }, { Pen }] = await Promise.all([
      import("./chart.js"),
      import("./pen.js"),
      sheetOfStyles(),
    ]);
    const map = document.createElement("div");
    map.className = "chart";
    sheet.replaceChildren(map);
    const chart = new Chart(map, this.say("map.title"));
    this.chart = chart;
    map.addEventListener("keydown", (event) => this.#leave(event));
    this.pen = new Pen(chart.map, chart.looks.ink, {
      drawn: (rings) => this.#drawn(rings),
      circled: (centre, metres) => this.#circled(centre, metres),
    });
    sheet.before(this.#tools());
    figureNotes(this.figure);
    chart.map.on("click", (/** @type {any} */ { latlng }) => this.#clicked([latlng.lng, latlng.lat]));
    this.#shown();
    await this.#lay(chart);
    this.figure.dataset.ready = "true";
  }

  /** @param {import("./chart.js").Chart} chart */
  async #lay(chart) {
    const [districts, streets, ground] = await Promise.all(
      ["/desk/ground/districts", "/desk/ground/streets", this.figure.dataset.ground ?? ""].map(json),
    );
    chart.layDistricts(districts);
    chart.layStreets(streets);
    chart.laySaved(ground);
    chart.wholeTown();
    if (ground.area.length > 0) chart.wholeGround();
    this.#mark();
  }

  /** What is typed, drawn or put into the table is the same shape everywhere. */
  #follow() {
    const fromText = () => {
      // What hands wrote comes back here as an event of the field; it must not draw the table anew
      // under somebody who types in it.
      if (this.text.value === written(this.shapes.rings)) return;
      const rings = read(this.text.value);
      if (rings) this.shapes.set(rings, "text");
    };
    this.text.addEventListener("input", fromText);
    this.form.addEventListener("input", (event) => {
      // What was kept from before is put back into all fields at once.
      if (event.target === this.form) fromText();
      this.#changed();
    });
    this.shapes.heard((hand) => {
      if (hand !== "text") this.text.value = written(this.shapes.rings);
      if (hand !== "pen") this.#shown();
      if (hand === "table" || hand === "pen") this.#wrote("draw");
    });
    fromText();
  }

  #tools() {
    const bar = document.createElement("div");
    bar.className = "chart-tools";
    const tools = /** @type {Tool[]} */ (Object.keys(TOOLS));
    bar.append(...tools.map((tool) => this.#toolButton(tool)));
    for (const [id, act] of /** @type {const} */ ([
      ["map.delete", () => this.#drawn([])],
      ["map.zoom_in", () => this.chart?.map.zoomIn()],
      ["map.zoom_out", () => this.chart?.map.zoomOut()],
      ["map.whole", () => this.chart?.wholeGround()],
    ])) {
      bar.append(button(this.say(id), act));
    }
    return bar;
  }

  /** @param {Tool} tool */
  #toolButton(tool) {
    const made = button(this.say(`map.${tool}`), () => this.#use(tool));
    made.dataset.tool = tool;
    made.ariaPressed = String(tool === this.tool);
    return made;
  }

  /** @param {Tool} tool */
  #use(tool) {
    this.tool = tool;
    const { mode, way } = TOOLS[tool];
    if (way) this.#choose(way);
    const isBare = tool === "edit" && !this.#hasEdge();
    this.#shown();
    this.pen?.use(mode);
    for (const one of this.figure.querySelectorAll("[data-tool]")) {
      one.ariaPressed = String(/** @type {HTMLElement} */ (one).dataset.tool === tool);
    }
    this.status.textContent = this.say(isBare ? "map.no_edge" : `map.hint.${tool}`);
  }

  /** Ends what is being drawn, and goes from the map back to its tools. @param {KeyboardEvent} event */
  #leave(event) {
    if (event.key !== "Escape") return;
    this.#use("move");
    const first = this.figure.querySelector("[data-tool]");
    if (first instanceof HTMLElement) first.focus();
  }

  /** Where nothing is drawn yet, the saved edge is what somebody wants to move. */
  #hasEdge() {
    const saved = read(this.figure.dataset.corners ?? "");
    if (this.shapes.rings.length === 0 && saved && saved.length > 0) {
      this.shapes.set(saved, "start");
      this.#wrote("draw");
    }
    return this.shapes.rings.length > 0;
  }

  /** @param {import("./corners.js").Ring[]} rings */
  #drawn(rings) {
    this.shapes.set(rings.map((ring) => ring.map(rounded)), "pen");
    this.#shown();
  }

  /** @param {Corner} centre @param {number} metres */
  #circled(centre, metres) {
    this.#fill("radius", String(Math.max(1, Math.round(metres))));
    this.#centred(centre);
  }

  /** @param {Corner} centre */
  #centred([lon, lat]) {
    this.#fill("lon", short(lon));
    this.#fill("lat", short(lat));
    this.#wrote("circle");
  }

  /** @param {Corner} at */
  #clicked(at) {
    if (this.tool === "centre") return this.#centred(at);
    const key = this.chart?.districtAt(at);
    if (this.tool !== "move" || !key || !["preset", "zone"].includes(this.#way())) return;
    const box = this.form.querySelector(`input[name="district"][value="${CSS.escape(key)}"]`);
    if (!(box instanceof HTMLInputElement)) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    this.#wrote(this.#way());
  }

  /** @param {string} name @param {string} value */
  #fill(name, value) {
    const field = document.getElementById(`f-${name}`);
    if (field instanceof HTMLInputElement) field.value = value;
  }

  /** Says to the page that a field is other than what was saved. @param {string} way */
  #wrote(way) {
    this.#choose(way);
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #way() {
    return String(new FormData(this.form).get("where") ?? "");
  }

  /** @param {string} way */
  #choose(way) {
    const radio = this.form.querySelector(`input[name="where"][value="${way}"]`);
    if (radio instanceof HTMLInputElement) radio.checked = true;
  }

  /** The pen shows the corners only while they are what the form means. */
  #shown() {
    this.pen?.show(this.#way() === "draw" ? this.shapes.rings : []);
  }

  #mark() {
    const isTicked = ["preset", "zone"].includes(this.#way());
    this.chart?.mark(isTicked ? new FormData(this.form).getAll("district").map(String) : []);
  }

  /** What the fields would mean is asked of the server, which alone decides it. */
  #changed() {
    this.#mark();
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.#look(), WAITS_MS);
  }

  async #look() {
    this.asking.abort();
    this.asking = new AbortController();
    const way = this.#way();
    if (way === "keep" || (way === "draw" && this.shapes.rings.length === 0)) {
      this.chart?.layAsked(null);
      return;
    }
    try {
      const answer = await fetch(this.figure.dataset.ground ?? "", {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(/** @type {any} */ (new FormData(this.form))),
        signal: this.asking.signal,
      });
      const told = await answer.json();
      if (!answer.ok) throw new Error(String(told.detail));
      this.chart?.layAsked(told.area.length > 0 ? told : null);
      this.status.textContent = told.refused ?? this.say("map.looked", told);
    } catch (error) {
      if (!(error instanceof DOMException)) this.status.textContent = String(error);
    }
  }
}

/** @param {string} path @returns {Promise<any>} */
async function json(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** Leaflet's own sheet, which only this page needs. */
async function sheetOfStyles() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "/desk/files/leaflet.css";
  const loaded = new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
  });
  document.head.append(link);
  await loaded;
}

/** @param {HTMLElement} figure */
function figureNotes(figure) {
  figure.querySelector(".note[hidden]")?.removeAttribute("hidden");
}

/** @param {string} role */
function paragraph(role) {
  const made = document.createElement("p");
  made.role = role;
  return made;
}

/** @param {string} words @param {() => void} act */
function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

/** @param {Corner} corner @returns {Corner} */
function rounded([lon, lat]) {
  return [Number(short(lon)), Number(short(lat))];
}

/** @param {string} text @param {object} slots */
function filled(text, slots) {
  return Object.entries(slots).reduce((all, [name, value]) => all.replace(`{${name}}`, String(value)), text);
}
