"""Streets as people name them: from crossing to crossing, by name or by place."""

import numpy as np
import pytest

from geo.closing import near
from geo.stretches import Stretches, folded
from tests.geo.crossroads import LAT, LON, NAMES, block, crossroads

GRAPH, NODES = crossroads()
STRETCHES = Stretches(GRAPH)
SOUTH, NORTH, BRIDGE_ROAD = NAMES[1]["ja"], NAMES[3]["ja"], NAMES[4]["ja"]


def names(*positions: int) -> list[str]:
    return [GRAPH.names[one].get("ja", "") for one in positions]


def test_every_edge_is_of_exactly_one_stretch_and_a_stretch_ends_at_every_crossing() -> None:
    everything = STRETCHES.of(np.arange(len(GRAPH.edges)))

    edges = sorted(int(edge) for one in everything for edge in one.edges)
    assert edges == list(range(len(GRAPH.edges)))
    # Twelve blocks, but the four outer corners lead straight on only where the name stays.
    assert sorted(len(one.edges) for one in everything) == [2] * 12


def test_a_stretch_is_told_by_the_streets_at_its_ends() -> None:
    (found,) = STRETCHES.of(np.array(block(GRAPH, NODES, 0, 1)))

    assert names(found.name) == [SOUTH]
    assert names(*found.between) == [BRIDGE_ROAD]
    assert found.number == min(found.edges)
    assert found.length_dm == int(GRAPH.length_dm[found.edges].sum())


@pytest.mark.parametrize(
    "text", ["南通り", "南", "minami dori", "MINAMI-DŌRI", "みなみ", "ミナミどおり", "minamidori"]
)
def test_a_street_is_found_by_part_of_its_name_however_it_is_written(text: str) -> None:
    assert {names(one.name)[0] for one in STRETCHES.called(text)} == {SOUTH}


@pytest.mark.parametrize("text", ["", " - ", "東京"])
def test_a_name_that_no_street_has_finds_none(text: str) -> None:
    assert STRETCHES.called(text) == ()


def test_a_point_finds_the_streets_beside_it() -> None:
    found = STRETCHES.of(near(GRAPH, (LON + 61) * 1e-5, (LAT + 200) * 1e-5, 10))

    assert [names(one.name)[0] for one in found] == [NORTH]


def test_a_stretch_has_a_number_of_its_own_city_alone() -> None:
    (found,) = STRETCHES.of(np.array(block(GRAPH, NODES, 4, 5)))
    other = next(int(one) for one in found.edges if one != found.number)

    assert STRETCHES.numbered(found.number) is not None
    assert [STRETCHES.numbered(one) for one in (other, -1, 10_000)] == [None, None, None]


def test_a_bridge_is_a_stretch_of_its_own() -> None:
    (bridge,) = STRETCHES.of(np.array(block(GRAPH, NODES, 1, 4)))
    (road,) = STRETCHES.of(np.array(block(GRAPH, NODES, 4, 7)))

    assert (bridge.flags > 0, road.flags) == (True, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ｈｏｎｍａｃｈｉ", "honmachi"),
        ("スキー", "すきー"),
        ("ガード下", "がーど下"),
        ("O'Hara", "ohara"),
    ],
)
def test_names_are_compared_without_what_people_leave_out(one: str, other: str) -> None:
    assert folded(one) == folded(other)
    assert folded("か") != folded("が")
