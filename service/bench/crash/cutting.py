"""One power cut: every process at once, the disk as the cut left it, and a start on that."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from service.bench.crash.judging import Finding, Page
from service.bench.crash.power import after_power_cut
from service.bench.crash.serving import HANSHO
from service.bench.crash.shim import KILL_ALL, Shim
from service.bench.crash.sink import Sink
from service.bench.crash.striking import Point, Span, Striker
from service.bench.crash.town import Town, copied
from service.bench.seeding import Seeded

KINDS = ("store write", "store sync", "sending")
UNSYNCED_KINDS = ("store write",)
"""A store that never syncs has no sync to cut."""


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """`held`: why the service started on hold, which it must not; it was released then."""

    point: Point
    fired: bool
    finding: Finding
    held: tuple[str, ...]


class Cutter:
    """Every cut has a folder and a fresh copy of the town's data of its own."""

    def __init__(
        self,
        folder: Path,
        fresh: Path,
        parts: tuple[Sink, Shim, Seeded, Page],
        module: Sequence[str] = HANSHO,
    ) -> None:
        """`fresh`: data as it is before the service was ever started on it."""
        self._folder = folder
        self._fresh = fresh
        self._parts = parts
        self._module = module

    def cut(self, span: Span, seed: str, kinds: Sequence[str] = KINDS) -> Cut:
        """Raises BenchFailed."""
        chance = random.Random(seed)  # noqa: S311 (repeatable on purpose)
        kind = chance.choice(kinds)
        calls = chance.randint(1, max(1, span.calls["writing"][kind]))
        point = Point(victim="writing", kind=kind, calls=calls)
        own = self._folder / f"cut-{seed}"
        own.mkdir()
        sink, shim, seeded, page = self._parts
        town = _CutTown(own, copied(self._fresh, own / "data"), sink, shim, self._module)
        town.fresh, town.seed = self._fresh, seed
        try:
            town.start(own / "record")
            striker = Striker(town, sink, seeded, page)
            struck = striker.strike(point, f"cut-{seed}", action=KILL_ALL)
        finally:
            town.close()
        return Cut(point=point, fired=struck.fired, finding=struck.finding, held=tuple(town.held))


class _CutTown(Town):
    """Its second start is on what the power cut left."""

    fresh: Path
    seed: str
    _record: Path | None = None

    def start(self, record: Path | None = None, *, releases: bool = True) -> dict[str, Any]:
        if self._record is not None and record is None:
            lost = self.data.with_name("before-the-cut")
            self.data.rename(lost)
            after_power_cut(self.fresh, self._record, self.data, self.data, self.seed)
        self._record = record or self._record
        return super().start(record, releases=releases)
