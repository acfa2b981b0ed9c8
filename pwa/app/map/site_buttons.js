// @ts-check
/**
 * Sites on the map as real buttons: the twelve nearest can be reached by Tab, all by touch. Far out
 * those that would lie over each other become one button with their number.
 */

/** @typedef {import("../way/bundle.js").Site} Site */

/**
 * @typedef {object} Labels
 * @property {(site: Site) => string} site its name and state
 * @property {(site: Site) => "open" | "full" | "closed" | "unknown"} state
 * @property {(count: number) => string} cluster
 * @property {(site: Site) => void} chosen
 */

/**
 * @typedef {object} Wanted
 * @property {readonly Site[]} sites those in sight
 * @property {Site | null} goal
 * @property {Labels} labels
 * @property {{ lon: number, lat: number }} from
 * @property {number} zoom
 * @property {(site: Site) => { x: number, y: number }} at
 * @property {(site: Site) => void} closer
 */

const MOST_IN_TAB_ORDER = 12;
const CLUSTER_BELOW = 14;
const CLUSTER_PX = 56;
/** Nearer than this nobody can press one and not the other. */
const OVER_PX = 28;
const MOST_SHOWN = 80;

/** @param {HTMLElement} holder @param {Wanted} wanted */
export function eachSite(holder, wanted) {
  const { sites, from } = wanted;
  const nearest = [...sites].sort((a, b) => apart(a, from) - apart(b, from)).slice(0, MOST_SHOWN);
  const groups = clustered(nearest, wanted, wanted.zoom < CLUSTER_BELOW ? CLUSTER_PX : OVER_PX);
  const focused = document.activeElement?.getAttribute("data-site");
  const made = groups.map((group, place) => button(group, place, wanted));
  holder.replaceChildren(...made);
  if (focused) made.find((one) => one.dataset["site"] === focused)?.focus({ preventScroll: true });
}

/** @param {Site} site @param {{ lon: number, lat: number }} from */
function apart({ at: [lon5, lat5] }, { lon, lat }) {
  return Math.hypot((lon5 / 1e5 - lon) * Math.cos((lat * Math.PI) / 180), lat5 / 1e5 - lat);
}

/**
 * The goal is never one of many.
 * @param {Site[]} sites @param {Wanted} wanted @param {number} apart_px @returns {Site[][]}
 */
function clustered(sites, { at, goal }, apart_px) {
  /** @type {{ x: number, y: number, group: Site[] }[]} */
  const groups = [];
  for (const site of sites) {
    const { x, y } = at(site);
    const near = groups.find(
      (one) => one.group[0]?.id !== goal?.id && Math.hypot(one.x - x, one.y - y) < apart_px,
    );
    if (near && site.id !== goal?.id) near.group.push(site);
    else groups.push({ x, y, group: [site] });
  }
  return groups.map(({ group }) => group);
}

/** @param {Site[]} group @param {number} place @param {Wanted} wanted */
function button(group, place, { goal, labels, at, closer }) {
  const made = document.createElement("button");
  const [site] = group;
  made.type = "button";
  made.tabIndex = place < MOST_IN_TAB_ORDER ? 0 : -1;
  if (!site) return made;
  const { x, y } = at(site);
  made.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  made.dataset["site"] = site.id;
  const isGoal = goal?.id === site.id;
  made.className = `map-site ${isGoal ? "goal" : ""} ${labels.state(site)}`;
  const isMany = group.length > 1;
  const label = isMany ? labels.cluster(group.length) : labels.site(site);
  made.setAttribute("aria-label", label);
  made.title = label;
  const mark = document.createElement("span");
  mark.textContent = isMany ? String(group.length) : "";
  if (isMany) mark.className = "many";
  made.append(mark);
  made.addEventListener("click", (event) => {
    event.stopPropagation();
    if (isMany) closer(site);
    else labels.chosen(site);
  });
  return made;
}
