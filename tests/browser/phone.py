"""A person's phone: registers by the page's own buttons, and shows what it was pushed."""

import time
from typing import Any
from urllib.parse import urlsplit

from tests.browser.driven import Driven
from tests.browser.town import Town

LANGUAGE = "ja"
PLACE = "本町"
"""A district that the drill's order is for."""
_GREETING = "hansho-greeting"
_ASKS_AGAIN_S = 3.0

SHOWN = """
  const registration = await navigator.serviceWorker.ready;
  const shown = await registration.getNotifications();
  return shown.map(({title, body, lang, dir, tag, silent, data}) =>
    ({title, body, lang, dir, tag, silent, data}));
"""
SUBSCRIPTION = """
  const registration = await navigator.serviceWorker.ready;
  return (await registration.pushManager.getSubscription()).toJSON();
"""
CHOOSE = """
  const places = [...document.querySelectorAll(".found button")];
  const wanted = places.find((one) => one.textContent.trim().split(" (")[0] === "%s");
  if (wanted?.ariaPressed === "false") wanted.click();
  return wanted?.ariaPressed === "true";
"""
CLOSE_ALL = """
  const registration = await navigator.serviceWorker.ready;
  for (const one of await registration.getNotifications()) one.close();
"""
READ = """
  const open = indexedDB.open("hansho", 1);
  const database = await new Promise((done, failed) => {
    open.onsuccess = () => done(open.result); open.onerror = () => failed(open.error);
  });
  const request = database.transaction("%s").objectStore("%s").get("%s");
  const value = await new Promise((done) => { request.onsuccess = () => done(request.result); });
  database.close();
  return value ?? null;
"""


def carries(shown: str, pushed: str) -> bool:
    """Whether a notice has the pushed text whole; one line of the phone's own may stand above it."""
    return pushed in (shown, shown.partition("\n")[2])


class Phone:
    """`endpoint_path`: where its POSTs go, known once warnings are on."""

    def __init__(self, browser: Driven, town: Town) -> None:
        self.browser = browser
        self.town = town
        self.endpoint_path = ""
        self._asked_at_call = -1

    def turn_on(self) -> None:
        """The first minute: a place, home, warnings on; until the service has its proof."""
        browser = self.browser
        browser.open(f"{self.town.url}/{LANGUAGE}/start")
        browser.wait(CHOOSE % PLACE, f"{PLACE} can be chosen")
        browser.click("form.steps button[type=submit]")
        browser.click(".row button.primary")
        browser.wait(f"return ({CONFIRMED})()", "the nonce came back", 60)
        self.endpoint_path = urlsplit(browser.run(SUBSCRIPTION)["endpoint"]).path
        self._asked_at_call = len(browser.desktop.calls)

    def shown(self) -> list[dict[str, Any]]:
        """What its worker shows now, greetings left out."""
        found: list[dict[str, Any]] = self.browser.run(SHOWN)
        return [one for one in found if one["tag"] != _GREETING]

    def wait_shown(self, what: str, **wanted: Any) -> dict[str, Any]:
        """The notification whose fields, or fields of whose data, are these.

        The worker is asked once something stands on the desktop that did not when it was asked
        last: Chromium forgets a notice for good if it is asked between keeping it and showing it.
        """
        deadline, found = time.monotonic() + 60, []
        next_ask = time.monotonic() + _ASKS_AGAIN_S
        while True:
            desktop, now = self.browser.desktop, time.monotonic()
            calls = len(desktop.calls)
            if desktop.visible and (calls != self._asked_at_call or now > next_ask):
                self._asked_at_call, next_ask = calls, now + _ASKS_AGAIN_S
                found = self.shown()
            for one in found:
                if all({**one["data"], **one}.get(key) == value for key, value in wanted.items()):
                    return one
            assert now < deadline, f"{what}: shown are {found}; {self._told()}"
            time.sleep(0.05)

    def _told(self) -> str:
        """How far pushes to this phone came."""
        log = self.browser.log
        mine = [one for one in log.posts if one.endpoint == self.endpoint_path]
        taken = [(one.status, log.opened.get(one.message)) for one in mine]
        return f"POSTs (status, what the browser made of it): {taken[-3:]}"

    def clear(self) -> None:
        self.browser.run(CLOSE_ALL)

    def kept(self, store: str, key: str) -> Any:
        return self.browser.run(READ % (store, store, key))


CONFIRMED = """async () => {
  const open = indexedDB.open("hansho", 1);
  const database = await new Promise((done, failed) => {
    open.onsuccess = () => done(open.result); open.onerror = () => failed(open.error);
  });
  const request = database.transaction("kv").objectStore("kv").get("subscription");
  const mine = await new Promise((done) => { request.onsuccess = () => done(request.result); });
  database.close();
  if (!mine) return false;
  const answer = await fetch(`/api/v1/subscriptions/${mine.id}`,
    {headers: {Authorization: `Bearer ${mine.secret}`}});
  return (await answer.json()).confirmed;
}"""
