"""From a node to a way: honest lengths and times, where it ends, no way if there is none."""

import numpy as np
import pytest

from geo.field import Field, field_in
from geo.ground import Ground, HazardLayers, bare_ground
from geo.sites import HAZARDS, Places, Site
from geo.street_building import build_graph
from geo.streets import STAIRS, STEEP, StreetGraph
from geo.way import FieldAstray, Way, way

NODES = 6
STEP5 = 40  # 44.5 m


def _street(flags: dict[int, int] | None = None) -> StreetGraph:
    """Six nodes in a row to the north, 44.5 m apart, from 0° 0°."""
    edges = [(x, x + 1) for x in range(NODES - 1)]
    given = [(flags or {}).get(x, 0) for x in range(NODES - 1)]
    lat5 = [STEP5 * x for x in range(NODES)]
    built = build_graph([0] * NODES, lat5, edges, [3] * 5, given, [0] * 5, [{}])
    assert built.node_of.tolist() == list(range(NODES))
    return built.graph


def _ground(hazard: str, zone: list[int]) -> Ground:
    bare = bare_ground(NODES - 1)
    layer = bare.layers[0]
    bits = np.isin(np.arange(NODES - 1), zone)
    mapped = HazardLayers(True, bits, layer.closed, layer.costly)
    return Ground(tuple(mapped if one == hazard else layer for one in HAZARDS))


def _site(node: int) -> Places:
    return Places((Site(id="park", name={}, at=(0, 0), node=node, hazards=255),))


def _solved(graph: StreetGraph, places: Places) -> Field:
    return field_in(graph, bare_ground(NODES - 1), places, "fire")


def test_a_way_tells_its_nodes_metres_and_minutes() -> None:
    graph = _street()
    field = _solved(graph, _site(5))

    found = way(graph, field, 1)

    assert found == Way(
        nodes=(1, 2, 3, 4, 5),
        edges=(1, 2, 3, 4),
        metres=178.0,
        seconds=178.0,
        minutes_of_band=4,
        out=False,
    )


def test_stairs_take_twice_and_steep_streets_half_as_long_again() -> None:
    graph = _street({1: STAIRS, 2: STEEP, 3: STAIRS | STEEP})
    field = _solved(graph, _site(5))

    found = way(graph, field, 0, pace=44.5)

    assert found is not None
    assert (found.metres, found.seconds) == (222.5, 60 * (1 + 2 + 1.5 + 2 + 1))


def test_before_a_tsunami_a_way_may_end_where_the_zone_ends() -> None:
    graph = _street()
    ground = _ground("tsunami", zone=[0, 1])
    field = field_in(graph, ground, _site(4), "tsunami")

    found = way(graph, field, 0)

    assert found is not None
    assert (found.nodes, found.out) == ((0, 1, 2), True)


def test_there_is_no_way_without_a_site() -> None:
    graph = _street()
    field = _solved(graph, Places(()))

    assert way(graph, field, 3) is None


def test_steps_of_another_graph_are_refused() -> None:
    graph = _street()
    field = _solved(graph, _site(5))
    circle = Field(np.array([0, 1, 0, 0, 0, 0], np.uint8), field.cost, field.inside)
    astray = Field(np.array([7, 0, 0, 0, 0, 0], np.uint8), field.cost, field.inside)

    for steps in (circle, astray):
        with pytest.raises(FieldAstray):
            way(graph, steps, 0)
