"""The long form: kill points in batches, power cuts one by one, and two services that must fail.

Each batch is a row that outlives the run, so that whoever stops it goes on where it was.
"""

import os
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from service.bench.crash.cutting import UNSYNCED_KINDS, Cut, Cutter
from service.bench.crash.judging import Finding, Page
from service.bench.crash.shim import Shim, compiled
from service.bench.crash.sink import PhoneKeys, Sink
from service.bench.crash.striking import Point, Span, Striker, Struck, draw
from service.bench.crash.town import Town, copied, seeded_town
from service.bench.kept_rows import KeptRows, Row
from service.bench.measuring import BenchFailed

BATCH = 10
KILLS, CUTS = "kill points", "power cuts"
UNSYNCED = "sabotage: synchronous=OFF"
CURSOR_FIRST = "sabotage: cursor before recipients"
MOST_REPEATED = 1_024 * (os.cpu_count() or 1)
"""What sender processes, one a processor, may have under way: handed over, and not in a committed
result. With the writing process all of it comes back."""
_TRIES = 3
_SABOTAGED = ("-m", "service.bench.crash.sabotaged")
_CUTS = 8


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Of all blows of one case. struck: something died; missed: all was over before, each time that
    the point was drawn. most_repeats: after one blow."""

    struck: int = 0
    missed: int = 0
    lost: int = 0
    unwanted: int = 0
    repeats: int = 0
    most_repeats: int = 0
    visible: int = 0
    held: int = 0
    failed_starts: int = 0

    def with_finding(self, one: Finding, held: int = 0, *, fired: bool = True) -> "Tally":
        return Tally(
            struck=self.struck + fired,
            missed=self.missed + (not fired),
            lost=self.lost + one.lost,
            unwanted=self.unwanted + one.unwanted,
            repeats=self.repeats + one.repeats,
            most_repeats=max(self.most_repeats, one.repeats),
            visible=self.visible + one.visible,
            held=self.held + held,
            failed_starts=self.failed_starts,
        )

    @property
    def is_sound(self) -> bool:
        harm = self.lost + self.unwanted + self.visible + self.held + self.failed_starts
        return harm == 0 and self.most_repeats <= MOST_REPEATED


class Scene:
    """A seeded town with its sink, from which every case takes copies. A context manager."""

    def __init__(self, folder: Path, people: int, refuse_every: int = 0) -> None:
        """`refuse_every`: see `sink_child`."""
        self._folder = folder
        self._refuse_every = refuse_every
        self._people = people
        self._stack = ExitStack()
        self._towns = 0

    def __enter__(self) -> "Scene":
        keys = PhoneKeys()
        self.sink = self._stack.enter_context(Sink(self._folder, keys, self._refuse_every))
        self.page = self._stack.enter_context(Page())
        self.fresh = self._folder / "fresh"
        self.seeded = seeded_town(self.fresh, self.sink, keys, self._people)
        self._library = compiled(self._folder)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def shim(self, folder: Path) -> Shim:
        made = Shim(self._library, folder)
        self._stack.callback(made.close)
        return made

    def own_folder(self, name: str) -> Path:
        self._towns += 1
        own = self._folder / f"{name}-{self._towns}"
        own.mkdir()
        return own

    def town(self, name: str, *sabotage: str, **settings: Any) -> Town:
        """Started on a copy of the data; ended with the scene. `sabotage`: see `sabotaged`."""
        own = self.own_folder(name)
        data = copied(self.fresh, own / "data")
        shim = self.shim(own)
        if sabotage:
            made = Town(own, data, self.sink, shim, (*_SABOTAGED, *sabotage), **settings)
        else:
            made = Town(own, data, self.sink, shim, **settings)
        self._stack.callback(made.close)
        made.start()
        return made

    def striker(self, town: Town) -> Striker:
        return Striker(town, self.sink, self.seeded, self.page)

    def cutter(self, name: str, *sabotage: str) -> Cutter:
        own = self.own_folder(name)
        parts = (self.sink, self.shim(own), self.seeded, self.page)
        if sabotage:
            return Cutter(own, self.fresh, parts, (*_SABOTAGED, *sabotage))
        return Cutter(own, self.fresh, parts)


def strike_all(striker: Striker, span: Span, seeds: Iterable[str]) -> Iterator[Struck]:
    """One for each seed: points that came too late are drawn anew."""
    for seed in seeds:
        chance = random.Random(seed)  # noqa: S311 (repeatable on purpose)
        for turn in range(_TRIES):
            struck = striker.strike(draw(chance, span), f"{seed}-{turn}")
            if struck.fired or turn == _TRIES - 1:
                yield struck
                break


def cut_all(cutter: Cutter, span: Span, seeds: Iterable[str]) -> Iterator[Cut]:
    """Likewise."""
    for seed in seeds:
        for turn in range(_TRIES):
            cut = cutter.cut(span, f"{seed}-{turn}")
            if cut.fired or turn == _TRIES - 1:
                yield cut
                break


def cuts_found_out(cutter: Cutter, span: Span, most: int = _CUTS) -> Tally:
    """Cuts until one of them lost somebody, or kept the service from starting."""
    tally = Tally()
    for turn in range(most):
        try:
            cut = cutter.cut(span, f"sabotage-{turn}", UNSYNCED_KINDS)
        except BenchFailed:
            return msgspec.structs.replace(tally, failed_starts=1)
        tally = tally.with_finding(cut.finding, len(cut.held), fired=cut.fired)
        if tally.lost:
            break
    return tally


def kill_found_out(striker: Striker) -> Tally:
    """One kill, where the sabotage says that somebody is lost now."""
    struck = striker.strike(Point(victim="writing", kind="mark", calls=1), "sabotage")
    return Tally().with_finding(struck.finding, fired=struck.fired)


class LongForm:
    """`points` kills and `cuts` power cuts on `people` phones inside the area."""

    def __init__(self, people: int, seed: str, kept: KeptRows, say: Callable[[str], None]) -> None:
        self._people, self._seed, self._kept, self._say = people, seed, kept, say

    def run(self, folder: Path, points: int, cuts: int) -> list[Row]:
        """Rows as in DESIGN section 12. Raises BenchFailed."""
        with Scene(folder, self._people) as scene:
            span = self._span(scene)
            kills = self._batches(KILLS, points, partial(self._kills, scene, span))
            cutter = scene.cutter("cuts")
            power = self._batches(CUTS, cuts, partial(self._cuts, cutter, span))
            return [
                kills,
                power,
                self._row(
                    UNSYNCED,
                    lambda: cuts_found_out(scene.cutter("unsynced", "unsynced"), span),
                ),
                self._row(
                    CURSOR_FIRST,
                    lambda: kill_found_out(scene.striker(scene.town("cursor", "cursor_first"))),
                ),
            ]

    def _span(self, scene: Scene) -> Span:
        town = scene.town("undisturbed")
        try:
            return scene.striker(town).span()
        finally:
            town.close()

    def _kills(self, scene: Scene, span: Span, seeds: list[str]) -> Tally:
        tally, town = Tally(), scene.town("kills")
        try:
            for struck in strike_all(scene.striker(town), span, seeds):
                tally = tally.with_finding(struck.finding, fired=struck.fired)
        finally:
            town.close()
        return tally

    def _cuts(self, cutter: Cutter, span: Span, seeds: list[str]) -> Tally:
        tally = Tally()
        for cut in cut_all(cutter, span, seeds):
            tally = tally.with_finding(cut.finding, len(cut.held), fired=cut.fired)
        return tally

    def _batches(self, case: str, count: int, work: Callable[[list[str]], Tally]) -> Row:
        """All batches of a case as one row; those that are known are not struck again."""
        total = Tally()
        for first in range(0, count, BATCH):
            numbers = range(first, min(first + BATCH, count))
            seeds = [f"{self._seed}-{case[:4]}-{number}" for number in numbers]
            name = f"{case} {numbers.start + 1} to {numbers.stop}"
            row = self._row(name, lambda seeds=seeds: work(seeds))  # type: ignore[misc]
            total = together(total, msgspec.convert(row["ours"], Tally))
        return {"case": case, **self._result(total)}

    def _row(self, case: str, work: Callable[[], Tally]) -> Row:
        key: Row = {"case": case, "size": self._people, "seed": self._seed}
        if not self._kept.has(key):
            self._say(case)
        return self._kept.row(key, lambda: self._result(work()))

    def _result(self, tally: Tally) -> Row:
        ours = msgspec.to_builtins(tally)
        return {"size": self._people, "ours": ours, "peers": {}, "ratios": {}}


def together(one: Tally, other: Tally) -> Tally:
    return Tally(
        struck=one.struck + other.struck,
        missed=one.missed + other.missed,
        lost=one.lost + other.lost,
        unwanted=one.unwanted + other.unwanted,
        repeats=one.repeats + other.repeats,
        most_repeats=max(one.most_repeats, other.most_repeats),
        visible=one.visible + other.visible,
        held=one.held + other.held,
        failed_starts=one.failed_starts + other.failed_starts,
    )


def failures(rows: Iterable[Row]) -> list[str]:
    """A sentence for every case that did not come out as it has to; a sabotage has to be found."""
    said = []
    for row in rows:
        case, tally = str(row["case"]), msgspec.convert(row["ours"], Tally)
        if case.startswith("sabotage"):
            if tally.is_sound:
                said.append(f"{case}: {tally.struck} blows, and nobody noticed")
        elif not tally.is_sound:
            said.append(f"{case}: {msgspec.json.encode(tally).decode()}")
    return said
