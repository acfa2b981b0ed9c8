"""Whoever stops a bench goes on where it was."""

from pathlib import Path

import pytest

from service.bench.kept_rows import KeptRows, Row
from service.bench.measuring import BenchFailed

KEY: dict[str, object] = {"size": 7, "pairs": 1}


def never() -> Row:
    raise AssertionError("this row was measured before")


def test_a_finished_row_is_not_measured_again(tmp_path: Path) -> None:
    first = KeptRows("dispatch", folder=tmp_path).row(KEY, lambda: {"ours": 1})

    kept = KeptRows("dispatch", folder=tmp_path)

    assert kept.has(KEY)
    assert kept.row(KEY, never) == first == {**KEY, "ours": 1}
    assert not kept.has({"size": 7, "pairs": 2})
    assert not KeptRows("reads", folder=tmp_path).has(KEY)


def test_a_fresh_run_measures_anew_and_its_rows_count_from_then_on(tmp_path: Path) -> None:
    KeptRows("dispatch", folder=tmp_path).row(KEY, lambda: {"turn": 1})

    fresh = KeptRows("dispatch", folder=tmp_path, fresh=True)
    fresh.row(KEY, lambda: {"turn": 2})

    assert fresh.row(KEY, never) == {**KEY, "turn": 2}
    assert KeptRows("dispatch", folder=tmp_path).row(KEY, never) == {**KEY, "turn": 2}


def test_a_row_that_failed_is_not_kept(tmp_path: Path) -> None:
    def fail() -> Row:
        raise BenchFailed("the sink lacks one")

    with pytest.raises(BenchFailed):
        KeptRows("dispatch", folder=tmp_path).row(KEY, fail)

    assert KeptRows("dispatch", folder=tmp_path).all() == ()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "dispatch.jsonl").write_text('{"key":')

    with pytest.raises(BenchFailed, match=r"dispatch\.jsonl cannot be read .* delete it"):
        KeptRows("dispatch", folder=tmp_path)
