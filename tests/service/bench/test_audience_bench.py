"""`hansho bench audience`: the same phones and outlines for everybody, and answers held together."""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely

from alerts.ports import SubscriptionStore
from geo.area import Area
from geo.grid import cells_of
from service.bench import audience
from service.bench.audience import Town, measure, report
from service.bench.audience_ground import area, fill_store, ground
from service.bench.kept_rows import KeptRows
from service.bench.measuring import BenchFailed
from service.bench.postgis import PostGis
from service.cli import bench_audience
from service.wiring import store_at
from tests.conftest import requires_all

SIZE = 2_000


@pytest.fixture(scope="module")
def postgis(require_program: Callable[[str], Path]) -> Iterator[PostGis]:
    require_program("psql")
    try:
        server = PostGis()
        with server:
            yield server
    except BenchFailed as error:
        if requires_all():
            raise
        pytest.skip(str(error))


@pytest.fixture
def subscriptions(tmp_path: Path) -> Iterator[SubscriptionStore]:
    file = tmp_path / "audience.sqlite"
    fill_store(file, ground(SIZE))
    store = store_at(file)
    yield store.subscriptions
    store.close()


def test_an_outline_has_the_vertices_that_were_asked_for_and_is_one_piece() -> None:
    drawn = [shapely.from_wkb(area(vertices).to_wkb()) for vertices in (50, 1_000)]

    assert [shapely.get_num_coordinates(one) for one in drawn] == [51, 1_001]
    assert all(one.is_valid and shapely.get_num_geometries(one) == 1 for one in drawn)


def test_the_store_holds_each_phone_where_its_point_is(subscriptions: SubscriptionStore) -> None:
    phones = ground(SIZE)
    everywhere = np.array([[0, 2**40]], np.int64)

    numbers, ranks = subscriptions.audience(everywhere, SIZE, audience._NOW)

    assert numbers.tolist() == list(range(1, SIZE + 1))
    assert set(ranks.tolist()) == {2}
    assert phones.cells.tolist() == cells_of(*phones.points.T).tolist()


def test_everybody_answers_and_finished_rows_are_not_measured_again(
    postgis: PostGis, tmp_path: Path
) -> None:
    assert postgis.version
    kept = KeptRows("audience", folder=tmp_path)
    first = measure((SIZE,), 1, kept)
    said: list[str] = []

    again = measure((SIZE,), 1, KeptRows("audience", folder=tmp_path), said.append)

    told = report(again)
    assert (told["bench"], told["results"], said) == ("audience", first, [])
    assert [(row["size"], row["vertices"]) for row in first] == [
        (SIZE, vertices) for vertices in audience.VERTICES
    ]
    assert all(row["peers"].keys() == row["ratios"].keys() for row in first)
    assert set(first[0]["peers"]) == {
        "postgis_covers",
        "postgis_subdivided",
        "postgis_cells",
        "geopandas_sjoin",
        "strtree",
    }


def test_the_command_reads_kept_rows_where_it_is_told_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = KeptRows("audience", folder=tmp_path)
    rows = [
        kept.row({"size": SIZE, "vertices": vertices, "pairs": 1}, lambda: {"inside": 7})
        for vertices in audience.VERTICES
    ]
    parser = argparse.ArgumentParser()
    bench_audience.add_parser(parser.add_subparsers())
    asked = ["audience", "--size", str(SIZE), "--pairs", "1", "--json", "--state", str(tmp_path)]
    arguments = parser.parse_args(asked)

    code = arguments.run(arguments)

    told = json.loads(capsys.readouterr().out)
    assert (code, told) == (0, {"bench": "audience", "results": rows})


def test_a_run_in_which_somebody_inside_is_missed_fails(
    postgis: PostGis, subscriptions: SubscriptionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(phones=ground(SIZE), subscriptions=subscriptions, postgis=postgis)
    monkeypatch.setattr(audience, "_ours", _all_but_the_first(audience._ours))

    with pytest.raises(BenchFailed, match="1 phones inside were missed"):
        audience._hold_together(town, area(50))


def _all_but_the_first(ours: Callable[[Town, Area], np.ndarray]) -> Callable[[Town, Area], object]:
    def found(town: Town, outline: Area) -> object:
        inside = shapely.contains_xy(
            shapely.from_wkb(outline.to_wkb()), town.phones.points
        ).nonzero()[0]
        numbers = ours(town, outline)
        return numbers[numbers != inside[0] + 1]

    return found
