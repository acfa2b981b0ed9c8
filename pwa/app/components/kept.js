// @ts-check
/** Whether this phone can open the app without network. */

import { html, useEffect, useState } from "../html.js";

/** @typedef {import("../context.js").Context} Context */

/** @param {{ context: Context }} props */
export function Kept({ context: { tell, lasting } }) {
  const [whole, setWhole] = useState(/** @type {boolean | null} */ (null));
  // At every drawing: the worker takes the app after the first visit, and a cache may be emptied.
  useEffect(() => void holdsApp().then(setWhole));
  if (whole === null) return null;
  return html`<p class="note">
    ${tell(lasting && whole ? "settings.offline.yes" : "settings.offline.no")}
  </p>`;
}

/** The worker keeps the list of the core's files last, so that it stands for all of them. */
async function holdsApp() {
  try {
    return Boolean(await caches.match("/app/manifest.json"));
  } catch {
    return false;
  }
}
