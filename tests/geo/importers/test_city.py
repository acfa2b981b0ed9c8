"""A town's raw files become one bundle, and the report tells what did not."""

import json
from pathlib import Path

import msgspec
import shapely

from geo.bundle import Source, read_bundle, write_bundle
from geo.field import AT_SITE, NO_WAY
from geo.importers.city import CityBuilt, CityFiles, build_city
from geo.importers.city_report import by_hazard, dropped_of, lines_of
from geo.importers.ground_files import GroundFile
from geo.sites import mask_of
from geo.streets import STEEP
from tests.geo.importers.osm_xml import Drawing

MADE = 1_790_000_000
STEP = 0.0005
SITES = """共通ID,施設・場所名,緯度,経度,洪水,地震,備考
E2,東小学校,35.0,140.0295,1,1,洪水：2階以上
E1,西公園,35.0001,140.0,,1,
E3,山の公園,35.004,140.0,1,1,
E4,となり町の学校,35.3,140.0,1,1,
E5,海の公園,,140.0,1,1,
"""
SHELTERS = """共通ID,施設・場所名,緯度,経度,受入対象者
S1,東小学校,35.0,140.0295,
S2,本町会館,35.0,140.01,高齢者
"""


def streets(folder: Path) -> Path:
    """One street to the east, 60 points of 45 m, then a motorway."""
    drawing = Drawing()
    for i in range(60):
        drawing.node(i + 1, 140 + i * STEP, 35)
    drawing.way(1, range(1, 61), highway="residential", name="本町通り")
    drawing.way(2, [1, 60], highway="motorway")
    return drawing.write(folder / "streets.osm")


def files(folder: Path) -> CityFiles:
    (folder / "sites.csv").write_text(SITES)
    (folder / "shelters.csv").write_text(SHELTERS)
    return CityFiles(
        streets=streets(folder),
        sites=(folder / "sites.csv",),
        shelters=(folder / "shelters.csv",),
        name={"ja": "本町", "en": "Hommachi Town"},
    )


def built(folder: Path, **changes: object) -> CityBuilt:
    return build_city(msgspec.structs.replace(files(folder), **changes), MADE)


def test_the_bundle_can_be_read_back_and_leads_to_the_sites(tmp_path: Path) -> None:
    made = built(tmp_path)

    bundle = read_bundle(write_bundle(made.bundle))

    assert bundle.head.id == "hommachi-town"
    assert bundle.head.made == MADE
    assert bundle.head.counts["nodes"] == len(bundle.graph.lon5) == 60
    assert [(site.id, site.node is None) for site in bundle.places.sites] == [
        ("E1", False),
        ("E2", False),
        ("E3", True),
    ]
    assert bundle.places.sites[1].floors == {"flood": 2}
    assert bundle.places.sites[1].hazards == mask_of("flood", "earthquake")
    assert {one.id: one.restricted_to for one in bundle.places.shelters} == {
        "S1": "",
        "S2": "高齢者",
    }
    flood = bundle.fields["flood"]
    assert [node for node, step in enumerate(flood) if step == AT_SITE] == [
        bundle.places.sites[1].node
    ]
    assert NO_WAY not in flood
    assert sorted(bundle.fields) == ["earthquake", "flood"]


def test_a_site_off_the_streets_is_listed_and_no_target(tmp_path: Path) -> None:
    places = built(tmp_path).bundle.places

    assert by_hazard(places)["flood"] == 1
    assert by_hazard(places)["earthquake"] == 2
    assert by_hazard(places)["volcano"] == 0


def test_the_report_says_what_was_dropped_and_why(tmp_path: Path) -> None:
    report = built(tmp_path).report

    assert dropped_of(report) == {
        "ways": {"motorway or road for motor vehicles only: no people on foot": 1},
        "sites": {"joined": 0, "outside": 1, "quarantined": {"it has no position": 1}},
        "shelters": {"joined": 0, "outside": 0, "quarantined": {}},
    }
    lines = lines_of(json.loads(json.dumps(report)))
    assert "  row 5 海の公園: it has no position" in lines
    assert "  no elevation: slopes are unknown" in lines
    assert "  no water in the extract: waterside streets are unknown" in lines


def test_without_sites_the_fields_are_empty_and_say_so(tmp_path: Path) -> None:
    made = built(tmp_path, sites=())

    assert made.bundle.fields == {}
    assert made.bundle.places.sites == ()
    assert set(by_hazard(made.bundle.places).values()) == {0}


def test_ground_closes_the_way(tmp_path: Path) -> None:
    zone = shapely.box(140.0149, 34.99, 140.0151, 35.01)
    feature = {"type": "Feature", "properties": {"effect": "closed"}, "geometry": None}
    feature["geometry"] = shapely.geometry.mapping(zone)
    path = tmp_path / "fire.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))

    made = built(tmp_path, ground=(GroundFile(path, "flood"),))

    assert made.report["ground"]["edges"] == {"flood": {"zone": 0, "closed": 2, "costly": 0}}
    assert made.bundle.fields["flood"].count(NO_WAY) > 25
    assert made.bundle.head.zones == ()


def test_heights_make_streets_steep(tmp_path: Path) -> None:
    heights = tmp_path / "heights.csv"
    heights.write_text("139,34,0\n139,36,0\n141,34,40000\n141,36,40000\n")

    graph = built(tmp_path, elevation=heights).bundle.graph

    assert (graph.edge_flags & STEEP != 0).all()


def test_whose_data_they_are_is_named(tmp_path: Path) -> None:
    town = Source("© 本町", "© 本町", "")

    sources = built(tmp_path, sources=(town,)).bundle.head.sources

    assert [one.attribution for one in sources] == [
        "© OpenStreetMap contributors",
        "出典：国土地理院",
        "© 本町",
    ]


def test_an_invented_town_names_nobody(tmp_path: Path) -> None:
    head = built(tmp_path, fictional=True).bundle.head

    assert head.fictional
    assert [one.attribution for one in head.sources] == [
        "This city does not exist; its data are made up."
    ]


def test_the_same_files_make_the_same_bytes(tmp_path: Path) -> None:
    given = files(tmp_path)

    assert write_bundle(build_city(given, MADE).bundle) == write_bundle(
        build_city(given, MADE).bundle
    )
