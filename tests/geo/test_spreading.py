"""Capacity spreading: people go where there is room, if anybody knows how much there is."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from geo.field_vectors import random_city
from geo.ground import Ground, bare_ground
from geo.sites import HAZARDS, Places, Site
from geo.spreading import MOST_DM, loads, spread
from geo.street_building import build_graph
from geo.streets import StreetGraph
from geo.walking import walking_in

NODES = 21
PEOPLE = np.full(NODES, 10, np.int64)


def _street() -> StreetGraph:
    """One straight street of 21 nodes, 44.5 m from each to the next."""
    edges = [(x, x + 1) for x in range(NODES - 1)]
    none = [0] * len(edges)
    graph = build_graph(
        [0] * NODES, [40 * x for x in range(NODES)], edges, [3] * 20, none, none, [{}]
    )
    assert graph.node_of.tolist() == list(range(NODES))
    return graph.graph


STREET = _street()
GROUND = bare_ground(NODES - 1)


def _site(name: str, node: int, capacity: int | None) -> Site:
    return Site(id=name, name={}, at=(0, 0), node=node, hazards=255, capacity=capacity)


def _walked(places: Places, hazard: str = "earthquake") -> dict[str, int]:
    return loads(STREET, walking_in(STREET, GROUND, hazard), places, PEOPLE, hazard)


def test_a_full_site_sends_those_on_who_have_the_shortest_way_to_another() -> None:
    places = Places((_site("small", 4, 60), _site("large", 16, 1000)))

    spread_out = spread(STREET, GROUND, places, PEOPLE)

    assert _walked(places) == {"small": 110, "large": 100}
    assert _walked(spread_out) == {"small": 60, "large": 150}
    assert {hazard for site in spread_out.sites for hazard in site.spread} == set(HAZARDS) - {
        "tsunami"
    }


def test_nothing_is_spread_while_the_room_of_one_site_is_not_known() -> None:
    places = Places((_site("small", 4, 60), _site("unknown", 16, None)))

    assert spread(STREET, GROUND, places, PEOPLE) == places


def test_nothing_is_spread_where_everybody_has_room() -> None:
    places = Places((_site("one", 4, 110), _site("other", 16, 100)))

    assert spread(STREET, GROUND, places, PEOPLE) == places


def test_where_room_is_short_everywhere_the_fewest_go_without() -> None:
    places = Places((_site("small", 4, 10), _site("large", 16, 120)))

    spread_out = spread(STREET, GROUND, places, PEOPLE)

    walked = _walked(spread_out)
    assert walked["large"] >= 120
    assert min(extra for site in spread_out.sites for extra in (site.spread.get("fire", 0),)) == 0


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_spreading_never_leaves_more_people_without_room_and_stays_within_a_kilometre(
    seed: int,
) -> None:
    chance = random.Random(seed)
    city = random_city(chance)
    sites = tuple(replace(s, spread={}, capacity=chance.randint(0, 80)) for s in city.places.sites)
    before = Places(sites)
    people = np.array([chance.randint(0, 9) for _ in city.graph.lon5], np.int64)

    after = spread(city.graph, city.ground, before, people)

    assert after == spread(city.graph, city.ground, before, people)
    assert all(0 <= dm <= MOST_DM for site in after.sites for dm in site.spread.values())
    assert all("tsunami" not in site.spread for site in after.sites)
    for hazard in set(HAZARDS) - {"tsunami"}:
        assert _without_room(city.graph, city.ground, after, people, hazard) <= _without_room(
            city.graph, city.ground, before, people, hazard
        )


def _without_room(
    graph: StreetGraph, ground: Ground, places: Places, people: np.ndarray, hazard: str
) -> int:
    walked = loads(graph, walking_in(graph, ground, hazard), places, people, hazard)
    return sum(max(0, walked.get(site.id, 0) - (site.capacity or 0)) for site in places.sites)
