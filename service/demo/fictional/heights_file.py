"""The heights as an ESRI ASCII grid: square cells in degrees, metres above the sea."""

from pathlib import Path
from typing import Any

import numpy as np

from service.demo.fictional.plan import Floats, Plan
from service.demo.fictional.terrain import Terrain
from service.demo.fictional.warp import Warp

_CELL = 1e-4  # degrees: some 10 m
_BEYOND_M = 700.0
_COARSE = 8  # cells between the points that are taken back to the sheet; straight in between


def write_heights(file: Path, plan: Plan, warp: Warp, terrain: Terrain) -> None:
    """Coarser for a very large town. The first row is the northernmost."""
    cell = _CELL * max(1, round(plan.side / 14_000))
    west, south, columns, rows = _frame(plan, warp, cell)
    x, y = _sheet(
        warp, west + (np.arange(columns) + 0.5) * cell, south + (np.arange(rows) + 0.5) * cell
    )
    heights = np.round(terrain.height(x, y), 1)
    head = {
        "ncols": columns,
        "nrows": rows,
        "xllcorner": west,
        "yllcorner": south,
        "cellsize": round(cell, 6),
        "NODATA_value": -9999,
    }
    with file.open("w", encoding="ascii") as output:
        output.write("".join(f"{key} {value}\n" for key, value in head.items()))
        for row in heights[::-1].tolist():
            output.write(" ".join(map(str, row)) + "\n")


def _frame(plan: Plan, warp: Warp, cell: float) -> tuple[float, float, int, int]:
    """West and south edge in degrees, columns, rows: the whole land and some sea."""
    reach = plan.edge + _BEYOND_M
    corners = np.array([(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)])
    lons, lats = warp.to_degrees(*corners.T)
    west, south = round(float(lons.min()), 4), round(float(lats.min()), 4)
    columns, rows = (int((float(a.max()) - float(a.min())) / cell) + 1 for a in (lons, lats))
    return west, south, columns, rows


def _sheet(warp: Warp, lons: Any, lats: Any) -> tuple[Floats, Floats]:
    """Points of the sheet, both (rows, columns), straight lines between every eighth of them."""
    ends = [np.arange(0, len(axis) + _COARSE, _COARSE) for axis in (lats, lons)]
    steps = [axis[1] - axis[0] for axis in (lats, lons)]
    coarse = np.meshgrid(lons[0] + ends[1] * steps[1], lats[0] + ends[0] * steps[0])
    shares = [np.arange(len(axis)) / _COARSE for axis in (lats, lons)]
    x, y = (_between(_between(part, shares[0]).T, shares[1]).T for part in warp.to_sheet(*coarse))
    return x, y


def _between(values: Floats, at: Floats) -> Floats:
    """Rows of `values` at fractional row numbers."""
    low = at.astype(np.int64)
    share = (at - low)[:, None]
    found: Floats = values[low] * (1 - share) + values[low + 1] * share
    return found
