/**
 * Points about the outline of payloads.js, and place records as the page makes them in English. The
 * outline is a triangle, 36.56 to 36.57 N: 890 m wide and 1,110 m high; its slack is 25 m.
 */

/** When the alert of payloads.js was sent, by a phone's clock that is right. */
export const NOW = 1795323720;

export const DEEP = { lon: 136.657, lat: 36.563 };
export const DEEPER = { lon: 136.6569, lat: 36.5629 };
export const NEAR_EDGE = { lon: 136.657, lat: 36.5601 }; // 11 m inside
/** 111 m outside; the cells there are among those of the area. */
export const OUTSIDE = { lon: 136.657, lat: 36.559 };

/** `name` is in the sentences: "Home is in." */
export function place(name, point, changes = {}) {
  return {
    class: "home",
    ...point,
    until: null,
    in: `${name} is in.`,
    edge: `${name} is in or at the edge.`,
    ...changes,
  };
}

export function stay(name, point, until) {
  return place(name, point, { class: "stay", until });
}

export function fix(point, { accuracy = 10, ago = 60, ...changes } = {}) {
  const at = NOW - ago;
  return { ...point, accuracy, at, server_at: at, was_in: "This phone was in at 13:52.", ...changes };
}

export function record(places, changes = {}) {
  return { v: 1, language: "en", lang: "en", places, fix: null, ...changes };
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** One ring as docs/formats.md writes it. @param {[number, number][]} ring lon, lat in degrees */
export function outline(ring) {
  const units = ring.map((point) => point.map((degrees) => Math.round(degrees * 100_000)));
  const steps = units.flatMap(([x, y], i) => {
    const [before_x, before_y] = units[i - 1] ?? [0, 0];
    return [x - before_x, y - before_y];
  });
  return `${steps.map(written).join("")}.`;
}

function written(number) {
  let left = number < 0 ? -2 * number - 1 : 2 * number;
  let text = "";
  for (; left >= 32; left = Math.floor(left / 32)) text += DIGITS[32 + (left % 32)];
  return text + DIGITS[left];
}
