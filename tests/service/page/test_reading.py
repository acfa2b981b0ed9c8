"""Which alerts a reader is given, in which order, and for how long after they are over."""

from datetime import datetime, timedelta

import msgspec
import pytest

from alerts.model import Authority, Mode, Order, Origin, Phase, Revision, Strength
from alerts.ports import Edition, Issue
from alerts.push.payload import payload
from alerts.testing import MemoryAlertStore, MemoryStore
from alerts.wording import messages
from geo.cells import runs_of
from service.page.reading import MOST_ALERTS, Reader, next_turn
from service.page.visit import Told
from tests.factories import AGENCY, NOW, revision
from tests.service.page.pages import BASE_URL, PHRASES

HOUR = timedelta(hours=1)


class Town:
    """A store of alerts, and a reader of it."""

    def __init__(self) -> None:
        self.store = MemoryAlertStore(MemoryStore())
        self.reader = Reader(self.store)

    def shown(self, now: datetime) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
        return self.reader.live("en", now), self.reader.listed("en", now)

    def issue(self, number: int, /, cut: tuple[str, ...] = (), **changes: object) -> Revision:
        """`cut`: languages whose pushes have no room for what others are said from."""
        start: dict[str, object] = {"alert_id": f"{number:016d}", "issued": NOW, "sent": NOW}
        made = revision(**{**start, **changes})
        said = messages(made, PHRASES, ["en", "th"])
        said = tuple(
            msgspec.structs.replace(one, retelling=b"") if one.language in cut else one
            for one in said
        )
        editions = tuple(
            Edition(
                language=one.language,
                relation=one.relation,
                payload=payload(one, made, base_url=BASE_URL),
            )
            for one in said
        )
        origin = Origin(sender=AGENCY, source="", part=f"{number}")
        runs = runs_of(made.area)
        issue = Issue(origin=origin, revision=made, runs=runs, editions=editions)
        self.store.issue([issue], None, ())
        return made


def ids(told: tuple[Told, ...]) -> list[int]:
    return [int(one.notification["data"]["id"]) for one in told]


def test_live_alerts_stand_orders_first_then_strongest_first():
    town = Town()
    town.issue(1, strength=Strength.READY)
    town.issue(2, strength=Strength.PROTECT)
    town.issue(
        3,
        order=Order.ELDERLY_AND_OTHERS,
        strength=Strength.LEAVE_IF_SLOW,
        authority=Authority.MAYOR,
        expires=None,
        review=NOW + HOUR,
    )

    assert ids(town.reader.live("en", NOW)) == [3, 2, 1]


def test_no_drill_stands_before_what_is_real_though_it_is_an_order():
    town = Town()
    town.issue(
        1,
        mode=Mode.DRILL,
        order=Order.EVACUATE,
        strength=Strength.PROTECT,
        authority=Authority.MAYOR,
        expires=None,
        review=NOW + HOUR,
    )
    town.issue(2, strength=Strength.KNOW)

    assert ids(town.reader.live("en", NOW)) == [2, 1]


def test_the_list_is_newest_first_with_what_is_over_within_72_hours():
    town = Town()
    for number, until in ((1, 1), (2, 2), (3, 500)):
        at = NOW + number * timedelta(minutes=1)
        town.issue(number, issued=at, expires=NOW + until * HOUR)

    def listed(at: datetime) -> list[int]:
        return ids(town.reader.listed("en", at))

    assert listed(NOW + HOUR / 2) == [3, 2, 1]
    assert listed(NOW + 73 * HOUR) == [3, 2, 1]
    assert listed(NOW + 73 * HOUR + timedelta(seconds=1)) == [3, 2]
    assert listed(NOW + 75 * HOUR) == [3]


def test_an_ending_is_listed_for_72_hours_however_long_the_alert_would_have_lived():
    town = Town()
    first = town.issue(1, expires=NOW + 500 * HOUR)
    ending = {"number": 2, "phase": Phase.ALL_CLEAR, "expires": None, "issued": NOW + HOUR}
    town.issue(1, lifetime_floor=first.valid_until, **ending)

    assert ids(town.reader.listed("en", NOW + 73 * HOUR)) == [1]
    assert ids(town.reader.listed("en", NOW + 74 * HOUR)) == []


def test_no_live_alert_is_pushed_off_the_list_by_those_that_are_over():
    town = Town()
    town.issue(1, expires=NOW + 70 * HOUR)
    for number in range(2, MOST_ALERTS + 10):
        town.issue(number, issued=NOW + timedelta(seconds=number), expires=NOW + HOUR)

    found = ids(town.reader.listed("en", NOW + 2 * HOUR))

    assert len(found) == MOST_ALERTS
    assert found[-1] == 1


def test_what_is_past_its_time_is_marked_expired_and_not_live():
    town = Town()
    town.issue(1, expires=NOW + HOUR)

    before = town.reader.one(f"{1:016d}", "en", NOW)
    after = town.reader.one(f"{1:016d}", "en", NOW + HOUR)

    assert before is not None
    assert after is not None
    assert (before.expired, after.expired) == (False, True)
    assert town.reader.live("en", NOW + HOUR) == ()


def test_a_newer_revision_is_read_at_once():
    town = Town()
    town.issue(1)
    assert town.reader.one(f"{1:016d}", "en", NOW) is not None

    town.issue(1, number=2, phase=Phase.WITHDRAWN, expires=None, lifetime_floor=NOW + HOUR)

    found = town.reader.one(f"{1:016d}", "en", NOW)
    assert found is not None
    assert (found.notification["data"]["rev"], found.expired) == (2, False)


def test_an_unknown_alert_is_none():
    assert Town().reader.one("none", "en", NOW) is None


@pytest.mark.parametrize(("language", "read"), [("th", "th"), ("ja", "en"), ("vi", "en")])
def test_an_alert_from_before_a_language_was_added_is_told_in_another(language: str, read: str):
    town = Town()
    town.issue(1)

    (live,) = town.reader.live(language, NOW)

    assert live.notification["data"]["lang"] == read
    assert town.reader.listed(language, NOW) == (live,)


def test_a_payload_is_given_byte_for_byte():
    town = Town()
    made = town.issue(1)

    found = town.reader.one(made.alert_id, "th", NOW)

    assert found is not None
    (edition,) = (one for one in town.store.editions(made.alert_id, 1) if one.language == "th")
    assert found.payload == edition.payload
    assert msgspec.json.decode(found.payload)["notification"] == found.notification


def test_the_next_turn_is_when_a_list_changes_though_nothing_was_issued():
    """What was rendered before holds until then, and no longer: property over the whole list."""
    town = Town()
    town.issue(1, expires=NOW + HOUR)
    town.issue(2, expires=NOW + 3 * HOUR)
    town.issue(
        3,
        expires=None,
        review=NOW + HOUR,
        authority=Authority.MAYOR,
        order=Order.EVACUATE,
    )
    town.issue(4, expires=NOW + 2 * HOUR)
    town.issue(4, number=2, phase=Phase.ALL_CLEAR, issued=NOW + timedelta(minutes=5))

    at, turns = NOW, []
    while (turn := next_turn(town.store, at)) is not None:
        before, after = turn - timedelta(seconds=1), turn + timedelta(microseconds=1)
        assert town.shown(at) == town.shown(before)
        if town.shown(before) != town.shown(after):
            turns.append(turn)
        at = after

    over = timedelta(minutes=5) + 72 * HOUR
    assert turns == [NOW + one for one in (HOUR, 3 * HOUR, over, 73 * HOUR, 75 * HOUR)]


def test_what_other_languages_are_said_from_is_told_also_where_the_push_had_no_room_for_it():
    town = Town()
    town.issue(1, cut=("th",))

    (english,) = town.reader.live("en", NOW)
    (thai,) = town.reader.listed("th", NOW)

    assert thai.notification["data"]["lang"] == "th"
    assert thai.notification["data"]["say"] == english.notification["data"]["say"]
