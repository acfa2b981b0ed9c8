"""How an alert goes, in numbers that pages may say."""

from datetime import timedelta

import pytest

from alerts.desk.submission import Submission
from alerts.model import Alert, Phase, Relation
from alerts.ports import Ledger, Result, Wave
from alerts.testing import MemoryAlertStore, MemoryLedger, MemoryStore, MemorySubscriptionStore
from alerts.testing_examples import ALERT_ID, home, issue, registration
from service.desk.counts import Count, Rounding
from service.desk.following import Following, Times, following, times_of
from tests.factories import NOW

SECOND = timedelta(seconds=1)
ROUNDING = Rounding(bytes(32))


class Town:
    """An alert for `phones` phones of which some were sent to."""

    def __init__(self, phones: int, languages: tuple[str, ...] = ("ja",)) -> None:
        store = MemoryStore()
        self.alerts, self.ledger = MemoryAlertStore(store), MemoryLedger(store)
        subscriptions = MemorySubscriptionStore(store)
        for index in range(phones):
            language = languages[index % len(languages)]
            one = registration(f"phone-{index}", language=language)
            number = subscriptions.register(one, b"s" * 32, b"n" * 32, NOW)
            subscriptions.set_places(number, [home(5)])
        self.numbers = subscriptions.audience(_runs(5), 10**6, NOW)[0]
        self.alerts.issue([issue()], None, [])

    def record(self, last: bool = True) -> None:
        wave = Wave(numbers=self.numbers, rank=2, relation=Relation.NEW, cursor=1, last=last)
        self.ledger.record(ALERT_ID, 1, wave)

    def settle(self, *results: Result, at=NOW) -> None:
        for chunk in self.ledger.owed(ALERT_ID, 1):
            given = bytes(results[: len(chunk.numbers)])
            self.ledger.settle(chunk.id, given.ljust(len(chunk.numbers), b"\0"), at)

    def seen(self, submissions: tuple[Submission, ...] = ()) -> Following:
        alert = self.alerts.alert(ALERT_ID)
        assert isinstance(alert, Alert)
        ledger: Ledger = self.ledger
        return following(alert, ledger, submissions, (), ROUNDING)


def _runs(cell: int):
    import numpy as np

    return np.array([[cell, cell]], np.int64)


@pytest.fixture
def city() -> Town:
    made = Town(200)
    made.record()
    return made


def test_before_all_are_recorded_it_says_so() -> None:
    town = Town(200)
    town.record(last=False)

    assert not town.seen().newest.all_recorded


def test_counts_are_in_tens_and_what_is_queued_is_known(city: Town) -> None:
    city.settle(*[Result.ACCEPTED] * 120, *[Result.GONE] * 20)

    newest = city.seen().newest

    shown = (newest.total, newest.accepted, newest.failed, newest.queued)
    assert shown == tuple(Count(few=False, about=n) for n in (200, 120, 20, 60))
    assert (newest.done, newest.all_recorded) == (70, True)


def test_an_alert_for_fewer_than_ten_says_neither_shares_nor_times() -> None:
    town = Town(9)
    town.record()
    town.settle(Result.ACCEPTED, Result.ACCEPTED, Result.REFUSED)

    newest = town.seen().newest

    few = Count(few=True, about=0)
    assert (newest.total, newest.accepted, newest.failed, newest.queued) == (few,) * 4
    assert (newest.done, newest.times) == (0, None)


def test_a_language_of_fewer_than_ten_is_not_named() -> None:
    town = Town(100, languages=("ja",) * 19 + ("th",))
    town.record()
    town.settle(*[Result.ACCEPTED] * 100)

    assert set(town.seen().by_language) == {"ja"}


def test_two_revisions_that_differ_by_one_phone_do_not_differ_by_one() -> None:
    """Whoever may send could shrink an alert house by house: both counts are in tens."""
    shown = [ROUNDING.shown(count, ALERT_ID, number, "total") for number, count in
             ((1, 201), (2, 200))]  # fmt: skip

    assert all(one.about % 10 == 0 for one in shown)


def test_first_median_and_last_are_of_the_seconds_in_which_they_were_accepted() -> None:
    seconds = ((NOW, 10), (NOW + 2 * SECOND, 30), (NOW + 9 * SECOND, 20), (NOW + 60 * SECOND, 1))

    found = times_of(seconds)

    assert found == Times(
        first=NOW,
        median=NOW + 2 * SECOND,
        last=NOW + 60 * SECOND,
        curve=((0.0, 0.15), (0.05, 0.65), (0.15, 1.0), (1.0, 1.0)),
    )
    assert times_of(()) is None


def test_all_that_was_accepted_in_one_second_has_one_time(city: Town) -> None:
    city.settle(*[Result.ACCEPTED] * 200)

    times = city.seen().newest.times

    assert times is not None
    assert (times.first, times.median, times.last) == (NOW, NOW, NOW)


def test_what_another_sender_issued_has_no_deed(city: Town) -> None:
    found = city.seen()

    assert found.deeds == ()
    assert [one.phase for one in found.revisions] == [Phase.LIVE]
