"""What a run of kills and cuts comes to: what counts as failed, and what the figures say."""

from datetime import UTC, datetime

import msgspec
import pytest

from service.bench.crash.judging import Finding
from service.bench.crash.running import (
    CURSOR_FIRST,
    CUTS,
    KILLS,
    MOST_REPEATED,
    UNSYNCED,
    Tally,
    failures,
)
from service.bench.crash.section import section
from service.bench.kept_rows import KeptRow, Row


def row(case: str, tally: Tally) -> Row:
    return {"case": case, "size": 400, "ours": msgspec.to_builtins(tally)}


def kept(case: str, tally: Tally, seed: str = "1") -> KeptRow:
    return KeptRow(
        key={"case": case, "size": 400, "seed": seed},
        result=row(case, tally),
        measured=datetime(2026, 11, 22, tzinfo=UTC),
        processors=2,
        load=1.0,
    )


def test_findings_are_added_up() -> None:
    one = Finding(lost=1, unwanted=2, repeats=3, visible=4, least_ttl=60)

    tally = Tally().with_finding(one).with_finding(one, held=1)

    assert tally == Tally(
        struck=2, lost=2, unwanted=4, repeats=6, most_repeats=3, visible=8, held=1
    )


@pytest.mark.parametrize(
    "tally",
    [
        Tally(struck=1, lost=1),
        Tally(struck=1, unwanted=1),
        Tally(struck=1, visible=1),
        Tally(struck=1, held=1),
        Tally(struck=1, failed_starts=1),
        Tally(struck=1, most_repeats=MOST_REPEATED + 1),
    ],
)
def test_whatever_harms_a_person_fails_the_run(tally: Tally) -> None:
    assert len(failures([row(KILLS, tally), row(UNSYNCED, tally)])) == 1


def test_a_spoilt_service_that_nobody_notices_fails_the_run() -> None:
    sound = Tally(struck=8, repeats=90, most_repeats=30)

    assert failures([row(KILLS, sound), row(CUTS, sound)]) == []
    assert len(failures([row(UNSYNCED, sound), row(CURSOR_FIRST, sound)])) == 2


def test_the_figures_are_those_of_all_batches_of_the_newest_run() -> None:
    rows = [
        kept(f"{KILLS} 1 to 10", Tally(struck=10, lost=5), seed="old"),
        kept(f"{KILLS} 1 to 10", Tally(struck=10, repeats=7, most_repeats=4)),
        kept(f"{KILLS} 11 to 20", Tally(struck=10, repeats=9, most_repeats=9)),
        kept(UNSYNCED, Tally(struck=2, lost=380)),
    ]

    said = section(rows)

    assert "| blows | 20 | – | 2 | – |" in said
    assert "| people lost | 0 | – | 380 | – |" in said
    assert "| of them after one blow, at most | 9 | – | 0 | – |" in said
