"""Areas: what a ring, a circle or a geometry encloses, and what is refused."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.area import (
    Area,
    Refused,
    area_from_circle,
    area_from_geometry,
    area_from_ring,
    intersection,
    union,
)

SQUARE = [(139.0, 35.0), (139.1, 35.0), (139.1, 35.1), (139.0, 35.1), (139.0, 35.0)]
GEOD = Geod(ellps="WGS84")


def accepted(outcome: Area | Refused) -> Area:
    assert isinstance(outcome, Area), outcome
    return outcome


def square(west: float, south: float, side: float) -> Area:
    return Area(shapely.MultiPolygon([shapely.box(west, south, west + side, south + side)]))


def test_a_ring_covers_its_inside_and_its_boundary_and_nothing_else() -> None:
    area = accepted(area_from_ring(SQUARE))

    held = [area.covers(139.05, 35.05), area.covers(139.0, 35.0), area.covers(139.1001, 35.05)]

    assert held == [True, True, False]


def test_an_unclosed_ring_is_closed() -> None:
    assert area_from_ring(SQUARE[:-1]) == area_from_ring(SQUARE)


def test_start_and_direction_of_a_ring_do_not_matter() -> None:
    turned = SQUARE[2:] + SQUARE[1:3]

    outcomes = {accepted(area_from_ring(ring)) for ring in (SQUARE, SQUARE[::-1], turned)}

    assert len(outcomes) == 1


def test_an_area_survives_its_bytes() -> None:
    area = union([square(139, 35, 0.1), square(140, 36, 0.1)])

    read = Area.from_wkb(area.to_wkb())

    assert (read, hash(read), read.to_wkb()) == (area, hash(area), area.to_wkb())


@pytest.mark.parametrize(
    "wkb",
    [
        b"",
        b"not wkb",
        shapely.to_wkb(shapely.Point(1, 2)),
        shapely.to_wkb(shapely.MultiPolygon()),
        shapely.to_wkb(shapely.MultiPolygon([shapely.box(0, 0, 200, 1)])),
        shapely.to_wkb(shapely.from_wkt("MULTIPOLYGON (((0 0, 1 1, 1 0, 0 1, 0 0)))")),
    ],
)
def test_bytes_that_are_no_area_are_a_broken_promise(wkb: bytes) -> None:
    with pytest.raises(ValueError, match=r"Area|area"):
        Area.from_wkb(wkb)


def test_an_area_cannot_be_changed() -> None:
    area = square(139, 35, 0.1)

    with pytest.raises(AttributeError):
        area.geometry = shapely.MultiPolygon()  # type: ignore[misc]


def test_geojson_follows_rfc_7946() -> None:
    area = accepted(area_from_ring(SQUARE[::-1]))

    geojson = area.geojson()

    ring = [[139.0, 35.0], [139.1, 35.0], [139.1, 35.1], [139.0, 35.1], [139.0, 35.0]]
    assert geojson == {"type": "MultiPolygon", "coordinates": [[ring]]}


@pytest.mark.parametrize(
    ("ring", "word"),
    [
        ([], "fewer than four"),
        (SQUARE[:2], "fewer than four"),
        ([SQUARE[0], SQUARE[1], SQUARE[0]], "fewer than four"),
        ([(139.0, 35.0), (139.1, 35.0), (139.2, 35.0), (139.0, 35.0)], "no area"),
        ([(139.0, 35.0), (139.1, 35.1), (139.0, 35.0), (139.1, 35.1), (139.0, 35.0)], "no area"),
        ([(139.0, 35.0)] * 5, "no area"),
        ([(float("nan"), 35.0), *SQUARE], "finite"),
        ([(float("inf"), 35.0), *SQUARE], "finite"),
        ([(lat, lon) for lon, lat in SQUARE], "swapped"),
        ([(181.0, 35.0), *SQUARE], "longitude"),
        ([(139.0, 35.0, 3.0), *SQUARE], "pairs"),
        ([("a", "b"), *SQUARE], "pairs"),
        (SQUARE * 30_000, "at most"),
        ([(-170.0, -1.0), (-50.0, 1.0), (70.0, -1.0), (179.0, 1.0)], "equator"),
        ([(0.0, 80.0), (120.0, 80.0), (-120.0, 80.0), (10.0, 81.0), (130.0, 81.0), (-110.0, 81.0)],
         "more than once"),
    ],
)  # fmt: skip
def test_what_is_no_area_is_refused_with_a_reason(
    ring: list[tuple[float, float]], word: str
) -> None:
    outcome = area_from_ring(ring)

    assert isinstance(outcome, Refused)
    assert word in outcome.reason


def test_a_bow_tie_keeps_both_lobes() -> None:
    area = accepted(area_from_ring([(0, 0), (2, 2), (2, 0), (0, 2)]))

    held = [area.covers(0.2, 1.0), area.covers(1.8, 1.0), area.covers(1.0, 1.8)]

    assert held == [True, True, False]


def test_a_ring_that_crosses_itself_keeps_everything_it_encloses() -> None:
    pentagram = [(0, 1), (0.588, -0.809), (-0.951, 0.309), (0.951, 0.309), (-0.588, -0.809)]
    folded = [(0, 0), (4, 0), (4, 4), (1, 4), (1, -2), (3, -2), (3, 2), (0, 2)]

    star, fold = accepted(area_from_ring(pentagram)), accepted(area_from_ring(folded))

    assert star.covers(0, 0)
    assert [fold.covers(2, 1), fold.covers(2, -1), fold.covers(3.5, 3.5)] == [True, True, True]


def test_a_ring_that_only_touches_itself_keeps_its_hole() -> None:
    keyhole = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 5), (3, 5), (3, 7), (7, 7), (7, 3), (3, 3),
               (3, 5), (0, 5)]  # fmt: skip

    area = accepted(area_from_ring(keyhole))

    assert [area.covers(5, 5), area.covers(1, 5), area.covers(3, 4)] == [False, True, True]
    assert area.geometry.area == pytest.approx(84)


def test_a_spike_is_cut_off_and_the_rest_stays() -> None:
    area = accepted(area_from_ring([(0, 0), (1, 0), (5, 0.5), (1, 0), (1, 1), (0, 1)]))

    assert area == square(0, 0, 1)


@pytest.mark.parametrize("tiny", [6e-87, 2.5e-257, 5e-324, -1e-12])
def test_numbers_too_small_to_matter_do_no_harm(tiny: float) -> None:
    one = accepted(area_from_ring([(tiny, 0.0), (0.0, 3.9), (1.125, tiny)]))
    other = accepted(area_from_ring([(0.0, tiny), (1.125, 0.0), (tiny, 3.9)]))
    nothing = area_from_ring([(0.0, 0.0), (0.0, 1.0), (tiny, 0.5)])

    assert union([one, other]) == one == other
    assert intersection(one, other) == one
    assert isinstance(nothing, Refused)


def test_a_scribble_is_refused_before_it_costs_minutes() -> None:
    scribble = np.random.default_rng(1).random((3_000, 2)).tolist()

    outcome = area_from_ring([(lon, lat) for lon, lat in scribble])

    assert outcome == Refused(
        "The polygon crosses itself too often to be understood; draw it anew."
    )


def test_a_comb_with_endless_teeth_is_refused() -> None:
    teeth = [(x * 0.01, 60.0 * (x % 2)) for x in range(2_000)]

    outcome = area_from_ring([*teeth, (20.0, -1.0), (0.0, -1.0)])

    assert isinstance(outcome, Refused)
    assert "outline" in outcome.reason


def test_a_ring_across_the_antimeridian_is_cut_there() -> None:
    area = accepted(area_from_ring([(179.5, -17), (-179.5, -17), (-179.5, -16), (179.5, -16)]))

    held = [area.covers(lon, -16.5) for lon in (179.6, 180.0, -180.0, -179.6, 0.0)]

    assert held == [True, True, True, True, False]
    assert area.geometry.area == pytest.approx(1.0)
    assert len(area.geometry.geoms) == 2


@pytest.mark.parametrize(("sign", "pole"), [(1, 90.0), (-1, -90.0)])
def test_a_ring_round_a_pole_holds_that_pole(sign: int, pole: float) -> None:
    area = accepted(area_from_ring([(lon, sign * 70.0) for lon in (-150, -30, 90)]))

    held = [
        area.covers(lon, lat) for lon, lat in ((0, pole), (-77, 80.0 * sign), (170, 60.0 * sign))
    ]

    assert held == [True, True, False]


@pytest.mark.parametrize(
    ("lon", "lat", "radius_km"),
    [
        (139.7671, 35.6812, 5),
        (139.7671, 35.6812, 0.05),
        (180.0, -17.0, 300),
        (-179.9, 51.9, 100),
        (10.0, 78.0, 700),
        (25.0, 89.9, 11.17),
        (25.0, 89.9, 11.1),
        (-60.0, -84.0, 660),
        (0.0, 90.0, 100),
        (0.0, -90.0, 2_000),
        (-179.0, 70.0, 1_900),
        (0.0, 0.0, 2_000),
    ],
)
def test_a_circle_holds_all_of_itself_and_little_else(
    lon: float, lat: float, radius_km: float
) -> None:
    area = accepted(area_from_circle(lon, lat, radius_km))

    rim = ring_at(lon, lat, radius_km * 1000)
    beyond = ring_at(lon, lat, radius_km * 1000 * 1.05)
    assert all(area.covers(x, y) for x, y in rim)
    assert not any(area.covers(x, y) for x, y in beyond)
    assert area.covers(lon, lat)


def ring_at(lon: float, lat: float, metres: float) -> list[tuple[float, float]]:
    azimuths = np.arange(0, 360, 0.37)
    full = np.full_like(azimuths, 1.0)
    lons, lats, _ = GEOD.fwd(full * lon, full * lat, azimuths, full * metres)
    return list(zip(lons.tolist(), lats.tolist(), strict=True))


@pytest.mark.parametrize(
    ("lon", "lat", "radius_km", "word"),
    [
        (139.0, 35.0, 0.0, "warns nobody"),
        (139.0, 35.0, -5.0, "not a distance"),
        (139.0, 35.0, float("nan"), "not a distance"),
        (139.0, 35.0, float("inf"), "not a distance"),
        (139.0, 35.0, 5_000.0, "metres"),
        (35.0, 139.0, 5.0, "swapped"),
        (190.0, 35.0, 5.0, "longitude"),
        (float("nan"), 35.0, 5.0, "finite"),
    ],
)
def test_a_circle_that_is_none_is_refused_with_a_reason(
    lon: float, lat: float, radius_km: float, word: str
) -> None:
    outcome = area_from_circle(lon, lat, radius_km)

    assert isinstance(outcome, Refused)
    assert word in outcome.reason


def test_a_geometry_keeps_its_holes_even_when_it_has_to_be_repaired() -> None:
    hole = [(1, 1), (2, 1), (2, 2), (1, 2), (1, 1)]
    bow_tie = [(0, 0), (4, 4), (4, 0), (0, 4), (0, 0)]

    sound = accepted(area_from_geometry(shapely.Polygon(shapely.box(0, 0, 4, 4).exterior, [hole])))
    mended = accepted(
        area_from_geometry(shapely.Polygon(bow_tie, [[(0.5, 1.8), (1, 1.8), (1, 2.2), (0.5, 2.2)]]))
    )

    assert [sound.covers(1.5, 1.5), sound.covers(3, 3)] == [False, True]
    assert [mended.covers(0.7, 2), mended.covers(0.2, 2), mended.covers(3.8, 2)] == [
        False,
        True,
        True,
    ]


def test_overlapping_polygons_of_one_geometry_become_one() -> None:
    both = shapely.MultiPolygon([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)])

    area = accepted(area_from_geometry(both))

    assert area.geometry.area == pytest.approx(3.0)
    assert len(area.geometry.geoms) == 1


def test_longitudes_beyond_180_are_turned_back() -> None:
    area = accepted(area_from_geometry(shapely.box(179, 0, 181, 1)))

    assert [area.covers(179.5, 0.5), area.covers(-179.5, 0.5), area.covers(178.5, 0.5)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("wkt", "word"),
    [
        ("POLYGON EMPTY", "no area"),
        ("POINT (1 2)", "no area"),
        ("LINESTRING (1 2, 3 4)", "no area"),
        ("POLYGON ((0 0, 1 1, 2 2, 0 0))", "no area"),
        ("POLYGON ((0 0, 0 95, 1 95, 0 0))", "swapped"),
        ("POLYGON ((-179 0, 179 0, 179 1, -179 1, -179 0))", "antimeridian"),
    ],
)  # fmt: skip
def test_a_geometry_that_is_no_area_is_refused_with_a_reason(wkt: str, word: str) -> None:
    outcome = area_from_geometry(shapely.from_wkt(wkt))

    assert isinstance(outcome, Refused)
    assert word in outcome.reason


def test_the_intersection_is_shared_ground_only() -> None:
    left, right, corner = square(0, 0, 2), square(1, 0, 2), square(2, 0, 1)

    shared = intersection(left, right)

    assert shared is not None
    assert shared.bounds == (1, 0, 2, 2)
    assert intersection(left, corner) is None
    assert [left.intersects(right), left.intersects(corner), left.intersects(square(5, 5, 1))] == [
        True,
        True,
        False,
    ]


def test_a_union_covers_what_each_covers() -> None:
    both = union([square(0, 0, 1), square(1, 0, 1), square(5, 5, 1)])

    held = [both.covers(x, y) for x, y in ((0.5, 0.5), (1, 0.5), (1.5, 0.5), (5.5, 5.5), (3, 3))]

    assert held == [True, True, True, True, False]
    assert len(both.geometry.geoms) == 2


def test_a_union_of_nothing_is_a_broken_promise() -> None:
    with pytest.raises(ValueError, match="at least one"):
        union([])
