"""Mapped zones become ground that can be warned, by hazard and by the depth that the map tells."""

import pytest
import shapely

from geo.importers.street_cutting import flat
from geo.importers.zones import MappedZone, depth_of, zones_of

KX = 911_000


def mapped(west: float, hazard: str = "flood", least_m: float | None = None) -> MappedZone:
    square = shapely.box(west, 35.0, west + 0.01, 35.01)
    laid = shapely.transform(square, lambda at: flat(at[:, 0] * 1e5, at[:, 1] * 1e5, KX))
    return MappedZone(hazard, least_m, laid)


def test_every_hazard_has_its_whole_zone_and_its_deeper_ones() -> None:
    shapes = [mapped(139.0), mapped(139.1, least_m=3.0), mapped(139.2, "tsunami", 0.0)]

    zones, notes = zones_of(shapes, KX)

    assert [zone.key for zone in zones] == ["flood", "flood-0.5", "flood-3", "tsunami"]
    assert [zone.area.bounds for zone in zones] == [
        pytest.approx((139.0, 35.0, 139.11, 35.01), abs=1e-9),
        pytest.approx((139.1, 35.0, 139.11, 35.01), abs=1e-9),
        pytest.approx((139.1, 35.0, 139.11, 35.01), abs=1e-9),
        pytest.approx((139.2, 35.0, 139.21, 35.01), abs=1e-9),
    ]
    assert notes == ()


@pytest.mark.parametrize(
    ("row", "depth"),
    [
        ({"depth_m": 2}, 2.0),
        ({"depth_m": float("nan")}, None),
        ({"A31a_205": 3}, 3.0),
        ({"A31a_105": "1"}, 0.0),
        ({"A40_003": "0.5m以上3.0m未満"}, 0.5),
        ({"A51_005": "0.3m未満"}, 0.0),
        ({"A40_003": "5m以上"}, 5.0),
        ({"description": "3"}, None),
        ({"name": "3.0m未満の道"}, None),
        ({}, None),
    ],
)
def test_depth_is_read_where_the_map_tells_it(row: dict[str, object], depth: float | None) -> None:
    assert depth_of(row) == depth
