"""The demo's city: fictional, the same each time, and sound enough to judge a drill by."""

from collections import Counter

import pytest
import shapely

from service.demo.city import NODES, City, build_city
from service.demo.official_areas import official_areas


@pytest.fixture(scope="module")
def city() -> City:
    return build_city()


@pytest.fixture(scope="module")
def land(city: City) -> shapely.Geometry:
    return shapely.union_all([shapely.Polygon(district.ring) for district in city.districts])


@pytest.mark.parametrize("seed", [1, 2, 99_999])
def test_a_drill_can_be_held_in_it_whatever_the_seed(seed: int) -> None:
    other = build_city(seed, 2_000)
    shapes = [shapely.Polygon(district.ring) for district in other.districts]

    together = shapely.union_all(shapes)
    flooded = shapely.contains_xy(shapely.Polygon(other.flood_zone), other.street_nodes).mean()

    assert all(shape.is_valid and shape.exterior.is_ccw for shape in shapes)
    assert together.geom_type == "Polygon"
    assert len(together.interiors) == 0
    assert together.area == pytest.approx(sum(shape.area for shape in shapes), abs=1e-9)
    assert 0.1 < flooded < 0.4


def test_each_street_node_lies_in_its_district(city: City) -> None:
    shapes = [shapely.Polygon(district.ring) for district in city.districts]

    held = [
        shapely.contains_xy(shapes[at], *node)
        for node, at in zip(city.street_nodes, city.node_districts, strict=True)
    ]

    assert all(held)
    assert 0.85 * NODES < len(held) < 1.15 * NODES
    assert len(Counter(city.node_districts.tolist())) == len(city.districts) == 9


def test_the_flood_zone_is_one_sound_ring_within_the_land(
    city: City, land: shapely.Geometry
) -> None:
    zone = shapely.Polygon(city.flood_zone)

    inside = int(shapely.contains_xy(zone, city.street_nodes).sum())

    assert zone.is_valid
    assert zone.difference(land).area < 0.05 * zone.area
    assert 0.1 * len(city.street_nodes) < inside < 0.4 * len(city.street_nodes)


def test_the_city_lies_where_there_is_no_land(city: City, land: shapely.Geometry) -> None:
    west, south, east, north = land.bounds

    assert 139.9 < west < east < 140.1
    assert 34.4 < south < north < 34.6


def test_every_district_is_an_official_area_with_names_in_three_languages(city: City) -> None:
    official = official_areas(city)

    assert [one.key for one in official] == [f"minatohama:{n:02d}" for n in range(1, 10)]
    assert all(one.names.keys() == {"ja", "ja-simple", "en"} for one in official)
    assert len({one.names["ja"] for one in official}) == 9
    assert all(
        one.area.covers(*node)
        for node, at in zip(city.street_nodes, city.node_districts, strict=True)
        for one in [official[at]]
    )
