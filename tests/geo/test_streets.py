"""The walking graph: what building it changes, and what it keeps."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.field_vectors import random_city
from geo.street_building import Numbered, build_graph
from geo.streets import SEAWARD, SEAWARD_BACK, STAIRS, lengths_dm

NO_NAMES = [{}]


def _built(
    points: list[tuple[int, int]], edges: list[tuple[int, int]], **given: list[int]
) -> Numbered:
    m = len(edges)
    return build_graph(
        [x for x, _ in points],
        [y for _, y in points],
        edges,
        given.get("classes", [3] * m),
        given.get("flags", [0] * m),
        given.get("name", [0] * m),
        given.get("names", [{}, {"ja": "坂"}, {"ja": "橋"}]),
    )


@given(st.integers(0, 2**32))
def test_edges_ascend_and_arcs_list_every_neighbour_once_in_order(seed: int) -> None:
    graph = random_city(random.Random(seed)).graph

    pairs = [tuple(pair) for pair in graph.edges.tolist()]
    arcs = graph.arcs
    listed = {
        node: arcs.head[arcs.start[node] : arcs.start[node + 1]].tolist()
        for node in range(len(graph.lon5))
    }

    assert pairs == sorted(set(pairs))
    assert all(u < v for u, v in pairs)
    assert listed == {
        node: sorted([u for u, v in pairs if v == node] + [v for u, v in pairs if u == node])
        for node in listed
    }
    ends = np.sort(np.stack((arcs.tail, arcs.head), axis=1), axis=1)
    assert (ends == graph.edges[arcs.edge]).all()


@given(st.integers(0, 2**32))
def test_building_a_built_graph_keeps_its_streets(seed: int) -> None:
    graph = random_city(random.Random(seed)).graph

    again = build_graph(
        graph.lon5,
        graph.lat5,
        graph.edges,
        graph.edge_class,
        graph.edge_flags,
        graph.edge_name,
        graph.names,
    )

    assert sorted(again.node_of.tolist()) == list(range(len(graph.lon5)))
    assert (again.graph.lon5[again.node_of] == graph.lon5).all()
    assert (again.graph.length_dm[again.edge_of] == graph.length_dm).all()
    ends = np.sort(again.node_of[graph.edges], axis=1)
    assert (again.graph.edges[again.edge_of] == ends).all()


def test_numbers_follow_a_street_straight_on_and_come_back_for_the_turning() -> None:
    crossing = [(0, 0), (30, 0), (60, 0), (30, 30), (30, -30)]

    built = _built(crossing, [(0, 1), (1, 3), (1, 2), (1, 4)])

    along = [built.node_of[at] for at in (4, 1, 3)]
    assert along == [0, 1, 2]


def test_the_largest_piece_comes_first() -> None:
    points = [(0, 0), (10, 0), (0, 40), (10, 40), (20, 40)]

    built = _built(points, [(0, 1), (2, 3), (3, 4)])

    assert built.node_of.tolist() == [3, 4, 0, 1, 2]


def test_doubled_streets_become_one_that_keeps_every_trap() -> None:
    points = [(0, 0), (10, 0)]

    built = _built(
        points,
        [(0, 1), (1, 0), (0, 0)],
        classes=[4, 2, 1],
        flags=[STAIRS, SEAWARD, 0],
        name=[0, 2, 1],
    )

    assert built.edge_of.tolist() == [0, 0, -1]
    assert built.turned.tolist() == [False, True, False]
    assert built.graph.edge_class.tolist() == [2]
    assert built.graph.edge_flags.tolist() == [STAIRS | SEAWARD_BACK]
    assert built.graph.edge_name.tolist() == [2]


def test_lengths_are_whole_decimetres_and_never_nothing() -> None:
    lon5, lat5 = np.array([0, 0, 30, 0]), np.array([0, 40, 0, 0])
    edges = np.array([[0, 1], [1, 2], [0, 3]])

    assert lengths_dm(lon5, lat5, edges, kx=1_113_195).tolist() == [445, 557, 1]
    assert lengths_dm(lon5, lat5, edges, kx=556_598).tolist() == [445, 476, 1]


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("an edge is 89.1 m long", {"points": [(0, 0), (0, 80)], "edges": [(0, 1)]}),
        (
            "251 neighbours",
            {
                "points": [(0, 0)] + [(x % 20, x // 20) for x in range(251)],
                "edges": [(0, x + 1) for x in range(251)],
            },
        ),
        ("an end of an edge", {"points": [(0, 0)], "edges": [(0, 1)]}),
        ("lat5", {"points": [(0, 9_000_001)], "edges": []}),
        ("a class", {"points": [(0, 0), (9, 0)], "edges": [(0, 1)], "classes": [6]}),
        ("flags", {"points": [(0, 0), (9, 0)], "edges": [(0, 1)], "flags": [4096]}),
        ("a name's index", {"points": [(0, 0), (9, 0)], "edges": [(0, 1)], "name": [3]}),
        ("every edge a class", {"points": [(0, 0), (9, 0)], "edges": [(0, 1)], "name": []}),
        ("the first of the names", {"points": [(0, 0)], "edges": [], "names": [{"ja": "坂"}]}),
    ],
)
def test_what_a_graph_cannot_hold_is_refused(what: str, given: dict[str, list[int]]) -> None:
    with pytest.raises(ValueError, match=what):
        _built(**given)
