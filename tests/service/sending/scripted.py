"""A sender process whose every move is a test's: it gets batches and answers when it is told to."""

import socket
import threading
import time
from contextlib import suppress

from alerts.ports import StoreUnavailable
from alerts.testing import MemoryLedger
from service.sending.child import Running
from service.sending.frames import ORDERS, Answers, AtOnce, Batch, Drop, Reading, packed

PATIENCE_S = 20.0


class Scripted:
    """`spawn` is handed to a dispatcher. `batches`, `drops`: what came, in order."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []
        self.drops: list[int] = []
        self.ends = 0
        self.answered = 0  # batches, counted by whoever answers them
        self._controls: list[socket.socket] = []
        self._reading = Reading()
        self._came = threading.Condition()

    def spawn(self) -> Running:
        ours, theirs = socket.socketpair()
        self._controls.append(theirs)
        threading.Thread(target=self._listen, args=(theirs, Reading()), daemon=True).start()
        return Running(ours, self._end)

    def wait_for(self, records: int) -> list[Batch]:
        """All batches once so many recipients came in them."""
        with self._came:
            assert self._came.wait_for(lambda: self.records() >= records, PATIENCE_S)
            return list(self.batches)

    def wait_for_drops(self, count: int) -> None:
        with self._came:
            assert self._came.wait_for(lambda: len(self.drops) >= count, PATIENCE_S)

    def records(self) -> int:
        return sum(len(batch.records) for batch in self.batches)

    def accept(self, batch: Batch, *positions: int) -> None:
        """These of it, or all."""
        answered = bytes(positions) or bytes(range(len(batch.records)))
        self.say(Answers(batch.id, answered, b"", [], ""))

    def give_back(self, batch: Batch, *positions: int) -> None:
        """Never begun: these of it, or all."""
        unsent = bytes(positions) or bytes(range(len(batch.records)))
        self.say(Answers(batch.id, b"", unsent, [], ""))

    def say(self, answers: Answers) -> None:
        self._controls[-1].sendall(packed(answers))

    def die(self) -> None:
        with suppress(OSError):  # it may be dead already
            self._controls[-1].shutdown(socket.SHUT_RDWR)

    def _end(self) -> None:
        self.ends += 1

    def _listen(self, control: socket.socket, reading: Reading) -> None:
        with control:
            while piece := control.recv(1 << 18):
                with self._came:
                    for order in reading.feed(piece, ORDERS):
                        self._take(order)
                    self._came.notify_all()

    def _take(self, order: object) -> None:
        match order:
            case Batch():
                self.batches.append(order)
            case Drop(batches=batches):
                self.drops += batches
            case AtOnce():
                pass


class SlowDisk(MemoryLedger):
    """A ledger whose writes of results wait until they are let through, or fail."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.free = threading.Event()
        self.tried = threading.Event()
        self.fails = False

    def settle_many(self, settlements) -> None:  # type: ignore[no-untyped-def]
        self.tried.set()
        if self.fails:
            raise StoreUnavailable("the disk is full; free space on it, then try again")
        assert self.free.wait(PATIENCE_S)
        super().settle_many(settlements)


def never(condition, for_s: float = 0.3) -> bool:  # type: ignore[no-untyped-def]
    """Whether the condition stays false while everything has had many turns to make it true."""
    until = time.monotonic() + for_s
    while time.monotonic() < until:
        if condition():
            return False
        threading.Event().wait(0.01)
    return True
