"""Heights come from grids and points; what they do not cover is unknown, not level."""

from pathlib import Path

import numpy as np
import pytest

from geo.importers.elevation import ElevationUnreadable, read_elevation, slope_flags
from geo.streets import BRIDGE, STEEP, TUNNEL
from tests.geo.importers.flat_streets import place, streets

GRID = """ncols 3
nrows 2
xllcorner 139.5
yllcorner 34.5
cellsize 1
NODATA_value -9999
10 20 -9999
0 10 20
"""


def grid(folder: Path, text: str = GRID) -> Path:
    (folder / "heights.asc").write_text(text)
    return folder / "heights.asc"


def heights(path: Path, *at: tuple[float, float]) -> list[float | None]:
    lon, lat = np.array(at, dtype=np.float64).T
    found = read_elevation(path).at(lon, lat).tolist()
    return [None if value != value else round(value, 6) for value in found]


def test_a_grid_is_read_from_its_north_western_corner(tmp_path: Path) -> None:
    assert heights(grid(tmp_path), (140, 36), (141, 36), (140, 35), (142, 35)) == [10, 20, 0, 20]


def test_between_the_middles_of_cells_heights_are_in_proportion(tmp_path: Path) -> None:
    assert heights(grid(tmp_path), (140.5, 35), (140, 35.5), (140.5, 35.5)) == [5, 5, 10]


def test_beside_a_missing_height_and_outside_nothing_is_known(tmp_path: Path) -> None:
    assert heights(grid(tmp_path), (141.5, 35.5), (138, 35), (140, 37)) == [None, None, None]


def test_a_corner_may_be_named_by_its_middle(tmp_path: Path) -> None:
    centred = GRID.replace("xllcorner 139.5", "XLLCENTER 140").replace(
        "yllcorner 34.5", "YLLCENTER 35"
    )

    assert heights(grid(tmp_path, centred), (140, 36), (142, 35)) == [10, 20]


@pytest.mark.parametrize("heading", ["", "metres,lat,lon\n", "標高,緯度,経度\n"])
def test_points_are_read_by_their_heading_or_in_order(tmp_path: Path, heading: str) -> None:
    corners = [(140, 35, 0), (141, 35, 10), (140, 36, 10), (141, 36, 20)]
    rows = [(z, y, x) if heading else (x, y, z) for x, y, z in corners]
    path = tmp_path / "heights.csv"
    path.write_text(heading + "".join(f"{a},{b},{c}\n" for a, b, c in rows), "utf-8-sig")

    assert heights(path, (140, 35), (140.5, 35.5), (142, 35)) == [0, 10, None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "does not exist or is empty"),
        ("ncols 3\nnrows 2\ncellsize 1\n1 2 3 4 5 6", "is no whole ESRI ASCII grid"),
        (GRID + " 7", "says 2 × 3 heights and has 7"),
        (GRID.replace("139.5", "500000"), "is not in degrees"),
        ("a,b\nc,d\n", "neither an ESRI ASCII grid nor rows of lon,lat,metres"),
        ("500000,35,1\n500001,35,2\n500000,36,3\n", "neither an ESRI ASCII grid"),
    ],
)
def test_a_file_without_usable_heights_says_why(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ElevationUnreadable, match=told):
        read_elevation(grid(tmp_path, text))


def test_bytes_that_are_no_text_name_the_converter(tmp_path: Path) -> None:
    (tmp_path / "heights.tif").write_bytes(b"II*\x00\xff\xfe")

    with pytest.raises(ElevationUnreadable, match="gdal_translate -of AAIGrid"):
        read_elevation(tmp_path / "heights.tif")


class Slope:
    """Rises 1 m in 5 m to the east; nothing is known west of the middle."""

    def at(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        east = (lon - place(0, 0)[0]) / (place(1, 0)[0] - place(0, 0)[0])
        return np.where(east < -1, np.nan, east / 5)


def test_steep_is_more_than_a_tenth_and_more_than_a_metre() -> None:
    drawn = streets(
        ((0, 0), (50, 0)),
        ((50, 0), (0, 0)),
        ((0, 0), (0, 50)),  # along the slope
        ((0, 0), (4, 0)),  # steep, but less than a metre
        ((0, 0), (20, 55)),  # 4 m in 58 m
        ((-50, 0), (50, 0)),  # one end unknown
    )

    slopes = slope_flags(drawn, np.zeros(6, np.int64), Slope())

    assert slopes.flags.tolist() == [STEEP, STEEP, 0, 0, 0, 0]
    assert slopes.unknown == 1


@pytest.mark.parametrize("flag", [BRIDGE, TUNNEL])
def test_bridges_and_tunnels_do_not_follow_the_ground(flag: int) -> None:
    drawn = streets(((0, 0), (50, 0)))

    slopes = slope_flags(drawn, np.array([flag]), Slope())

    assert slopes.flags.tolist() == [0]
    assert slopes.unknown == 0
