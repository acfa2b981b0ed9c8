// @ts-check
/** @module Passkeys: the server's options in, the authenticator's answer as JSON out. */

import { say } from "./words.js";

/**
 * Makes a new passkey (PublicKeyCredentialCreationOptionsJSON, WebAuthn level 3).
 *
 * @param {any} options
 * @returns {Promise<any>}
 */
export async function registered(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return answered(navigator.credentials.create({ publicKey }));
}

/**
 * Has a passkey sign (PublicKeyCredentialRequestOptionsJSON, WebAuthn level 3).
 *
 * @param {any} options
 * @returns {Promise<any>}
 */
export async function signed(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return answered(navigator.credentials.get({ publicKey }));
}

/**
 * Whoever cancels, or whose device has no fitting passkey, is told so in the page's language.
 *
 * @param {Promise<Credential | null>} asked
 */
async function answered(asked) {
  const credential = await asked.catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) {
    throw new Error(say("passkey"));
  }
  return credential.toJSON();
}
