"""What the desk's map lies on: whole numbers that give back the outlines and streets."""

import msgspec
import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.area import Area, area_from_geometry
from geo.places import Gazetteer, OfficialArea
from service.ground_sheet import GroundSheet, outlined
from tests.factories import box
from tests.service.desk.city_rig import GRAPH

NEAR = OfficialArea(key="cho:1", names={"ja": "西", "en": "West"}, area=box(139.0, 35.0))
FAR = OfficialArea(key="cho:2", names={"ja": "遠く"}, area=box(141.0, 35.0))


def shape(polygons: list[list[list[int]]]) -> BaseGeometry:
    """Steps of 10⁻⁵°, put together again."""
    rings = [
        [np.cumsum(np.array(ring).reshape(-1, 2), axis=0) / 1e5 for ring in polygon]
        for polygon in polygons
    ]
    return shapely.union_all([shapely.Polygon(outer, holes) for outer, *holes in rings])


def test_an_outline_is_the_area_to_a_metre_holes_and_all() -> None:
    ring = (
        shapely.Point(139.0, 35.0).buffer(0.02).difference(shapely.Point(139.0, 35.0).buffer(0.01))
    )
    area = area_from_geometry(ring)
    assert isinstance(area, Area)

    again = shape(outlined(area.geometry))

    assert again.symmetric_difference(ring).area < 0.01 * ring.area


def test_of_many_districts_those_near_the_town_are_shown() -> None:
    sheet = GroundSheet(Gazetteer.of([NEAR, FAR]), None, NEAR.area)

    told = msgspec.json.decode(sheet.districts("en").plain)

    assert told["bounds"] == [139.0, 35.0, 139.01, 35.01]
    assert [(one["key"], one["name"]) for one in told["districts"]] == [("cho:1", "West")]
    assert shape(told["districts"][0]["polygons"]).equals(NEAR.area.geometry)


@pytest.mark.parametrize(
    ("sheet", "bounds"),
    [
        (GroundSheet(Gazetteer(), None, None), None),
        (GroundSheet(Gazetteer.of([NEAR, FAR]), None, None), (139.0, 35.0, 141.01, 35.01)),
        (GroundSheet(Gazetteer.of([NEAR]), GRAPH, FAR.area), FAR.area.bounds),
    ],
)
def test_the_map_begins_at_the_town_as_far_as_it_is_known(
    sheet: GroundSheet, bounds: tuple[float, float, float, float] | None
) -> None:
    assert sheet.bounds == bounds


def test_every_street_is_on_the_sheet_once() -> None:
    streets = msgspec.json.decode(GroundSheet(Gazetteer(), GRAPH, None).streets.plain)

    lines = [
        np.cumsum(np.array(line).reshape(-1, 2), axis=0)
        for line in (*streets["main"], *streets["other"])
    ]
    pieces = {
        frozenset(map(tuple, line[at : at + 2].tolist()))
        for line in lines
        for at in range(len(line) - 1)
    }
    at = np.stack((GRAPH.lon5, GRAPH.lat5), axis=1)
    assert pieces == {frozenset(map(tuple, at[edge].tolist())) for edge in GRAPH.edges}


def test_without_a_city_there_are_no_streets() -> None:
    streets = msgspec.json.decode(GroundSheet(Gazetteer(), None, None).streets.plain)

    assert streets == {"main": [], "other": []}
