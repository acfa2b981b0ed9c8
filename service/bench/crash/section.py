"""What docs/benchmarks.md says of crashes: all batches of the newest size and seed, added up."""

from collections.abc import Sequence
from typing import Any

import msgspec

from service.bench.crash.running import CURSOR_FIRST, CUTS, KILLS, UNSYNCED, Tally, together
from service.bench.kept_rows import KeptRow

_LINES = {
    "struck": "blows",
    "missed": "drawn, but all was over before",
    "lost": "people lost",
    "unwanted": "people outside told",
    "visible": "repeats that a phone would show or sound",
    "repeats": "repeats at the push service",
    "most_repeats": "of them after one blow, at most",
    "held": "starts on hold",
    "failed_starts": "starts that failed",
}
_CASES = (KILLS, CUTS, UNSYNCED, CURSOR_FIRST)


def section(kept: Sequence[KeptRow]) -> str:
    """Markdown. `kept` as measured, oldest first."""
    newest = kept[-1]
    rows = {
        str(one.key["case"]): one
        for one in kept
        if (one.key["size"], one.key["seed"]) == (newest.key["size"], newest.key["seed"])
    }
    tallies = [_sum(row for case, row in rows.items() if case.startswith(name)) for name in _CASES]
    lines = [["", *_CASES], ["---", *["---:"] * len(_CASES)]]
    lines += [[words, *(_told(one, name) for one in tallies)] for name, words in _LINES.items()]
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    return (
        f"{newest.key['size']} phones, seed {newest.key['seed']}, {newest.measured:%d %B %Y}, load "
        f"{newest.load:.1f} on {newest.processors} processors.\n\n{table}"
    )


def _sum(rows: Any) -> Tally:
    total = Tally()
    for row in rows:
        total = together(total, msgspec.convert(row.result["ours"], Tally))
    return total


def _told(tally: Tally, name: str) -> str:
    return f"{getattr(tally, name):,}" if tally.struck or tally.failed_starts else "–"
