// @ts-check
/** What people may tell their phone of themselves and of their places. Nothing of it is sent. */

import { html } from "../html.js";
import { TOP_FLOOR } from "../phone/home_facts.js";
import { PACES } from "../way/pace.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").Place} Place */
/** @typedef {import("../phone/home_facts.js").Person} Person */

/** @param {{ context: Context }} props */
export function PersonFacts({ context: { tell, say, person, actions } }) {
  /** @param {Partial<Person>} change */
  const keep = (change) => void actions.keepPerson(change);
  /** @param {"needs_time" | "no_stairs"} name @param {string} id */
  const box = (name, id) => html`<label class="choice">
    <input
      type="checkbox"
      checked=${person[name]}
      onChange=${(/** @type {any} */ event) => keep({ [name]: event.target.checked })}
    />
    <span>${tell(id)}</span>
  </label>`;
  return html`<section class="card" aria-labelledby="person">
    <h2 id="person">${tell("facts.title")}</h2>
    ${box("needs_time", "facts.needs")} ${box("no_stairs", "facts.stairs")}
    <label class="field">
      <span>${tell("way.pace")}</span>
      <select
        value=${person.pace}
        onChange=${(/** @type {any} */ event) => keep({ pace: event.target.value })}
      >
        ${Object.entries(PACES).map(
          ([pace, count]) => html`<option value=${pace} selected=${pace === person.pace}>
            ${say("facts.pace", { pace: say(`way.pace.${pace}`), count })}
          </option>`,
        )}
      </select>
    </label>
    <p class="note">${tell("facts.note")}</p>
  </section>`;
}

/** @param {{ context: Context, place: Place }} props */
export function PlaceFacts({ context, place }) {
  const { tell, say, actions } = context;
  const { floor = null, building = null, label } = place;
  /** @param {import("../phone/home_facts.js").Told} change */
  const keep = (change) => void actions.keepFacts(place.id, change);
  const toFloor = (/** @type {string} */ value) => (value === "" ? null : Number(value));
  return html`<details class="facts-of">
    <summary>${tell("facts.place", { place: label })}</summary>
    <${Choice}
      context=${context}
      id="facts.floor"
      chosen=${floor === null ? "" : String(floor)}
      choose=${(/** @type {string} */ value) => keep({ floor: toFloor(value) })}
      options=${[["", say("facts.unknown")], ...floors(say)]}
    />
    <${Choice}
      context=${context}
      id="facts.building"
      chosen=${building ?? ""}
      choose=${(/** @type {any} */ value) => keep({ building: value || null })}
      options=${[
        ["", say("facts.unknown")],
        ["wooden", say("facts.building.wooden")],
        ["solid", say("facts.building.solid")],
      ]}
    />
    <p class="note">${tell("facts.place.note")}</p>
  </details>`;
}

/** Counted as in Japan: the ground floor is the first. @param {Context["say"]} say */
function floors(say) {
  return Array.from({ length: TOP_FLOOR + 1 }, (_, up) => {
    const id = up === 0 ? "facts.floor.ground" : up < TOP_FLOOR ? "facts.floor.up" : "facts.floor.top";
    return [String(up), say(id, { count: up + 1 })];
  });
}

/**
 * @param {{ context: Context, id: string, chosen: string, choose: (value: string) => void,
 *   options: [string, string][] }} props
 */
function Choice({ context: { tell }, id, chosen, choose, options }) {
  return html`<label class="field">
    <span>${tell(id)}</span>
    <select value=${chosen} onChange=${(/** @type {any} */ event) => choose(event.target.value)}>
      ${options.map(
        ([value, text]) => html`<option value=${value} selected=${value === chosen}>${text}</option>`,
      )}
    </select>
  </label>`;
}
