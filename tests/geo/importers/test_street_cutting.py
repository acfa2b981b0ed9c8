"""Raw streets become short integer edges, the same wherever they are computed."""

from math import ceil, floor, sqrt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.importers.osm import RawStreets
from geo.importers.street_cutting import CutStreets, cut
from geo.streets import KY


def raw(lon: list[float], lat: list[float], ends: list[tuple[int, int]]) -> RawStreets:
    nothing = np.zeros(len(ends), np.int64)
    pairs = np.array(ends, np.int64).reshape(-1, 2)
    return RawStreets(np.array(lon), np.array(lat), pairs, nothing + 3, nothing, nothing, ({},))


def edges(streets: CutStreets) -> list[tuple[tuple[int, int], tuple[int, int], int]]:
    at = list(zip(streets.lon5.tolist(), streets.lat5.tolist(), strict=True))
    pairs = zip(streets.ends.tolist(), streets.piece.tolist(), strict=True)
    return [(at[u], at[v], piece) for (u, v), piece in pairs]


def test_a_short_piece_stays_whole_and_a_long_one_is_cut_equally() -> None:
    streets = cut(raw([140.0, 140.0, 140.0], [35.0, 35.0005, 35.002], [(0, 1), (2, 1)]))

    assert edges(streets) == [
        ((14_000_000, 3_500_000), (14_000_000, 3_500_050), 0),
        ((14_000_000, 3_500_200), (14_000_000, 3_500_150), 1),
        ((14_000_000, 3_500_150), (14_000_000, 3_500_100), 1),
        ((14_000_000, 3_500_100), (14_000_000, 3_500_050), 1),
    ]


def test_inner_points_are_rounded_half_up_from_the_first_point_of_the_way() -> None:
    there = cut(raw([140.0, 140.00001], [35.0, 35.001], [(0, 1)]))
    back = cut(raw([140.0, 140.00001], [35.0, 35.001], [(1, 0)]))

    assert [u for u, _, _ in edges(there)] == [(14_000_000, 3_500_000), (14_000_001, 3_500_050)]
    assert [u for u, _, _ in edges(back)] == [(14_000_001, 3_500_100), (14_000_001, 3_500_050)]


def test_two_points_in_one_place_stay_two() -> None:
    streets = cut(raw([140.0, 140.0, 140.001], [35.0, 35.0, 35.0], [(0, 2), (1, 2)]))

    assert len(np.unique(streets.ends)) - len(streets.lon5) == 0
    assert streets.ends[0, 0] != streets.ends[2, 0]


FAR = st.floats(-0.02, 0.02)


@given(st.lists(st.tuples(FAR, FAR), min_size=2, max_size=6))
def test_every_edge_is_where_the_formula_of_the_format_says(
    steps: list[tuple[float, float]],
) -> None:
    lon, lat = [136.6 + x for x, _ in steps], [36.5 + y for _, y in steps]
    ends = [(i, i + 1) for i in range(len(steps) - 1)]

    streets = cut(raw(lon, lat, ends))

    assert edges(streets) == by_the_formula(lon, lat, ends, streets.kx)


def by_the_formula(
    lon: list[float], lat: list[float], ends: list[tuple[int, int]], kx: int
) -> list[tuple[tuple[int, int], tuple[int, int], int]]:
    """The contract's words, one number at a time."""
    made = []
    for piece, (a, b) in enumerate(ends):
        ax, ay, bx, by = (floor(v * 1e5 + 0.5) for v in (lon[a], lat[a], lon[b], lat[b]))
        x, y = (abs(ax - bx) * kx + 500) // 1000, (abs(ay - by) * KY + 500) // 1000
        n = max(1, ceil(sqrt(x * x + y * y) / 60_000))
        at = [
            ((2 * (ax * n + (bx - ax) * i) + n) // (2 * n), (2 * (ay * n + (by - ay) * i) + n) // (2 * n))
            for i in range(n + 1)
        ]  # fmt: skip
        made += [(at[i], at[i + 1], piece) for i in range(n)]
    return made
