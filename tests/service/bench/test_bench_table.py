"""docs/benchmarks.md: what a command writes, and what it leaves alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.bench.dispatch.section import section
from service.bench.kept_rows import KeptRow, KeptRows, Row
from service.bench.measuring import BenchFailed
from service.bench.table import SECTIONS, markers, write_sections

DOCUMENT = Path(__file__).parents[3] / "docs" / "benchmarks.md"


def sent(speed: int, wall_s: float) -> dict[str, object]:
    return {
        "items_per_cpu_s": speed,
        "wall_s": wall_s,
        "first_s": 0.254,
        "settled_s": wall_s + 0.1,
        "cpu_s": 1.0,
        "sink_cpu_s": 0.25,
        "peak_mib": 140.4,
        "bytes": 2800,
        "repeats": 0,
        "spread": {
            "items_per_cpu_s": [speed - 9, speed + 9],
            "wall_s": [wall_s - 0.5, wall_s + 0.5],
            "first_s": [0.2, 0.3],
        },
    }


def row(*, with_peers: bool) -> Row:
    ours = {
        **sent(12_000, 1.5),
        "ledger": {"record_cpu_s": 0.01, "settle_cpu_s": 0.02, "share": 0.034},
        "withdrawal": {**sent(13_000, 1.2), "repeats": 3, "peak_mib": 150.6},
        "items_per_cpu_s_with_agreement": 5_000,
    }
    peers = {"pywebpush": {"items_per_cpu_s": 600}, "h2load": {"items_per_cpu_s": 96_000}}
    ratios = {"pywebpush": 20.0, "pywebpush_with_agreement": 8.333, "h2load": 0.125}
    return {
        "pairs": 5,
        "ours": ours,
        "peers": peers if with_peers else {},
        "ratios": ratios if with_peers else {},
    }


def kept(size: int, day: int, result: Row) -> KeptRow:
    return KeptRow(
        key={"size": size},
        result=result,
        measured=datetime(2026, 11, day, tzinfo=UTC),
        processors=2,
        load=1.2,
    )


def test_a_dispatch_is_told_by_size_with_the_newest_of_each() -> None:
    older = kept(10_000, 1, {**row(with_peers=True), "pairs": 1})

    text = section(
        [older, kept(100_000, 20, row(with_peers=False)), kept(10_000, 22, row(with_peers=True))]
    )

    assert text.splitlines()[0] == (
        "Measured: 10,000 phones on 22 November 2026 (5 turns, load 1.2 on 2 processors), "
        "100,000 phones on 20 November 2026 (5 turns, load 1.2 on 2 processors)."
    )
    for line in (
        "|  | 10,000 | 100,000 |",
        "| pushes a CPU second, median | 12,000 | 12,000 |",
        "| lowest and highest | 11,991 – 12,009 | 11,991 – 12,009 |",
        "| issue to last at the sink, s | 1.50 | 1.50 |",
        "| memory of all processes, MiB | 151 | 151 |",
        "| ledger alone, share of the CPU | 3.4 % | 3.4 % |",
        "| pushed twice | 3 | 3 |",
        "| 10,000 phones | pushes a CPU second | ours is faster by | like for like |",
        "| Hansho, key agreed at each | 5,000 |  |  |",
        "| pywebpush, `webpush`, key as text | 600 | 20.0 | 8.3 |",
        "| h2load: neither seals nor signs | 96,000 | 0.125 |  |",
    ):
        assert line in text.splitlines()


def test_only_what_stands_between_the_markers_is_written(tmp_path: Path) -> None:
    first, last = markers("dispatch")
    document = tmp_path / "figures.md"
    document.write_text(f"# Ours\n\n{first}\nold\n{last}\n\nSaid by people.\n")
    KeptRows("dispatch", folder=tmp_path).row({"size": 1}, lambda: {"ours": "fast"})

    written = write_sections(document, tmp_path, {"dispatch": lambda rows: f"{len(rows)} row"})

    assert written == ["dispatch"]
    assert document.read_text() == f"# Ours\n\n{first}\n\n1 row\n\n{last}\n\nSaid by people.\n"


def test_a_bench_without_rows_leaves_its_section_as_it_is(tmp_path: Path) -> None:
    first, last = markers("dispatch")
    document = tmp_path / "figures.md"
    document.write_text(f"{first}\nold\n{last}\n")

    assert write_sections(document, tmp_path, SECTIONS) == []
    assert document.read_text() == f"{first}\nold\n{last}\n"


def test_a_document_without_a_place_is_refused_with_what_to_write(tmp_path: Path) -> None:
    document = tmp_path / "figures.md"
    document.write_text("# Ours\n")
    KeptRows("dispatch", folder=tmp_path).row({"size": 1}, dict)

    with pytest.raises(BenchFailed, match="has no place for dispatch: write the lines <!--"):
        write_sections(document, tmp_path, {"dispatch": lambda _: "figures"})


@pytest.mark.parametrize("bench", SECTIONS)
def test_the_figures_have_a_place_for_every_bench_that_keeps_rows(bench: str) -> None:
    text = DOCUMENT.read_text("utf-8")

    assert [text.count(marker) for marker in markers(bench)] == [1, 1]
