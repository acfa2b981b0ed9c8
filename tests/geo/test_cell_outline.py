"""The outline of cells holds each of them, and nothing more."""

import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.cell_outline import outline_of
from geo.cells import cell_bounds, count, no_runs, runs_of
from tests.factories import box


@given(
    st.floats(min_value=139.0, max_value=139.1),
    st.floats(min_value=35.0, max_value=35.1),
    st.floats(min_value=0.0005, max_value=0.02),
)
def test_it_holds_the_area_and_is_as_large_as_its_cells(
    west: float, south: float, size: float
) -> None:
    area = box(west, south, size)
    runs = runs_of(area)

    outline = outline_of(runs)

    cell = shapely.box(*cell_bounds(int(runs[0, 0]))).area
    assert outline.covers(area.geometry)
    assert abs(outline.area - count(runs) * cell) < 1e-9


def test_no_cells_have_no_outline() -> None:
    assert outline_of(no_runs()).is_empty
