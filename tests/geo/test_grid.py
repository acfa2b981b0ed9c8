"""The grid: point → cell, to the bit, and the mesh of JIS X0410 that it continues."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from geo import grid_vectors
from geo.cells import cell_at, cell_bounds, cells_of

VECTORS = Path(__file__).with_name("grid-vectors.json")


def test_the_vectors_for_the_page_are_up_to_date() -> None:
    assert VECTORS.read_text() == grid_vectors.text(), (
        "rewrite them: python -m geo.grid_vectors > tests/geo/grid-vectors.json"
    )


def test_python_and_numpy_agree_on_every_vector() -> None:
    lons, lats, cells = zip(*json.loads(VECTORS.read_text())["vectors"], strict=True)

    at_once = cells_of(np.array(lons), np.array(lats))

    assert at_once.tolist() == [cell_at(*point) for point in zip(lons, lats, strict=True)]
    assert at_once.tolist() == list(cells)


@pytest.mark.parametrize(
    ("lon", "lat", "row", "column"),
    [
        (-180.0, -90.0, 0, 0),
        (180.0, -90.0, 0, 0),
        (179.99999999, 0.0, 43_200, 0),
        (179.9999999, 0.0, 43_200, 115_199),
        (0.0, 90.0, 86_399, 57_600),
        (-0.0, -0.0, 43_200, 57_600),
        (-0.00000005, -0.00000005, 43_200, 57_600),
        (-0.0000001, -0.0000001, 43_199, 57_599),
        (0.003124949, 0.0, 43_200, 57_600),
        (0.003124951, 0.0, 43_200, 57_601),
    ],
)
def test_a_position_on_a_seam_has_one_cell(lon: float, lat: float, row: int, column: int) -> None:
    assert divmod(cell_at(lon, lat), 131_072) == (row, column)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(0.0, 90.1), (0.0, -91.0), (math.nan, 0.0), (0.0, math.nan), (math.inf, 0.0)],
)
def test_what_is_no_position_has_no_cell(lon: float, lat: float) -> None:
    with pytest.raises(ValueError, match="not a position"):
        cell_at(lon, lat)
    with pytest.raises(ValueError, match="not positions"):
        cells_of(np.array([0.0, lon]), np.array([0.0, lat]))


@pytest.mark.parametrize("cell", [-1, 115_200, 131_071, 86_400 * 131_072])
def test_a_number_that_is_no_cell_has_no_bounds(cell: int) -> None:
    with pytest.raises(ValueError, match="not a cell"):
        cell_bounds(cell)


def quarter_mesh_code(lon: float, lat: float) -> str:
    """JIS X0410 by its own rules: first, second, third, half and quarter mesh (10 digits)."""
    p, rest_lat = divmod(lat * 60, 40)
    q, rest_lat = divmod(rest_lat, 5)
    r, rest_lat = divmod(rest_lat * 60, 30)
    s, rest_lat = divmod(rest_lat, 15)
    t, _ = divmod(rest_lat, 7.5)
    u, rest_lon = divmod(lon - 100, 1)
    v, rest_lon = divmod(rest_lon * 60, 7.5)
    w, rest_lon = divmod(rest_lon * 60, 45)
    x, rest_lon = divmod(rest_lon, 22.5)
    y, _ = divmod(rest_lon, 11.25)
    digits = (p, u, q, v, r, w, s * 2 + x + 1, t * 2 + y + 1)
    return "".join(f"{int(d):02d}" if i < 2 else str(int(d)) for i, d in enumerate(digits))


def south_west_of(code: str) -> tuple[float, float]:
    """Lon, lat of the south-west corner of a ten-digit quarter mesh code."""
    half, quarter = int(code[8]) - 1, int(code[9]) - 1
    lat = int(code[:2]) * 40 / 60 + int(code[4]) * 5 / 60 + int(code[6]) * 30 / 3600
    lon = int(code[2:4]) + 100 + int(code[5]) * 7.5 / 60 + int(code[7]) * 45 / 3600
    lat += half // 2 * 15 / 3600 + quarter // 2 * 7.5 / 3600
    lon += half % 2 * 22.5 / 3600 + quarter % 2 * 11.25 / 3600
    return lon, lat


def test_the_standard_of_the_comparison_knows_a_published_mesh() -> None:
    # The first mesh of Tokyo is 5339 (35°20′ N, 139° E); its station lies in third mesh 53394611.
    assert quarter_mesh_code(139.7671, 35.6812).startswith("53394611")


def test_in_japan_a_cell_is_a_quarter_mesh_of_jis_x0410() -> None:
    source = np.random.default_rng(410)
    points = np.column_stack([source.uniform(123, 149, 2_000), source.uniform(24, 46, 2_000)])

    for lon, lat in points.tolist():
        west, south, east, north = cell_bounds(cell_at(lon, lat))
        corner = south_west_of(quarter_mesh_code(lon, lat))
        assert (west, south) == pytest.approx(corner, abs=1e-9)
        assert (east - west, north - south) == pytest.approx((11.25 / 3600, 7.5 / 3600), abs=1e-9)
