"""What a sender process does: takes batches, seals, sends, answers. It decides nothing.

Sealing happens when a push is begun, with a new salt, never before. A push service that is slow
keeps only its own queue waiting.
"""

import socket
import time
from collections import deque
from typing import Protocol

from alerts.push.envelope import KeyRefused, agree, sealed_with
from service.push.curl_wire import Ended
from service.push.randomness import new_salt, new_sender_key
from service.sending.frames import (
    ORDERS,
    Answers,
    AtOnce,
    Batch,
    BrokenFrame,
    Drop,
    Other,
    Reading,
    Record,
    SetUp,
    packed,
)

KEY_REFUSED = "the phone's keys are refused: "

_IKM_BYTES = 32
_PIECE = 1 << 18
_LONGEST_WAIT_S = 1.0
# Answers go together, as long as nobody waits for them for longer than this.
_ANSWERS_TOGETHER = 64
_HELD_BACK_S = 0.005
# So many are begun between two looks at the network: answers must not wait for a long draw.
_DRAW = 32
_KNOWN_HEADERS = 64
_POSITIONS = 8


class Wire(Protocol):
    """`service.push.curl_wire.CurlWire`, or what stands in for it in tests."""

    def watch(self, descriptor: int, *, writing: bool) -> None: ...
    def start(self, token: int, endpoint: str, headers: list[str], body: bytes) -> str: ...
    def turn(self, wait_s: float) -> tuple[list[Ended], bool]: ...
    def close(self) -> None: ...


class _Open:
    """A batch that is not answered in full. `next`: the first position that was not begun."""

    def __init__(self, batch: Batch, headers: list[list[str]]) -> None:
        self.batch = batch
        self.headers = headers
        self.next = 0
        self.left = len(batch.records)
        self.accepted = bytearray()
        self.unsent = b""
        self.others: list[Other] = []
        self.date = ""

    def answers(self) -> Answers:
        """What is new, once."""
        new = Answers(self.batch.id, bytes(self.accepted), self.unsent, self.others, self.date)
        self.left -= len(new.accepted) + len(new.unsent) + len(new.others)
        self.accepted, self.unsent, self.others, self.date = bytearray(), b"", [], ""
        return new


class _Service:
    """One push service's batches, in the order they came."""

    def __init__(self) -> None:
        self.at_once = 1
        self.under_way = 0
        self.queue: deque[_Open] = deque()


class Loop:
    """Runs until the other end of `control` is closed."""

    def __init__(self, control: socket.socket, wire: Wire) -> None:
        control.setblocking(False)
        self._control = control
        self._wire = wire
        self._reading = Reading()
        self._out = bytearray()
        self._services: dict[str, _Service] = {}
        self._open: dict[int, _Open] = {}
        self._touched: dict[int, _Open] = {}
        self._untold = 0
        self._untold_since = 0.0
        self._headers: dict[tuple[str, ...], list[str]] = {}
        wire.watch(control.fileno(), writing=False)

    def run(self) -> None:
        """Returns when there is nobody any more to tell; what is under way is cut off."""
        try:
            while self._turn():
                pass
        except (OSError, BrokenFrame):
            return  # the writing process is gone, or no longer makes sense
        finally:
            self._wire.close()

    def _turn(self) -> bool:
        has_begun = False
        for service in self._services.values():
            if service.queue and service.under_way < service.at_once:
                has_begun = self._begin_some(service) or has_begun
        ended, is_ready = self._wire.turn(0.0 if has_begun else self._patience())
        for one in ended:
            self._take(one)
        goes_on = self._read() if is_ready else True
        self._tell()
        return goes_on

    def _patience(self) -> float:
        if not self._untold:
            return _LONGEST_WAIT_S
        return max(0.0, self._untold_since + _HELD_BACK_S - time.monotonic())

    # --- orders ---------------------------------------------------------------------------------

    def _read(self) -> bool:
        try:
            piece = self._control.recv(_PIECE)
        except BlockingIOError:
            return True  # it was ready to be written to
        if not piece:
            return False
        for order in self._reading.feed(piece, ORDERS):
            self._obey(order)
        return True

    def _obey(self, order: SetUp | Batch | Drop | AtOnce) -> None:
        match order:
            case Batch():
                self._take_batch(order)
            case Drop(batches=batches):
                for number in batches:
                    self._drop(number)
            case AtOnce(service=name, at_once=at_once):
                self._service(name).at_once = at_once
            case SetUp():
                raise BrokenFrame("set up twice")

    def _service(self, name: str) -> _Service:
        return self._services.setdefault(name, _Service())

    def _take_batch(self, batch: Batch) -> None:
        service = self._service(batch.service)
        service.at_once = batch.at_once
        opened = _Open(batch, [self._known(lines) for lines in batch.headers])
        self._open[batch.id] = opened
        service.queue.append(opened)

    def _known(self, lines: list[str]) -> list[str]:
        """The same lines as the same list, which a `Line` need not be told again."""
        if len(self._headers) > _KNOWN_HEADERS:
            self._headers.clear()
        return self._headers.setdefault(tuple(lines), lines)

    def _drop(self, number: int) -> None:
        opened = self._open.get(number)
        if opened is None:
            return
        total = len(opened.batch.records)
        opened.unsent += bytes(range(opened.next, total))
        self._note(opened, total - opened.next)
        opened.next = total

    # --- pushes ---------------------------------------------------------------------------------

    def _begin_some(self, service: _Service) -> bool:
        """Whether something was begun: then the network is looked at without waiting."""
        most = min(service.at_once - service.under_way, _DRAW)
        before = service.under_way
        while most > 0 and service.queue:
            opened = service.queue[0]
            first, total = opened.next, len(opened.batch.records)
            opened.next = min(first + most, total)
            for position in range(first, opened.next):
                self._begin(service, opened, position)
            most -= opened.next - first
            if opened.next == total:
                service.queue.popleft()
        return service.under_way > before

    def _begin(self, service: _Service, opened: _Open, position: int) -> None:
        record = opened.batch.records[position]
        try:
            body = _body(record, opened.batch.plaintexts)
        except (KeyRefused, ValueError) as failure:
            reason = KEY_REFUSED if isinstance(failure, KeyRefused) else "not sealed: "
            self._note_other(opened, (position, 0, "", "", f"{reason}{failure}"))
            return
        token = opened.batch.id << _POSITIONS | position
        error = self._wire.start(token, record[0], opened.headers[record[1]], body)
        if error:
            self._note_other(opened, (position, 0, "", "", error))
        else:
            service.under_way += 1

    def _take(self, ended: Ended) -> None:
        opened = self._open[ended.token >> _POSITIONS]
        self._services[opened.batch.service].under_way -= 1
        position = ended.token & ((1 << _POSITIONS) - 1)
        said = ended.said
        if said is not None:
            other = (position, said.status, said.retry_after, said.date, said.error)
            self._note_other(opened, other)
            return
        opened.accepted.append(position)
        opened.date = ended.date or opened.date
        self._note(opened, 1)

    # --- answers --------------------------------------------------------------------------------

    def _note_other(self, opened: _Open, other: Other) -> None:
        opened.others.append(other)
        self._note(opened, 1)

    def _note(self, opened: _Open, count: int) -> None:
        if not count:
            return
        if not self._untold:
            self._untold_since = time.monotonic()
        self._untold += count
        self._touched[opened.batch.id] = opened

    def _tell(self) -> None:
        if self._untold and self._is_time_to_tell():
            for number, opened in self._touched.items():
                self._out += packed(opened.answers())
                if not opened.left:
                    del self._open[number]
            self._touched.clear()
            self._untold = 0
        if self._out:
            self._write()

    def _is_time_to_tell(self) -> bool:
        enough = self._untold >= _ANSWERS_TOGETHER
        return enough or time.monotonic() - self._untold_since >= _HELD_BACK_S

    def _write(self) -> None:
        try:
            written = self._control.send(self._out)
        except BlockingIOError:
            written = 0
        del self._out[:written]
        self._wire.watch(self._control.fileno(), writing=bool(self._out))


def _body(record: Record, plaintexts: list[bytes]) -> bytes:
    """Raises KeyRefused, and ValueError for a text that is too long."""
    _, _, text, public, secret = record
    if len(secret) == _IKM_BYTES:
        return sealed_with(plaintexts[text], public, secret, new_salt())
    key = agree(public, secret, new_sender_key())
    return sealed_with(plaintexts[text], key.sender_public, key.ikm, new_salt())
