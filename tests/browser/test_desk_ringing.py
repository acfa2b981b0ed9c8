"""Rings at real browsers: pushed, shown in one's language, tapped; and heard in an open page."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, Playwright

from alerts.desk.area_source import Preset
from alerts.desk.draft import What
from alerts.desk.submission import Submission
from alerts.model import Kind, Mode, Order
from service.demo.browsers.gcm import Gcm
from service.desk.acting import Who
from service.desk.ports import MACHINE, Change, Entry, Grant, Role, Session, Staff
from service.desk.rings import Recall, Said, Why
from service.wiring import Service
from tests.browser.axe import arrive, faults
from tests.browser.desk_people import ADMINS, founded
from tests.browser.desk_town import RIVERSIDE, desk_town
from tests.browser.desktop import Desktop
from tests.browser.driven import DrivenChromium
from tests.browser.officer import AUTHENTICATOR, Officer, enrol, login

COUNT_TONES = """() => {
  window.tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...given) {
    window.tones += 1;
    return start.apply(this, given);
  };
}"""
SILENCE = """() => {
  Object.defineProperty(AudioContext.prototype, "state", { get: () => "suspended" });
}"""


class Desk:
    """Founders Ann, Ben (admins), Fay, Eve (approvers, in this order); Cho writes."""

    def __init__(self, town: Service) -> None:
        self.town = town
        self.links = founded(town, *ADMINS, ("Fay", Role.APPROVER), ("Eve", Role.APPROVER))
        now = datetime.now(UTC)
        grants = (Grant(role=Role.COMPOSER, begins=now),)
        newest = town.audit.newest()
        author = town.staff.apply(
            Change(staff=Staff(number=0, name="Cho", grants=grants)),
            Entry(at=now, actor=MACHINE, act="staff.add", subject=""),
            seen=newest.n if newest else 0,
        )
        assert author is not None
        self.author = self.come_in(author)

    def come_in(self, staff: Staff) -> Who:
        now = datetime.now(UTC)
        session = Session(
            id_hash=bytes([staff.number]) * 32,
            staff=staff.number,
            begun=now,
            used=now,
            strength="passkey",
        )
        entry = Entry(at=now, actor=staff.number, act="staff.login", subject="")
        self.town.staff.begin_session(session, entry)
        return Who(staff=staff, session=session)

    def person(self, name: str) -> Staff:
        return next(one for one in self.town.staff.everyone() if one.name == name)

    def submit(self) -> Submission:
        """An order to leave Riverside, by Cho."""
        composing, now = self.town.desk.composing, datetime.now(UTC)
        begun = composing.begin_empty(self.author, What.ORDER, Kind.FLOOD, Mode.TRAINING, now)
        changed = msgspec.structs.replace(
            begun, order=Order.EVACUATE, review=now + timedelta(hours=6)
        )
        placed = composing.place(self.author, changed, Preset(keys=(RIVERSIDE,)), now)
        return self.town.desk.deciding.submit(self.author, placed.id, placed.version, now)


@pytest.fixture
def desk(tmp_path: Path, gcm: Gcm) -> Iterator[Desk]:
    services = ("http://127.0.0.1:9", gcm.endpoint_origin)
    resolve = {gcm.endpoint_origin: gcm.origin}
    with desk_town(tmp_path, push_services=services, push_resolve=resolve) as town:
        yield Desk(town)


def enter(page: Page, desk: Desk, name: str) -> None:
    """Registers a passkey and logs in with it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    enrol(page, desk.links[name])
    login(page, desk.town.settings.base_url)


def set_up(browser: DrivenChromium, desk: Desk, name: str) -> None:
    """This browser is a device of theirs, in Japanese; no page of it is open any more."""
    base, page = desk.town.settings.base_url, browser.page
    enter(page, desk, name)
    page.goto(f"{base}/desk/language/ja")
    page.goto(f"{base}/desk/rings")
    page.get_by_label("この機器の名前").fill("宿直の電話")
    page.get_by_role("button", name="この機器を呼ぶ").click()
    arrive(page, "**/desk/rings?done=added")
    page.get_by_text("この機器を呼びます。", exact=True).wait_for()
    browser.close_pages()


def test_three_minutes_without_an_answer_call_the_next_whose_browser_shows_it_and_opens_it(
    desk: Desk,
    gcm: Gcm,
    tmp_path: Path,
    playwright: Playwright,
    require_program: Callable[[str], Path],
) -> None:
    town, base = desk.town, desk.town.settings.base_url
    require_program("dbus-daemon")
    with Desktop(tmp_path) as desktop:
        program = require_program("chromium")
        eve = DrivenChromium(program, tmp_path, gcm, base, (139, 35), desktop, playwright)
        eve.start()
        try:
            set_up(eve, desk, "Eve")
            fay = desk.come_in(desk.person("Fay"))
            town.rings.ringing.listening.note(fay.number, datetime.now(UTC))
            submission = desk.submit()
            town.rings.ringer.look(datetime.now(UTC))
            first = [one.staff for one in town.rings.ringing.store.going_on()[0].calls]
            shown_first = len(desktop.calls)

            town.rings.ringer.look(datetime.now(UTC) + timedelta(minutes=3))
            notice = desktop.wait_for(lambda one: "承認してください" in one.title, after=0)
            desktop.tap(notice.number)
            url = eve.wait_for_url(lambda one: f"/desk/submissions/{submission.id}" in one)
            going_on = town.rings.ringing.store.going_on
            wait_until(eve.page, lambda: going_on()[0].answers != ())
        finally:
            eve.stop()

    (ring,) = town.rings.ringing.store.going_on()
    assert (first, shown_first) == ([fay.number], 0)
    assert notice.title == "【訓練】承認してください：避難指示（レベル4） · 洪水 · 川辺"
    assert notice.body.endswith("これは訓練です。")
    assert not notice.is_silent
    assert len(desktop.calls) == 1
    assert url == f"{base}/desk/submissions/{submission.id}"
    assert [(one.staff, one.said) for one in ring.answers] == [
        (desk.person("Eve").number, Said.OPENED)
    ]


def test_what_somebody_else_decided_takes_the_place_of_the_call_without_a_sound(
    desk: Desk,
    gcm: Gcm,
    tmp_path: Path,
    playwright: Playwright,
    require_program: Callable[[str], Path],
) -> None:
    town, base = desk.town, desk.town.settings.base_url
    require_program("dbus-daemon")
    with Desktop(tmp_path) as desktop:
        program = require_program("chromium")
        eve = DrivenChromium(program, tmp_path, gcm, base, (139, 35), desktop, playwright)
        eve.start()
        try:
            set_up(eve, desk, "Eve")
            submission = desk.submit()
            town.rings.ringer.look(datetime.now(UTC))
            call = desktop.wait_for(lambda one: "承認してください" in one.title, after=0)

            fay, now = desk.come_in(desk.person("Fay")), datetime.now(UTC)
            town.desk.deciding.reject(fay, submission.id, "the river is missing", now)
            town.rings.ringer.look(datetime.now(UTC))
            over = desktop.wait_for(lambda one: "対応は不要です" in one.title, after=0)
            [visible] = desktop.wait_visible(1)
        finally:
            eve.stop()

    recent = town.rings.ringing.store.recent()
    recalls = [one.recall for ring in recent for one in ring.rung if ring.why is Why.APPROVE]
    assert (call.is_silent, over.is_silent) == (False, True)
    assert over.title == "【訓練】対応は不要です：避難指示（レベル4） · 洪水 · 川辺"
    assert "Fayが却下しました" in over.body
    assert visible.number == over.number
    assert recalls == [Recall.TAKEN]


def test_an_open_page_shows_who_calls_sounds_and_falls_silent_with_the_answer(
    desk: Desk, chromium: Browser
) -> None:
    base = desk.town.settings.base_url
    with Officer(chromium, base, width=360) as eve:
        page = eve.page
        page.add_init_script(f"({COUNT_TONES})()")
        eve.come_in(desk.links["Eve"])
        silent = page.get_by_text("This page is silent.").is_visible()
        page.get_by_role("button", name="Sound on").click()
        page.get_by_text("This page sounds when you are called.").wait_for()
        once = page.evaluate("window.tones")
        desk.submit()
        page.get_by_role("heading", name="EXERCISE: Your approval is needed").wait_for()
        wait_until(page, lambda: page.evaluate("window.tones") >= once + 8)
        title = page.title()
        found = faults(page, "**/desk")
        page.get_by_role("button", name="I am coming").click()
        arrive(page, "**/desk/submissions/*")
        page.locator(".ringing[data-hears=true]").wait_for(state="attached")
        left = page.locator("#ringing-now section").count()
        after = page.title()

    assert (silent, once) == (True, 4)
    assert title.startswith("RING: ")
    assert not after.startswith("RING: ")
    assert (found, left) == ([], 0)


def test_a_ring_about_the_page_that_is_open_does_not_lead_to_it(
    desk: Desk, chromium: Browser
) -> None:
    with Officer(chromium, desk.town.settings.base_url, width=360) as eve:
        page = eve.page
        eve.come_in(desk.links["Eve"])
        here = f"/desk/submissions/{desk.submit().id}"
        calls = [
            {"id": id, "title": f"Ring {id}", "body": "", "href": href}
            for id, href in ((1, here), (2, "/desk/audit"))
        ]
        page.route("**/desk/rings/mine?*", lambda route: route.fulfill(json=calls))
        page.goto(f"{desk.town.settings.base_url}{here}")
        page.get_by_role("heading", name="Ring 2").wait_for()
        ways = [
            one.get_attribute("href")
            for one in page.get_by_role("link", name="Open it", exact=True).all()
        ]
        answers = page.get_by_role("button", name="I am coming").count()

    assert (ways, answers) == (["/desk/audit"], 2)


def test_a_page_whose_sound_the_browser_blocks_says_so(desk: Desk, chromium: Browser) -> None:
    with Officer(chromium, desk.town.settings.base_url) as eve:
        eve.page.add_init_script(f"({SILENCE})()")
        eve.come_in(desk.links["Eve"])

        eve.page.get_by_role("button", name="Sound on").click()

        eve.page.get_by_text("The browser blocks sound on this page.").wait_for()
        button = eve.page.get_by_role("button", name="Sound on").is_visible()

    assert button


def test_the_page_of_rings_has_no_fault_and_fits_a_phone(desk: Desk, chromium: Browser) -> None:
    with Officer(chromium, desk.town.settings.base_url, width=360) as eve:
        eve.come_in(desk.links["Eve"])
        eve.page.goto("/desk/rings")
        eve.press("EXERCISE: Ring me now, as a test")
        eve.page.get_by_text("has no device; passed over").wait_for()
        found = faults(eve.page, "**/desk/rings*")

    assert found == []


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Asked again and again: the page's own rules let no test evaluate anything in it for long."""
    for _ in range(600):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("what was waited for did not come")
