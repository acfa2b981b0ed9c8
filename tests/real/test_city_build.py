"""Real towns: streets of OpenStreetMap, the national and the prefecture's lists of sites."""

from pathlib import Path

import brotli
import numpy as np
import pytest

from geo.bundle import read_bundle, write_bundle
from geo.field import AT_SITE, NO_WAY
from geo.importers.city import CityBuilt, CityFiles, build_city
from geo.importers.ground_files import GroundFile, read_ground
from geo.importers.place_lists import read_lists
from geo.importers.tables import read_table
from geo.sites import HAZARDS
from geo.street_building import build_graph

GOAL_BYTES = 350_000
NATIONAL = "gsi_emergency_evacuation_sites_ishikawa_pref.csv"
PREFECTURE = "odf_standard_ishikawa_170003_evacuation_space.csv"
SHELTERS = "gsi_format_ishikawa_designated_shelters.csv"
# Made after the national list says so: no site of Kanazawa is designated for these (DOMAIN).
NONE_IN_KANAZAWA = {"storm_surge", "fire", "inland_flood", "volcano"}


def town(shared_data: Path, streets: str) -> CityBuilt:
    evac = shared_data / "evac"
    files = CityFiles(
        streets=shared_data / "osm" / streets,
        sites=(evac / NATIONAL, evac / PREFECTURE),
        shelters=(evac / SHELTERS,),
        name={"ja": "町"},
    )
    return build_city(files, made=1_790_000_000)


@pytest.fixture(scope="module")
def kanazawa(shared_data: Path) -> CityBuilt:
    return town(shared_data, "kanazawa_walk_2025-07-12.osm.gz")


def test_kanazawa_fits_on_a_phone(kanazawa: CityBuilt) -> None:
    raw = write_bundle(kanazawa.bundle)

    assert len(brotli.compress(raw)) <= GOAL_BYTES
    assert write_bundle(read_bundle(raw)) == raw


def test_no_flag_in_kanazawa_is_no_field(kanazawa: CityBuilt) -> None:
    assert set(kanazawa.bundle.fields) == set(HAZARDS) - NONE_IN_KANAZAWA
    assert NONE_IN_KANAZAWA & set(kanazawa.bundle.fields) == set()


def test_nearly_every_street_of_kanazawa_has_a_way(kanazawa: CityBuilt) -> None:
    for steps in kanazawa.bundle.fields.values():
        found = np.frombuffer(steps, np.uint8)
        assert (found == AT_SITE).any()
        assert (found == NO_WAY).mean() < 0.05


def test_kanazawas_report_names_what_is_unknown(kanazawa: CityBuilt) -> None:
    report = kanazawa.report

    assert "no water in the extract: waterside streets are unknown" in report["streets"]["notes"]
    assert report["sites"]["quarantined"] == [
        {"row": row, "name": "", "reason": "it has no position"} for row in (1526, 1527, 1528)
    ]
    assert (report["sites"]["rows"], report["shelters"]["rows"]) == (3064, 919)


def test_names_of_kanazawa_can_be_read_aloud(kanazawa: CityBuilt) -> None:
    names = [site.name for site in kanazawa.bundle.places.sites]

    assert sum("en" in name for name in names) > 0.9 * len(names)


def test_a_countryside_in_pieces_is_built(shared_data: Path) -> None:
    made = town(shared_data, "hakusan_nomi_walk_2025-07-12.osm.gz")

    sites = made.bundle.places.sites
    assert len(made.bundle.graph.lon5) > 5000
    assert any(site.node is None for site in sites)
    assert any(site.node is not None for site in sites)
    assert {site.floors.get("flood") for site in sites if "岩内" in site.name["ja"]} == {2}


def test_a_country_in_pbf_is_built(shared_data: Path) -> None:
    files = CityFiles(
        streets=shared_data / "osm" / "liechtenstein-2013-08-03.osm.pbf",
        name={"de": "Liechtenstein"},
        local="de",
    )

    made = build_city(files, made=1_790_000_000)

    assert len(made.bundle.graph.lon5) > 25_000
    assert made.report["map"]["features"]["river"] > 0
    assert made.report["map"]["bytes_br"] < 60_000
    assert made.report["streets"]["edges"]["waterside"] > 0
    assert made.bundle.fields == {}


@pytest.mark.parametrize(
    "name",
    [
        "gsi_emergency_evacuation_sites_2025-10-27.csv.gz",
        "gsi_emergency_evacuation_sites_tokyo23.csv",
        "odf_standard_tsukuba_082201.csv",
    ],
)
def test_real_lists_of_sites_are_read_whole(shared_data: Path, name: str) -> None:
    read = read_lists([shared_data / "evac" / name], lambda _lon, _lat: True, sites=True)

    assert len(read.places) + read.joined == read.rows
    assert read.quarantined == ()


def test_tsukuba_designates_nothing(shared_data: Path) -> None:
    path = shared_data / "evac" / "odf_standard_tsukuba_082201.csv"

    read = read_lists([path], lambda _lon, _lat: True, sites=True)

    assert {place.hazards for place in read.places} == {0}


def test_the_national_list_of_shelters_says_nothing_of_hazards(shared_data: Path) -> None:
    path = shared_data / "evac" / "gsi_designated_shelters_2025-10-27.csv.gz"

    table = read_table(path, ("name", "lat", "lon"))

    assert table.national
    assert not set(HAZARDS) & set(table.rows[0])


@pytest.mark.parametrize(
    ("name", "hazard"),
    [
        ("plateau_numazu_flood_l1.geojson", "flood"),
        ("plateau_numazu_landslide.geojson", "landslide"),
        ("plateau_numazu_tsunami.geojson", "tsunami"),
    ],
)
def test_zones_of_plateau_say_for_which_hazard_they_are(
    shared_data: Path, name: str, hazard: str
) -> None:
    path = shared_data / "hazards" / "open" / name
    lon5, lat5 = np.meshgrid(np.arange(13_870_000, 13_896_000, 40), [3_508_000, 3_513_226])
    n = lon5.shape[1]
    edges = [(row * n + i, row * n + i + 1) for row in (0, 1) for i in range(n - 1)]
    nothing = [0] * len(edges)
    graph = build_graph(
        lon5.ravel(), lat5.ravel(), edges, [3] * len(edges), nothing, nothing, [{}]
    ).graph

    read = read_ground([GroundFile(path)], graph)

    assert set(read.counts) == {hazard}
    assert read.ground.layers[HAZARDS.index(hazard)].has_zone
