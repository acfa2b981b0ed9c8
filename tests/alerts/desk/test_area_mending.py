"""What is not taken as it was drawn is said, and what is, is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.desk.area_mending import Mended, mended
from alerts.desk.area_source import AreaSource, CircleRound, Pasted, Vertices, area_of
from geo.area import Area
from geo.places import Gazetteer
from tests.factories import ring

BOW_TIE = ((139.0, 35.0), (139.01, 35.01), (139.01, 35.0), (139.0, 35.01))
ACROSS = ((179.9, 35.0), (-179.9, 35.0), (-179.9, 35.1), (179.9, 35.1))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (None, set()),
        (CircleRound(lon=139.0, lat=35.0, radius_m=100), set()),
        (Vertices(rings=(ring(139.0, 35.0),)), set()),
        (Vertices(rings=(ring(139.0, 35.0), ring(139.01, 35.0))), set()),
        (Vertices(rings=(BOW_TIE,)), {Mended.CROSSES}),
        (Vertices(rings=(ACROSS,)), {Mended.ANTIMERIDIAN}),
        (
            Vertices(rings=(ring(139.0, 35.0), ring(139.002, 35.002, 0.001))),
            {Mended.NESTED},
        ),
        (
            Pasted(text='{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}'),
            {Mended.CROSSES},
        ),
        (Pasted(text="<alert/>"), set()),
        (Vertices(rings=(((139.0, 35.0),),)), set()),
    ],
)
def test_what_was_mended_is_named(source: AreaSource | None, found: set[Mended]) -> None:
    assert mended(source) == found


corner = st.tuples(
    st.integers(1_390_000, 1_390_400).map(lambda n: n / 10_000),
    st.integers(350_000, 350_400).map(lambda n: n / 10_000),
)


@given(st.lists(corner, min_size=3, max_size=8, unique=True))
def test_whoever_stands_on_a_drawn_corner_is_warned_or_all_of_it_is_refused(
    corners: list[tuple[float, float]],
) -> None:
    source = Vertices(rings=(tuple(corners),))

    area = area_of(source, Gazetteer())

    if Mended.CROSSES not in mended(source) and isinstance(area, Area):
        assert all(area.covers(lon, lat) for lon, lat in corners)
