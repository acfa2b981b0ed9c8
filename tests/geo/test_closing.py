"""Which streets an operator means: by place, by name, by a drawn area."""

import shapely

from geo.closing import named, near, segments, touching
from geo.street_building import build_graph

# A crossroads of 100 m arms round 139.99 E, 34.50 N, in pieces of 50 m; north is Hillside.
LON, LAT = 13_999_000, 3_450_000
STEP_LON, STEP_LAT = 54, 45
NODES = [(0, 0), (1, 0), (2, 0), (-1, 0), (0, 1), (0, 2)]
EDGES = [(0, 1), (1, 2), (0, 3), (0, 4), (4, 5)]
GRAPH = build_graph(
    [LON + x * STEP_LON for x, _ in NODES],
    [LAT + y * STEP_LAT for _, y in NODES],
    EDGES,
    [3] * 5,
    [0] * 5,
    [1, 1, 1, 2, 2],
    [{}, {"ja": "本町通り", "en": "Honmachi Street"}, {"ja": "坂道", "en": "Hillside"}],
).graph


def test_a_point_means_the_streets_within_reach():
    east = near(GRAPH, (LON + 1.5 * STEP_LON) * 1e-5, LAT * 1e-5, 10)
    crossing = near(GRAPH, LON * 1e-5, LAT * 1e-5, 1)
    nowhere = near(GRAPH, LON * 1e-5 + 1, LAT * 1e-5, 30)

    assert (len(east), len(crossing), len(nowhere)) == (1, 3, 0)


def test_a_name_means_its_street_in_any_language():
    assert len(named(GRAPH, "坂道")) == 2
    assert named(GRAPH, " hillside ").tolist() == named(GRAPH, "坂道").tolist()
    assert len(named(GRAPH, "Side")) == 0
    assert len(named(GRAPH, "")) == 0


def test_an_area_means_every_street_that_it_touches():
    north = shapely.box((LON - 9) * 1e-5, (LAT + 60) * 1e-5, (LON + 9) * 1e-5, (LAT + 70) * 1e-5)

    assert len(touching(GRAPH, north)) == 1


def test_pieces_are_kept_in_coordinates():
    kept = segments(GRAPH, named(GRAPH, "Hillside"))

    assert {frozenset((one[:2], one[2:])) for one in kept} == {
        frozenset(((LON, LAT), (LON, LAT + STEP_LAT))),
        frozenset(((LON, LAT + STEP_LAT), (LON, LAT + 2 * STEP_LAT))),
    }
