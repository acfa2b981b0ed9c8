// @ts-check
/** A place: by name out of the town's list, or where this phone is. Nothing typed leaves the phone. */

import { html, useEffect, useState } from "../html.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../context.js").TownPlace} TownPlace */

const MOST_SHOWN = 8;

/**
 * Names that hold every word of the search, in the list's order.
 * @param {readonly TownPlace[]} places
 * @param {string} search
 */
function matching(places, search) {
  const wanted = plain(search).split(/\s+/).filter(Boolean);
  return places.filter((place) => wanted.every((word) => plain(place.name).includes(word)));
}

/** Width, case and accents do not matter to who searches. @param {string} text */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{Mark}/gu, "").toLowerCase();
}

/**
 * @param {{ context: Context, chosen: TownPlace | null, choose: (place: TownPlace) => void }} props
 */
export function PlacePicker({ context: { say, tell, read, invited, actions }, chosen, choose }) {
  const [town, setTown] = useState(/** @type {TownPlace[] | null | undefined} */ (undefined));
  const [search, setSearch] = useState("");
  const [told, setTold] = useState("");
  useEffect(() => {
    void actions.townPlaces().then((listed) => {
      setTown(listed);
      const wanted = listed?.find((one) => one.id === invited?.place);
      if (wanted) choose(wanted);
    });
  }, []);
  const locate = async () => {
    setTold(say("start.place.position.wait"));
    const fix = await actions.locate();
    if (fix === "denied" || fix === "failed") return setTold(say(`start.place.position.${fix}`));
    setTold("");
    choose({ id: "position", name: say("place.here"), lon: fix.lon, lat: fix.lat });
  };
  const found = matching(town ?? [], search);
  return html`<section class="beside" aria-labelledby="which">
    <h2 id="which">${tell("start.place.title")}</h2>
    <button class="wide" type="button" onClick=${() => void locate()}>
      ${tell("start.place.position")}
    </button>
    ${town === null && html`<p>${tell("start.place.unlisted")}</p>`}
    ${town === undefined && html`<div class="waiting"></div>`}
    ${town &&
    town.length > 0 &&
    html`<label class="field">
        <span>${tell("start.place.search")}</span>
        <input
          type="search"
          autocomplete="off"
          value=${search}
          onInput=${(/** @type {any} */ event) => setSearch(event.target.value)}
        />
      </label>
      <ul class="found" aria-label=${say("start.place.list")}>
        ${found.slice(0, MOST_SHOWN).map(
          (place) => html`<li>
            <button
              class="wide"
              type="button"
              aria-pressed=${chosen?.id === place.id}
              onClick=${() => choose(place)}
            >
              <bdi>${place.name}</bdi>
            </button>
          </li>`,
        )}
      </ul>`}
    <p role="status">
      ${told ? read(told) : search && found.length === 0 && tell("start.place.none")}
      ${chosen && !told && tell("start.place.chosen", { place: chosen.name })}
    </p>
    <p class="note">${tell("start.place.kept")}</p>
  </section>`;
}
