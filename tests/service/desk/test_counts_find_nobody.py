"""Attacks on the counts, each as somebody at the desk could make it (decision 27)."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from alerts.census import CensusPhone, census_of
from alerts.crowds import FEWEST, crowds_of, weights
from alerts.ports import SubscriptionStore
from alerts.testing import MemoryStore, MemorySubscriptionStore
from alerts.testing_examples import home, registration
from geo.area import Area
from geo.cells import runs_of
from geo.grid import cell_at
from service.desk.counts import Count, Rounding, less
from service.desk.reach import Reaching
from service.desk.redraw_limit import AN_HOUR, RedrawLimit
from service.errors import TooMany
from tests.factories import NOW, box
from tests.service.desk.rig import RIVERSIDE, rig

LON, LAT = 139.0, 35.0
SECRETS = [bytes([one]) * 32 for one in range(40)]
# 30 km from everybody else.
HOUSE = (139.3000, 35.0300)


def town(
    crowd: int = 300, home_of_one: tuple[float, float] | None = HOUSE, mine: int = 0
) -> SubscriptionStore:
    """A crowd round (139.0, 35.0), one house alone, and phones that the attacker put beside it."""
    store = MemorySubscriptionStore(MemoryStore())
    place = np.random.default_rng(7)
    where = [(LON + x, LAT + y) for x, y in place.normal(0, 0.004, (crowd, 2)).tolist()]
    lonely = [] if home_of_one is None else [home_of_one]
    for index, (lon, lat) in enumerate(where + lonely + [HOUSE] * mine):
        language = "th" if (lon, lat) == HOUSE else "ja"
        number = store.register(
            registration(f"phone-{index}", language=language), b"s" * 32, b"n" * 32, NOW
        )
        store.set_places(number, [home(cell_at(lon, lat))])
    return store


def seen(store: SubscriptionStore, areas: Sequence[Area], secret: bytes) -> list[object]:
    """Everything that pages say of these areas, as one person after the other asks."""
    reaching = Reaching(store, secret=secret)
    return [
        (reaching.reach(index // 50, area, NOW), reaching.about(area, NOW))
        for index, area in enumerate(areas)
    ]


@pytest.mark.parametrize("secret", SECRETS[:5])
def test_an_edge_moved_metre_by_metre_over_one_house_changes_nothing(secret: bytes) -> None:
    """Also: the smallest area round it, and an area from the crowd to it."""
    metre = 0.00001
    areas = [box(HOUSE[0] - 0.001, HOUSE[1], size=0.001 + step * metre) for step in range(-5, 40)]
    areas += [box(HOUSE[0], HOUSE[1], size=metre), box(LON - 0.01, LAT - 0.01, size=0.05)]

    with_it, without = (seen(town(home_of_one=one), areas, secret) for one in (HOUSE, None))

    assert with_it == without


@pytest.mark.parametrize("secret", SECRETS[:5])
def test_one_reader_of_a_rare_language_is_in_no_count(secret: bytes) -> None:
    """Not even that there is one: a language of fewer than ten is not named."""
    area = box(LON - 0.05, LAT - 0.05, size=0.2)

    ((found, _),) = seen(town(), [area], secret)

    assert found.by_language == {}


def test_phones_of_ones_own_do_not_tell_whether_one_more_was_there() -> None:
    """Each secret is a service that was started anew: the attacker has one, and does not know which.

    With somebody at home the square shows at one phone of theirs fewer; but by how many it shows at
    all differs by five, so four times of five what they see fits both.
    """
    shows = {home: [_shows_at(home, secret) for secret in range(200)] for home in (True, False)}

    both = set(shows[True]) & set(shows[False])
    fits_both = [one for one in shows[True] if one in both]
    assert len(fits_both) / len(shows[True]) > 0.7


def _shows_at(somebody: bool, secret: int) -> int:
    """How many own phones in the cell of the house it takes until it is counted."""
    for mine in range(30):
        phones = [_phone(5)] * (mine + somebody)
        crowds = crowds_of(census_of(phones), secret * 0x9E3779B97F4A7C15 % 2**64)
        if weights(crowds, np.array([[5, 5]])).sum():
            return mine
    raise AssertionError("it never shows")


def test_no_square_holds_fewer_than_ten_phones_also_not_of_one_language() -> None:
    place = np.random.default_rng(1)
    cells = (place.normal(0, 6, (800, 2)).astype(int) + 1_000) @ np.array([131_072, 1])
    languages = place.choice(["ja", "en", "th"], 800, p=[0.8, 0.15, 0.05])
    phones = [_phone(int(one), str(two)) for one, two in zip(cells, languages, strict=True)]
    census = census_of(phones)

    for kinds in (None, census.languages):
        crowds = crowds_of(census, 99, kinds=kinds)

        held = np.bincount(crowds.squares, minlength=len(crowds.corners))
        assert held.min() >= FEWEST


def test_the_parts_of_a_count_add_up_and_so_tell_nothing_more_than_it() -> None:
    area = box(LON - 0.01, LAT - 0.01, size=0.02)

    ((found, about),) = seen(town(), [area], SECRETS[0])

    assert found.phones == about
    assert less(found.phones, found.inside) == found.near
    assert less(found.phones, found.visitors) == found.residents


def test_the_same_area_gives_the_same_numbers_to_everybody_however_often() -> None:
    area = box(LON - 0.01, LAT - 0.01, size=0.02)
    reaching = Reaching(town(), secret=SECRETS[0])

    found = [reaching.reach(person, area, NOW) for person in range(5) for _ in range(5)]

    assert found == [found[0]] * 25


def test_where_a_ten_begins_differs_from_count_to_count() -> None:
    """Else own phones, added until it jumps, tell the last digit of everybody else's."""
    rounding = Rounding(SECRETS[0])

    jumps = {
        min(n for n in range(100, 111) if rounding.shown(n, area).about == 110)
        for area in range(50)
    }

    assert jumps == set(range(101, 111))


def test_roundings_take_nothing_away_on_average() -> None:
    rounding = Rounding(SECRETS[0])

    shown = [rounding.shown(1_234, area).about for area in range(2_000)]

    assert abs(sum(shown) / len(shown) - 1_234) < 1


@pytest.mark.parametrize("number", [0, 1, 9, 9.99])
def test_fewer_than_ten_are_never_shown_as_ten(number: float) -> None:
    shown = {Rounding(secret).shown(number, "area") for secret in SECRETS}

    assert shown == {Count(few=True, about=0)}


def test_several_sessions_of_one_person_share_one_limit_and_people_do_not() -> None:
    limit = RedrawLimit(lambda: 0.0)
    for number in range(60):
        limit.note(1, bytes([number]))

    with pytest.raises(TooMany, match="60 s"):
        limit.note(1, b"one more")
    limit.note(1, bytes([0]))
    limit.note(2, b"one more")


def test_whoever_redraws_for_an_hour_waits() -> None:
    clock = [0.0]
    limit = RedrawLimit(lambda: clock[0])
    for number in range(AN_HOUR):
        clock[0] = number * 2.0
        limit.note(1, number.to_bytes(4, "big"))

    with pytest.raises(TooMany, match=str(3_600 - int(clock[0]))):
        limit.note(1, b"one more")
    clock[0] = 3_600.0
    limit.note(1, b"one more")


def test_an_area_across_one_place_and_another_counts_each_phone_once() -> None:
    """Two places of a phone in two squares: it counts by the one that is covered more."""
    phones = [
        CensusPhone(language="ja", service="a", confirmed=True, visitor=False, cells=(5, 9))
        for _ in range(20)
    ]

    crowds = crowds_of(census_of(phones), 1)

    assert weights(crowds, np.array([[5, 9]])).sum() == 20
    assert weights(crowds, np.array([[9, 9]])).sum() == 20


def test_scattered_phones_count_by_how_much_of_their_square_is_covered() -> None:
    """32 phones, one in every second cell of a square of 8 by 8: half of it, half of them."""
    cells = np.arange(0, 64, 2)
    phones = [_phone(int(one)) for one in cells // 8 * 131_072 + cells % 8]

    crowds = crowds_of(census_of(phones), 1)
    half = runs_in([(row, 0, 7) for row in range(4)])

    assert crowds.sides.tolist() == [8]
    assert weights(crowds, half).sum() == pytest.approx(16)
    assert weights(crowds, runs_in([(row, 0, 7) for row in range(8)])).sum() == 32


def runs_in(rows: list[tuple[int, int, int]]):
    return np.array([[row * 131_072 + first, row * 131_072 + last] for row, first, last in rows])


def _phone(cell: int, language: str = "ja") -> CensusPhone:
    return CensusPhone(language=language, service="a", confirmed=True, visitor=False, cells=(cell,))


def test_the_check_that_an_area_is_empty_says_no_more_than_the_count() -> None:
    lonely = box(HOUSE[0] - 0.001, HOUSE[1] - 0.001, size=0.002)

    told = [Reaching(town(home_of_one=one), secret=SECRETS[0]).about(lonely, NOW)
            for one in (HOUSE, None)]  # fmt: skip

    assert told == [Count(few=True, about=0)] * 2
    assert len(runs_of(lonely))


def test_what_is_submitted_is_shown_as_it_was_counted_and_never_exactly(tmp_path: Path) -> None:
    with rig("memory", tmp_path) as town_of_desk:
        town_of_desk.phones(57)
        submission = town_of_desk.submitted()
        shown = town_of_desk.desk.reaching.about(RIVERSIDE.area, town_of_desk.now)

    assert submission.audience == 57
    assert submission.told == shown.about
    assert submission.told in (50, 60)
