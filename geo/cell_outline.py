"""Runs of cells as a shape: how far phones are told, around the ground that is meant."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.grid import COLUMNS_PER_DEGREE, ROW_STRIDE, ROWS_PER_DEGREE
from geo.runs import Runs


def outline_of(runs: Runs) -> BaseGeometry:
    """The cells' outer and inner edges in lon, lat degrees; empty for no runs."""
    rows, first = np.divmod(runs[:, 0], ROW_STRIDE)
    last = runs[:, 1] % ROW_STRIDE
    west, east = first / COLUMNS_PER_DEGREE - 180, (last + 1) / COLUMNS_PER_DEGREE - 180
    south, north = rows / ROWS_PER_DEGREE - 90, (rows + 1) / ROWS_PER_DEGREE - 90
    return shapely.union_all(shapely.box(west, south, east, north), grid_size=1e-9)
