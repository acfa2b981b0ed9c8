"""The demo's city: fictional, the same each time, and sound enough to judge a drill by."""

from collections import Counter

import numpy as np
import pytest
import shapely

from service.demo.city import City, build_city, flood_zone_geojson
from service.demo.official_areas import official_areas


@pytest.fixture(scope="module")
def city() -> City:
    return build_city()


@pytest.fixture(scope="module")
def land(city: City) -> shapely.Geometry:
    return shapely.union_all([shapely.Polygon(district.ring) for district in city.districts])


@pytest.mark.parametrize("seed", [1, 2, 1703, 99_999])
def test_the_districts_tile_the_land_whatever_the_seed(seed: int) -> None:
    shapes = [shapely.Polygon(district.ring) for district in build_city(seed).districts]

    together = shapely.union_all(shapes)

    assert all(shape.is_valid and shape.exterior.is_ccw for shape in shapes)
    assert together.geom_type == "Polygon"
    assert len(together.interiors) == 0
    assert together.area == pytest.approx(sum(shape.area for shape in shapes), abs=1e-12)


def test_a_seed_gives_the_same_city_each_time_and_another_seed_another(city: City) -> None:
    again, other = build_city(), build_city(seed=2)

    assert (again.districts, again.river, again.flood_zone) == (
        city.districts,
        city.river,
        city.flood_zone,
    )
    assert np.array_equal(again.street_nodes, city.street_nodes)
    assert other.districts != city.districts


def test_each_street_node_lies_in_its_district(city: City) -> None:
    shapes = [shapely.Polygon(district.ring) for district in city.districts]

    held = [
        shapely.contains_xy(shapes[at], *node)
        for node, at in zip(city.street_nodes, city.node_districts, strict=True)
    ]

    assert all(held)
    assert len(held) == 2_000
    assert len(Counter(city.node_districts.tolist())) == len(city.districts) == 9


def test_the_river_runs_from_the_land_to_the_coast(city: City, land: shapely.Geometry) -> None:
    river, coast = shapely.LineString(city.river), shapely.LineString(city.coast)

    assert land.buffer(1e-5).covers(river)
    assert coast.distance(shapely.Point(city.river[-1])) < 1e-5
    assert land.boundary.buffer(1e-9).covers(coast)


def test_the_flood_zone_holds_some_people_and_not_most(city: City, land: shapely.Geometry) -> None:
    zone = shapely.Polygon(city.flood_zone)

    inside = int(shapely.contains_xy(zone, city.street_nodes).sum())

    assert zone.is_valid
    assert land.buffer(1e-5).covers(zone)
    assert 200 < inside < 1_000


def test_the_flood_zone_is_published_as_geojson(city: City) -> None:
    published = flood_zone_geojson(city)

    [feature] = published["features"]
    assert shapely.Polygon(feature["geometry"]["coordinates"][0]).equals(
        shapely.Polygon(city.flood_zone)
    )


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
