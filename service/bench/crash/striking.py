"""One kill point: where it is drawn, how it is struck, what came of it."""

import contextlib
import os
import random
import signal
import time
from typing import Any, Literal

import msgspec

from geo.errors import HanshoError
from service.bench.crash.judging import Finding, Page, judge
from service.bench.crash.shim import (
    KILL_ITSELF,
    MARK,
    RECEIVING,
    SENDER_PROCESS,
    SENDING,
    STORE_SYNC,
    STORE_WRITE,
    WRITING_PROCESS,
)
from service.bench.crash.sink import Sink
from service.bench.crash.town import Asked, Town, alert_of, order
from service.bench.measuring import wait_for
from service.bench.seeding import Seeded

_PATIENCE_S = 120.0
_LOOK_S = 0.002
_MANY = 2**40
Victim = Literal["writing", "sender"]
ROLES: dict[str, int] = {"writing": WRITING_PROCESS, "sender": SENDER_PROCESS}
KINDS = {
    "store write": STORE_WRITE,
    "store sync": STORE_SYNC,
    "sending": SENDING,
    "receiving": RECEIVING,
}
_BITS = KINDS | {"mark": MARK}


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """An undisturbed dispatch: seconds from command to settled, calls by victim and kind."""

    seconds: float
    calls: dict[str, dict[str, int]]

    def victims(self) -> list[Victim]:
        both: tuple[Victim, Victim] = ("writing", "sender")
        return [one for one in both if any(self.calls[one].values())]


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """Dies at the `calls`-th call of `kind`, or (kind "time") `seconds` after the command.

    Kind "mark": where a sabotage says that somebody is lost now. The service itself never says so.
    `withdraws`: while a withdrawal goes out behind an alert that is still on its way.
    """

    victim: Victim
    kind: str
    calls: int = 0
    seconds: float = 0.0
    withdraws: bool = False


class Struck(msgspec.Struct, frozen=True, kw_only=True):
    """`fired`: whether anything died; else everything was over before."""

    point: Point
    fired: bool
    finding: Finding


def draw(chance: random.Random, span: Span, victim: Victim | None = None) -> Point:
    """Half of the points over time, half over the system calls of one kind."""
    whose: list[Victim] = ["writing", *span.victims()] if victim is None else [victim]
    chosen = chance.choice(whose)
    withdraws = chance.random() < 0.25
    kinds = [kind for kind, calls in span.calls[chosen].items() if calls]
    if chance.random() < 0.5 or not kinds:
        seconds = chance.uniform(0, span.seconds)
        return Point(victim=chosen, kind="time", seconds=seconds, withdraws=withdraws)
    kind = chance.choice(kinds)
    calls = chance.randint(1, span.calls[chosen][kind])
    return Point(victim=chosen, kind=kind, calls=calls, withdraws=withdraws)


class Striker:
    """Strikes one point after the other at the same town."""

    def __init__(self, town: Town, sink: Sink, seeded: Seeded, page: Page) -> None:
        self._town = town
        self._sink = sink
        self._wanted = frozenset(seeded.inside.tolist())
        self._page = page

    def span(self) -> Span:
        """Measured by one undisturbed dispatch for each sort of call."""
        calls: dict[str, dict[str, int]] = {victim: {} for victim in ROLES}
        seconds = []
        for victim, role in ROLES.items():
            for kind, bit in KINDS.items():
                self._town.shim.arm(role, bit, _MANY, KILL_ITSELF)
                began = time.monotonic()
                self._town.settle(self._town.issue(order(f"undisturbed-{victim}-{kind[:5]}-{bit}")))
                seconds.append(time.monotonic() - began)
                calls[victim][kind] = _MANY - self._town.shim.left
        self._town.shim.disarm()
        return Span(seconds=sorted(seconds)[len(seconds) // 2], calls=calls)

    def strike(self, point: Point, name: str, *, action: int = KILL_ITSELF) -> Struck:
        """Kills, starts again, waits until nothing is owed, judges. Raises BenchFailed."""
        town = self._town
        self._sink.came()
        known = town.alerts()
        alert_id = town.issue(order(name)) if point.withdraws else ""
        command = {"command": "cancel", "alert": alert_id} if point.withdraws else order(name)
        if point.kind != "time":
            town.shim.arm(ROLES[point.victim], _BITS[point.kind], point.calls, action)
        asked = town.begin(command)
        fired = self._wait(point, asked, alert_id)
        town.shim.disarm()
        self._start_again(point)
        alert_id = alert_id or self._issued(asked, command, known)
        with contextlib.suppress(HanshoError):  # one that is gone: the judge counts whom it lost
            self._again(asked, command, withdraws=point.withdraws)
            town.settle(alert_id)
        last = 2 if point.withdraws else 1
        finding = judge(self._sink.came(), alert_id, self._wanted, last, self._page)
        return Struck(point=point, fired=fired, finding=finding)

    def _wait(self, point: Point, asked: Asked, alert_id: str) -> bool:
        """Until somebody has died, or nothing is left to die over."""
        if point.kind == "time":
            time.sleep(point.seconds)
            return self._kill(point.victim)
        wait_for("the blow", lambda: self._is_over(asked, alert_id), _PATIENCE_S, _LOOK_S)
        return self._town.shim.fired != 0

    def _is_over(self, asked: Asked, alert_id: str) -> bool:
        if self._town.shim.fired:
            return True
        if not asked.is_over or asked.answer is None:
            return asked.is_over
        issued = alert_id or alert_of(asked.answer)
        return issued is None or self._town.is_settled(issued)

    def _kill(self, victim: Victim) -> bool:
        serving = self._town.serving
        if victim == "writing":
            serving.kill()
            return True
        senders = serving.senders()
        for one in senders[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        return bool(senders)

    def _start_again(self, point: Point) -> None:
        serving = self._town.serving
        if point.victim == "writing" and (self._town.shim.fired or point.kind == "time"):
            serving.wait_dead()
        if not serving.is_alive:
            self._town.start()

    def _issued(self, asked: Asked, command: dict[str, Any], known: frozenset[str]) -> str:
        """The alert's id. An operator without an answer issues once more, and reads the list."""
        answer = asked.wait().answer or self._town.ask(command)
        alert_id = alert_of(answer)
        if alert_id is not None:
            return alert_id
        (new,) = self._town.alerts() - known
        return new

    def _again(self, asked: Asked, command: dict[str, Any], *, withdraws: bool) -> None:
        """A withdrawal without an answer is given once more; one that was stored is refused then.

        Raises HanshoError.
        """
        if withdraws and asked.wait().answer is None:
            with contextlib.suppress(HanshoError):
                self._town.ask(command)
