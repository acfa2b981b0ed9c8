// @ts-check
/** @module The desk's server: JSON in, JSON out, with the page's own token. */

import { say } from "./words.js";

/** Nothing is known of what became of a request: it or its answer was lost. */
export class Unanswered extends Error {}

/**
 * Posts JSON and gives the answer. Throws an Error whose message is the server's sentence, or that
 * nothing is known of what became of it: the network may fail after the server has acted.
 *
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<any>}
 */
export async function post(path, body) {
  const { ok, told } = await sent(path, body);
  if (!ok) {
    throw new Error(String(told.detail ?? say("network")));
  }
  return told;
}

/**
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{ ok: boolean, told: any }>}
 */
async function sent(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-Desk-CSRF": token(),
      },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, told: await answer.json() };
  } catch {
    throw new Unanswered(say("network"));
  }
}

/** @returns {string} The session's token; "" for somebody who is not in. */
function token() {
  return document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";
}
