// @ts-check
/** @module The desk's server: JSON in, JSON out, with the page's own token. */

/**
 * Posts JSON and gives the answer. Throws an Error whose message is the server's sentence.
 *
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<any>}
 */
export async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-Desk-CSRF": token(),
    },
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) {
    throw new Error(String(told.detail ?? answer.status));
  }
  return told;
}

/** @returns {string} The session's token; "" for somebody who is not in. */
function token() {
  return document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";
}
