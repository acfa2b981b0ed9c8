"""Rows of a bench as they are measured: one JSON line each, in a file that outlives the run.

A bench takes up to half an hour; whoever stops it goes on where it was. `hansho bench table` reads
the same file.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from service.bench.measuring import BenchFailed


class KeptRow(msgspec.Struct, frozen=True, kw_only=True):
    """`row`: what tells it from others of its bench, such as size and pairs; `result`: as in
    DESIGN section 12; `load`: of the machine over the minute before it began.
    """

    row: dict[str, Any]
    result: dict[str, Any]
    measured: datetime
    processors: int
    load: float


class KeptRows:
    """The rows of one bench in `folder`, which is made if absent."""

    def __init__(self, folder: Path, bench: str) -> None:
        self._file = folder / f"{bench}.jsonl"

    def all(self) -> tuple[KeptRow, ...]:
        """In the order in which they were measured. Raises BenchFailed for a damaged file."""
        if not self._file.exists():
            return ()
        try:
            return tuple(
                msgspec.json.decode(line, type=KeptRow)
                for line in self._file.read_bytes().splitlines()
            )
        except msgspec.MsgspecError as error:
            reason = f"{self._file} cannot be read ({error}); delete it and measure again"
            raise BenchFailed(reason) from error

    def row(
        self, row: dict[str, Any], measure: Callable[[], dict[str, Any]], *, fresh: bool
    ) -> dict[str, Any]:
        """The newest result for `row`; measured now if there is none, or if `fresh`."""
        known = [one for one in self.all() if one.row == row]
        if known and not fresh:
            return known[-1].result
        load = os.getloadavg()[0]
        kept = KeptRow(
            row=row,
            result=measure(),
            measured=datetime.now(UTC).replace(microsecond=0),
            processors=os.cpu_count() or 1,
            load=round(load, 1),
        )
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("ab") as file:
            file.write(msgspec.json.encode(kept) + b"\n")
        return kept.result
