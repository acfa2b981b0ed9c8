import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CAPABILITY_IDS,
  capability,
  isInApp,
  isIos,
  lost,
  readFacts,
  warned,
} from "../../pwa/app/phone/capability.js";

const WARNED = {
  secure: true,
  inApp: false,
  ios: false,
  installed: false,
  serviceWorker: true,
  pushManager: true,
  notifications: true,
  permission: "granted",
  asked: true,
  storage: true,
  full: false,
  privateWindow: false,
  subscribing: "done",
  registered: "confirmed",
};
const IPHONE = { ios: true, installed: true };
const DEFAULT = { permission: "default", asked: false, subscribing: "untried", registered: "none" };

const ROWS = [
  ["all is well", {}, "capability.on", null],
  [
    "served without https",
    { secure: false, serviceWorker: false },
    "capability.insecure",
    "read_page",
  ],
  [
    "inside another app",
    { inApp: true, pushManager: false },
    "capability.in_app",
    "open_in_browser",
  ],
  [
    "inside another app on an iPhone",
    { inApp: true, ios: true },
    "capability.in_app",
    "open_in_browser",
  ],
  [
    "an iPhone, not installed",
    { ios: true, pushManager: false },
    "capability.install_first",
    "install",
  ],
  [
    "a private window",
    { privateWindow: true, storage: false },
    "capability.private_window",
    "open_in_browser",
  ],
  [
    "an installed iPhone before 16.4",
    { ...IPHONE, pushManager: false },
    "capability.ios_old",
    "read_page",
  ],
  ["no service worker", { serviceWorker: false }, "capability.no_worker", "read_page"],
  ["no PushManager", { pushManager: false }, "capability.no_push", "read_page"],
  ["no notifications", { notifications: false }, "capability.no_push", "read_page"],
  ["permission refused", { permission: "denied" }, "capability.denied", "settings"],
  ["storage refused", { ...DEFAULT, storage: false }, "capability.storage_refused", "settings"],
  ["the question closed", { ...DEFAULT, asked: true }, "capability.dismissed", "turn_on"],
  ["not asked yet", DEFAULT, "capability.ask", "turn_on"],
  [
    "allowed, not yet on",
    { subscribing: "untried", registered: "none" },
    "capability.granted",
    "turn_on",
  ],
  ["no room on the phone", { full: true, registered: "none" }, "capability.full", "try_again"],
  [
    "subscribe() hangs",
    { subscribing: "hangs", registered: "none" },
    "capability.hangs",
    "try_again",
  ],
  ["the push service refuses", { subscribing: "refused" }, "capability.refused", "try_again"],
  ["no connection", { registered: "offline" }, "capability.offline", "try_again"],
  ["the service is down", { registered: "server" }, "capability.server", "try_again"],
  ["too many phones at once", { registered: "limit" }, "capability.limit", "try_again"],
  ["the service says no", { registered: "refused" }, "capability.server_refused", "try_again"],
  ["not proven yet", { registered: "pending" }, "capability.pending", null],
];

for (const [what, facts, id, remedy] of ROWS) {
  test(`${what}: ${id}`, () => {
    assert.deepEqual(capability({ ...WARNED, ...facts }), { id, remedy });
  });
}

test("every sentence has a case", () => {
  assert.deepEqual(new Set(ROWS.map(([, , id]) => id)), new Set(CAPABILITY_IDS));
});

const STATES = [
  ["on and proven", {}, "on"],
  ["not proven yet", { registered: "pending" }, "on"],
  ["not asked about since it was opened", { subscribing: "untried", registered: "none" }, "on"],
  ["no connection", { registered: "offline" }, "on"],
  ["the service is down", { registered: "server" }, "on"],
  ["the permission refused since", { permission: "denied" }, "lost", "capability.denied"],
  ["the permission forgotten", { ...DEFAULT, asked: false }, "lost", "capability.taken_back"],
  ["the question closed", { ...DEFAULT, asked: true }, "lost", "capability.taken_back"],
  ["no new subscription", { subscribing: "refused" }, "lost", "capability.refused"],
  ["one that hangs", { subscribing: "hangs" }, "lost", "capability.hangs"],
  ["no room for a new one", { full: true }, "lost", "capability.full"],
  ["the service took no new one", { registered: "refused" }, "lost", "capability.server_refused"],
  ["nothing kept any more", { storage: false }, "lost", "capability.storage_refused"],
];

for (const [what, facts, state, why] of STATES) {
  test(`a phone that was registered, ${what}: ${state}`, () => {
    const verdict = capability({ ...WARNED, ...facts });

    assert.equal(warned(true, verdict), state);
    assert.equal(warned(false, verdict), "off");
    if (why) assert.equal(lost(verdict), why);
  });
}

const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const BARE = SAFARI.replace(/ Version.*/, " Mobile/15E148");
const CHROME =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

const BROWSERS = [
  ["Safari", SAFARI, false, false],
  ["Chrome", CHROME, false, false],
  ["Firefox", FIREFOX, false, false],
  ["LINE", `${CHROME} Line/14.3.2/IAB`, false, true],
  ["LINE on an iPhone", `${BARE} Safari Line/14.3.2`, false, true],
  ["Facebook", `${CHROME} [FBAN/EMA;FBAV/400.0]`, false, true],
  ["Instagram", `${BARE} Instagram 300.0`, false, true],
  ["WeChat", `${CHROME} MicroMessenger/8.0`, false, true],
  ["KakaoTalk", `${CHROME} KAKAOTALK 10.1`, false, true],
  ["any view on Android", CHROME.replace("Pixel 8", "Pixel 8; wv"), false, true],
  ["any view on an iPhone", BARE, false, true],
  ["the Home Screen", BARE, true, false],
];

for (const [name, userAgent, installed, expected] of BROWSERS) {
  test(`${name} is ${expected ? "" : "not "}a browser inside another app`, () => {
    assert.equal(isInApp(userAgent, installed), expected);
  });
}

test("an iPad that calls itself a Macintosh is found by its touch screen", () => {
  const mac =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15";

  assert.deepEqual(
    [isIos(mac, 5), isIos(mac, 0), isIos(SAFARI, 5), isIos(CHROME, 5)],
    [true, false, true, false],
  );
});

test("facts are read from the browser, and what was tried is kept", () => {
  const tried = {
    asked: false,
    storage: true,
    full: false,
    privateWindow: false,
    subscribing: "untried",
    registered: "none",
  };
  const browser = {
    isSecureContext: true,
    matchMedia: () => ({ matches: false }),
    navigator: { userAgent: FIREFOX, maxTouchPoints: 0, serviceWorker: {} },
    PushManager: class {},
    Notification: { permission: "default" },
  };

  assert.deepEqual(readFacts(browser, tried), { ...WARNED, ...tried, permission: "default" });
});

test("a browser without anything is read without an error", () => {
  const browser = {
    isSecureContext: false,
    matchMedia: () => ({ matches: false }),
    navigator: { userAgent: "", maxTouchPoints: 0 },
  };

  const facts = readFacts(browser, {});

  assert.deepEqual(
    [facts.serviceWorker, facts.pushManager, facts.notifications, facts.permission],
    [false, false, false, "default"],
  );
});
