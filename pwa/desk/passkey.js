// @ts-check
/** @module Passkeys: the server's options in, the authenticator's answer as JSON out. */

/**
 * Makes a new passkey (PublicKeyCredentialCreationOptionsJSON, WebAuthn level 3).
 *
 * @param {any} options
 * @returns {Promise<any>}
 */
export async function registered(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return answered(await navigator.credentials.create({ publicKey }));
}

/**
 * Has a passkey sign (PublicKeyCredentialRequestOptionsJSON, WebAuthn level 3).
 *
 * @param {any} options
 * @returns {Promise<any>}
 */
export async function signed(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return answered(await navigator.credentials.get({ publicKey }));
}

/** @param {Credential | null} credential */
function answered(credential) {
  if (!(credential instanceof PublicKeyCredential)) {
    throw new Error("The browser gave no passkey. Try again, or use another device.");
  }
  return credential.toJSON();
}
