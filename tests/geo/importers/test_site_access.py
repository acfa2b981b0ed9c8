"""A site is entered at the nearest node that leads somewhere."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.importers.site_access import Access
from geo.street_building import build_graph
from geo.streets import StreetGraph

STEP = 45  # units of 10⁻⁵°, some 50 m
LAT = 3_500_000


def chains(*sizes: int) -> StreetGraph:
    """Streets to the north from latitude 35°, one 0.001° east of the other."""
    lon5 = [14_000_000 + 100 * row for row, size in enumerate(sizes) for _ in range(size)]
    lat5 = [LAT + STEP * i for size in sizes for i in range(size)]
    first = np.cumsum([0, *sizes])
    edges = [
        (first[r] + i, first[r] + i + 1) for r, size in enumerate(sizes) for i in range(size - 1)
    ]
    nothing = [0] * len(edges)
    return build_graph(lon5, lat5, edges, [3] * len(edges), nothing, nothing, [{}]).graph


def test_the_nearest_node_and_the_straight_way_to_it() -> None:
    graph = chains(60)

    node, off_dm = Access(graph).of((14_000_050, LAT + 10)) or (-1, -1)

    assert (graph.lon5[node], graph.lat5[node]) == (14_000_000, LAT)
    assert off_dm == round(np.hypot(50 * graph.kx, 10 * graph.ky) / 1e5)


def test_a_pocket_of_a_few_nodes_is_passed_over() -> None:
    graph = chains(60, 49)

    node, _ = Access(graph).of((14_000_100, LAT)) or (-1, -1)

    assert graph.lon5[node] == 14_000_000


def test_more_than_a_hundred_and_fifty_metres_is_off_the_streets() -> None:
    graph = chains(60)
    metres = 100 / graph.kx * 1e4  # units for one metre of longitude

    assert Access(graph).of((14_000_000 - int(149 * metres), LAT)) is not None
    assert Access(graph).of((14_000_000 - int(152 * metres), LAT)) is None


def test_a_town_of_pockets_has_no_access() -> None:
    assert Access(chains(10)).of((14_000_000, LAT)) is None


@given(st.integers(-60, 160), st.integers(-50, 60 * STEP))
def test_it_is_what_a_search_of_all_nodes_finds(east: int, north: int) -> None:
    graph, at = chains(60, 55), (14_000_000 + east, LAT + north)

    x = (np.abs(graph.lon5.astype(int) - at[0]) * graph.kx + 500) // 1000
    y = (np.abs(graph.lat5.astype(int) - at[1]) * graph.ky + 500) // 1000
    best = int(np.argmin(x * x + y * y))
    dm = int(np.floor(np.sqrt(float(x[best] ** 2 + y[best] ** 2)) / 100 + 0.5))

    assert Access(graph).of(at) == ((best, dm) if dm <= 1500 else None)
