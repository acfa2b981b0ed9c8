// @ts-check
/**
 * The first minute: a place, who is there, warnings on, a test that was seen. One thing a step; what
 * is live comes first. Nothing is asked for before a tap says so.
 */

import { AlertLink } from "../components/alert.js";
import { PlacePicker } from "../components/place_picker.js";
import { TestPush } from "../components/test_push.js";
import { html, useEffect, useState } from "../html.js";
import { partLive } from "../mine.js";
import { cellAt } from "../phone/grid.js";
import { day, LONGEST_STAY_DAYS, USUAL_STAY_DAYS } from "../phone/invitation.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Place} Place */
/** @typedef {import("../context.js").TownPlace} TownPlace */
/** @typedef {import("../context.js").View} View */

const MOST_PLACES = 5;
/** What is set up here would be lost: another browser or the Home Screen keeps things of its own. */
const ELSEWHERE = ["open_in_browser", "install"];

/** @param {Context} context @returns {View} */
export function start(context) {
  const title = context.say("start.title");
  return { title, main: html`<${Start} context=${context} title=${title} />` };
}

/** @param {{ context: Context, title: string }} props */
function Start({ context, title }) {
  const { alerts, now, verdict, registered } = context;
  const [step, setStep] = useState(/** @type {"place" | "warn" | null} */ (null));
  // A step is a screen of its own: whoever listens or tabs begins it at its heading.
  useEffect(() => void (step && toHeading()), [step]);
  const { mine } = partLive(alerts, [], now);
  return html`<div class="screen">
    <h1 tabindex="-1">${context.read(title)}</h1>
    ${mine.length > 0 &&
    html`<ul class="live">
      ${mine.slice(0, 1).map((one) => html`<${AlertLink} context=${context} payload=${one} />`)}
    </ul>`}
    ${!registered && ELSEWHERE.includes(verdict.remedy ?? "")
      ? html`<${Elsewhere} context=${context} />`
      : html`<${Steps} context=${context} step=${step} setStep=${setStep} />`}
  </div>`;
}

/** @param {{ context: Context, step: "place" | "warn" | null, setStep: (next: "place" | "warn") => void }} props */
function Steps({ context, step, setStep }) {
  const [heard, setHeard] = useState(true);
  const done = (/** @type {boolean} */ wasHeard) => {
    setHeard(wasHeard);
    setStep("warn");
  };
  if (step !== "warn") return html`<${PlaceStep} context=${context} done=${done} />`;
  return html`${!heard && html`<p>${context.tell("settings.failed")}</p>`}
    <${WarnStep} context=${context} back=${() => setStep("place")} />`;
}

function toHeading() {
  scrollTo(0, 0);
  const heading = document.querySelector("main h1");
  if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
}

/** Nothing is asked of whoever has to begin elsewhere. @param {{ context: Context }} props */
function Elsewhere({ context }) {
  const { tell, verdict } = context;
  return html`<div class="steps">
    <p class="first">${tell(verdict.id)}</p>
    ${verdict.remedy === "open_in_browser" && html`<${Copy} context=${context} />`}
  </div>`;
}

/** @param {{ context: Context, done: (heard: boolean) => void }} props */
function PlaceStep({ context, done }) {
  const { tell, places, invited, actions } = context;
  const [told, setTold] = useState("");
  const [point, setPoint] = useState(/** @type {TownPlace | null} */ (null));
  const [who, setWho] = useState(/** @type {"home" | "work" | "stay"} */ (invited ? "stay" : "home"));
  const [until, setUntil] = useState(() => invited?.until ?? day(context.phoneNow, USUAL_STAY_DAYS));
  const isFull = places.length >= MOST_PLACES;
  const keep = async (/** @type {any} */ event) => {
    event.preventDefault();
    if (!point || isFull) return;
    const place = placeOf(context, point, who, until);
    const kept = await actions.keepPlaces([...places, place]);
    if (kept === "full") return setTold("capability.full");
    done(kept === "saved");
  };
  return html`<form class="steps" onSubmit=${keep}>
    <${PlacePicker} context=${context} chosen=${point} choose=${setPoint} />
    <fieldset>
      <legend><h2>${tell("start.who.title")}</h2></legend>
      ${["home", "work", "stay"].map(
        (one) => html`<label class="choice">
          <input
            type="radio"
            name="who"
            value=${one}
            checked=${who === one}
            onChange=${() => setWho(/** @type {any} */ (one))}
          />
          <span>${tell(`start.who.${one === "stay" ? "visitor" : one}`)}</span>
        </label>`,
      )}
    </fieldset>
    ${who === "stay" &&
    html`<label class="field">
      <span>${tell("start.until")}</span>
      <input
        type="date"
        required
        value=${until}
        min=${day(context.phoneNow, 0)}
        max=${day(context.phoneNow, LONGEST_STAY_DAYS)}
        onInput=${(/** @type {any} */ event) => setUntil(event.target.value)}
      />
      <span class="note">${tell("start.until.forgotten")}</span>
    </label>`}
    ${isFull && html`<p>${tell("settings.place.most")}</p>`}
    <p role="status">${told && tell(told)}</p>
    <button class="primary wide" type="submit" disabled=${!point || isFull}>${tell("start.next")}</button>
    ${places.length > 0 &&
    html`<button class="wide" type="button" onClick=${() => done(true)}>${tell("start.places.enough")}</button>`}
  </form>`;
}

/** @param {{ context: Context, back: () => void }} props */
function WarnStep({ context, back }) {
  const { say, tell, verdict, registered, actions, language } = context;
  const [busy, setBusy] = useState(false);
  const turnOn = async () => {
    setBusy(true);
    await actions.turnOn();
    setBusy(false);
  };
  const isOn = registered && ["capability.on", "capability.pending"].includes(verdict.id);
  if (isOn) {
    return html`<div class="steps">
      <p class="first">${tell("start.on")}</p>
      <${TestPush} context=${context} />
      <p class="note">${tell("start.silent")}</p>
      <p><a class="button wide" href=${`/${language}/`}>${tell("start.done")}</a></p>
    </div>`;
  }
  return html`<div class="steps">
    ${canTry(verdict.remedy) && html`<p class="first">${tell("start.ask")}</p>`}
    <p class="note">${tell("start.place.kept")}</p>
    <p role="status">${context.read(busy ? say("start.wait") : saidBefore(context))}</p>
    <div class="row">
      ${canTry(verdict.remedy) &&
      html`<button class="primary" type="button" disabled=${busy} onClick=${() => void turnOn()}>
        ${tell("start.turn_on")}
      </button>`}
      <a class="button" href=${`/${language}/`}>${tell("start.not_now")}</a>
    </div>
    <button type="button" onClick=${back}>${tell("start.back")}</button>
  </div>`;
}

/** @param {{ context: Context }} props */
function Copy({ context: { tell } }) {
  const [told, setTold] = useState("");
  const copy = async () => {
    const copied = navigator.clipboard?.writeText(location.href).then(() => true);
    setTold((await copied?.catch(() => false)) ? "capability.copied" : "capability.not_copied");
  };
  return html`<button class="primary wide" type="button" onClick=${() => void copy()}>
      ${tell("capability.copy")}
    </button>
    <p role="status">${told && tell(told)}</p>
    ${told && html`<p class="address" dir="ltr">${location.href}</p>`}`;
}

/** @param {string | null} remedy */
function canTry(remedy) {
  return remedy === "turn_on" || remedy === "try_again";
}

/** Why it did not work, or cannot; before the first try nothing is wrong. @param {Context} context */
function saidBefore({ say, verdict }) {
  const untried = ["capability.ask", "capability.granted"].includes(verdict.id);
  return untried ? "" : say(verdict.id);
}

/**
 * @param {Context} context @param {TownPlace} point
 * @param {"home" | "work" | "stay"} who @param {string} until "2026-11-25"
 * @returns {Place}
 */
function placeOf({ say, phoneNow }, { lon, lat }, who, until) {
  const place = { id: `${who}-${Math.floor(phoneNow)}`, label: say(`place.${who}`), lon, lat };
  const cell = cellAt(lon, lat);
  if (who !== "stay") return { ...place, cell, class: "home" };
  return { ...place, cell, class: "stay", until: Date.parse(`${until}T23:59:59`) / 1000 };
}
