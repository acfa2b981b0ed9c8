"""Whom an area reaches: in tens, in a copy that stays the same for ten minutes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.census import CensusPhone, census_of, inside
from alerts.testing_examples import home, registration, stay
from geo.cells import runs_of
from service.desk.counts import Count, counted
from service.desk.reach import FROZEN_FOR, Reaching
from tests.factories import NOW, box
from tests.service.desk.rig import HILL, RIVERSIDE, Rig, rig

PERSON = 1
SECRET = bytes(32)


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with rig(request.param, tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "< 10"), (9, "< 10"), (10, "10"), (14, "10"), (15, "20"), (1_234, "1,230")],
)
def test_a_count_is_never_exact(number: int, shown: str) -> None:
    assert str(counted(number)) == shown


def test_residents_visitors_and_languages_are_counted(town: Rig) -> None:
    town.phones(30)
    town.phones(20, HILL)
    cell = int(runs_of(RIVERSIDE.area)[0, 0])
    for index in range(40):
        guest = registration(f"guest-{index}", language="en")
        number = town.subscriptions.register(guest, b"s" * 32, b"n" * 32, NOW)
        town.subscriptions.set_places(number, [stay(cell, until=NOW + timedelta(days=1))])

    reach = town.desk.reaching.reach(PERSON, RIVERSIDE.area, NOW)

    assert (str(reach.phones), str(reach.residents), str(reach.visitors)) == ("70", "30", "40")
    assert {name: str(count) for name, count in reach.by_language.items()} == {"en": "40"}
    assert (reach.rest_language, str(reach.rest)) == ("ja", "30")
    assert reach.confirmed_share == pytest.approx(0.4)


def test_in_and_near_together_are_those_who_would_be_told(town: Rig) -> None:
    area = box(139.0, 35.0)
    edge = sorted(set(_cells(runs_of(area))) - set(_cells(runs_of(area, 0))))[0]
    town.phones(20)
    for index in range(20):
        number = town.subscriptions.register(
            registration(f"edge-{index}"), b"s" * 32, b"n" * 32, NOW
        )
        town.subscriptions.set_places(number, [home(edge)])

    reach = town.desk.reaching.reach(PERSON, area, NOW)
    told = town.desk.reaching.recipients(area, NOW)

    assert reach.phones.about == reach.inside.about + reach.near.about == told == 40


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

    counts = [int(inside(one, runs_of(RIVERSIDE.area)).sum()) for one in (before, after)]
    assert counts == [1, 0]


def test_what_pages_count_in_stays_the_same_for_ten_minutes(town: Rig) -> None:
    reaching = town.desk.reaching
    first = reaching.reach(PERSON, RIVERSIDE.area, NOW)
    town.phones(30)

    reaching.warm(NOW + FROZEN_FOR)
    soon = reaching.reach(PERSON, RIVERSIDE.area, NOW + FROZEN_FOR)
    later = reaching.reach(PERSON, RIVERSIDE.area, NOW + FROZEN_FOR * 2)

    assert [one.phones for one in (first, soon)] == [Count(few=True, about=0)] * 2
    assert later.phones == Count(few=False, about=30)


def test_a_decision_is_measured_by_phones_of_this_minute(town: Rig) -> None:
    reaching = town.desk.reaching
    reaching.warm(NOW)
    town.phones(30)

    told = reaching.recipients(RIVERSIDE.area, NOW + timedelta(minutes=2))

    assert told == 30


def test_a_phone_with_two_places_inside_is_counted_once() -> None:
    cells = tuple(_cells(runs_of(RIVERSIDE.area))[:3])
    one = CensusPhone(language="ja", service="a", confirmed=True, visitor=False, cells=cells)

    census = census_of([one])

    assert inside(census, runs_of(RIVERSIDE.area)).sum() == 1


def test_nobody_registered_is_counted_as_few(town: Rig) -> None:
    reach = Reaching(town.subscriptions, secret=SECRET).reach(PERSON, RIVERSIDE.area, NOW)

    shown = (str(reach.phones), str(reach.inside), reach.by_language, reach.confirmed_share)
    assert shown == ("< 10", "< 10", {}, None)
    assert reach.last_phone.lasts == timedelta(0)
