// @ts-check
/** A way in whole sentences: ids of translations/app_phrases.py, filled. Pure. */

/** @typedef {import("../phone/words.js").Say} Say */
/** @typedef {import("./bundle.js").Named} Named */
/** @typedef {import("./bundle.js").Site} Site */
/** @typedef {import("./guidance.js").Answer} Answer */
/** @typedef {import("./turns.js").Stretch} Stretch */

/**
 * "120 m", "1.3 km": rounded as one walks, up from a kilometre on.
 * @param {Say} say @param {number} metres
 */
export function walked(say, metres) {
  if (metres >= 995) return say("distance.km", { count: Math.ceil(metres / 100) / 10 });
  const step = metres < 50 ? 5 : 10;
  return say("distance.m", { count: Math.max(step, Math.round(metres / step) * step) });
}

/**
 * A name as signs have it, and beside it in the reader's language where that is another.
 * @param {Named | undefined} name @param {string} language
 */
export function both(name, language) {
  const local = name?.["ja"] ?? Object.values(name ?? {})[0] ?? "";
  const own = spokenName(name, language);
  return { local, own: own === local ? "" : own };
}

/**
 * The reader's own: easy Japanese reads kana, a language without a name reads the Roman one.
 * @param {Named | undefined} name @param {string} language
 */
function spokenName(name, language) {
  if (!name) return "";
  const base = language.split("-")[0] ?? "";
  const asked = language.startsWith("ja") ? [language, "ja"] : [language, base, "en", "ja"];
  return asked.map((one) => name[one]).find(Boolean) ?? "";
}

/** "Kenroku School (兼六小学校)". @param {Named | undefined} name @param {string} language */
export function bothInOne(name, language) {
  const { local, own } = both(name, language);
  return own ? `${own} (${local})` : local;
}

/** @param {Say} say @param {Stretch} stretch @param {Named | undefined} name @param {string} language */
export function direction(say, { turn, heading }, name, language) {
  const street = name ? bothInOne(name, language) : "";
  if (turn === null) {
    return street ? say(`way.go.${heading}.along`, { street }) : say(`way.go.${heading}`);
  }
  return street ? say(`way.turn.${turn}.into`, { street }) : say(`way.turn.${turn}`);
}

/** @param {Say} say @param {Pick<Answer, "way" | "site">} answer @param {string} language */
export function arrival(say, { way, site }, language) {
  if (way?.ends === "out" || !site) return say("way.arrive.out");
  return say("way.arrive", { site: bothInOne(site.name, language) });
}

/**
 * Every stretch with what it has of stairs and bridges, then where it ends.
 * @param {Say} say
 * @param {Answer} answer
 * @param {readonly Named[]} names
 * @param {string} language
 * @returns {{ text: string, metres: string, notes: string[] }[]}
 */
export function told(say, answer, names, language) {
  const steps = answer.steps.map((stretch) => ({
    text: direction(say, stretch, stretch.name ? names[stretch.name] : undefined, language),
    metres: walked(say, stretch.metres),
    notes: [
      ...(stretch.stairs ? [say("way.stairs")] : []),
      ...(stretch.bridge ? [say("way.bridge")] : []),
    ],
  }));
  return [...steps, { text: arrival(say, answer, language), metres: "", notes: [] }];
}
