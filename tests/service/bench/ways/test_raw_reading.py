"""How the judge reads tags, lists and remarks, by its own code."""

from pathlib import Path

import pytest

from service.bench.ways.footways import dangers_at, dangers_of, is_locked
from service.bench.ways.net import spot_of
from service.bench.ways.raw_sites import read_sites
from service.bench.ways.synthetic_zones import write_zones

HEAD = "common_id,施設・場所名,緯度,経度,洪水,津波,備考\n"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "residential"}, set()),
        ({"highway": "steps"}, {"stairs"}),
        ({"highway": "trunk", "bridge": "yes", "layer": "1"}, {"bridge"}),
        ({"highway": "footway", "tunnel": "yes", "layer": "-1"}, {"tunnel", "underpass"}),
        ({"highway": "footway", "tunnel": "building_passage"}, {"tunnel"}),
        ({"highway": "residential", "width": "3.5 m"}, {"narrow"}),
        ({"highway": "residential", "yh:WIDTH": "1.5m〜3.0m"}, {"narrow"}),
        ({"highway": "residential", "yh:WIDTH": "3.0m〜5.5m"}, set()),
        ({"highway": "path", "ford": "yes"}, {"ford"}),
        ({"highway": "motorway"}, None),
        ({"highway": "service", "access": "private"}, None),
        ({"highway": "service", "access": "private", "foot": "yes"}, set()),
        ({"highway": "trunk", "motorroad": "yes"}, None),
        ({"highway": "residential", "foot": "no"}, None),
        ({"waterway": "river"}, None),
    ],
)
def test_tags_say_what_may_be_walked_and_what_is_dangerous(
    tags: dict[str, str], expected: set[str] | None
) -> None:
    assert dangers_of(tags) == expected


def test_points_add_level_crossings_and_fords_and_stop_at_locked_gates() -> None:
    assert dangers_at({"railway": "level_crossing"}) == {"level_crossing"}
    assert dangers_at({"ford": "yes"}) == {"ford"}
    assert is_locked({"barrier": "gate", "access": "private"})
    assert not is_locked({"barrier": "bollard", "access": "no"})
    assert not is_locked({"barrier": "gate"})


def test_positions_are_rounded_half_up_also_below_zero() -> None:
    assert spot_of(139.123455, -0.000005) == (13912346, 0)


def test_a_remark_takes_away_the_hazard_that_it_names(tmp_path: Path) -> None:
    file = tmp_path / "sites.csv"
    file.write_text(HEAD + "A,甲,35,139,1,1,洪水時は使用不可\nB,乙,35,139.1,1,1,津波は３階以上\n")

    found = {site.id: site.hazards for site in read_sites([file])}

    assert found == {"A": {"tsunami"}, "B": {"flood", "tsunami"}}


def test_two_rows_of_one_place_count_only_where_they_agree(tmp_path: Path) -> None:
    file = tmp_path / "sites.csv"
    file.write_text(HEAD + "A,甲,35,139,1,1,\n,甲,35.0001,139,1,,\n")

    found = [(site.id, site.hazards) for site in read_sites([file])]

    assert found == [("A", {"flood"})]


def test_seeded_zones_are_the_same_each_time_and_within_reach_of_the_box(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()

    written = [write_zones(folder, (136.6, 36.5, 136.75, 36.65), 3) for folder in (first, second)]

    names = [f"ground-{h}.geojson" for h in ("flood", "storm_surge", "tsunami", "inland_flood")]
    assert [file.name for file in written[0]][:4] == names
    assert [file.read_bytes() for file in written[0]] == [f.read_bytes() for f in written[1]]
