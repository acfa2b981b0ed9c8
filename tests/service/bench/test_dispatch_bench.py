"""The dispatch bench believes the sink's log: with one phone too few or too many there is no figure."""

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import numpy as np
import pytest

from service.bench.dispatch import ours
from service.bench.dispatch.judging import repeats
from service.bench.dispatch.peers import PEERS
from service.bench.measuring import BenchFailed
from service.bench.seeding import seed
from service.bench.sink import Sink, Taken
from service.cli import bench

PEOPLE = np.arange(1, 6)


class LosingSink(Sink):
    """Forgets the last push that came."""

    def taken(self) -> Taken:
        whole = super().taken()
        return msgspec.structs.replace(whole, numbers=whole.numbers[:-1])


@pytest.fixture
def losing_sink(tmp_path: Path, require_program: Callable[[str], Path]) -> Iterator[Sink]:
    require_program("nginx")
    folder = tmp_path / "sink"
    folder.mkdir()
    with LosingSink(folder) as sink:
        yield sink


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    bench.add_parser(parser.add_subparsers())
    return parser.parse_args(["bench", "dispatch", *arguments])


def test_everybody_gets_it_and_the_command_ends_with_one_json_line(
    tmp_path: Path,
    require_program: Callable[[str], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    for program in ("nginx", "h2load", "node"):
        require_program(program)
    arguments = parsed("--json", "--size", "200", "--pairs", "1", "--state", str(tmp_path))

    codes = arguments.run(arguments), arguments.run(arguments)

    said = capsys.readouterr()
    assert codes == (0, 0), said.err
    first, again = map(json.loads, said.out.splitlines())
    (row,) = first["results"]
    assert (first["bench"], again) == ("dispatch", first)
    assert (row["size"], row["pairs"]) == (200, 1)
    assert (row["ours"]["repeats"], row["ours"]["withdrawal"]["repeats"]) == (0, 0)
    assert 0 < row["ours"]["first_s"] <= row["ours"]["wall_s"] <= row["ours"]["settled_s"]
    assert row["ours"]["bytes"] > row["ours"]["withdrawal"]["bytes"] > 1_000
    assert row["ours"]["peak_mib"] > 20
    assert set(row["peers"]) == set(PEERS) <= set(row["ratios"])
    assert all(ratio > 0 for ratio in row["ratios"].values())
    assert [one.name for one in tmp_path.iterdir()] == ["dispatch.jsonl"]


def test_a_push_that_the_sink_did_not_see_fails_the_run(tmp_path: Path, losing_sink: Sink) -> None:
    seeded = seed(
        tmp_path / "town",
        losing_sink.origin,
        losing_sink.endpoint,
        100,
        now=datetime.now(UTC),
    )

    with pytest.raises(BenchFailed, match="the sink does not have 1 that the ledger has"):
        ours.take_turn(tmp_path / "turn", tmp_path / "town", losing_sink, seeded)


def test_repeats_are_counted_and_not_hidden() -> None:
    assert repeats(np.array([3, 1, 2, 5, 4, 3, 3]), PEOPLE, PEOPLE) == 2


@pytest.mark.parametrize(
    ("arrived", "accepted", "said"),
    [
        ([1, 2, 3, 5, 5], PEOPLE, r"the sink does not have 1 that the ledger has \(4\)"),
        ([1, 2, 3, 4, 5, 9], PEOPLE, r"has 1 that the ledger has not \(9\)"),
        ([1, 2, 3], [1, 2, 3], r"the ledger does not have 2 that the area has \(4, 5\)"),
        ([1, 2, 3, 4, 5, 9], [1, 2, 3, 4, 5, 9], r"has 1 that the area has not \(9\)"),
    ],
)
def test_sink_ledger_and_area_must_name_the_same_people(
    arrived: list[int], accepted: list[int], said: str
) -> None:
    with pytest.raises(BenchFailed, match=said):
        repeats(np.array(arrived), np.array(accepted), PEOPLE)


@pytest.mark.parametrize("arguments", [["--size", "99"], ["--pairs", "51"]])
def test_sizes_and_pairs_out_of_range_are_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    given = parsed(*arguments)

    assert given.run(given) == 2
    assert "go from" in capsys.readouterr().err
