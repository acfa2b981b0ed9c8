"""One row of the bench: pairs of turns of ours and the peers, in turn first and last; medians."""

import shutil
import statistics
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from service.bench.dispatch import ours, peers
from service.bench.dispatch.ours import LedgerCost, Sent, Turn
from service.bench.dispatch.peers import Sending
from service.bench.seeding import Seeded, seed
from service.bench.sink import Sink

MOST_FOR_PEERS = 10_000
"""Peers take minutes for more; and their speed does not depend on it."""

OURS, AGREEING = "ours", "ours_agreeing"
_SEALING = ("pywebpush", "pywebpush_key_kept", "web_push")


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """By pair, in order. `agreeing`: ours over phones with whom no key was agreed beforehand."""

    size: int
    turns: list[Turn]
    agreeing: list[Turn]
    sendings: dict[str, list[Sending]]
    ledger: LedgerCost


def measure(folder: Path, size: int, pairs: int, say: Callable[[str], None]) -> Measured:
    """Works in `folder`, which must be empty, on a disk and not in memory: fsync counts.

    Raises BenchFailed and DemoFailed as soon as anything is not as it should be.
    """
    (folder / "sink").mkdir()
    with Sink(folder / "sink") as sink:
        return _Row(folder, size, sink, say).measured(pairs)


def result(measured: Measured) -> dict[str, Any]:
    """DESIGN section 12; a ratio above 1: ours is better. Ratios are medians over the pairs."""
    issued = [turn.issued for turn in measured.turns]
    told: dict[str, Any] = {
        "size": measured.size,
        "pairs": len(measured.turns),
        "ours": {
            **_told(issued),
            "ledger": _ledger(measured.ledger, issued),
            "withdrawal": _told([turn.withdrawn for turn in measured.turns]),
        },
        "peers": {name: _peer(measured, turns) for name, turns in measured.sendings.items()},
        "ratios": {},
    }
    own = [_speed(one) for one in issued]
    agreeing = [_speed(turn.issued) for turn in measured.agreeing]
    if agreeing:
        told["ours"]["items_per_cpu_s_with_agreement"] = round(statistics.median(agreeing))
    for name, sendings in measured.sendings.items():
        theirs = [measured.size / one.cpu_s for one in sendings]
        told["ratios"][name] = _ratio(own, theirs)
        if name in _SEALING:
            told["ratios"][f"{name}_with_agreement"] = _ratio(agreeing, theirs)
    return told


class _Row:
    """What the turns of one row share: the sink, the towns, what ours sent first."""

    def __init__(self, folder: Path, size: int, sink: Sink, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._size = size
        self._sink = sink
        self._say = say
        self._seeded: dict[str, Seeded] = {}
        self._turns: dict[str, list[Turn]] = {OURS: [], AGREEING: []}
        self._sendings: dict[str, list[Sending]] = {}
        self._begun = 0

    def measured(self, pairs: int) -> Measured:
        with_peers = self._size <= MOST_FOR_PEERS
        self._seed(OURS)
        if with_peers:
            self._seed(AGREEING)
            self._sendings = {name: [] for name in peers.PEERS}
        # Ours begins the first pair: the peers send what it has sent.
        order = [OURS, AGREEING, *self._sendings] if with_peers else [OURS]
        for pair in range(pairs):
            for name in order if pair % 2 == 0 else reversed(order):
                self._say(f"{self._size:,}: {name}, turn {pair + 1} of {pairs}")
                self._take_turn(name)
        self._say(f"{self._size:,}: the ledger alone")
        with _Place(self._next_folder()) as place:
            cost = ours.ledger_cost(place, self._folder / OURS, self._sink)
        return Measured(
            size=self._size,
            turns=self._turns[OURS],
            agreeing=self._turns[AGREEING],
            sendings=self._sendings,
            ledger=cost,
        )

    def _seed(self, name: str) -> None:
        self._say(f"{self._size:,}: writing the town of {name}")
        self._seeded[name] = seed(
            self._folder / name,
            self._sink.origin,
            self._sink.endpoint,
            self._size,
            agreed=name == OURS,
            now=datetime.now(UTC),
        )

    def _take_turn(self, name: str) -> None:
        with _Place(self._next_folder()) as place:
            if name in self._turns:
                town, seeded = self._folder / name, self._seeded[name]
                self._turns[name].append(ours.take_turn(place, town, self._sink, seeded))
            else:
                first = self._turns[OURS][0]
                job = peers.Job(
                    seeded=self._seeded[OURS], payloads=first.payloads, topic=first.alert_id
                )
                self._sendings[name].append(peers.take_turn(name, place, self._sink, job))

    def _next_folder(self) -> Path:
        self._begun += 1
        return self._folder / f"turn-{self._begun}"


class _Place:
    """A folder that a turn makes; gone after it: a store of a million phones is large."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Path:
        return self._folder

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _told(sent: Sequence[Sent]) -> dict[str, Any]:
    def median(name: str, digits: int) -> float:
        return float(round(statistics.median(getattr(one, name) for one in sent), digits))

    speeds = [_speed(one) for one in sent]
    return {
        "items_per_cpu_s": round(statistics.median(speeds)),
        "wall_s": median("last_s", 3),
        "first_s": median("first_s", 3),
        "settled_s": median("settled_s", 3),
        "cpu_s": median("cpu_s", 2),
        "sink_cpu_s": median("sink_cpu_s", 2),
        "peak_mib": round(max(one.peak_mib for one in sent), 1),
        "bytes": round(median("request_bytes", 0)),
        "repeats": max(one.repeats for one in sent),
        "spread": {
            "items_per_cpu_s": [round(min(speeds)), round(max(speeds))],
            "wall_s": [round(find(one.last_s for one in sent), 3) for find in (min, max)],
            "first_s": [round(find(one.first_s for one in sent), 3) for find in (min, max)],
        },
    }


def _ledger(cost: LedgerCost, issued: Sequence[Sent]) -> dict[str, float]:
    whole = statistics.median(one.cpu_s for one in issued)
    return {
        "record_cpu_s": round(cost.record_cpu_s, 3),
        "settle_cpu_s": round(cost.settle_cpu_s, 3),
        "share": round((cost.record_cpu_s + cost.settle_cpu_s) / whole, 3),
    }


def _peer(measured: Measured, sendings: Sequence[Sending]) -> dict[str, Any]:
    speeds = [measured.size / one.cpu_s for one in sendings]
    return {
        "items_per_cpu_s": round(statistics.median(speeds)),
        "wall_s": round(statistics.median(one.wall_s for one in sendings), 3),
        "spread": {"items_per_cpu_s": [round(min(speeds)), round(max(speeds))]},
    }


def _speed(sent: Sent) -> float:
    return sent.items / max(sent.cpu_s, 1e-9)


def _ratio(own: Sequence[float], theirs: Sequence[float]) -> float:
    pairs = zip(own, theirs, strict=True)
    return float(round(statistics.median(mine / peer for mine, peer in pairs), 3))
