"""Every way of naming a ground gives a valid area, or a sentence that says what to do."""

import json

import pytest

from alerts.desk.area_source import (
    AreaSource,
    CircleRound,
    Pasted,
    Preset,
    Vertices,
    ZoneInDistrict,
    area_of,
    names_of,
)
from geo.area import Area, Refused, union
from geo.places import Gazetteer, OfficialArea
from tests.factories import box, ring

WEST = OfficialArea(key="jis:17201", names={"ja": "西", "en": "West"}, area=box(139.0, 35.0))
EAST = OfficialArea(key="jis:17202", names={"ja": "東", "en": "East"}, area=box(139.01, 35.0))
TOWN = Gazetteer.of([WEST, EAST])
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
    zone = box(139.005, 35.0)

    area = area_of(ZoneInDistrict(zone=zone, keys=("jis:17201",)), TOWN)

    assert isinstance(area, Area)
    assert area.bounds == (139.005, 35.0, 139.01, 35.01)


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
        ZoneInDistrict(zone=box(140.0, 35.0), keys=("jis:17201",)),
        ZoneInDistrict(zone=box(139.0, 35.0), keys=("jis:99999",)),
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
