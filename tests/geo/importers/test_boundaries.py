"""Boundary files become official areas, and what does not is named with its reason."""

import gzip
import json
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from geo.area import NO_AREA, Area
from geo.importers.boundaries import BoundariesUnreadable, import_areas

SQUARE = shapely.box(139.0, 35.0, 139.1, 35.1)
NEXT = shapely.box(139.1, 35.0, 139.2, 35.1)
BOW_TIE = shapely.Polygon([(139, 36), (139.2, 36.2), (139.2, 36), (139, 36.2)])


def feature(
    code: Any, name: str | None, shape: shapely.Geometry | None, **more: Any
) -> dict[str, Any]:
    geometry = None if shape is None else shapely.geometry.mapping(shape)
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name, **more},
        "geometry": geometry,
    }


def written(path: Path, *features: dict[str, Any]) -> Path:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def area(*shapes: shapely.Polygon) -> Area:
    return Area(shapely.MultiPolygon(list(shapes)))


def test_codes_names_and_shapes_are_read(tmp_path: Path) -> None:
    path = written(tmp_path / "towns.geojson", feature("172014", "金沢市", SQUARE, en="Kanazawa"))

    result = import_areas([path], "code", "name", "jis", extra_names={"en": "en"})

    assert result.dropped == ()
    assert [(one.key, one.names, one.area) for one in result.areas] == [
        ("jis:17201", {"ja": "金沢市", "en": "Kanazawa"}, area(SQUARE))
    ]


def test_features_of_one_code_are_one_area_even_across_files(tmp_path: Path) -> None:
    first = written(
        tmp_path / "a.geojson.gz", feature("A1", "Town", SQUARE), feature("A2", "Hill", BOW_TIE)
    )
    second = written(tmp_path / "b.geojson", feature("A1", "Town", NEXT))

    result = import_areas([first, second], "code", "name", "x", name_language="en")

    assert [one.key for one in result.areas] == ["x:A1", "x:A2"]
    assert result.areas[0].area.geometry.equals(shapely.box(139.0, 35.0, 139.2, 35.1))
    assert result.areas[1].area.geometry.area == pytest.approx(0.02)


def test_numbers_are_read_as_the_codes_they_were(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.geojson", feature(17201, "Town", SQUARE), feature(None, "Nowhere", NEXT)
    )

    result = import_areas([path], "code", "name", "jis")

    assert [one.key for one in result.areas] == ["jis:17201"]
    assert result.dropped == (("", "this is no code of the scheme jis"),)


def test_a_feature_without_ground_is_left_out_and_said(tmp_path: Path) -> None:
    flat = shapely.Polygon([(139, 35), (139.1, 35), (139.2, 35)])
    path = written(
        tmp_path / "a.geojson",
        feature("A1", "Town", SQUARE),
        feature("A1", "Town", flat),
        feature("A2", "Gone", None),
    )

    result = import_areas([path], "code", "name", "x")

    assert [one.area for one in result.areas] == [area(SQUARE)]
    assert result.dropped == (("A1", NO_AREA.reason), ("A2", NO_AREA.reason))


def test_a_code_with_a_broken_part_is_dropped_as_a_whole(tmp_path: Path) -> None:
    swapped = shapely.box(35.0, 139.0, 35.1, 139.1)
    path = written(
        tmp_path / "a.geojson", feature("A1", "Town", SQUARE), feature("A1", "Town", swapped)
    )

    result = import_areas([path], "code", "name", "x")

    assert result.areas == ()
    assert [code for code, reason in result.dropped if "swapped" in reason] == ["A1"]


def test_other_reference_systems_are_turned_into_wgs_84(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"code": ["A1"], "name": ["Town"]}, geometry=[SQUARE], crs="EPSG:4326"
    )
    path = tmp_path / "plane.gpkg"
    frame.to_crs("EPSG:6677").to_file(path)

    [found] = import_areas([path], "code", "name", "x").areas

    assert found.area.bounds == pytest.approx(SQUARE.bounds, abs=1e-6)


def test_a_missing_name_is_no_reason_to_lose_an_area(tmp_path: Path) -> None:
    path = written(tmp_path / "a.geojson", feature("A1", None, SQUARE), feature("A2", "Hill", NEXT))

    result = import_areas([path], "code", "name", "x")

    assert [one.names for one in result.areas] == [{}, {"ja": "Hill"}]


def test_progress_hears_of_every_feature(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.geojson", feature("A1", "Town", SQUARE), feature("A2", "Hill", NEXT)
    )
    heard: list[tuple[int, int]] = []

    import_areas([path], "code", "name", "x", progress=lambda done, of: heard.append((done, of)))

    assert heard == [(1, 2), (2, 2)]


def test_a_wrong_field_name_says_which_there_are(tmp_path: Path) -> None:
    path = written(tmp_path / "a.geojson", feature("A1", "Town", SQUARE))

    with pytest.raises(BoundariesUnreadable, match=r"no field citycode; choose among: code, name"):
        import_areas([path], "citycode", "name", "x")


def test_a_file_without_a_reference_system_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "bare.shp"
    geopandas.GeoDataFrame(
        {"code": ["A1"], "name": ["Town"]}, geometry=[SQUARE], crs="EPSG:4326"
    ).to_file(path)
    path.with_suffix(".prj").unlink()

    with pytest.raises(BoundariesUnreadable, match="reference system"):
        import_areas([path], "code", "name", "x")


@pytest.mark.parametrize("name", ["a.geojson", "a.geojson.gz"])
def test_what_is_no_boundary_file_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"nothing of the kind")

    with pytest.raises(BoundariesUnreadable, match="no format"):
        import_areas([tmp_path / name], "code", "name", "x")


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(BoundariesUnreadable, match="does not exist"):
        import_areas([tmp_path / "none.geojson"], "code", "name", "x")


def test_households_and_people_are_kept_where_every_part_counts_them(tmp_path: Path) -> None:
    path = written(
        tmp_path / "cho.geojson",
        feature("A1", "Whole", SQUARE, SETAI=120, JINKO=300),
        feature("A1", "Whole", NEXT, SETAI=30, JINKO=71),
        feature("A2", "Holes", SQUARE, SETAI=9, JINKO=20),
        feature("A2", "Holes", NEXT),
    )

    result = import_areas([path], "code", "name", "cho")

    assert [(one.key, one.households, one.people) for one in result.areas] == [
        ("cho:A1", 150, 371),
        ("cho:A2", None, None),
    ]


def test_what_a_file_does_not_count_is_not_invented(tmp_path: Path) -> None:
    path = written(tmp_path / "towns.geojson", feature("A1", "Town", SQUARE, area_km2=4))

    [found] = import_areas([path], "code", "name", "x").areas

    assert (found.households, found.people) == (None, None)
