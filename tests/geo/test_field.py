"""Fields: the least cost by another solver, ways that never break a rule, and the bytes of old."""

import random
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.bundle import Bundle
from geo.field import AT_SITE, INSIDE, NO_WAY, OUT, UNREACHED, Field, field_in
from geo.field_vectors import random_city, random_live, text
from geo.live import NOTHING_CHANGED, Live
from geo.sites import HAZARDS
from geo.walking import Profile
from tests.conftest import REPOSITORY
from tests.geo.slow_field import SlowField

CITIES = st.integers(0, 2**32).map(lambda seed: random_city(random.Random(seed)))
HAZARD = st.sampled_from(HAZARDS)
PROFILE = st.sampled_from(list(Profile))
CHANGE = st.one_of(st.none(), st.integers(0, 2**32))


def _live(city: Bundle, seed: int | None) -> Live:
    return NOTHING_CHANGED if seed is None else random_live(random.Random(seed), city)


def _field(city: Bundle, hazard: str, live: Live, profile: Profile) -> Field:
    return field_in(city.graph, city.ground, city.places, hazard, live, profile)


def _slow(city: Bundle, hazard: str, live: Live, profile: Profile) -> SlowField:
    needs = profile is Profile.NEEDS
    return SlowField(city.graph, city.ground, city.places, hazard, live, needs)


@settings(max_examples=400)
@given(CITIES, HAZARD, CHANGE, PROFILE)
def test_costs_and_steps_are_those_of_a_solver_written_from_the_words(
    city: Bundle, hazard: str, change: int | None, profile: Profile
) -> None:
    live = _live(city, change)
    slow = _slow(city, hazard, live, profile)

    field = _field(city, hazard, live, profile)

    pairs = [None if c == UNREACHED else divmod(c, INSIDE) for c in field.cost.tolist()]
    assert pairs == [slow.cost.get(u) for u in slow.nodes]
    assert field.step.tobytes() == slow.step
    assert set(np.flatnonzero(field.inside).tolist()) == slow.inside


@settings(max_examples=200)
@given(CITIES, HAZARD, CHANGE, PROFILE)
def test_every_way_ends_and_walks_no_closed_street_and_never_back_into_the_zone(
    city: Bundle, hazard: str, change: int | None, profile: Profile
) -> None:
    live = _live(city, change)
    rules = _slow(city, hazard, live, profile)

    field = _field(city, hazard, live, profile)

    for start in np.flatnonzero(field.step != NO_WAY).tolist():
        nodes = _walked(field, rules, start)
        pairs = list(pairwise(nodes))
        assert not rules.closed.intersection(pairs)
        was_out = [u not in rules.inside for u in nodes]
        assert was_out == sorted(was_out)
        assert not any(pair in rules.zone for pair in pairs if pair[0] not in rules.inside)
        assert (nodes[-1] in rules.out) or (nodes[-1] in rules.start)


def _walked(field: Field, rules: SlowField, start: int) -> list[int]:
    nodes = [start]
    while field.step[nodes[-1]] not in (AT_SITE, OUT):
        nodes.append(sorted(rules.neighbours[nodes[-1]])[field.step[nodes[-1]]])
        assert len(set(nodes)) == len(nodes)
    return nodes


@given(CITIES)
def test_the_fields_of_a_bundle_are_those_of_a_quiet_day(city: Bundle) -> None:
    fresh = {
        hazard: _field(city, hazard, NOTHING_CHANGED, Profile.DEFAULT).step.tobytes()
        for hazard in HAZARDS
    }

    with_an_end = {hazard: field for hazard, field in fresh.items() if set(field) != {NO_WAY}}

    assert city.fields == with_an_end


def test_the_vectors_that_the_page_shares_are_up_to_date() -> None:
    assert (REPOSITORY / "tests/pwa/field_vectors.json").read_text("utf-8") == text()
