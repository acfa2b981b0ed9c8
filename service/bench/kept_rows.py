"""Rows of a bench as they are measured: one JSON line each, in a file that outlives the run.

A bench takes up to half an hour; whoever stops it goes on where it was. `hansho bench table` reads
the same file.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from service.bench.measuring import BenchFailed

FOLDER = Path("var/bench")

Row = dict[str, object]
"""One of the `results` of DESIGN section 12."""


class KeptRow(msgspec.Struct, frozen=True, kw_only=True):
    """`key`: what tells it from others of its bench, such as size and pairs; `load`: of the machine
    over the minute before it began.
    """

    key: dict[str, object]
    result: Row
    measured: datetime
    processors: int
    load: float


class KeptRows:
    """The rows of one bench in `folder`, which is made if absent.

    `fresh`: what earlier runs have finished does not count. Raises BenchFailed for a damaged file.
    """

    def __init__(self, bench: str, *, folder: Path = FOLDER, fresh: bool = False) -> None:
        self._file = folder / f"{bench}.jsonl"
        self._rows = [] if fresh else self._read()

    def all(self) -> tuple[KeptRow, ...]:
        """In the order in which they were measured."""
        return tuple(self._rows)

    def has(self, key: dict[str, object]) -> bool:
        return any(one.key == key for one in self._rows)

    def row(self, key: dict[str, object], measure: Callable[[], Row]) -> Row:
        """The newest result for `key`, the key in it; measured now, and kept, if there is none."""
        known = [one for one in self._rows if one.key == key]
        if known:
            return known[-1].result
        load = os.getloadavg()[0]
        kept = KeptRow(
            key=key,
            result={**key, **measure()},
            measured=datetime.now(UTC).replace(microsecond=0),
            processors=os.cpu_count() or 1,
            load=round(load, 1),
        )
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("ab") as file:
            file.write(msgspec.json.encode(kept) + b"\n")
        self._rows.append(kept)
        return kept.result

    def _read(self) -> list[KeptRow]:
        if not self._file.exists():
            return []
        try:
            lines = self._file.read_bytes().splitlines()
            return [msgspec.json.decode(line, type=KeptRow) for line in lines]
        except msgspec.MsgspecError as error:
            reason = f"{self._file} cannot be read ({error}); delete it and measure again"
            raise BenchFailed(reason) from error
