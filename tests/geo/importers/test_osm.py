"""OpenStreetMap files become raw streets and features, whatever form and order they come in."""

from pathlib import Path
from typing import Any

import osmium
import pytest
import shapely

from geo.importers.osm import OsmFile, OsmUnreadable, read_osm
from geo.streets import BRIDGE, LEVEL_CROSSING
from tests.geo.importers.osm_xml import Drawing

CROSSING = {"railway": "level_crossing"}


def town() -> Drawing:
    """Two streets that cross at point 2, a motorway, a river and a park with a pond."""
    return (
        Drawing(bounds=(139.99, 34.99, 140.03, 35.03))
        .node(1, 140.0, 35.0)
        .node(2, 140.001, 35.0, CROSSING)
        .node(3, 140.002, 35.0)
        .node(4, 140.001, 35.001)
        .node(5, 140.02, 35.02, {"highway": "traffic_signals", "name": "本町"})
        .node(6, 140.01, 35.01)
        .node(7, 140.01, 35.012)
        .node(8, 140.012, 35.012)
        .node(9, 140.0103, 35.0115)
        .node(10, 140.0106, 35.0115)
        .node(11, 140.0104, 35.0118)
        .way(1, [1, 2, 3], highway="residential", name="本町通り")
        .way(2, [2, 4], highway="footway", bridge="yes")
        .way(3, [1, 4], highway="motorway")
        .way(4, [1, 6], waterway="river", name="湊川")
        .way(5, [6, 7, 8, 6])
        .way(6, [9, 10, 11, 9])
        .area(1, [(5, "outer"), (6, "inner")], leisure="park")
    )


def told(read: OsmFile) -> dict[str, Any]:
    """What matters of a file, in an order of its own."""
    streets = read.streets
    ends = {
        (tuple(sorted((round(streets.lon[p], 7), round(streets.lat[p], 7)) for p in pair)), flags)
        for pair, flags in zip(streets.ends.tolist(), streets.flags.tolist(), strict=True)
    }
    features = sorted((one.kind, shapely.normalize(one.shape).wkt) for one in read.features)
    return {"ends": ends, "features": features, "bounds": read.bounds, "dropped": read.dropped}


def test_streets_keep_class_flags_and_name(tmp_path: Path) -> None:
    read = read_osm(town().write(tmp_path / "town.osm"))

    assert read.ways == 2
    assert read.dropped == {"motorway": 1}
    assert read.streets.street_class.tolist() == [3, 3, 4]
    assert read.streets.flags.tolist() == [LEVEL_CROSSING, LEVEL_CROSSING, BRIDGE | LEVEL_CROSSING]
    assert [read.streets.names[name] for name in read.streets.name] == [
        {"ja": "本町通り"},
        {"ja": "本町通り"},
        {},
    ]
    assert read.bounds == (139.99, 34.99, 140.03, 35.03)


def test_features_are_read_with_holes_and_names(tmp_path: Path) -> None:
    read = read_osm(town().write(tmp_path / "town.osm"))

    features = {one.kind: one for one in read.features}
    assert sorted(features) == ["crossing", "green", "river"]
    assert features["crossing"].names == {"ja": "本町"}
    assert features["river"].names == {"ja": "湊川"}
    assert len(features["green"].shape.interiors) == 1


@pytest.mark.parametrize("name", ["town.osm.gz", "town.osm.pbf", "town.osm.bz2"])
def test_every_form_of_the_file_says_the_same(tmp_path: Path, name: str) -> None:
    plain = town().write(tmp_path / "town.osm")
    with osmium.SimpleWriter(str(tmp_path / name), header=osmium.io.Reader(plain).header()) as out:
        for item in osmium.FileProcessor(plain):
            out.add(item)

    assert told(read_osm(tmp_path / name)) == told(read_osm(plain))


def test_the_date_of_the_data_is_known_where_the_file_states_it(tmp_path: Path) -> None:
    plain = town().write(tmp_path / "town.osm")
    header = osmium.io.Header()
    header.set("osmosis_replication_timestamp", "2026-11-20T21:00:00Z")
    with osmium.SimpleWriter(str(tmp_path / "town.osm.pbf"), header=header) as out:
        for item in osmium.FileProcessor(plain):
            out.add(item)

    assert read_osm(tmp_path / "town.osm.pbf").date == "2026-11-20"
    assert read_osm(plain).date == ""


def test_ways_may_stand_before_their_points(tmp_path: Path) -> None:
    sorted_file = town().write(tmp_path / "sorted.osm")
    ways_first = town().write(tmp_path / "ways-first.osm", ways_first=True)

    assert told(read_osm(ways_first)) == told(read_osm(sorted_file))


def test_a_way_is_cut_where_its_points_are_missing(tmp_path: Path) -> None:
    drawing = Drawing()
    for number in (1, 2, 4, 5):
        drawing.node(number, 140 + number / 1000, 35)
    drawing.way(1, [1, 2, 3, 4, 5], highway="path")

    read = read_osm(drawing.write(tmp_path / "clipped.osm"))

    assert read.dropped == {"incomplete": 2}
    assert len(read.streets.lon) == 4
    assert len(read.streets.ends) == 2


def test_nothing_leads_through_a_locked_gate(tmp_path: Path) -> None:
    drawing = Drawing().node(1, 140, 35).node(3, 140.002, 35).node(4, 140.003, 35)
    drawing.node(2, 140.001, 35, {"barrier": "gate", "locked": "yes"})
    drawing.way(1, [1, 2, 3, 4], highway="path")

    read = read_osm(drawing.write(tmp_path / "gate.osm"))

    assert read.dropped == {"gate": 2}
    assert read.streets.lon.tolist() == [140.002, 140.003]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.osm", b"", "is empty; download it anew"),
        ("broken.osm", b"<osm><node", "cannot be read as OpenStreetMap data"),
        ("page.osm.pbf", b"<html>not found</html>", "cannot be read as OpenStreetMap data"),
        ("town.json", b"{}", "convert it"),
        ("bare.osm", b'<osm version="0.6"></osm>', "has no street that people can walk"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(OsmUnreadable, match=told):
        read_osm(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OsmUnreadable, match=r"nowhere\.osm is no file; check the name"):
        read_osm(tmp_path / "nowhere.osm")


def test_only_motorways_are_no_town(tmp_path: Path) -> None:
    drawing = Drawing().node(1, 140, 35).node(2, 140.001, 35).way(1, [1, 2], highway="motorway")

    with pytest.raises(OsmUnreadable, match="1 motorway"):
        read_osm(drawing.write(tmp_path / "roads.osm"))


def test_a_file_of_a_whole_land_is_too_wide_for_one_scale(tmp_path: Path) -> None:
    drawing = Drawing().node(1, 140, 35).node(2, 140, 35.001).node(3, 140, 36.3).node(4, 140, 36.4)
    drawing.way(1, [1, 2], highway="path").way(2, [3, 4], highway="path")

    with pytest.raises(OsmUnreadable, match=r"reaches over 1\.4° of latitude"):
        read_osm(drawing.write(tmp_path / "land.osm"))


def test_the_language_of_plain_names_is_given(tmp_path: Path) -> None:
    drawing = Drawing().node(1, 9.5, 47.1).node(2, 9.501, 47.1)
    drawing.way(1, [1, 2], highway="residential", name="Landstrasse", **{"name:en": "Main Road"})

    read = read_osm(drawing.write(tmp_path / "li.osm"), local="de")

    assert read.streets.names == ({}, {"de": "Landstrasse", "en": "Main Road"})
