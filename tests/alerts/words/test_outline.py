"""The area as phones get it: never smaller than the truth, never larger than it says."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon

from alerts.push import outline as outline_module
from alerts.push.outline import decoded, encoded, outlines
from geo.area import Area, area_from_circle, area_from_geometry, area_from_ring

METRES_PER_DEGREE = 111_195.0  # on the sphere that the distances below are measured on


def shape_of(text: str) -> shapely.Geometry:
    """Rings filled even-odd, as a phone fills them."""
    filled: shapely.Geometry = MultiPolygon()
    for ring in decoded(text):
        filled = shapely.symmetric_difference(filled, Polygon(ring))
    return filled


def farthest_m(shape: shapely.Geometry, area: Area) -> float:
    """How far vertices of the outline lie outside the area, great-circle metres to the nearest."""
    worst = 0.0
    for lon, lat in shapely.get_coordinates(shape):
        scale = np.cos(np.radians(lat))
        flat = shapely.transform(area.geometry, lambda p, k=scale: p * [k, 1.0])
        worst = max(worst, flat.distance(Point(lon * scale, lat)) * METRES_PER_DEGREE)
    return worst


@st.composite
def areas(draw: st.DrawFn) -> Area:
    """Stars, spiky or round, with or without islands and holes, anywhere but at the poles."""
    lon, lat = draw(st.floats(-170, 170)), draw(st.floats(-80, 80))
    size = draw(st.sampled_from([0.002, 0.02, 0.3, 2.0]))
    count = draw(st.integers(3, 40))
    radii = draw(st.lists(st.floats(0.1, 1.0), min_size=count, max_size=count))
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    star = Polygon(
        [
            (lon + size * r * np.cos(a), lat + size * r * np.sin(a))
            for r, a in zip(radii, angles, strict=True)
        ]
    )
    shape = star
    if draw(st.booleans()):
        shape = shape.difference(Point(lon, lat).buffer(size * 0.05))
    if draw(st.booleans()):
        shape = shape.union(Point(lon + 1.5 * size, lat).buffer(size * 0.2))
    found = area_from_geometry(shape)
    assert isinstance(found, Area)
    return found


@settings(max_examples=60, deadline=None)
@given(areas())
def test_every_outline_contains_the_whole_area(area: Area):
    for outline in outlines(area):
        assert shapely.covers(shape_of(outline.text), area.geometry)


@settings(max_examples=40, deadline=None)
@given(areas())
def test_no_outline_reaches_farther_than_its_slack(area: Area):
    for outline in islice(outlines(area), 3):
        assert farthest_m(shape_of(outline.text), area) <= outline.slack_m


def test_outlines_get_shorter_as_they_get_coarser():
    wavy = area_from_circle(136.6, 36.5, 30.0)
    assert isinstance(wavy, Area)

    found = tuple(outlines(wavy))

    assert len(found) > 1
    assert [o.slack_m for o in found] == sorted(o.slack_m for o in found)
    assert [len(o.text) for o in found] == sorted((len(o.text) for o in found), reverse=True)


def test_a_small_area_is_told_within_25_metres():
    street = area_from_ring([(136.6, 36.5), (136.61, 36.5), (136.61, 36.51), (136.6, 36.51)])
    assert isinstance(street, Area)

    assert next(iter(outlines(street))).slack_m == 25


@pytest.mark.parametrize("lon", [-180.0, 180.0])
def test_an_area_at_the_antimeridian_has_outlines_too(lon: float):
    island = area_from_circle(lon, -17.0, 20.0)
    assert isinstance(island, Area)

    found = tuple(outlines(island))

    assert found
    assert all(shapely.covers(shape_of(o.text), island.geometry) for o in found)


def test_thousands_of_islands_get_coarse_outlines_but_no_wrong_one():
    rng = np.random.default_rng(7)
    islands = [Point(x, y).buffer(0.002, quad_segs=2) for x, y in rng.uniform(0, 1, (2_000, 2))]
    sea = area_from_geometry(shapely.union_all(islands))
    assert isinstance(sea, Area)

    found = tuple(outlines(sea))

    assert found
    for outline in found:
        assert len(outline.text) <= 900
        assert shapely.covers(shape_of(outline.text), sea.geometry)


def test_the_written_form_is_the_one_in_the_documents():
    """The example of docs/formats.md: readers in other languages are held to the same string."""
    triangle = Polygon([(136.65, 36.56), (136.66, 36.56), (136.66, 36.57)])

    documents = Path(__file__).resolve().parents[3] / "docs" / "formats.md"
    assert f"`{encoded(triangle)}`" in documents.read_text(encoding="utf-8")
    assert encoded(triangle) == "wuhiag0k_Gw-BAAw-B."
    assert decoded("wuhiag0k_Gw-BAAw-B.") == (((136.65, 36.56), (136.66, 36.56), (136.66, 36.57)),)


@pytest.mark.parametrize("broken", ["é.", "AB C.", "A."])
def test_a_broken_outline_is_refused(broken: str):
    with pytest.raises(ValueError, match=r"."):
        decoded(broken)


def test_only_the_outlines_that_are_asked_for_are_drawn(monkeypatch: pytest.MonkeyPatch):
    drawn: list[float] = []
    grown = outline_module._grown
    monkeypatch.setattr(
        outline_module, "_grown", lambda rough, slack: drawn.append(slack) or grown(rough, slack)
    )
    street = area_from_ring([(136.7, 36.5), (136.71, 36.5), (136.71, 36.51), (136.7, 36.51)])
    assert isinstance(street, Area)

    twice = [next(iter(outlines(street))) for _ in range(2)]

    assert twice[0] is twice[1]
    assert len(drawn) == 1
