"""Rings and circles: lat,lon in, lon,lat out; what is no shape is a fault and never a guess."""

from collections.abc import Callable

import pytest

from alerts.report import AreaClaim, Circle, Code, Report
from alerts.sources.reading import read

Altered = Callable[[str, str], bytes]
POLYGON = "<polygon>35.6,139.7 35.6,139.8 35.7,139.8 35.6,139.7</polygon>"
RING = ((139.7, 35.6), (139.8, 35.6), (139.8, 35.7), (139.7, 35.6))


def area_of(raw: bytes) -> tuple[AreaClaim, tuple[str, ...]]:
    (part,) = read(raw)
    assert isinstance(part, Report), part
    (area,) = part.hazards[0].areas
    return area, part.notes


def test_a_ring_is_turned_to_lon_lat(altered: Altered) -> None:
    assert area_of(altered("Harbour", "Harbour")) == (
        AreaClaim(description="Harbour", polygons=(RING,)),
        (),
    )


def test_an_area_keeps_all_its_shapes_and_codes(altered: Altered) -> None:
    more = "<circle>-35.5,-139.5 2.5</circle><geocode><valueName>jis</valueName><value>172014</value></geocode>"

    area, _ = area_of(altered(POLYGON, POLYGON + POLYGON + more))

    assert area == AreaClaim(
        description="Harbour",
        polygons=(RING, RING),
        circles=(Circle(lon=-139.5, lat=-35.5, radius_km=2.5),),
        geocodes=(Code(name="jis", value="172014"),),
    )


@pytest.mark.parametrize(
    "text",
    [
        "\n35.6,139.7\r\n35.6,139.8\t35.7,139.8   35.6,139.7 ",
        "+35.6,+139.7 35.60,139.80 35.700,139.8 35.6,139.7",
    ],
)
def test_white_space_and_signs_change_nothing(altered: Altered, text: str) -> None:
    assert area_of(altered(POLYGON, f"<polygon>{text}</polygon>")) == area_of(
        altered("Harbour", "Harbour")
    )


def test_spaces_around_commas_are_read_and_said(altered: Altered) -> None:
    text = "35.6, 139.7 35.6 ,139.8 35.7 , 139.8 35.6, 139.7"

    area, notes = area_of(altered(POLYGON, f"<polygon>{text}</polygon>"))

    assert area.polygons == (RING,)
    assert notes == ("Coordinates of a polygon have spaces around their commas; they were read.",)


def test_an_open_ring_is_closed_and_said(altered: Altered) -> None:
    text = "35.6,139.7 35.6,139.8 35.7,139.8 35.7,139.7"

    area, notes = area_of(altered(POLYGON, f"<polygon>{text}</polygon>"))

    assert area.polygons == (
        ((139.7, 35.6), (139.8, 35.6), (139.8, 35.7), (139.7, 35.7), (139.7, 35.6)),
    )
    assert notes == ("A polygon does not end where it begins; it was closed with a straight line.",)


def test_a_ring_past_the_date_line_is_kept_as_drawn(altered: Altered) -> None:
    text = "52,179 52,181 53,181 52,179"

    area, _ = area_of(altered(POLYGON, f"<polygon>{text}</polygon>"))

    assert area.polygons == (((179, 52), (181, 52), (181, 53), (179, 52)),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is empty"),
        (" \n ", "it is empty"),
        ("35.6,139.7", "1 points"),
        ("35.6,139.7 35.6,139.8 35.6,139.7", "3 points"),
        ("139.7,35.6 139.8,35.6 139.8,35.7 139.7,35.6", "may be swapped"),
        ("35.6,139.7 35.6,139.8 35.7,739.8 35.6,139.7", "longitude 739.8 is out of range"),
        ("35.6,139.7 35.6,139.8 NaN,139.8 35.6,139.7", "“NaN,139.8” is not a pair"),
        ("35.6,139.7 35.6,139.8 inf,139.8 35.6,139.7", "is not a pair"),
        ("35.6,139.7 35.6,139.8 3.57e1,139.8 35.6,139.7", "is not a pair"),
        ("35.6,139.7 35.6,139.8 1_0,139.8 35.6,139.7", "is not a pair"),
        ("35.6,139.7 35.6,139.8 ３５,139.8 35.6,139.7", "is not a pair"),
        ("35.6,139.7,5 35.6,139.8,5 35.7,139.8,5 35.6,139.7,5", "is not a pair"),
        ("35.6 139.7 35.6 139.8 35.7 139.8 35.6 139.7", "is not a pair"),
        ("35.6,139.7, 35.6,139.8, 35.7,139.8, 35.6,139.7", "is not a pair"),
        ("35.6;139.7 35.6;139.8 35.7;139.8 35.6;139.7", "is not a pair"),
        ("9" * 400 + ",139.7 35.6,139.8 35.7,139.8 35.6,139.7", "is not a pair"),
    ],
)
def test_what_is_no_ring_is_a_fault_and_the_text_stays(
    altered: Altered, text: str, words: str
) -> None:
    area, _ = area_of(altered(POLYGON, f"<polygon>{text}</polygon>"))

    assert (area.description, area.polygons) == ("Harbour", ())
    assert len(area.faults) == 1
    assert area.faults[0].startswith("A polygon was refused: ")
    assert words in area.faults[0]


def test_one_bad_ring_does_not_hide_the_good_one(altered: Altered) -> None:
    area, _ = area_of(altered(POLYGON, "<polygon>1,2</polygon>" + POLYGON))

    assert area.polygons == (RING,)
    assert len(area.faults) == 1


def test_an_empty_ring_beside_codes_draws_nothing_so_the_codes_count(altered: Altered) -> None:
    code = "<geocode><valueName>JIS</valueName><value>17201</value></geocode>"

    area, notes = area_of(altered(POLYGON, "<polygon/>" + code))

    assert (area.polygons, area.faults) == ((), ())
    assert area.geocodes == (Code(name="JIS", value="17201"),)
    assert "A polygon was left out: it is empty." in notes


def test_a_hole_written_as_a_geocode_is_read_as_a_ring(altered: Altered) -> None:
    value = " ".join(f"{lat},{lon}" for lon, lat in RING)
    code = f"<geocode><valueName>EXCLUDE_POLYGON</valueName><value>{value}</value></geocode>"

    area, _ = area_of(altered(POLYGON, POLYGON + code))

    assert (area.holes, area.geocodes) == ((RING,), ())


@pytest.mark.parametrize(
    ("text", "circle"),
    [
        ("35.6,139.7 5", Circle(lon=139.7, lat=35.6, radius_km=5)),
        ("35.6,139.7 0", Circle(lon=139.7, lat=35.6, radius_km=0)),
        ("35.6,139.7 -0.0", Circle(lon=139.7, lat=35.6, radius_km=0)),
        (" 35.6 , 139.7\n 0.25 ", Circle(lon=139.7, lat=35.6, radius_km=0.25)),
        ("-17,182 10", Circle(lon=-178, lat=-17, radius_km=10)),
    ],
)
def test_a_circle_is_a_centre_and_kilometres(altered: Altered, text: str, circle: Circle) -> None:
    area, _ = area_of(altered(POLYGON, f"<circle>{text}</circle>"))

    assert area.circles == (circle,)
    assert area.faults == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not “latitude,longitude radius”"),
        ("35.6,139.7", "is not “latitude,longitude radius”"),
        ("35.6,139.7 5km", "is not “latitude,longitude radius”"),
        ("35.6,139.7 35.8,139.9", "is not “latitude,longitude radius”"),
        ("35.6,139.7 NaN", "is not “latitude,longitude radius”"),
        ("35.6,139.7 -5", "a radius of -5 km is not possible"),
        ("35.6,139.7 99999", "a radius of 99999 km is not possible"),
        ("139.7,35.6 5", "may be swapped"),
    ],
)
def test_what_is_no_circle_is_a_fault(altered: Altered, text: str, words: str) -> None:
    area, _ = area_of(altered(POLYGON, f"<circle>{text}</circle>"))

    assert area.circles == ()
    assert len(area.faults) == 1
    assert words in area.faults[0]
