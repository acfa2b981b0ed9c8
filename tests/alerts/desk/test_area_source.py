"""Every way of naming a ground gives a valid area, or a sentence that says what to do."""

import json
import math

import pytest

from alerts.desk.area_names import names_of
from alerts.desk.area_source import (
    MOST_DRAWN,
    MOST_PASTED,
    MOST_POSITIONS,
    AreaSource,
    CircleRound,
    Pasted,
    Preset,
    Vertices,
    ZoneInDistrict,
    area_of,
    too_fine_to_draw,
)
from alerts.desk.compiling import is_same_ground
from geo.area import Area, Refused, union
from geo.places import Gazetteer, OfficialArea
from geo.zones import Zone, Zones
from tests.factories import box, ring

WEST = OfficialArea(key="jis:17201", names={"ja": "西", "en": "West"}, area=box(139.0, 35.0))
EAST = OfficialArea(key="jis:17202", names={"ja": "東", "en": "East"}, area=box(139.01, 35.0))
FLOOD = Zone(hazard="flood", area=box(139.005, 35.0))
DEEP = Zone(hazard="flood", least_m=3.0, area=box(139.005, 35.0, 0.002))
FAR = Zone(hazard="tsunami", area=box(140.0, 35.0))
TOWN = Gazetteer.of([WEST, EAST], Zones.of([FLOOD, DEEP, FAR]))
CAP = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier>
<sender>s@x.example</sender><sent>2026-11-22T14:00:00+09:00</sent><status>Actual</status>
<msgType>Alert</msgType><scope>Public</scope><info><category>Met</category><event>Rain</event>
<urgency>Future</urgency><severity>Severe</severity><certainty>Likely</certainty>
<area><areaDesc>x</areaDesc>{shape}</area></info></alert>"""
SQUARE = "<polygon>35,139 35,139.01 35.01,139.01 35.01,139 35,139</polygon>"


def geojson(area: Area) -> Pasted:
    return Pasted(text=json.dumps(area.geojson()))


def test_districts_are_joined_and_named() -> None:
    source = Preset(keys=("jis:17201", "jis:17202"))

    area = area_of(source, TOWN)

    assert area == union([WEST.area, EAST.area])
    assert isinstance(area, Area)
    assert names_of(source, area, TOWN) == {"ja": "西、東", "en": "West, East"}


def test_a_zone_counts_only_within_its_district() -> None:
    area = area_of(ZoneInDistrict(zones=("flood",), keys=("jis:17201",)), TOWN)

    assert isinstance(area, Area)
    assert area.bounds == (139.005, 35.0, 139.01, 35.01)


def test_of_several_zones_all_ground_counts() -> None:
    both = area_of(ZoneInDistrict(zones=("flood-3", "flood"), keys=("jis:17201",)), TOWN)

    alone = area_of(ZoneInDistrict(zones=("flood",), keys=("jis:17201",)), TOWN)
    assert isinstance(both, Area)
    assert isinstance(alone, Area)
    assert is_same_ground(both, alone)


def test_a_circle_is_given_in_metres() -> None:
    area = area_of(CircleRound(lon=139.0, lat=35.0, radius_m=500), TOWN)

    assert isinstance(area, Area)
    assert area.covers(139.0, 35.0 + 499 / 111_320)
    assert not area.covers(139.0, 35.0 + 520 / 110_900)


@pytest.mark.parametrize(
    "source",
    [
        Vertices(rings=(ring(139.0, 35.0),)),
        geojson(WEST.area),
        Pasted(text=json.dumps({"type": "Feature", "geometry": WEST.area.geojson()})),
        Pasted(
            text=json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [{"type": "Feature", "geometry": WEST.area.geojson()}],
                }
            )
        ),
        Pasted(text=CAP.format(shape=SQUARE)),
    ],
)
def test_a_drawn_or_pasted_square_is_that_square(source: AreaSource) -> None:
    assert area_of(source, TOWN) == WEST.area


@pytest.mark.parametrize(
    "source",
    [
        None,
        Preset(keys=()),
        Preset(keys=("jis:17201", "jis:99999")),
        ZoneInDistrict(zones=("tsunami",), keys=("jis:17201",)),
        ZoneInDistrict(zones=("flood",), keys=("jis:99999",)),
        ZoneInDistrict(zones=("flood",), keys=()),
        ZoneInDistrict(zones=(), keys=("jis:17201",)),
        ZoneInDistrict(zones=("flood", "landslide"), keys=("jis:17201",)),
        CircleRound(lon=139.0, lat=35.0, radius_m=0),
        CircleRound(lon=139.0, lat=95.0, radius_m=100),
        CircleRound(lon=139.0, lat=35.0, radius_m=float("nan")),
        Vertices(rings=()),
        Vertices(rings=(((139.0, 35.0), (139.01, 35.0)),)),
        Vertices(rings=(ring(139.0, 35.0), ((139.0, 35.0), (139.0, 35.0), (139.0, 35.0)))),
        Pasted(text=""),
        Pasted(text="a river"),
        Pasted(text='{"type": "Polygon"}'),
        Pasted(text='{"type": "Point", "coordinates": [139, 35]}'),
        Pasted(text='{"type": "LineString", "coordinates": [[139, 35], [140, 35]]}'),
        Pasted(text='{"type": "FeatureCollection", "features": []}'),
        Pasted(text='{"type": "Feature", "geometry": null}'),
        Pasted(text=CAP.format(shape="")),
        Pasted(text=CAP.format(shape="<circle>35,139 0</circle>")),
        Pasted(text=CAP.format(shape=SQUARE) * 2),
        Pasted(text=" " * (MOST_PASTED + 1)),
        Pasted(text='{"type":"Feature","geometry":' * 5_000),
        Pasted(text='{"type": "Polygon", "coordinates": [[[0, 0], [1, NaN], [1, 1], [0, 0]]]}'),
        Pasted(text='{"type": "Polygon", "coordinates": [[[35, 139], [36, 139], [36, 140]]]}'),
    ],
)
def test_what_is_no_area_is_refused_with_what_to_do(source: AreaSource | None) -> None:
    refused = area_of(source, TOWN)

    assert isinstance(refused, Refused)
    assert len(refused.reason) > 20


def test_a_preset_with_one_unknown_district_warns_nobody_rather_than_a_part() -> None:
    refused = area_of(Preset(keys=("jis:17201", "jis:99999")), TOWN)

    assert isinstance(refused, Refused)
    assert refused.reason.startswith("jis:99999: no such area is imported")


def shore(points: int) -> tuple[tuple[float, float], ...]:
    """A closed ring of so many different corners."""
    turns = [2 * math.pi * step / points for step in range(points)]
    corners = tuple(
        (round(139 + 0.1 * math.cos(turn), 7), round(35 + 0.1 * math.sin(turn), 7))
        for turn in turns
    )
    return (*corners, corners[0])


def pasted(points: int) -> Pasted:
    return Pasted(text=json.dumps({"type": "Polygon", "coordinates": [shore(points)]}))


@pytest.mark.parametrize("source", [Vertices(rings=(shore(MOST_DRAWN),)), pasted(MOST_DRAWN)])
def test_what_is_drawn_with_too_many_points_is_refused_with_how_many_there_may_be(
    source: AreaSource,
) -> None:
    refused = too_fine_to_draw(source)

    assert isinstance(refused, Refused)
    assert refused.reason.startswith("The edge of this area has 20001 points. Choose fewer")
    assert isinstance(area_of(source, TOWN), Area)


@pytest.mark.parametrize("source", [None, pasted(30), Pasted(text="{"), Pasted(text="<alert/>")])
def test_whatever_else_is_wrong_is_not_called_too_fine(source: AreaSource | None) -> None:
    assert too_fine_to_draw(source) is None


def test_no_area_has_more_points_than_a_page_can_show() -> None:
    refused = area_of(pasted(MOST_POSITIONS), TOWN)

    assert isinstance(refused, Refused)
    assert refused.reason.startswith("The edge of this area has 100001 points. Choose fewer")
