"""What makes a sound in earnest and what does not (DOMAIN section 7), on a real browser's screen.

A browser that cannot ring again under the same tag gets a new tag, and the old notice is closed.
"""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import pytest

from alerts.model import Phase, Relation, Revision
from tests.browser import real_alert
from tests.browser.desktop import Shown
from tests.browser.phone import LANGUAGE, Phone, carries
from tests.browser.posting import Posts

CAN_RENOTIFY = "return 'renotify' in Notification.prototype"
RENOTIFY = """
  const registration = await navigator.serviceWorker.ready;
  return (await registration.getNotifications()).map((one) => [one.tag, one.renotify]);
"""

StandIns = Mapping[str, str]


@pytest.fixture(autouse=True)
def _clean(phone: Phone) -> None:
    phone.browser.open(f"{phone.town.url}/{LANGUAGE}/")
    phone.clear()


def clock_of(alert: Revision) -> str:
    return f"{alert.sent.astimezone(ZoneInfo(alert.time_zone)):%H:%M}（"


def told(phone: Phone, wanted: Mapping[str, object], after: int) -> Shown:
    """The call that showed this text on the desktop."""
    body = str(wanted["body"])
    return phone.browser.desktop.wait_for(lambda call: body in call.body, after=after)


def test_first_news_of_a_danger_is_audible(phone: Phone, stand_ins: StandIns, posts: Posts) -> None:
    seen, alert = len(phone.browser.desktop.calls), real_alert.first(phone)
    with posts(phone, 1):
        text = real_alert.plaintext(phone, alert, Relation.NEW)
        wanted = real_alert.push(phone, text, stand_ins)

        shown = phone.wait_shown("the warning", id=alert.alert_id)

    assert carries(shown["body"], str(wanted["body"]))
    fields = ("title", "lang", "dir", "tag", "silent")
    assert {name: shown[name] for name in fields} == {name: wanted[name] for name in fields}
    assert (shown["silent"], shown["data"]["mode"]) == (False, "real")
    assert not told(phone, wanted, seen).is_silent


def test_a_raise_is_audible_and_takes_the_place_of_what_stood_there(
    phone: Phone, stand_ins: StandIns, posts: Posts
) -> None:
    alert = real_alert.first(phone)
    stronger = real_alert.raised(alert)
    with posts(phone, 2):
        real_alert.push(phone, real_alert.plaintext(phone, alert, Relation.NEW), stand_ins)
        phone.wait_shown("the warning", id=alert.alert_id, rev=1)
        seen = len(phone.browser.desktop.calls)
        text = real_alert.plaintext(phone, stronger, Relation.CHANGED, alert)
        wanted = real_alert.push(phone, text, stand_ins)

        shown = phone.wait_shown("the raise", id=alert.alert_id, rev=2)

    assert shown["silent"] is False
    assert not told(phone, wanted, seen).is_silent
    if phone.browser.run(CAN_RENOTIFY):
        assert phone.browser.run(RENOTIFY) == [[alert.alert_id, True]]
    else:
        assert [one["tag"] for one in phone.shown()] == [f"{alert.alert_id}.2"]
    phone.browser.desktop.wait_visible(1)


def test_the_same_revision_again_makes_no_sound(
    phone: Phone, stand_ins: StandIns, posts: Posts
) -> None:
    alert = real_alert.first(phone)
    text = real_alert.plaintext(phone, alert, Relation.NEW)
    with posts(phone, 2):
        real_alert.push(phone, text, stand_ins)
        phone.wait_shown("the warning", id=alert.alert_id, silent=False)
        seen = len(phone.browser.desktop.calls)
        wanted = real_alert.push(phone, text, stand_ins)

        phone.wait_shown("the warning again", id=alert.alert_id, silent=True)

    assert told(phone, wanted, seen).is_silent
    phone.browser.desktop.wait_visible(1)
    assert len(phone.shown()) == 1


def test_a_change_that_raises_nothing_makes_no_sound(
    phone: Phone, stand_ins: StandIns, posts: Posts
) -> None:
    alert = real_alert.first(phone)
    longer = real_alert.changed(alert)
    with posts(phone, 2):
        real_alert.push(phone, real_alert.plaintext(phone, alert, Relation.NEW), stand_ins)
        phone.wait_shown("the warning", id=alert.alert_id, rev=1)
        seen = len(phone.browser.desktop.calls)
        text = real_alert.plaintext(phone, longer, Relation.CHANGED, alert)
        wanted = real_alert.push(phone, text, stand_ins)

        shown = phone.wait_shown("the change", id=alert.alert_id, rev=2)

    assert shown["silent"] is True
    assert told(phone, wanted, seen).is_silent
    phone.browser.desktop.wait_visible(1)
    assert len(phone.shown()) == 1


def test_a_change_is_audible_where_it_is_the_first_news(
    phone: Phone, stand_ins: StandIns, posts: Posts
) -> None:
    seen, alert = len(phone.browser.desktop.calls), real_alert.first(phone)
    longer = real_alert.changed(alert)
    with posts(phone, 1):
        text = real_alert.plaintext(phone, longer, Relation.CHANGED, alert)
        wanted = real_alert.push(phone, text, stand_ins)

        shown = phone.wait_shown("the change", id=alert.alert_id, rev=2)

    assert (wanted["silent"], shown["silent"]) == (True, False)
    assert not told(phone, wanted, seen).is_silent


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN], ids=lambda one: one.value)
def test_the_end_of_a_warning_is_audible(
    phone: Phone, stand_ins: StandIns, posts: Posts, phase: Phase
) -> None:
    alert = real_alert.first(phone)
    over = real_alert.ended(alert, phase)
    with posts(phone, 2):
        real_alert.push(phone, real_alert.plaintext(phone, alert, Relation.NEW), stand_ins)
        phone.wait_shown("the warning", id=alert.alert_id, rev=1)
        seen = len(phone.browser.desktop.calls)
        text = real_alert.plaintext(phone, over, Relation.CHANGED, alert)
        wanted = real_alert.push(phone, text, stand_ins)

        shown = phone.wait_shown("the end", id=alert.alert_id, rev=2)

    assert (shown["silent"], shown["data"]["phase"]) == (False, phase.value)
    assert not told(phone, wanted, seen).is_silent
    phone.browser.desktop.wait_visible(1)
    assert len(phone.shown()) == 1


def test_a_real_warning_ends_the_drill_on_the_screen(
    phone: Phone, stand_ins: StandIns, posts: Posts
) -> None:
    alert = real_alert.first(phone)
    with posts(phone, 2):
        drill = phone.town.order()
        phone.wait_shown("the drill", id=drill.id)
        text = real_alert.plaintext(phone, alert, Relation.NEW)
        real_alert.push(phone, text, stand_ins)
        phone.wait_shown("the warning", id=alert.alert_id)

    assert [one["data"]["id"] for one in phone.shown()] == [alert.alert_id]
    phone.browser.desktop.wait_visible(1)


def test_two_warnings_shown_together_have_tags_and_clock_times_of_their_own(
    phone: Phone, stand_ins: StandIns, posts: Posts
) -> None:
    first, second = real_alert.first(phone, minutes_ago=7), real_alert.first(phone)
    with posts(phone, 2):
        for alert in (first, second):
            text = real_alert.plaintext(phone, alert, Relation.NEW)
            real_alert.push(phone, text, stand_ins)
        shown = [phone.wait_shown("both", id=one.alert_id) for one in (first, second)]

    assert [one["tag"] for one in shown] == [first.alert_id, second.alert_id]
    assert [[time in one["body"] for time in map(clock_of, (first, second))] for one in shown] == [
        [True, False],
        [False, True],
    ]
    phone.browser.desktop.wait_visible(2)
