// @ts-check
/**
 * The languages of alerts/languages.py, for the phone: a test holds both tables equal.
 *
 * @typedef {object} Language
 * @property {string} id in addresses and payloads
 * @property {string} lang for HTML and speech
 * @property {"ltr" | "rtl"} dir
 * @property {string} name in itself
 */

/** @type {readonly Language[]} */
export const LANGUAGES = [
  { id: "ja", lang: "ja", dir: "ltr", name: "日本語" },
  { id: "ja-simple", lang: "ja", dir: "ltr", name: "やさしい日本語" },
  { id: "en", lang: "en", dir: "ltr", name: "English" },
  { id: "zh-Hans", lang: "zh-Hans", dir: "ltr", name: "简体中文" },
  { id: "zh-Hant", lang: "zh-Hant", dir: "ltr", name: "繁體中文" },
  { id: "ko", lang: "ko", dir: "ltr", name: "한국어" },
  { id: "vi", lang: "vi", dir: "ltr", name: "Tiếng Việt" },
  { id: "fil", lang: "fil", dir: "ltr", name: "Filipino" },
  { id: "ne", lang: "ne", dir: "ltr", name: "नेपाली" },
  { id: "pt-BR", lang: "pt-BR", dir: "ltr", name: "Português" },
  { id: "es", lang: "es", dir: "ltr", name: "Español" },
  { id: "id", lang: "id", dir: "ltr", name: "Bahasa Indonesia" },
  { id: "th", lang: "th", dir: "ltr", name: "ไทย" },
  { id: "my", lang: "my", dir: "ltr", name: "မြန်မာ" },
  { id: "km", lang: "km", dir: "ltr", name: "ខ្មែរ" },
  { id: "mn", lang: "mn", dir: "ltr", name: "Монгол" },
  { id: "fr", lang: "fr", dir: "ltr", name: "Français" },
  { id: "de", lang: "de", dir: "ltr", name: "Deutsch" },
  { id: "ar", lang: "ar", dir: "rtl", name: "العربية" },
  { id: "uk", lang: "uk", dir: "ltr", name: "Українська" },
  { id: "en-XA", lang: "en", dir: "ltr", name: "[Ƥšéûðö]" },
  { id: "ar-XB", lang: "ar", dir: "rtl", name: "Pseudo" },
];

/** Made from English for tests; not offered to people. */
export const PSEUDO = ["en-XA", "ar-XB"];

/** Whose catalogues hold every sentence; all others read easy Japanese. */
export const WRITTEN = [
  ...["ja", "ja-simple", "en", "zh-Hans", "zh-Hant", "ko", "vi", "fil", "ne", "pt-BR", "es", "id"],
  ...["th", "my", "km", "mn", "fr", "de", "ar", "uk"],
  ...PSEUDO,
];

/**
 * The language's row; easy Japanese for an id that is not ours.
 * @param {string} id
 * @returns {Language}
 */
export function described(id) {
  const found = LANGUAGES.find((one) => one.id === id);
  return found ?? { id: "ja-simple", lang: "ja", dir: "ltr", name: "やさしい日本語" };
}

/**
 * The language of the page's own words for a reader of `id`: not always the reader's.
 * @param {string} id
 */
export function spoken(id) {
  return described(WRITTEN.includes(id) ? id : "ja-simple");
}
