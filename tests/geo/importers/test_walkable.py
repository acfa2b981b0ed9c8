"""Each kind of way has its treatment, and each treatment its reason (docs/cities.md)."""

import pytest

from geo.importers.walkable import REASONS, Walk, blocks, metres_of, point_flags, walk_of
from geo.streets import BRIDGE, FORD, LEVEL_CROSSING, NARROW, STAIRS, TUNNEL, UNDERPASS

Tags = dict[str, str]


def street(**tags: str) -> Tags:
    return {"highway": "residential", **tags}


@pytest.mark.parametrize(
    ("tags", "walk"),
    [
        ({"highway": "trunk"}, Walk(1, 0)),
        ({"highway": "secondary_link"}, Walk(1, 0)),
        ({"highway": "unclassified"}, Walk(2, 0)),
        ({"highway": "residential", "oneway": "yes"}, Walk(3, 0)),
        ({"highway": "service", "service": "alley"}, Walk(3, NARROW)),
        ({"highway": "track"}, Walk(4, 0)),
        ({"highway": "pedestrian", "area": "yes"}, Walk(4, 0)),
        ({"highway": "steps"}, Walk(5, STAIRS)),
        ({"highway": "steps", "conveying": "forward"}, Walk(5, STAIRS)),
        ({"highway": "path", "yh:TYPE": "石段"}, Walk(5, STAIRS)),
        ({"highway": "trunk", "motorroad": "yes", "foot": "yes"}, Walk(1, 0)),
        ({"highway": "service", "access": "private", "foot": "yes"}, Walk(3, 0)),
        ({"highway": "service", "access": "permissive"}, Walk(3, 0)),
        (street(bridge="viaduct"), Walk(3, BRIDGE)),
        (street(bridge="yes", layer="-1"), Walk(3, BRIDGE)),
        (street(tunnel="yes"), Walk(3, TUNNEL | UNDERPASS)),
        (street(tunnel="building_passage"), Walk(3, TUNNEL)),
        (street(layer="-1"), Walk(3, UNDERPASS)),
        (street(layer="ground"), Walk(3, 0)),
        (street(location="underground"), Walk(3, UNDERPASS)),
        (street(ford="stepping_stones"), Walk(3, FORD)),
        (street(ford="no"), Walk(3, 0)),
    ],
)
def test_a_way_that_people_walk_has_a_class_and_flags(tags: Tags, walk: Walk) -> None:
    assert walk_of(tags) == walk


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ({"highway": "motorway_link"}, "motorway"),
        ({"highway": "trunk", "motorroad": "yes"}, "motorway"),
        (street(foot="no"), "forbidden"),
        (street(foot="use_sidepath"), "forbidden"),
        (street(access="private"), "private"),
        (street(foot="private"), "private"),
        ({"highway": "service", "access": "customers"}, "private"),
        ({"highway": "construction", "construction": "primary"}, "building"),
        ({"highway": "proposed"}, "building"),
        ({"highway": "elevator"}, "lift"),
        ({"highway": "platform"}, "no_way"),
        ({"highway": "corridor"}, "indoor"),
        ({"highway": "footway", "indoor": "yes"}, "indoor"),
        ({"highway": "path", "sac_scale": "alpine_hiking"}, "mountaineering"),
        (street(**{"oneway:foot": "yes"}), "one_way"),
        ({"highway": "hyperloop"}, "unknown"),
        ({"route": "ferry"}, "ferry"),
    ],
)
def test_a_way_that_could_mislead_is_dropped_with_its_reason(tags: Tags, reason: str) -> None:
    assert walk_of(tags) == reason
    assert reason in REASONS


@pytest.mark.parametrize("tags", [{}, {"waterway": "river"}, {"route": "ferry", "foot": "no"}])
def test_what_is_no_street_is_neither_kept_nor_counted(tags: Tags) -> None:
    assert walk_of(tags) is None


@pytest.mark.parametrize(
    ("tags", "narrow"),
    [
        ({"width": "3.5"}, True),
        ({"width": "4"}, False),
        ({"width": "2,5 m"}, True),
        ({"width": "350 cm"}, True),
        ({"width": "10'"}, True),
        ({"width": "wide"}, False),
        ({"est_width": "2-3"}, True),
        ({"width": "6", "service": "alley"}, False),
        ({"yh:WIDTH": "1.5m〜3.0m"}, True),
        ({"yh:WIDTH": "3.0m〜5.5m"}, False),
        ({"yh:WIDTH": "3.0m〜5.5m;1.5m〜3.0m"}, True),
        ({"yh:WIDTH_RANK": "4"}, True),
        ({"yh:WIDTH_RANK": "3"}, False),
    ],
)
def test_a_lane_under_four_metres_is_narrow(tags: Tags, narrow: bool) -> None:
    assert walk_of(street(**tags)) == Walk(3, NARROW if narrow else 0)


@pytest.mark.parametrize(("text", "metres"), [("3", 3.0), ("3.2m", 3.2), ("", None), ("x", None)])
def test_a_width_is_read_in_metres_or_not_at_all(text: str, metres: float | None) -> None:
    assert metres_of(text) == metres


@pytest.mark.parametrize(
    ("tags", "flags"),
    [
        ({"railway": "level_crossing"}, LEVEL_CROSSING),
        ({"railway": "crossing"}, LEVEL_CROSSING),
        ({"railway": "tram_level_crossing"}, 0),
        ({"ford": "yes"}, FORD),
        ({"highway": "crossing"}, 0),
    ],
)
def test_a_point_marks_the_street_beside_it(tags: Tags, flags: int) -> None:
    assert point_flags(tags) == flags


@pytest.mark.parametrize(
    ("tags", "closed"),
    [
        ({"barrier": "gate"}, False),
        ({"barrier": "gate", "locked": "yes"}, True),
        ({"barrier": "gate", "access": "private"}, True),
        ({"barrier": "gate", "access": "private", "foot": "yes"}, False),
        ({"barrier": "lift_gate", "access": "no"}, False),
        ({"barrier": "lift_gate", "foot": "no"}, True),
        ({"barrier": "bollard"}, False),
        ({"barrier": "wall"}, True),
        ({"access": "private"}, False),
    ],
)
def test_nobody_is_led_through_a_closed_barrier(tags: Tags, closed: bool) -> None:
    assert blocks(tags) is closed
