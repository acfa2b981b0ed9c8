// @ts-check
/**
 * Wishes about the looks alone, kept in `localStorage`; what matters is in the store. A browser that
 * keeps nothing holds them until the page is closed.
 */

const RUBY = "hansho-ruby";
const THEME = "hansho-theme";
/** Of the frame that the browser draws around the page; the papers of css/tokens.css. */
const PAPER = { light: "#ffffff", dark: "#0e1420" };

/** @typedef {"auto" | "light" | "dark"} Theme */

/** @type {readonly Theme[]} */
export const THEMES = ["auto", "light", "dark"];

/** Whether readings stand above the characters. */
export function readRuby() {
  return read(RUBY) !== "off";
}

/** @param {boolean} shown */
export function keepRuby(shown) {
  keep(RUBY, shown ? "on" : "off");
}

/** @returns {Theme} */
export function readTheme() {
  return THEMES.find((one) => one === read(THEME)) ?? "auto";
}

/** @param {Theme} theme */
export function keepTheme(theme) {
  keep(THEME, theme);
}

/**
 * "auto" leaves it to the phone's own setting, which the styles ask for.
 * @param {Document} document @param {Theme} theme
 */
export function showTheme(document, theme) {
  if (theme === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.setAttribute("data-theme", theme);
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    const own = meta.getAttribute("media")?.includes("dark") ? "dark" : "light";
    meta.setAttribute("content", PAPER[theme === "auto" ? own : theme]);
  }
}

/** @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} value */
function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It holds until the page is closed.
  }
}
