"""The fictional town's raw files: the same each time, whole, and like a town."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from service.demo.fictional import write_city
from tests.service.demo.fictional.raw_town import RawTown

HAZARDS = (
    "洪水",
    "崖崩れ、土石流及び地滑り",
    "高潮",
    "地震",
    "津波",
    "大規模な火事",
    "内水氾濫",
    "火山現象",
)
FILES = {
    "areas.geojson", "elevation.asc", "population.csv", "shelters.csv", "sites-open-data.csv",
    "sites.csv", "streets.osm", "ground-fire.geojson", "ground-flood.geojson",
    "ground-inland_flood.geojson", "ground-landslide.geojson", "ground-storm_surge.geojson",
    "ground-tsunami.geojson",
}  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> RawTown:
    folder = tmp_path_factory.mktemp("town")
    write_city(folder, 8_000)
    return RawTown(folder)


def heights(town: RawTown) -> tuple[dict[str, float], np.ndarray]:
    lines = (town.folder / "elevation.asc").read_text("ascii").splitlines()
    head = {key: float(value) for key, value in (line.split() for line in lines[:6])}
    return head, np.array([[float(cell) for cell in line.split()] for line in lines[6:]])


def test_the_same_number_and_seed_write_the_same_bytes_and_another_seed_others(
    tmp_path: Path,
) -> None:
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        write_city(tmp_path / name, 2_000, seed)

    one, again, other = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}
        for name in ("one", "again", "other")
    )
    assert one.keys() == FILES
    assert one == again
    assert one["streets.osm"] != other["streets.osm"]


@pytest.mark.parametrize("nodes", [1_999, 1_000_001])
def test_a_town_too_small_or_too_large_is_refused(nodes: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="choose between 2000 and 1000000"):
        write_city(tmp_path / "town", nodes)

    assert not (tmp_path / "town").exists()


@pytest.mark.parametrize("nodes", [2_000, 20_000])
def test_it_has_about_as_many_street_nodes_as_asked_for(nodes: int, tmp_path: Path) -> None:
    write_city(tmp_path, nodes)

    found = {node for way, _ in RawTown(tmp_path).streets() for node in way}

    assert 0.85 * nodes < len(found) < 1.15 * nodes


def test_every_street_can_be_reached_from_every_other(town: RawTown) -> None:
    beside: dict[str, set[str]] = {}
    for a, b, _ in town.segments():
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)

    reached, waiting = set(), [next(iter(beside))]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += beside[node]

    assert reached == beside.keys()


def test_streets_cross_only_where_they_meet_or_on_bridges(town: RawTown) -> None:
    level = [(a, b) for a, b, tags in town.segments() if not {"bridge", "tunnel"} & tags.keys()]
    lines = shapely.linestrings([[town.nodes[a], town.nodes[b]] for a, b in level])

    pairs = shapely.STRtree(lines).query(lines, predicate="crosses")

    assert pairs.size == 0


def test_most_junctions_are_t_junctions_as_in_a_town_that_grew(town: RawTown) -> None:
    ends = Counter(node for a, b, _ in town.segments() for node in (a, b))

    kinds = Counter(ends.values())

    assert kinds[3] > 2 * kinds[4] > 0
    assert kinds[1] > 100


@pytest.mark.parametrize(
    ("key", "value", "least"),
    [
        ("highway", "trunk", 2), ("highway", "secondary", 5), ("highway", "residential", 100),
        ("highway", "steps", 20), ("highway", "path", 5), ("highway", "motorway", 1),
        ("highway", "traffic_signals", 10), ("bridge", "yes", 8), ("tunnel", "yes", 3),
        ("ford", "yes", 1), ("access", "private", 5), ("route", "ferry", 1),
        ("railway", "rail", 3), ("railway", "station", 3), ("railway", "level_crossing", 3),
        ("waterway", "river", 3), ("waterway", "stream", 2), ("waterway", "canal", 1),
        ("natural", "coastline", 1), ("natural", "wood", 5), ("leisure", "park", 5),
        ("place", "quarter", 10),
    ],
)  # fmt: skip
def test_it_has_what_a_town_has(town: RawTown, key: str, value: str, least: int) -> None:
    assert len(town.with_tag(key, value)) >= least


def test_names_stand_in_japanese_in_kana_and_romanised(town: RawTown) -> None:
    named = town.with_tag("name")

    assert len(named) > 40
    assert all({"name:ja", "name:ja-Hira", "name:en"} <= tags.keys() for tags in named)
    assert not any("_" in tags["name:en"] for tags in named)


def test_a_level_crossing_is_a_node_of_both_the_street_and_the_rails(town: RawTown) -> None:
    crossings = {name for name, tags in town.points.items() if "level_crossing" in tags.values()}
    rails = {node for way, tags in town.ways if "railway" in tags for node in way}
    streets = {node for way, _ in town.streets() for node in way}

    assert crossings
    assert crossings <= rails & streets


def test_it_lies_in_the_open_sea_and_every_coordinate_is_rounded(town: RawTown) -> None:
    lons, lats = np.array(list(town.nodes.values())).T

    assert 139.9 < lons.min() < lons.max() < 140.1
    assert 34.4 < lats.min() < lats.max() < 34.6
    assert np.array_equal(lons, np.round(lons, 6))


def test_the_districts_tile_the_land(town: RawTown) -> None:
    shapes = town.shapes("areas.geojson")

    together = shapely.union_all(shapes)

    codes = [one["properties"]["code"] for one in town.features("areas.geojson")]
    assert codes == [f"{number:02d}" for number in range(1, 10)]
    assert all(shape.is_valid for shape in shapes)
    assert together.geom_type == "Polygon"
    assert not together.interiors
    assert together.area == pytest.approx(sum(shape.area for shape in shapes), abs=1e-9)


@pytest.mark.parametrize("file", sorted(name for name in FILES if name.startswith("ground")))
def test_zones_are_valid_say_what_they_do_and_hold_part_of_the_streets(
    town: RawTown, file: str
) -> None:
    hazard = file.removeprefix("ground-").removesuffix(".geojson")
    streets = shapely.points(list({town.nodes[a] for a, _, _ in town.segments()}))

    shapes = town.shapes(file)
    inside = sum(int(shapely.contains(shape, streets).sum()) for shape in shapes)

    said = {
        (one["properties"]["hazard"], one["properties"]["effect"]) for one in town.features(file)
    }
    assert said <= {(hazard, "zone"), (hazard, "costly")}
    assert all(shape.is_valid for shape in shapes)
    assert 0 < inside < 0.5 * len(streets)


def test_the_hills_are_in_the_west_and_the_sea_in_the_east(town: RawTown) -> None:
    head, cells = heights(town)
    middle = cells[int(head["nrows"] * 0.55)]

    assert cells.shape == (head["nrows"], head["ncols"])
    assert cells[:, : len(middle) // 4].max() > 60
    assert 1 < np.median(middle[len(middle) // 2 : 3 * len(middle) // 4]) < 12
    assert middle[-1] < 0


def test_people_live_in_the_town(town: RawTown) -> None:
    rows = town.table("population.csv")

    assert list(rows[0]) == ["lon", "lat", "people"]
    assert 20_000 < sum(int(row["people"]) for row in rows) < 200_000


def test_each_hazard_has_sites_and_every_site_for_floods_its_capacity(town: RawTown) -> None:
    older, newer = town.table("sites.csv"), town.table("sites-open-data.csv")

    for hazard in HAZARDS:
        in_newer = any(row[f"災害種別_{hazard}"] == "1" for row in newer)
        assert in_newer or any(row[hazard] == "1" for row in older), hazard
    assert not [row for row in older if "1" in (row["洪水"], row["内水氾濫"])]
    assert all(int(row["想定収容人数"]) > 0 for row in newer)
    assert not {row["common_id"] for row in older} & {row["ID"] for row in newer}


def test_part_of_the_town_has_no_site_for_inland_flooding(town: RawTown) -> None:
    rows = town.table("sites-open-data.csv")
    river = next(nodes for nodes, tags in town.ways if tags.get("waterway") == "river")
    northernmost = max(town.nodes[node][1] for node in river)

    found = [float(row["緯度"]) for row in rows if row["災害種別_内水氾濫"] == "1"]

    assert found
    assert max(found) < northernmost


def test_remarks_name_floors_and_one_contradicts_its_flag(town: RawTown) -> None:
    rows = town.table("sites.csv") + town.table("sites-open-data.csv")
    remarks = [row["備考"] for row in rows]

    assert any("２階以上" in remark for remark in remarks)
    assert any("３階以上" in remark for remark in remarks)
    assert remarks.count("洪水時は使用不可") == 1


def test_one_site_is_far_from_every_street(town: RawTown) -> None:
    places = np.array([[float(row["経度"]), float(row["緯度"])] for row in town.table("sites.csv")])
    streets = np.array([town.nodes[a] for a, _, _ in town.segments()])
    scale = np.array([91_740.0, 110_940.0])

    away = [np.hypot(*((streets - place) * scale).T).min() for place in places]

    assert sum(metres > 150 for metres in away) == 1


def test_shelters_are_not_all_for_everyone(town: RawTown) -> None:
    kept = Counter(bool(row["受入対象者"]) for row in town.table("shelters.csv"))

    assert kept[True] >= 1
    assert kept[False] > kept[True]
