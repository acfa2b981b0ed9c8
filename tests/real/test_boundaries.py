"""Real boundaries and hazard zones: read whole, found by code, nobody in them missed."""

import functools
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from geo.area import Area, area_from_geometry
from geo.cells import cells_of, contains, runs_of
from geo.importers.boundaries import ImportResult, import_areas
from geo.places import Gazetteer, write_gazetteer

KANAZAWA = {
    "station": (136.648, 36.578),
    "castle": (136.659, 36.564),
    "city hall": (136.656, 36.561),
}
NOT_KANAZAWA = {"Toyama": (137.213, 36.701), "Uchinada, town hall": (136.645, 36.653)}


@functools.cache
def municipalities(folder: Path) -> ImportResult:
    return import_areas(
        [folder / "boundaries/jma_city_z8.geojson.gz"], "citycode", "cityname", "jma"
    )


@pytest.mark.parametrize(
    ("file", "fields", "scheme", "count"),
    [
        ("boundaries/jma_city_kanazawa_z10.geojson.gz", ("citycode", "cityname"), "jma", 32),
        ("boundaries/jma_city_z8.geojson.gz", ("citycode", "cityname"), "jma", 1_788),
        ("boundaries/N03-21_34_s0010.geojson", ("N03_007", "N03_004"), "jis", 30),
        ("hazards/open/meteoalarm_emma_id_zones.geojson.gz", ("code", "code"), "emma", 2_209),
        ("hazards/open/nws_ugc_zones_for_air-quality-alerts.geojson.gz", ("code", "code"), "ugc", 1_359),
        ("hazards/open/dwd_warncell_zones.geojson", ("code", "code"), "warncell", 23),
    ],
)  # fmt: skip
def test_every_area_of_a_real_file_is_imported(
    shared_data: Path, file: str, fields: tuple[str, str], scheme: str, count: int
) -> None:
    codes = frame(shared_data / file)[fields[0]].nunique()

    result = import_areas([shared_data / file], *fields, scheme)

    assert (len(result.areas), result.dropped) == (codes, ())
    assert codes == count


def frame(path: Path) -> geopandas.GeoDataFrame:
    found = geopandas.read_file(f"/vsigzip/{path.resolve()}" if path.suffix == ".gz" else path)
    assert isinstance(found, geopandas.GeoDataFrame)
    return found


def test_kanazawa_is_found_and_its_cells_hold_its_people_and_not_its_neighbours(
    shared_data: Path,
) -> None:
    gazetteer = Gazetteer.of(municipalities(shared_data).areas)

    found = gazetteer.find("jma:1720100")

    assert found is not None
    assert found.names == {"ja": "金沢市"}
    runs = runs_of(found.area)
    assert contains(runs, cells_of(*np.array(list(KANAZAWA.values())).T)).all()
    assert not contains(runs, cells_of(*np.array(list(NOT_KANAZAWA.values())).T)).any()


def test_a_drawing_round_the_castle_is_named_after_the_city(shared_data: Path) -> None:
    gazetteer = Gazetteer.of(municipalities(shared_data).areas)
    drawn = Area(shapely.MultiPolygon([shapely.Point(KANAZAWA["castle"]).buffer(0.01)]))

    assert gazetteer.names_of(drawn) == {"ja": "金沢市"}


def test_all_municipalities_survive_their_file(shared_data: Path, tmp_path: Path) -> None:
    areas = municipalities(shared_data).areas

    write_gazetteer(tmp_path / "japan", areas)

    assert Gazetteer.load(tmp_path / "japan").all() == areas


@pytest.mark.parametrize(
    "file",
    [
        "boundaries/jma_pref_z8.geojson.gz",
        "boundaries/jma_city_kanazawa_z10.geojson.gz",
        "hazards/open/meteoalarm_emma_id_zones.geojson.gz",
        "hazards/open/nws_ugc_zones_for_air-quality-alerts.geojson.gz",
        "hazards/open/dwd_warncell_zones.geojson",
        "hazards/open/plateau_numazu_flood_l1.geojson",
        "hazards/open/plateau_numazu_flood_l1_dissolved.geojson",
        "hazards/open/plateau_numazu_landslide_dissolved.geojson",
        "hazards/open/plateau_numazu_tsunami_dissolved.geojson",
    ],
)
def test_nobody_in_a_real_zone_is_missed(shared_data: Path, file: str) -> None:
    source = np.random.default_rng(17)
    missed = {}

    for number, shape in enumerate(frame(shared_data / file).geometry):
        area = area_from_geometry(shape)
        assert isinstance(area, Area), (number, area)
        people = people_in(shape, source)
        held = contains(runs_of(area), cells_of(people[:, 0], people[:, 1]))
        missed[number] = int((~held).sum())

    assert sum(missed.values()) == 0
    assert len(missed) > 0


def people_in(shape: shapely.Geometry, source: np.random.Generator) -> np.ndarray:
    """Corners of the shape as it came, and random points that shapely holds to be inside."""
    corners = shapely.get_coordinates(shape)
    some = corners[source.integers(0, len(corners), 200)]
    west, south, east, north = shape.bounds
    scattered = source.uniform([west, south], [east, north], (300, 2))
    shapely.prepare(shape)
    return np.vstack([some, scattered[shapely.contains_xy(shape, scattered)]])
