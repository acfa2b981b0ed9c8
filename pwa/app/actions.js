// @ts-check
/**
 * What screens can ask for, carried out with the modules of `phone/`. State that more than one
 * screen reads lives here; screens hold only what is typed into them.
 */

import { nothingHeld } from "./held.js";
import { keepRuby, keepTheme, readRuby, readTheme, showTheme } from "./looks.js";
import { serverOffset } from "./phone/age.js";
import { readFacts, capability } from "./phone/capability.js";
import { check } from "./phone/check.js";
import { locate } from "./phone/locate.js";
import { ANYBODY, readPerson, withFacts } from "./phone/home_facts.js";
import { isPrivate, keepingOf } from "./phone/private_window.js";
import { prepareRecord } from "./phone/place_record.js";
import {
  askForTest,
  post,
  sendLanguage,
  sendPlaces,
  testStage,
  townPlaces,
} from "./phone/server.js";
import { giveUp, repair, returnNonce, turnOn } from "./phone/subscription.js";
import { nextVersion, servedHash } from "./phone/version.js";
import { capped } from "./phone/waiting.js";
import { unlessGone } from "./phone/way_line.js";
import { exactWords } from "./phone/words.js";

/** @typedef {import("./context.js").Actions} Actions */
/** @typedef {import("./context.js").Page} Page */
/** @typedef {import("./phone/capability.js").Facts} Facts */
/** @typedef {import("./phone/shapes.js").Fix} Fix */
/** @typedef {import("./phone/shapes.js").Payload} Payload */
/** @typedef {import("./phone/shapes.js").Place} Place */
/** @typedef {import("./phone/store.js").Store} Store */
/** @typedef {import("./phone/subscription.js").State} State */

const fetching = fetch.bind(globalThis);
/** A worker that cannot be installed is never ready. */
const PATIENCE_MS = 15_000;

export class App {
  held = nothingHeld();

  /**
   * @param {Page} page
   * @param {Store} store
   * @param {() => void} changed called when something shown may have changed
   */
  constructor(page, store, changed) {
    this.page = page;
    this.store = store;
    this.changed = changed;
    this.language = page.lang;
    this.opened = seconds();
    this.prepared = Promise.resolve();
    this.walked = Promise.resolve();
    this.held.ruby = readRuby();
    this.held.theme = readTheme();
    if (page.alert) this.held.alerts = this.held.others = [page.alert];
  }

  /** Everything the phone kept; unread records count as absent. */
  async load() {
    const { store, held } = this;
    // A full disk refuses to keep more, and still gives back what it holds.
    if (this.page.alert) await store.keep(this.page.alert, seconds()).catch(() => false);
    try {
      held.alerts = held.others = (await store.alerts()).map((one) => one.payload);
      held.checked = (await store.get("checked")) ?? null;
      held.places = (await store.get("places")) ?? [];
      held.person = readPerson(await store.get("person"));
      held.ways = await store.get("way_record");
      held.registered = Boolean(await store.get("subscription"));
    } catch {
      // The page goes on with what the server wrote into it.
    }
    const { alert } = this.page;
    if (alert && !this.alert(idOf(alert))) held.others = [alert, ...held.others];
    this.changed();
  }

  /** Asks the server, then shows what it said. */
  async refresh() {
    const answer = await check(fetching, this.language, this.store, seconds()).catch(() => null);
    if (answer?.fresh) {
      const { at, now, sources } = answer;
      this.held.checked = { at, now, sources };
      if (answer.alerts.length > 0 || this.store.lasting) this.held.alerts = answer.alerts;
    }
    this.changed();
    void this.prepare();
  }

  /** On every open, and whenever it changes: what a warning may say here without the page. */
  prepare() {
    // One after the other: the last one has the last word.
    this.prepared = this.prepared.then(() => prepareRecord(this.store, this.#circumstances()));
    // Beside it, because a city can take minutes to come.
    this.walked = this.walked.then(() => this.#prepareWays());
    return this.prepared;
  }

  #circumstances() {
    const { checked, fix } = this.held;
    const offset = serverOffset(checked, this.page.now, this.opened);
    const { hash, time_zone: timeZone } = this.page;
    return { fetching, hash, language: this.language, timeZone, fix, offset, now: seconds() };
  }

  /** The ways from this phone's places, where its town has streets. */
  async #prepareWays() {
    const { store, page, held } = this;
    try {
      /** @type {Place[]} */
      const places = (await store.get("places")) ?? [];
      const kept = unlessGone(await store.get("way_record"), places);
      if (!kept) await store.remove("way_record");
      if (page.city && places.some((one) => one.class !== "here")) {
        const { prepareWays } = await import(`/app/${page.hash}/app/preparing.js`);
        await prepareWays(store, this.#circumstances());
      }
      held.ways = await store.get("way_record");
    } catch {
      // Without it, warnings name the place and no way.
    }
    this.changed();
  }

  /**
   * An alert that the server's list does not hold any more, in the reader's language.
   * @param {string} id
   */
  async want(id) {
    const wanted = `/api/v1/alerts/${id}?language=${encodeURIComponent(this.language)}`;
    try {
      const answer = await fetching(wanted);
      if (!answer.ok) return;
      const payload = await answer.json();
      this.held.others = [payload, ...this.held.others.filter((one) => idOf(one) !== id)];
      await this.store.keep(payload, seconds());
    } catch {
      // What the phone keeps of it stands, or what was just shown.
    }
    this.changed();
  }

  /** The newest that is known of one alert. @param {string | null} id */
  alert(id) {
    const { alerts, others } = this.held;
    return [...alerts, ...others].find((one) => idOf(one) === id);
  }

  /** @param {string} language the reader's new one, for pushes too */
  async speak(language) {
    if (language === this.language) return;
    this.language = language;
    const mine = await this.store.get("subscription").catch(() => undefined);
    await this.store.set("language", language).catch(() => {});
    if (mine && (await sendLanguage(fetching, mine, language)).status !== "done") await this.#owe();
    await this.refresh();
  }

  /** On every open: what is broken between browser and server is made whole, without asking. */
  async mend() {
    if (!this.held.registered) return;
    const phone = await this.#phone();
    if (!phone) return;
    this.#tried(await repair(phone).catch(() => /** @type {State} */ ("offline")));
    this.held.registered = await this.#isKept();
    this.changed();
  }

  /** Whether this phone holds a registration. */
  async #isKept() {
    return Boolean(await this.store.get("subscription").catch(() => undefined));
  }

  /**
   * Whether the server has a newer version of the page. Loaded by itself only after long absence.
   * @param {string} screen @param {number} away seconds out of sight until now
   */
  async lookForNewer(screen, away) {
    const next = nextVersion({
      mine: this.page.hash,
      served: await servedHash(fetching),
      away,
      screen,
    });
    if (next === "swap") return location.reload();
    this.held.newer = next === "offer";
    this.changed();
  }

  /** Once, before anybody is asked to turn warnings on. */
  async lookAtWindow() {
    const keeping = await keepingOf(navigator, performance, this.store.lasting);
    this.held.privateWindow = isPrivate(keeping);
    this.changed();
  }

  /** @param {any} message from the worker */
  async hear(message) {
    if (message?.type === "alert") return this.load().then(() => this.refresh());
    if (message?.type !== "nonce") return;
    const phone = await this.#phone();
    if (!phone || !(await returnNonce(phone, message.nonce).catch(() => false))) return;
    this.held.tried.registered = "confirmed";
    this.changed();
  }

  /** Whether this phone can be warned, in the id of a sentence. */
  verdict() {
    const { tried, privateWindow, registered } = this.held;
    return capability(
      readFacts(window, { ...tried, storage: this.store.lasting, privateWindow: privateWindow && !registered }),
    );
  }

  /** @returns {Omit<Actions, "go">} */
  actions() {
    return {
      refresh: () => this.refresh(),
      townPlaces: () => townPlaces(fetching, this.language),
      locate: () => this.#locate(),
      keepPlaces: (places) => this.#keepPlaces(places),
      removePlace: (id) => this.#keepPlaces(this.held.places.filter((place) => place.id !== id)),
      keepFacts: (id, told) => this.#keepFacts(id, told),
      keepPerson: (change) => this.#keepPerson(change),
      turnOn: () => this.#turnOn(),
      sendTest: () => this.#sendTest(),
      known: () => this.#known(),
      forget: () => this.#forget(),
      wordsOf: (language) => exactWords(fetching, this.page.hash, language),
      showRuby: (shown) => {
        this.held.ruby = shown;
        keepRuby(shown);
        this.changed();
      },
      showTheme: (theme) => {
        this.held.theme = theme;
        keepTheme(theme);
        showTheme(document, theme);
        this.changed();
      },
      renew: () => location.reload(),
    };
  }

  async #turnOn() {
    const phone = await this.#phone();
    if (phone) {
      await this.store.set("language", this.language).catch(() => {});
      this.held.tried.asked = true;
      this.#tried(await turnOn(phone).catch(() => /** @type {State} */ ("push_refused")));
      this.held.registered = await this.#isKept();
    }
    this.changed();
    return this.verdict();
  }

  /** @param {State} state */
  #tried(state) {
    const { tried } = this.held;
    tried.full = state === "unkept";
    if (state === "hangs") tried.subscribing = "hangs";
    else if (state === "push_refused") tried.subscribing = "refused";
    else if (!["default", "denied", "none", "unkept"].includes(state)) {
      tried.subscribing = "done";
      tried.registered = /** @type {Facts["registered"]} */ (state);
    }
  }

  /** @param {Place[]} places @returns {Promise<import("./context.js").Kept>} */
  async #keepPlaces(places) {
    try {
      await this.store.set("places", places);
    } catch {
      // A registration is made of the places that are kept: one that is only shown warns nobody.
      return "full";
    }
    this.held.places = places;
    void this.prepare();
    const mine = await this.store.get("subscription").catch(() => undefined);
    const told = mine ? await sendPlaces(fetching, mine, places, seconds()) : null;
    const isHeard = told === null || told.status === "done";
    if (!isHeard) await this.#owe();
    this.changed();
    return isHeard ? "saved" : "unheard";
  }

  /** What the server did not hear now, it hears on the next open (`repair`). */
  #owe() {
    return this.store.set("untold", seconds()).catch(() => {});
  }

  /** @param {string} id @param {import("./phone/home_facts.js").Told} told */
  async #keepFacts(id, told) {
    const { places } = this.held;
    this.held.places = places.map((one) => (one.id === id ? withFacts(one, told) : one));
    await this.store.set("places", this.held.places).catch(() => {});
    this.changed();
    void this.prepare();
  }

  /** @param {Partial<import("./phone/home_facts.js").Person>} change */
  async #keepPerson(change) {
    // Onto what is held, not what was drawn: two changes may come before the next drawing.
    const person = { ...this.held.person, ...change };
    this.held.person = person;
    await this.store.set("person", person).catch(() => {});
    // Who said "no stairs" just now is not led over stairs by what was prepared before.
    this.held.ways = undefined;
    await this.store.remove("way_record").catch(() => {});
    this.changed();
    void this.prepare();
  }

  async #sendTest() {
    const mine = await this.store.get("subscription").catch(() => undefined);
    if (!mine) return /** @type {const} */ ("failed");
    return testStage(await askForTest(fetching, mine));
  }

  async #known() {
    const mine = await this.store.get("subscription").catch(() => undefined);
    if (!mine) return null;
    const told = await post(fetching, `${mine.id}`, null, mine.secret);
    if (told.status === "done") return told.body;
    return told.status === "refused" ? null : /** @type {const} */ ("failed");
  }

  async #forget() {
    const phone = await this.#phone();
    if (!phone || (await giveUp(phone).catch(() => "offline")) !== "gone") return false;
    this.held = { ...this.held, places: [], fix: null, registered: false };
    Object.assign(this.held, { person: ANYBODY, ways: undefined });
    this.held.tried = nothingHeld().tried;
    this.changed();
    return true;
  }

  /** @returns {Promise<Fix | "denied" | "failed">} */
  async #locate() {
    const fix = await locate(navigator.geolocation);
    if (typeof fix === "string") return fix;
    this.held.fix = fix;
    void this.prepare();
    this.changed();
    return fix;
  }

  /** The parts of the browser that a subscription needs; null where it has none. */
  async #phone() {
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) return null;
    const worker = await capped(navigator.serviceWorker.ready, PATIENCE_MS);
    if (!worker) this.held.tried.subscribing = "hangs";
    if (!worker) return null;
    return {
      store: this.store,
      fetching,
      push: worker.pushManager,
      permission: () => Notification.requestPermission(),
      locks: navigator.locks,
      language: this.language,
    };
  }
}

/** @param {Payload} payload */
function idOf(payload) {
  return payload.notification.data.id;
}

export function seconds() {
  return Date.now() / 1000;
}
