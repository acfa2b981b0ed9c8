"""One row of the bench: an address of the service, beside nginx with the same bytes.

A pair is two turns. In each the service starts on a copy of the seeded town and sends an alert to
all its phones; meanwhile readers ask at a fixed rate, in one turn the service and in the other
nginx. Once nothing is sent any more, h2load asks the one that was read for as much as it gives.
"""

import shutil
import statistics
import time
from base64 import b64encode
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from service.bench.dispatch import ours
from service.bench.measuring import BenchFailed, wait_for
from service.bench.reads.asking import Rate, rate
from service.bench.reads.fetching import ASKED, Fetched, fetched
from service.bench.reads.paced import PacedReaders, Within, within
from service.bench.reads.paced_child import Task
from service.bench.reads.still import FILE, Still
from service.bench.seeding import Seeded, seed
from service.bench.sink import Sink
from service.control import ask
from service.demo.server import Server

ADDRESSES = {
    "alerts": "/api/v1/alerts?language=ja",
    "page": "/ja/alerts/{alert}",
}
"""By name: what everybody asks for while an alert is live. `{alert}`: its id."""

OURS, NGINX = "ours", "nginx"
RATE = 500
_READY_S, _SENT_S, _LEDGER_S = 120.0, 600.0, 120.0
_LOOK_EVERY_S = 0.1
# A page says the minute: none is to end while its tag is compared.
_LATEST_SECOND = 45


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """`meanwhile`: readers while pushes went out, `sending_s` long. `bytes`: packed, one answer."""

    whole: Rate
    unchanged: Rate
    meanwhile: Within
    sending_s: float
    bytes: int


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """By name of the server, by pair."""

    address: str
    size: int
    turns: dict[str, list[Turn]]


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What a row works with: an empty `folder` on a disk, `size` phones, `count` for h2load."""

    folder: Path
    size: int
    count: int
    say: Callable[[str], None]


def measure(means: Means, address: str, pairs: int) -> Measured:
    """Raises BenchFailed and DemoFailed as soon as anything is not as it should be."""
    (means.folder / "sink").mkdir()
    with Sink(means.folder / "sink") as sink:
        return _Row(means, address, sink).measured(pairs)


def result(measured: Measured) -> dict[str, Any]:
    """DESIGN section 12; a ratio above 1: ours is faster. Ratios are medians over the pairs."""
    own, theirs = measured.turns[OURS], measured.turns[NGINX]
    return {
        "address": measured.address,
        "size": measured.size,
        "pairs": len(own),
        "rate": RATE,
        "ours": _told(own),
        "peers": {NGINX: _told(theirs)},
        "ratios": {
            "nginx": _ratio(own, theirs, lambda one: one.unchanged.items_per_s),
            "nginx_whole": _ratio(own, theirs, lambda one: one.whole.items_per_s),
            "nginx_p99_meanwhile": _ratio(theirs, own, lambda one: one.meanwhile.p99_ms),
        },
    }


class _Row:
    def __init__(self, means: Means, address: str, sink: Sink) -> None:
        self._means = means
        self._address = address
        self._sink = sink
        self._answer: Fetched | None = None
        self._begun = 0

    def measured(self, pairs: int) -> Measured:
        turns: dict[str, list[Turn]] = {OURS: [], NGINX: []}
        self._means.say(f"writing a town of {self._means.size:,} phones")
        sink = self._sink
        town = self._means.folder / "town"
        seeded = seed(town, sink.origin, sink.endpoint, self._means.size, now=datetime.now(UTC))
        for pair in range(pairs):
            # Ours begins the first pair: nginx serves what it has answered.
            for name in (OURS, NGINX) if pair % 2 == 0 else (NGINX, OURS):
                self._means.say(f"{self._address}: {name}, turn {pair + 1} of {pairs}")
                turns[name].append(self._turn(name, town, seeded))
        return Measured(address=self._address, size=self._means.size, turns=turns)

    def _turn(self, name: str, town: Path, seeded: Seeded) -> Turn:
        self._begun += 1
        folder = self._means.folder / f"turn-{self._begun}"
        try:
            settings, url = ours.prepare(folder, town, self._sink)
            with Server(settings, url, folder / "server.log") as server, ExitStack() as peers:
                server.wait_ready(_READY_S)
                ours.wait_until_quiet(server.pid)
                still = None
                if name == NGINX:
                    still = peers.enter_context(self._still(folder))
                return self._read(_Town(folder, server, url, len(seeded.inside)), still)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _still(self, folder: Path) -> Still:
        assert self._answer is not None
        place = folder / "still"
        place.mkdir()
        return Still(place, self._answer.body, self._answer.headers)

    def _read(self, town: "_Town", still: Still | None) -> Turn:
        with PacedReaders() as readers:
            before, start = self._sink.count(), time.time()
            alert = town.issue()
            path = ADDRESSES[self._address].format(alert=alert)
            port = town.port if still is None else still.port
            asked = path if still is None else f"/{FILE}"
            readers.start(Task(port=port, rate=RATE, request=_request(asked, port)))
            self._wait_for_pushes(town, before)
            last = time.time()
            meanwhile = within(readers.stop(), start, last)
        town.wait_for_ledger(alert)
        ours.wait_until_quiet(town.server.pid)
        url = f"{town.url}{path}" if still is None else still.url
        server = town.server.pid if still is None else still.pid
        return self._at_rest(url, server, meanwhile, last - start)

    def _at_rest(self, url: str, server: int, meanwhile: Within, sending_s: float) -> Turn:
        wait_for("a new minute", lambda: datetime.now(UTC).second < _LATEST_SECOND, 60, 0.5)
        answer = fetched(url)
        self._answer = self._answer or answer
        count, tag = self._means.count, {"If-None-Match": answer.headers["etag"]}
        return Turn(
            unchanged=rate(url, count, {**ASKED, **tag}, 304, server),
            whole=rate(url, count, ASKED, 200, server),
            meanwhile=meanwhile,
            sending_s=sending_s,
            bytes=len(answer.body),
        )

    def _wait_for_pushes(self, town: "_Town", before: int) -> None:
        def all_came() -> bool:
            town.server.check_alive()
            return self._sink.count() >= before + town.people

        wait_for("the pushes", all_came, _SENT_S, _LOOK_EVERY_S)


class _Town(msgspec.Struct, frozen=True):
    folder: Path
    server: Server
    url: str
    people: int

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def issue(self) -> str:
        """Raises BenchFailed if it did not go out."""
        order = b64encode((self.folder / "order.xml").read_bytes()).decode()
        answer = self._told({"command": "issue", "report": order})
        alerts = [str(one["id"]) for one in answer.get("alerts", ()) if "id" in one]
        if len(alerts) != 1:
            raise BenchFailed(f"the service did not send that: {answer}\n{self.server.tail()}")
        return alerts[0]

    def wait_for_ledger(self, alert: str) -> None:
        def is_done() -> bool:
            return bool(self._told({"command": "progress", "alert": alert})["done"])

        wait_for("the ledger", is_done, _LEDGER_S, 5 * _LOOK_EVERY_S)

    def _told(self, command: dict[str, str]) -> dict[str, Any]:
        return dict(ask(self.folder / "data" / "hansho.sock", command))


def _request(path: str, port: int) -> str:
    fields = "".join(f"{name}: {value}\r\n" for name, value in ASKED.items())
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{fields}\r\n"


def _told(turns: Sequence[Turn]) -> dict[str, Any]:
    def middle(of: Callable[[Turn], float], digits: int = 1) -> float:
        return float(round(statistics.median(map(of, turns)), digits))

    def spread(of: Callable[[Turn], float], digits: int = 1) -> list[float]:
        return [round(find(map(of, turns)), digits) for find in (min, max)]

    return {
        "items_per_s": middle(lambda one: one.unchanged.items_per_s, 0),
        "items_per_cpu_s": middle(lambda one: one.unchanged.items_per_cpu_s, 0),
        "whole_per_s": middle(lambda one: one.whole.items_per_s, 0),
        "bytes": middle(lambda one: one.bytes, 0),
        "meanwhile": {
            "asked": min(one.meanwhile.asked for one in turns),
            "failed": max(one.meanwhile.failed for one in turns),
            "p50_ms": middle(lambda one: one.meanwhile.p50_ms, 2),
            "p99_ms": middle(lambda one: one.meanwhile.p99_ms, 2),
            "worst_ms": max(round(one.meanwhile.worst_ms, 1) for one in turns),
            "sending_s": middle(lambda one: one.sending_s, 2),
            "generator_cpu_s": middle(lambda one: one.meanwhile.generator_cpu_s, 2),
        },
        "spread": {
            "items_per_s": spread(lambda one: one.unchanged.items_per_s, 0),
            "whole_per_s": spread(lambda one: one.whole.items_per_s, 0),
            "p99_ms": spread(lambda one: one.meanwhile.p99_ms, 2),
        },
    }


def _ratio(more: Sequence[Turn], less: Sequence[Turn], of: Callable[[Turn], float]) -> float:
    pairs = zip(more, less, strict=True)
    return float(round(statistics.median(of(one) / of(other) for one, other in pairs), 3))
