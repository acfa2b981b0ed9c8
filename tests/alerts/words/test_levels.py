"""Which warnings carry a number, and which must never (DOMAIN section 1)."""

import pytest

from alerts.levels import level_of
from alerts.model import Authority, Kind, Order, Strength
from tests.factories import revision

LEVELLED = {Kind.FLOOD, Kind.LANDSLIDE, Kind.STORM_SURGE}


@pytest.mark.parametrize(
    ("order", "level"),
    [(Order.ELDERLY_AND_OTHERS, 3), (Order.EVACUATE, 4), (Order.EMERGENCY_SAFETY, 5)],
)
@pytest.mark.parametrize("kind", Kind)
def test_an_order_has_its_own_level_whatever_its_hazard(kind: Kind, order: Order, level: int):
    found = revision(kind=kind, authority=Authority.MAYOR, order=order, strength=Strength.KNOW)

    assert level_of(found) == level


def test_rain_floods_landslides_and_storm_surges_have_levels_five_to_two():
    found = {
        kind: [level_of(revision(kind=kind, strength=strength)) for strength in Strength]
        for kind in LEVELLED
    }

    assert found == {kind: [5, 4, 3, 2, None] for kind in LEVELLED}


def test_a_level_that_the_agency_did_not_name_is_never_said():
    found = {level_of(revision(kind=kind, names_level=False)) for kind in LEVELLED}

    assert found == {None}


def test_no_other_hazard_ever_carries_a_number():
    found = {
        level_of(revision(kind=kind, strength=strength))
        for kind in set(Kind) - LEVELLED
        for strength in Strength
    }

    assert found == {None}
