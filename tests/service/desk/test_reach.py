"""Whom an area reaches: rounded so that nobody is found by counting, and fast."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.census import CensusPhone, census_of, inside, tally
from alerts.testing_examples import home, registration, stay
from geo.cells import runs_of
from service.desk.reach import (
    CENSUS_LASTS,
    Count,
    Reaching,
    RedrawLimit,
    counted,
    time_to_last,
)
from service.errors import TooMany
from tests.factories import NOW, box
from tests.service.desk.rig import HILL, RIVERSIDE, Rig, rig

SESSION = b"s" * 32


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with rig(request.param, tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "< 10"), (9, "< 10"), (10, "10"), (14, "10"), (16, "20"), (1_234, "1230")],
)
def test_a_count_is_never_exact(number: int, shown: str) -> None:
    assert str(counted(number)) == shown


def test_residents_visitors_and_languages_are_counted(town: Rig) -> None:
    town.phones(30)
    town.phones(20, HILL)
    cell = int(runs_of(RIVERSIDE.area)[0, 0])
    for index in range(12):
        guest = registration(f"guest-{index}", language="en")
        number = town.subscriptions.register(guest, b"s" * 32, b"n" * 32, NOW)
        town.subscriptions.set_places(number, [stay(cell, until=NOW + timedelta(days=1))])

    reach = town.desk.reaching.reach(SESSION, RIVERSIDE.area, NOW)

    assert (str(reach.residents), str(reach.visitors)) == ("30", "10")
    assert {name: str(count) for name, count in reach.by_language.items()} == {
        "en": "10",
        "ja": "30",
    }
    assert reach.confirmed_share == pytest.approx(0.7)


def test_in_and_near_together_are_those_who_would_be_told(town: Rig) -> None:
    area = box(139.0, 35.0)
    edge = sorted(set(_cells(runs_of(area))) - set(_cells(runs_of(area, 0))))[0]
    town.phones(20)
    for index in range(20):
        number = town.subscriptions.register(
            registration(f"edge-{index}"), b"s" * 32, b"n" * 32, NOW
        )
        town.subscriptions.set_places(number, [home(edge)])

    reach = town.desk.reaching.reach(SESSION, area, NOW)
    told = town.desk.reaching.recipients(area, NOW)

    assert reach.inside.about + reach.near.about == told == 40


def _cells(runs) -> list[int]:
    return [cell for first, last in runs.tolist() for cell in range(first, last + 1)]


def test_ended_stays_and_phones_that_are_gone_are_not_counted(town: Rig) -> None:
    cell = int(runs_of(RIVERSIDE.area)[0, 0])
    number = town.subscriptions.register(registration("guest"), b"s" * 32, b"n" * 32, NOW)
    town.subscriptions.set_places(number, [stay(cell, until=NOW)])
    town.phones(1)

    before = town.subscriptions.census(NOW)
    town.subscriptions.delete(number + 1)
    after = town.subscriptions.census(NOW)

    counts = [tally(one, inside(one, runs_of(RIVERSIDE.area))).phones for one in (before, after)]
    assert counts == [1, 0]


def test_the_copy_is_taken_anew_after_a_minute(town: Rig) -> None:
    reaching = town.desk.reaching
    first = reaching.reach(SESSION, RIVERSIDE.area, NOW)
    town.phones(30)

    soon = reaching.reach(SESSION, RIVERSIDE.area, NOW + CENSUS_LASTS)
    later = reaching.reach(SESSION, RIVERSIDE.area, NOW + CENSUS_LASTS * 2)

    assert [one.residents for one in (first, soon)] == [Count(few=True, about=0)] * 2
    assert later.residents == Count(few=False, about=30)


def test_a_session_that_redraws_too_often_waits_and_others_do_not() -> None:
    clock = [0.0]
    limit = RedrawLimit(lambda: clock[0])
    for _ in range(60):
        limit.note(b"one")

    with pytest.raises(TooMany, match="60 s"):
        limit.note(b"one")
    limit.note(b"two")
    clock[0] = 60.0
    limit.note(b"one")


def test_the_slowest_push_service_gives_the_time_to_the_last_phone() -> None:
    rates = {"slow": 10.0, "fast": 1_000.0}

    needed = time_to_last({"slow": 600, "fast": 5_000}, rates.__getitem__)

    assert needed == timedelta(seconds=60)
    assert time_to_last({}, rates.__getitem__) == timedelta(0)


def test_a_phone_with_two_places_inside_is_counted_once() -> None:
    cells = tuple(_cells(runs_of(RIVERSIDE.area))[:3])
    one = CensusPhone(language="ja", service="a", confirmed=True, visitor=False, cells=cells)

    census = census_of([one])

    assert tally(census, inside(census, runs_of(RIVERSIDE.area))).phones == 1


def test_nobody_registered_is_counted_as_few(town: Rig) -> None:
    reach = Reaching(town.subscriptions).reach(SESSION, RIVERSIDE.area, NOW)

    assert (str(reach.inside), reach.confirmed_share, reach.last_phone) == (
        "< 10",
        None,
        timedelta(0),
    )
