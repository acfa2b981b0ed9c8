// @ts-check
/**
 * What a screen is drawn from, and what it may ask for. Types, and the few sentences that several
 * screens make from it; screens are pure functions of a context, so that the gallery can draw them.
 */

import { Sentence } from "./components/ruby.js";
import { html } from "./html.js";
import { age } from "./phone/age.js";
import { clock, moment } from "./phone/clock.js";

/** @typedef {import("./html.js").Child} Child */
/** @typedef {import("./languages.js").Language} Language */
/** @typedef {import("./phone/capability.js").Verdict} Verdict */
/** @typedef {import("./phone/home_facts.js").Person} Person */
/** @typedef {import("./phone/shapes.js").Checked} Checked */
/** @typedef {import("./phone/shapes.js").Fix} Fix */
/** @typedef {import("./phone/shapes.js").Payload} Payload */
/** @typedef {import("./phone/shapes.js").Place} Place */
/** @typedef {import("./looks.js").Theme} Theme */
/** @typedef {import("./phone/words.js").Say} Say */

/**
 * @typedef {object} Page what the server wrote into the page.
 * @property {string} lang the reader's language
 * @property {string} hash of the files
 * @property {"real" | "drill" | "training"} mode
 * @property {string} town
 * @property {string} time_zone IANA name
 * @property {number} [now] the server's minute, epoch seconds, where the page says how things stand
 * @property {Payload} [alert]
 * @property {boolean} [checked] whether no sentence that alerts say in `lang` is a draft
 * @property {boolean} [city] whether this town has streets and sites to show
 * @property {boolean} [offline] the worker's mark: a page of before, shown without network
 */

/** @typedef {{ id: string, name: string, lon: number, lat: number }} TownPlace */

/**
 * @typedef {object} Known what the server knows of this phone; times in epoch seconds.
 * @property {number} id
 * @property {string} language
 * @property {boolean} confirmed
 * @property {{ class: string, cells: number[], since: number, until: number | null }[]} places
 */

/**
 * @typedef {"saved" | "unheard" | "full"} Kept what became of changed places. `unheard`: the phone has
 * them, the server not · `full`: the phone could not keep them, and nothing changed
 */

/**
 * @typedef {object} Actions
 * @property {() => Promise<void>} refresh asks the server now
 * @property {() => Promise<TownPlace[] | null>} townPlaces null where they cannot be read
 * @property {() => Promise<Fix | "denied" | "failed">} locate asks the person first, if needed
 * @property {(places: Place[]) => Promise<Kept>} keepPlaces
 * @property {(id: string) => Promise<Kept>} removePlace
 * @property {(id: string, told: import("./phone/home_facts.js").Told) => Promise<void>} keepFacts of a
 *   place's building; tells nobody
 * @property {(change: Partial<Person>) => Promise<void>} keepPerson tells nobody
 * @property {() => Promise<Verdict>} turnOn must be called in a tap
 * @property {() => Promise<"coming" | "limit" | "failed">} sendTest
 * @property {() => Promise<Known | null | "failed">} known null: it knows nothing
 * @property {() => Promise<boolean>} forget deletes this phone from the server
 * @property {(language: string) => Promise<Say>} wordsOf rejects where this phone has none
 * @property {(shown: boolean) => void} showRuby
 * @property {(theme: Theme) => void} showTheme
 * @property {() => void} renew loads the newer version
 * @property {(href: string) => void} go
 */

/**
 * @typedef {object} Context
 * @property {Say} say in the language of the page's words
 * @property {(text: string) => Child} read a sentence as it is shown, readings above
 * @property {(id: string, slots?: Record<string, string | number>) => Child} tell `say`, shown
 * @property {string} language the reader's id
 * @property {Language} spoken the language of the page's words
 * @property {Page} page
 * @property {number} now epoch seconds of the server's clock
 * @property {number} phoneNow epoch seconds of this phone's clock
 * @property {boolean} online
 * @property {Checked | null} checked the last fresh answer
 * @property {Payload[]} alerts newest first, in the reader's language where this phone can say it
 * @property {Pick<import("./turner.js").Turner, "hasDraft" | "draft" | "shown" | "isWaiting">} turning
 * @property {string} asked what the address names after "#": on the card, an alert's id
 * @property {Place[]} places labelled in the page's words
 * @property {Person} person who leaves with this phone
 * @property {unknown} ways the way record, as it was kept
 * @property {Fix | null} fix
 * @property {boolean} registered
 * @property {Verdict} verdict whether this phone can be warned
 * @property {boolean} lasting whether this browser keeps what it is told
 * @property {boolean} ruby whether readings stand above the characters
 * @property {Theme} theme
 * @property {import("./phone/invitation.js").Invitation | null} invited what a printed code said
 * @property {boolean} newer whether the server has a newer version of this page
 * @property {Actions} actions
 */

/** @typedef {{ title: string, main: Child, aside?: Child, text?: { lang: string, dir: string } }} View */

const DAY_S = 24 * 3600;

/**
 * How sentences are shown to this reader.
 * @param {Say} say
 * @param {boolean} shown whether readings stand above the characters
 * @returns {Pick<Context, "say" | "read" | "tell" | "ruby">}
 */
export function voiceOf(say, shown) {
  /** @param {string} text */
  const read = (text) => html`<${Sentence} text=${text} shown=${shown} />`;
  return { say, read, tell: (id, slots) => read(say(id, slots)), ruby: shown };
}

/**
 * "14:02", or with its date if it is not of the last day.
 * @param {Context} context
 * @param {number} when epoch seconds
 */
export function clockTime({ page, say, now }, when) {
  if (Math.abs(now - when) < DAY_S) return clock(when, page.time_zone);
  return moment(when, { timeZone: page.time_zone, say, near: now });
}

/**
 * "3 min ago", by the server's clock.
 * @param {Context} context
 * @param {number} when
 */
export function howLongAgo({ say, now }, when) {
  const { id, count } = age(when, now);
  return say(id, { count });
}

/**
 * "Home, Work and Where you stay".
 * @param {Say} say
 * @param {readonly string[]} names at least one
 */
export function together(say, names) {
  const [first = "", ...rest] = names;
  return rest.reduce((said, last) => say("now.places.and", { first: said, last }), first);
}

/**
 * "320 m", "1.2 km": never more than it is.
 * @param {Say} say
 * @param {number} metres
 */
export function distance(say, metres) {
  if (metres < 1000) return say("distance.m", { count: metres });
  return say("distance.km", { count: Math.floor(metres / 100) / 10 });
}
