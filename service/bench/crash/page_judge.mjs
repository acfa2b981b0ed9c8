/**
 * What a phone would show of the pushes that it got: by the page's own module, as the worker asks it.
 *
 * A line in: payloads of one alert in the order in which they came to one phone, as JSON. A line out:
 * how many of them rang or stood on the screen a second time.
 */
import { createInterface } from "node:readline";

import { notice } from "../../../pwa/app/phone/notice.js";

function visibleRepeats(payloads, canRenotify) {
  let held = null;
  let onScreen = [];
  let repeats = 0;
  for (const payload of payloads) {
    const { data } = payload.notification;
    const shown = notice(payload, { held, onScreen, canRenotify, now: data.sent });
    const again = held !== null && data.rev <= held.payload.notification.data.rev;
    onScreen = onScreen.filter(
      ({ tag }) => tag !== shown.options.tag && !shown.closes.includes(tag),
    );
    onScreen.push({ tag: shown.options.tag, data: shown.options.data });
    if (again && (!shown.options.silent || shown.options.renotify)) repeats += 1;
    if (onScreen.length > 1) repeats += 1;
    if (!again) held = { payload, shown: true };
  }
  return repeats;
}

for await (const line of createInterface({ input: process.stdin })) {
  const payloads = JSON.parse(line);
  console.log(Math.max(...[true, false].map((can) => visibleRepeats(payloads, can))));
}
