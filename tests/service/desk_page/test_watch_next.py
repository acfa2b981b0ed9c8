"""Whoever watches an alert reads what happens next, and to whom, whatever state it is in."""

from datetime import timedelta

import pytest

from alerts.model import Authority, Mode, Order, Phase, Revision
from service.desk.counts import Count
from service.desk.following import Following, Going
from service.desk_page.scene import Scene
from service.desk_page.watch_next import following_next
from tests.factories import NOW, alert, revision

HOUR = timedelta(hours=1)
NONE = Count(about=0, few=True)
ORDER = {"order": Order.EVACUATE, "authority": Authority.MAYOR, "expires": None}
NEWCOMERS = "Whoever comes into the area, or registers there, is told when the app is opened."
OVER = "Nothing further is sent to anybody. If the danger comes back, write a new alert."


def said(latest: Revision, *, queued: bool = False, is_overtaken: bool = False) -> list[str]:
    scene = Scene(language="en", now=NOW, time_zone="Asia/Tokyo", mode=Mode.REAL)
    going = Going(
        number=latest.number,
        phase=latest.phase,
        issued=NOW,
        total=NONE,
        accepted=NONE,
        told=NONE,
        failed=NONE,
        needless=NONE,
        queued=NONE if queued else None,
        done=0,
        all_recorded=True,
        times=None,
    )
    found = Following(
        alert=alert(latest), revisions=(going,), deeds=(), by_language={}, services=()
    )
    html = str(following_next(scene, found, is_overtaken=is_overtaken))
    return [one.partition("</p>")[0] for one in html.split("<p>")[1:]]


def test_an_order_holds_until_its_review_calls_people_and_goes_to_whoever_comes():
    order = revision(**ORDER, review=NOW + HOUR)

    (first, newcomers, until) = said(order, queued=True)

    assert first == "Next, the phones that are still queued are told. Nothing is to be done."
    assert newcomers == NEWCOMERS
    assert until.startswith("It holds until somebody ends it. At ")
    assert said(order) == [newcomers, until]


def test_an_order_whose_review_has_come_says_that_people_are_called():
    found = said(revision(**ORDER, review=NOW - HOUR))

    assert found[0] == NEWCOMERS
    assert found[1].startswith("It still holds. Since ")


@pytest.mark.parametrize(
    ("authority", "begins"),
    [(Authority.MAYOR, "At "), (Authority.AGENCY, "The agency's next message ")],
)
def test_what_ends_by_its_own_time_says_when_and_that_nobody_is_told(
    authority: Authority, begins: str
):
    latest = revision(order=None, authority=authority, review=None, expires=NOW + HOUR)

    until = said(latest)[-1]

    assert until.startswith(begins)
    assert "no message goes out then" in until


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_an_ending_goes_to_those_who_are_queued_and_then_to_nobody(phase: Phase):
    latest = revision(**ORDER, review=None, phase=phase)

    assert said(latest, queued=True) == [
        "Next, the phones that are still queued are told that it is over. Nothing is to be done."
    ]
    assert said(latest) == [OVER]


def test_a_drill_that_something_real_ended_says_that_nobody_is_told():
    latest = revision(phase=Phase.WITHDRAWN, mode=Mode.DRILL)

    assert said(latest, queued=True, is_overtaken=True) == [
        "Nothing further is sent to anybody. Once the real alert is over, begin the drill anew."
    ]


def test_one_whose_time_is_over_says_what_to_do_about_it():
    latest = revision(order=None, review=None, expires=NOW - HOUR)

    (found,) = said(latest)

    assert found.startswith("Nobody further is told. If the danger lasts, write a new alert;")
