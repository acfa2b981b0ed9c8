"""Zones as phones draw them: all of the zone, coarse, and small."""

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.area import Area, area_from_geometry
from geo.bundle import Bundle, Head, read_bundle, write_bundle
from geo.context import Feature
from geo.ground import bare_ground
from geo.importers import drawn_zones as module
from geo.importers.drawn_zones import drawn_zones
from geo.sites import Places
from geo.street_building import build_graph
from geo.unreadable import BytesUnreadable
from geo.zones import Zone

KX = 911_000
COVERAGE = shapely.box(139.0, 35.0, 139.2, 35.2)
ROUND = shapely.Point(139.1, 35.1).buffer(0.02, quad_segs=64)
WITH_HOLE = ROUND.difference(shapely.Point(139.1, 35.1).buffer(0.005, quad_segs=64))


def zone(shape: Any, hazard: str = "flood", least_m: float | None = None) -> Zone:
    area = area_from_geometry(shape)
    assert isinstance(area, Area)
    return Zone(hazard=hazard, least_m=least_m, area=area)


def shape_of(feature: Feature) -> Any:
    outer, *holes = ((part / 1e5).tolist() for part in feature.parts)
    return shapely.Polygon(outer, holes)


@given(
    st.lists(
        st.tuples(st.floats(139.02, 139.18), st.floats(35.02, 35.18), st.floats(0.001, 0.02)),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_drawn_holds_all_of_the_zone(discs: list[tuple[float, float, float]]) -> None:
    shape = shapely.union_all(
        [shapely.Point(x, y).buffer(reach, quad_segs=32) for x, y, reach in discs]
    )

    drawn, _ = drawn_zones([zone(shape)], COVERAGE, KX)

    seen = shapely.union_all([shape_of(one).buffer(0) for one in drawn])
    # Positions are whole 10⁻⁵ degrees, about a metre.
    assert shape.difference(seen.buffer(2e-5)).area == pytest.approx(0, abs=1e-12)


def test_only_whole_zones_are_drawn_each_under_its_hazard_with_its_holes() -> None:
    zones = [zone(WITH_HOLE), zone(ROUND, least_m=3.0), zone(ROUND, "tsunami")]

    drawn, notes = drawn_zones(zones, COVERAGE, KX)

    assert [(one.layer, one.zoom, one.name, len(one.parts)) for one in drawn] == [
        (1, 0, 0, 2),
        (5, 0, 0, 1),
    ]
    assert notes == ("zones drawn to 5 m",)


def test_zones_that_need_too_many_bytes_are_drawn_more_coarsely_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fine, _ = drawn_zones([zone(ROUND)], COVERAGE, KX)

    monkeypatch.setattr(module, "MOST_BYTES", 120)
    coarse, coarse_notes = drawn_zones([zone(ROUND)], COVERAGE, KX)
    monkeypatch.setattr(module, "MOST_BYTES", 2)
    none, none_notes = drawn_zones([zone(ROUND)], COVERAGE, KX)

    assert 0 < len(coarse[0].parts[0]) < len(fine[0].parts[0])
    assert coarse_notes != ("zones drawn to 5 m",)
    assert (none, none_notes) == ((), ("zones are not drawn: more than 2 bytes even to 80 m",))


def test_a_bundle_keeps_its_drawn_zones_and_refuses_one_of_no_hazard() -> None:
    graph = build_graph([0, 50], [0, 0], [(0, 1)], [3], [0], [0], [{}]).graph
    head = Head(id="t", name={"ja": "町"}, made=1, bbox5=(0, 0, 50, 0), kx=graph.kx)
    ring = np.array([[0, 0], [50, 0], [50, 40]])

    def bundle(layer: int) -> bytes:
        zones = (Feature(layer, 0, 0, (ring,)),)
        return write_bundle(
            Bundle(head=head, graph=graph, ground=bare_ground(1), places=Places(()), zones=zones)
        )

    (kept,) = read_bundle(bundle(8)).zones

    assert (kept.layer, kept.parts[0].tolist()) == (8, ring.tolist())
    with pytest.raises(BytesUnreadable, match="a zone is of no hazard"):
        read_bundle(bundle(9))
