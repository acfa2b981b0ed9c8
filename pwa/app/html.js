// @ts-check
/**
 * The one library, with types: tagged templates over a virtual document. Only this file imports it.
 */

// @ts-ignore: served under this name beside our own modules, and it carries no types
import * as library from "../lib/preact.js";

/** @typedef {object} VNode */
/** @typedef {VNode | string | number | boolean | null | undefined} One */
/** @typedef {One | readonly Child[]} Child */

/** @type {(strings: TemplateStringsArray, ...values: unknown[]) => VNode} */
export const html = library.html;

/** @type {(tree: Child, parent: Element) => void} */
export const render = library.render;

/** @type {<T>(first: T | (() => T)) => [T, (next: T | ((old: T) => T)) => void]} */
export const useState = library.useState;

/** @type {(effect: () => void | (() => void), inputs?: readonly unknown[]) => void} */
export const useEffect = library.useEffect;
