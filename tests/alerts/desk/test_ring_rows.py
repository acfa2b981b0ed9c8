"""Corners as text: what was typed is what is meant, and each bad row is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.desk.area_source import Vertices
from alerts.desk.ring_rows import MOST_ROWS, Fault, Rings, RowFault, read_rings, write_rings

SQUARE = ((139.0, 35.0), (139.01, 35.0), (139.01, 35.01))
TYPED = "139 35\n139.01 35\n139.01 35.01"

position = st.tuples(
    st.floats(min_value=-180, max_value=180), st.floats(min_value=-90, max_value=90)
)
rings = st.lists(position, min_size=3, max_size=6, unique=True).map(tuple)


@given(st.lists(rings, min_size=1, max_size=4).map(tuple))
def test_what_is_written_is_read(drawn: tuple[tuple[tuple[float, float], ...], ...]) -> None:
    source = Vertices(rings=drawn)

    assert read_rings(write_rings(source)).source == source


@pytest.mark.parametrize(
    "text",
    [
        TYPED,
        f"\n\n{TYPED}\n\n",
        TYPED.replace(" ", ", "),
        TYPED.replace(" ", "、"),
        TYPED.replace(" ", "\t").replace("\n", "\r\n"),
        "１３９　３５\n１３９．０１，３５\n１３９．０１　３５．０１",
    ],
)
def test_a_row_may_be_typed_as_hands_type_it(text: str) -> None:
    assert read_rings(text) == Rings(rings=(SQUARE,))


def test_an_empty_line_begins_another_ring() -> None:
    assert read_rings(f"{TYPED}\n\n{TYPED}").rings == (SQUARE, SQUARE)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("139.0", Fault.NOT_TWO),
        ("139 35 12", Fault.NOT_TWO),
        ("here 35", Fault.NOT_TWO),
        ("35.0 139.0", Fault.LATITUDE),
        ("nan nan", Fault.LATITUDE),
        ("inf 35", Fault.LONGITUDE),
        ("181 35", Fault.LONGITUDE),
    ],
)
def test_a_row_that_is_no_corner_is_named_with_what_is_wrong(row: str, fault: Fault) -> None:
    found = read_rings(f"{TYPED}\n{row}\n139 35.02")

    assert found.faults == (RowFault(4, fault, row),)
    assert found.source is None


def test_of_several_bad_rows_each_is_named() -> None:
    assert [one.row for one in read_rings("a\n139 35\nb\n139 95").faults] == [1, 3, 4]


@pytest.mark.parametrize("text", ["139 35\n139 36", "139 35\n139 36\n139 35\n139 36"])
def test_a_ring_of_two_corners_encloses_nothing(text: str) -> None:
    found = read_rings(f"{TYPED}\n\n{text}")

    assert found.faults == (RowFault(5, Fault.FEW_CORNERS, str(len(text.splitlines()))),)


def test_nothing_typed_is_no_ring() -> None:
    assert read_rings(" \n ") == Rings(rings=())


def test_a_flood_of_rows_is_refused_before_it_is_read() -> None:
    assert read_rings("139 35\n" * (MOST_ROWS + 1)).faults == (
        RowFault(MOST_ROWS, Fault.MANY_ROWS),
    )
