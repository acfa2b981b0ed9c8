from hypothesis import given
from hypothesis import strategies as st

from service.demo.grid import box_of, cell_of, shifted

LONGITUDES = st.floats(-180, 180)
LATITUDES = st.floats(-90, 90)


def test_a_point_in_tokyo_falls_into_the_cell_worked_out_by_hand():
    # (35.681 + 90) * 480 = 60326.88 and (139.767 + 180) * 320 = 102325.44
    assert cell_of(139.767, 35.681) == 60_326 * 131_072 + 102_325


def test_the_north_pole_falls_into_the_last_row():
    assert cell_of(0.0, 90.0) == 86_399 * 131_072 + 57_600


def test_both_sides_of_the_antimeridian_are_one_line():
    assert cell_of(180.0, 0.0) == cell_of(-180.0, 0.0) == 43_200 * 131_072


@given(LONGITUDES, LATITUDES)
def test_every_point_lies_in_the_box_of_its_cell(lon, lat):
    west, south, east, north = box_of(cell_of(lon, lat))

    rounding = 1e-7
    wrapped = (lon + 180 + rounding / 2) % 360 - 180
    assert west - rounding <= wrapped <= east + rounding
    assert south - rounding <= lat <= north + rounding


@given(LONGITUDES, st.floats(-80, 80))
def test_a_shifted_cell_is_the_cell_of_a_shifted_point(lon, lat):
    west, south, _, _ = box_of(cell_of(lon, lat))

    middle = west + 0.5 / 320, south + 0.5 / 480

    assert shifted(cell_of(*middle), 3, 0) == cell_of(middle[0], middle[1] + 3 / 480)
