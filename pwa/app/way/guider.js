// @ts-check
/**
 * What the map and the way screens stand on: the city, where the reader is, what was answered. One
 * for each screen that is open; it stops watching as soon as the screen is left.
 */

import { fromWalking, watchCompass } from "./compass.js";
import { Finder } from "./finder.js";

/** @typedef {import("../phone/shapes.js").Fix} Fix */
/** @typedef {import("./compass.js").Heading} Heading */
/** @typedef {import("./finder.js").ShownCity} ShownCity */
/** @typedef {import("./ground.js").Profile} Profile */
/** @typedef {import("./guidance.js").Answer} Answer */
/** @typedef {import("./guidance.js").Drawn} Drawn */
/** @typedef {import("./keeping.js").Kept} Kept */
/** @typedef {import("./sources.js").Changes} Changes */

/**
 * @typedef {object} Wish what the screen asks about.
 * @property {string | null} action
 * @property {string | null} hazard
 */

/** How often what changed in the city is asked for while a screen with it is open. */
const ASK_MS = 60_000;
const AGAIN_M = 8;
/** A fix that has grown worse than this asks anew, though nobody moved. */
const FINE_M = 30;

export class Guider {
  /** @type {"loading" | "ready" | "none"} */
  state = "loading";
  /** @type {ShownCity | null} */
  city = null;
  /** @type {Kept | null} */
  listed = null;
  /** @type {Changes | null} */
  changes = null;
  /** @type {Answer | null} */
  answer = null;
  /** @type {Drawn | null} */
  drawn = null;
  /** @type {Fix | null} */
  fix = null;
  /** @type {{ lon: number, lat: number } | null} */
  tapped = null;
  /** @type {Heading | null} */
  heading = null;
  denied = false;
  /** The site whose button was pressed. @type {import("./bundle.js").Site | null} */
  chosen = null;
  arrived = false;
  /** @type {Profile} */
  profile = "default";
  /** @type {Wish} */
  wish = { action: null, hazard: null };
  isNight = false;

  /** @type {(() => void)[]} */
  #stops = [];
  #asked = "";
  #stopped = false;

  /**
   * @param {string} hash of the app's version
   * @param {import("../views/later.js").Shared["keeping"]} keeping
   * @param {() => void} changed
   * @param {(city: ShownCity) => void} opened what can be made ready before there is an answer
   */
  constructor(hash, keeping, changed, opened) {
    this.keeping = keeping;
    this.changed = changed;
    this.opened = opened;
    this.parts = keeping.parts();
    const worker = new Worker(`/app/${hash}/app/pathfinder.js`, { type: "module" });
    this.finder = new Finder(worker);
    this.#stops.push(() => worker.terminate());
  }

  /** The kept city at once; what the server has, when it comes. */
  async start() {
    await this.#open();
    await this.#ask();
    const timer = setInterval(() => void this.#ask(), ASK_MS);
    const online = () => void this.#ask();
    addEventListener("online", online);
    this.#stops.push(() => (clearInterval(timer), removeEventListener("online", online)));
    if (this.#stopped) this.stop();
  }

  stop() {
    this.#stopped = true;
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** Follows the phone's position until it is stopped; the browser asks the person first. */
  watch() {
    if (!navigator.geolocation) {
      this.#lost(true);
      return () => {};
    }
    const number = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => this.#moved(coords, timestamp),
      (error) => this.#lost(error.code === error.PERMISSION_DENIED),
      { enableHighAccuracy: true, maximumAge: 5_000 },
    );
    const unwatch = watchCompass((degrees) => {
      this.heading = { degrees, at: Date.now() };
      this.changed();
    });
    const stop = () => (navigator.geolocation.clearWatch(number), unwatch());
    this.#stops.push(stop);
    return stop;
  }

  /** @param {import("./bundle.js").Site} site */
  choose(site) {
    this.chosen = site;
    this.changed();
  }

  /** @param {{ lon: number, lat: number } | null} at null: by position again */
  tap(at) {
    this.tapped = at;
    this.arrived = false;
    void this.look();
  }

  /** @param {Wish} wish @param {Profile} profile @param {boolean} isNight */
  ask(wish, profile, isNight) {
    const asked = JSON.stringify([wish, profile, isNight]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    Object.assign(this, { wish, profile, isNight });
    void this.#draw().then(() => this.look());
  }

  arrive() {
    this.arrived = true;
    this.changed();
  }

  again() {
    this.arrived = false;
    void this.look();
  }

  /** Asks for the screen and the way from where the reader is now. */
  async look() {
    if (this.state !== "ready") return;
    const { tapped, fix, wish, profile, isNight } = this;
    const now = this.parts.now();
    const question = {
      ...wish,
      profile,
      isNight,
      at: tapped ?? fix,
      tapped: tapped !== null,
      fix: fix && { accuracy: fix.accuracy, age_s: Math.max(0, now - fix.at) },
      states_age_s: this.listed ? now - this.listed.heard : null,
    };
    this.answer = await this.finder.way(question).catch(() => null);
    this.changed();
  }

  async #open() {
    const listed = await this.keeping.kept(this.parts);
    const bytes = listed ? await this.keeping.keptBytes(this.parts, listed) : null;
    // What is no longer what it was is taken anew.
    if (listed && !bytes) return this.keeping.drop(this.parts);
    if (!listed || !bytes) return;
    // Whole, and yet unreadable here: taken anew, perhaps by a newer version of the app.
    if (!(await this.#read(listed, bytes))) return this.keeping.drop(this.parts);
  }

  /** @param {Kept} listed @param {ArrayBuffer} bytes @returns {Promise<boolean>} whether it can be read */
  async #read(listed, bytes) {
    try {
      this.city = await this.finder.city(bytes);
    } catch {
      return false;
    }
    this.listed = listed;
    this.changes = this.keeping.changesOf(listed);
    const changed = this.changes && this.finder.change(this.changes);
    this.state = "ready";
    // Words first; what the map shows beside them follows at once, so that it is drawn only once.
    const found = Promise.all([changed, this.look(), this.#draw()]);
    // The thread answers in the order in which it is asked; the page lays out its map meanwhile.
    this.opened(this.city);
    await found;
    return true;
  }

  /** Asks the server; the city is opened anew where it is another, and drawn anew where it changed. */
  async #ask() {
    const told = await this.keeping.takeCity(this.parts);
    if (this.#stopped) return;
    const listed = told === "kept" ? await this.keeping.kept(this.parts) : null;
    if (told === "refused") await this.#borrow();
    else if (listed && listed.hash !== this.listed?.hash) await this.#open();
    else if (listed) await this.#hear(listed);
    // Not heard, and not moved: what was known has grown older all the same.
    else await this.look();
    if (this.state !== "ready") this.state = "none";
    this.changed();
  }

  /** A phone that keeps nothing has the city as long as this screen is open. */
  async #borrow() {
    const lent = await this.keeping.lendCity(this.parts, this.listed?.hash ?? null);
    if (this.#stopped) return;
    if (!lent) await this.look();
    else if (lent.bytes) await this.#read(lent.listed, lent.bytes);
    else await this.#hear(lent.listed);
  }

  /** @param {Kept} listed */
  async #hear(listed) {
    const changes = this.keeping.changesOf(listed);
    const isNew = changes !== null && changes.n !== this.changes?.n;
    this.listed = listed;
    if (changes && isNew) {
      this.changes = changes;
      await this.finder.change(changes);
      await this.#draw();
    }
    await this.look();
  }

  async #draw() {
    const { hazard } = this.wish;
    if (this.state !== "ready") return;
    const offShore = this.wish.action === "leave_shore";
    this.drawn = hazard
      ? await this.finder.field(hazard, this.profile, offShore).catch(() => null)
      : null;
    this.changed();
  }

  /** @param {GeolocationCoordinates} coords @param {number} timestamp */
  #moved(coords, timestamp) {
    const { longitude: lon, latitude: lat, accuracy } = coords;
    const before = this.fix;
    this.fix = { lon, lat, accuracy, at: timestamp / 1000 };
    this.denied = false;
    const degrees = fromWalking(coords);
    if (degrees !== null) this.heading = { degrees, at: Date.now() };
    const isAsGood = before !== null && accuracy <= Math.max(before.accuracy, FINE_M);
    if (before && isAsGood && this.answer?.way && apart(before, this.fix) < AGAIN_M) {
      this.fix = { ...before, accuracy, at: timestamp / 1000 };
      return this.changed();
    }
    void this.look();
    this.changed();
  }

  /** @param {boolean} denied */
  #lost(denied) {
    this.denied = denied;
    void this.look();
    this.changed();
  }
}

/** Metres, roughly. @param {Fix} a @param {Fix} b */
function apart(a, b) {
  const east = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(east, a.lat - b.lat) * 111_320;
}
