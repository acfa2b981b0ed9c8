// @ts-check
/** Alerts for the gallery: one of every plate. Their words are samples, in three languages. */

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./phone/shapes.js").AlertData} AlertData */
/** @typedef {import("./phone/shapes.js").Payload} Payload */

/** The triangle of docs/formats.md. */
const AREA = "wuhiag0k_Gw-BAAw-B.";

/** @typedef {{ name: string, data: Pick<AlertData, "kind" | "strength" | "phase" | "level"> }} Sample */

/**
 * @param {string} name @param {string} kind @param {string} strength @param {number | null} level
 * @param {AlertData["phase"]} [phase]
 * @returns {Sample}
 */
function sample(name, kind, strength, level, phase = "live") {
  return { name, data: { kind, strength, phase, level } };
}

/** @type {readonly Sample[]} */
export const SAMPLES = [
  sample("level 5", "flood", "protect", 5),
  sample("level 4", "landslide", "leave", 4),
  sample("level 3", "storm_surge", "leave_if_slow", 3),
  sample("level 2", "flood", "ready", 2),
  sample("major tsunami", "tsunami", "protect", null),
  sample("tsunami", "tsunami", "leave", null),
  sample("tsunami advisory", "tsunami", "ready", null),
  sample("earthquake", "earthquake", "protect", null),
  sample("fire", "fire", "leave", null),
  sample("storm", "storm", "ready", null),
  sample("volcano", "volcano", "ready", null),
  sample("heat", "heat", "know", null),
  sample("all-clear", "flood", "leave", 4, "all_clear"),
  sample("withdrawn", "flood", "leave", 4, "withdrawn"),
];

/** @type {Readonly<Record<string, readonly [title: string, body: string]>>} */
const WORDS = {
  ja: [
    "警戒レベル4 避難指示：洪水",
    "橋場町に避難指示を出しました。\n危険な場所から全員避難してください。\n発表：見本市 11月22日 13:40",
  ],
  "ja-simple": [
    "レベル4 避難指示(ひなんしじ)：洪水(こうずい)",
    "橋場町(はしばちょう)の 人(ひと)は 逃(に)げてください。\nみんな 危(あぶ)ない ところから 離(はな)れてください。\n11月22日 13:40",
  ],
  en: [
    "Flood: evacuation order 避難指示",
    "Order for dangerous places in or near Hashiba (橋場町).\nEveryone: leave dangerous places.\nSample City, 22 Nov 13:40.",
  ],
};

/**
 * @param {Sample} sample
 * @param {Context} context
 * @returns {Payload}
 */
export function sampleOf({ name, data }, { spoken, language, now }) {
  const [title, body] = WORDS[spoken.id] ?? WORDS["en"] ?? ["", ""];
  const { lang, dir } = spoken;
  const id = name.replace(/[^a-z]/g, "").padEnd(16, "a").slice(0, 16);
  return {
    notification: {
      title,
      body,
      lang,
      dir,
      tag: id,
      renotify: true,
      silent: false,
      navigate: "",
      data: {
        ...data,
        v: 1,
        id,
        rev: 1,
        action: "leave_for_site",
        mode: "training",
        relation: "new",
        lang: language,
        do: data.phase === "live" ? 1 : null,
        where: data.phase === "live" ? 0 : null,
        area: AREA,
        slack_m: 25,
        sent: Math.floor(now) - 1_320,
        until: null,
        review: null,
      },
    },
  };
}
