"""Mapped ground is laid on the edges it touches, for the hazard it is mapped for."""

import json
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from geo.importers.boundaries import BoundariesUnreadable
from geo.importers.ground_files import GroundFile, GroundUnreadable, read_ground
from geo.sites import HAZARDS, NUMBER_OF
from geo.street_building import build_graph
from geo.streets import StreetGraph
from tests.geo.importers.flat_streets import place

Box = tuple[float, float, float, float]


def graph() -> StreetGraph:
    """Four edges of 50 m in a row to the east, edge i from 50·i m."""
    at = [place(50 * i, 0) for i in range(5)]
    lon5, lat5 = ([round(v * 1e5) for v in axis] for axis in zip(*at, strict=True))
    edges = [(i, i + 1) for i in range(4)]
    made = build_graph(lon5, lat5, edges, [3] * 4, [0] * 4, [0] * 4, [{}]).graph
    assert made.lon5.tolist() == sorted(lon5)
    return made


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(*place(west, south), *place(east, north))


def written(folder: Path, *shapes: Any, name: str = "ground.geojson", **properties: Any) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": None if one is None else shapely.geometry.mapping(one),
        }
        for one in shapes
    ]
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def zone(path: Path, hazard: str = "flood") -> list[bool]:
    ground = read_ground([GroundFile(path, hazard)], graph()).ground
    return ground.layers[NUMBER_OF[hazard]].zone.tolist()


def test_an_edge_is_in_a_zone_that_its_segment_touches(tmp_path: Path) -> None:
    path = written(tmp_path, box(60, -10, 90, 10))

    assert zone(path) == [False, True, False, False]


def test_touching_the_border_is_enough(tmp_path: Path) -> None:
    path = written(tmp_path, box(60, 0, 90, 10))

    assert zone(path) == [False, True, False, False]


def test_the_zone_of_a_tsunami_is_grown_by_fifty_metres(tmp_path: Path) -> None:
    path = written(tmp_path, box(-200, -10, -45, 10), box(60, 55, 90, 65))

    assert zone(path, "tsunami") == [True, False, False, False]
    assert zone(path, "flood") == [False, False, False, False]


def test_effects_are_kept_apart_and_only_zones_make_a_zone(tmp_path: Path) -> None:
    closed = written(tmp_path, box(60, -10, 90, 10), name="a.geojson", effect="closed")
    costly = written(tmp_path, box(110, -10, 140, 10), name="b.geojson", effect="costly")

    read = read_ground([GroundFile(closed, "fire"), GroundFile(costly, "fire")], graph())

    layer = read.ground.layers[NUMBER_OF["fire"]]
    assert layer.closed.tolist() == [False, True, False, False]
    assert layer.costly.tolist() == [False, False, True, False]
    assert (layer.has_zone, layer.zone.any()) == (False, False)
    assert read.counts == {"fire": {"zone": 0, "closed": 1, "costly": 1}}


def test_ground_of_another_town_makes_no_zone(tmp_path: Path) -> None:
    """Else every street here would lie outside a tsunami's zone, and be called safe."""
    path = written(tmp_path, box(50_000, -10, 50_100, 10))

    read = read_ground([GroundFile(path, "tsunami")], graph())

    assert not any(layer.has_zone for layer in read.ground.layers)
    assert read.notes == ("ground.geojson: 1 shapes left out: nowhere near the streets",)


def test_a_broken_shape_is_repaired_and_one_without_area_left_out(tmp_path: Path) -> None:
    corners = [place(60, -20), place(90, 20), place(90, -20), place(60, 20)]
    line = shapely.LineString([place(0, 0), place(50, 0)])
    path = written(tmp_path, shapely.Polygon(corners), line, None)

    read = read_ground([GroundFile(path, "flood")], graph())

    assert read.ground.layers[0].zone.tolist() == [False, True, False, False]
    assert read.notes == (
        "ground.geojson: 1 invalid shapes repaired",
        "ground.geojson: 2 features left out: no area",
    )


@pytest.mark.parametrize(
    ("name", "properties", "hazard"),
    [
        ("a.geojson", {"hazard": "volcano"}, "volcano"),
        ("tsunami.geojson", {"hazard": "fire"}, "fire"),
        ("a.geojson", {"A31_001": "x"}, "flood"),
        ("a.geojson", {"A33_001": "x"}, "landslide"),
        ("a.geojson", {"A40_003": "x"}, "tsunami"),
        ("a.geojson", {"A49_003": "x"}, "storm_surge"),
        ("a.geojson", {"A51_001": "x"}, "inland_flood"),
        ("a.geojson", {"featureType": "SedimentDisasterProneArea"}, "landslide"),
        ("a.geojson", {"code": "WaterBodyTsunamiRiskAttribute_description.xml"}, "tsunami"),
        ("ground-inland_flood.geojson", {}, "inland_flood"),
        ("洪水浸水想定.geojson", {}, "flood"),
    ],
)
def test_a_file_says_for_which_hazard_it_is(
    tmp_path: Path, name: str, properties: dict[str, str], hazard: str
) -> None:
    path = written(tmp_path, box(60, -10, 90, 10), name=name, **properties)

    read = read_ground([GroundFile(path)], graph())

    zones = {h for h, layer in zip(HAZARDS, read.ground.layers, strict=True) if layer.has_zone}
    assert zones == {hazard}


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({}, "does not say for which hazard it is; write it in front, such as flood:a.geojson"),
        ({"hazard": "water"}, "the hazard 'water' is none of flood"),
        (
            {"hazard": "flood", "effect": "shut"},
            "the effect 'shut' is none of zone, closed, costly",
        ),
    ],
)
def test_a_file_that_leaves_it_open_is_refused(
    tmp_path: Path, properties: dict[str, str], told: str
) -> None:
    path = written(tmp_path, box(60, -10, 90, 10), name="a.geojson", **properties)

    with pytest.raises(GroundUnreadable, match=told):
        read_ground([GroundFile(path)], graph())


def test_any_format_and_reference_system_is_read(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(geometry=[box(60, -10, 90, 10)], crs="EPSG:4326")
    frame.to_crs("EPSG:6677").to_file(tmp_path / "zones.gpkg")

    assert zone(tmp_path / "zones.gpkg") == [False, True, False, False]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundariesUnreadable, match="does not exist; check the name"):
        zone(tmp_path / "nowhere.geojson")
