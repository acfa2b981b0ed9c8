"""Real zones and areas at the desk: Numazu's mapped zones, within areas of the weather agency."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from alerts.desk.area_names import names_of
from alerts.desk.area_source import Preset, ZoneInDistrict, area_of
from geo.area import Area
from geo.cells import cells_of, contains, runs_of
from geo.importers.boundaries import import_areas
from geo.importers.ground_files import GroundFile, read_ground
from geo.importers.zones import zones_of
from geo.places import Gazetteer
from geo.street_building import build_graph
from geo.streets import StreetGraph
from geo.zones import Zones, write_zones

# The agency's outlines are coarse: what is mapped at the city's edge lies in its neighbours.
NUMAZU, SHIMIZU, FUJI = "jma:2220300", "jma:2234100", "jma:2221000"
FILES = ("flood_l1", "landslide", "tsunami")


@pytest.fixture(scope="module")
def town(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """All municipalities of Japan, and what is mapped of Numazu, as the service loads them."""
    files = [
        GroundFile(shared_data / "hazards/open" / f"plateau_numazu_{name}.geojson")
        for name in FILES
    ]
    streets = two_streets()
    zones, notes = zones_of(read_ground(files, streets).zones, streets.kx)
    assert notes == ()
    kept = tmp_path_factory.mktemp("zones") / "city.zones"
    write_zones(kept, zones)
    areas = import_areas(
        [shared_data / "boundaries/jma_city_z8.geojson.gz"], "citycode", "cityname", "jma"
    ).areas
    return Gazetteer.of(areas, Zones.load(kept))


def two_streets() -> StreetGraph:
    """Along the south and the north of what is mapped."""
    lon5, lat5 = np.meshgrid(np.arange(13_870_000, 13_896_000, 40), [3_508_000, 3_513_226])
    n = lon5.shape[1]
    edges = [(row * n + i, row * n + i + 1) for row in (0, 1) for i in range(n - 1)]
    nothing = [0] * len(edges)
    return build_graph(
        lon5.ravel(), lat5.ravel(), edges, [3] * len(edges), nothing, nothing, [{}]
    ).graph


def test_every_mapped_hazard_has_a_zone(town: Gazetteer) -> None:
    assert town.zones.keys() == ("flood", "landslide", "tsunami")


@pytest.mark.parametrize(
    ("hazard", "key", "name"),
    [
        ("flood", SHIMIZU, "清水町の洪水浸水想定区域"),
        ("landslide", NUMAZU, "沼津市の土砂災害警戒区域"),
        ("tsunami", FUJI, "富士市の津波浸水想定区域"),
    ],
)
def test_a_zone_within_a_town_is_found_and_named_and_nobody_in_it_is_missed(
    town: Gazetteer, hazard: str, key: str, name: str
) -> None:
    source = ZoneInDistrict(zones=(hazard,), keys=(key,))

    area = area_of(source, town)

    assert isinstance(area, Area)
    city = town.find(key)
    zone = town.zones.find(hazard)
    assert city is not None
    assert zone is not None
    assert names_of(source, area, town) == {"ja": name}
    points = points_in(shapely.intersection(zone.area.geometry, city.area.geometry))
    assert contains(runs_of(area), cells_of(points[:, 0], points[:, 1])).all()
    assert area.geometry.area <= city.area.geometry.area


def points_in(shape: BaseGeometry) -> NDArray[np.float64]:
    """A point in each part, and every corner; shape (n, 2)."""
    inner = shapely.get_coordinates(shapely.point_on_surface(shapely.get_parts(shape)))
    return np.vstack([inner, shapely.get_coordinates(shape)])


def test_a_hundred_municipalities_are_one_ground(town: Gazetteer) -> None:
    keys = tuple(one.key for one in town.listed()[:100])

    area = area_of(Preset(keys=keys), town)

    assert isinstance(area, Area)
    assert shapely.get_num_coordinates(area.geometry) < 100_000
