"""One push service, one sender: a thread that delivers what is owed to that service's phones.

A slow or dead service therefore holds nobody else. Within the service the strongest alert goes
first, and one recipient's revisions go one after the other, as everything here is in sequence.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np

from alerts.dispatch import (
    Again,
    Alarm,
    Attempt,
    Judgement,
    ServiceState,
    Settled,
    free_at,
    judge,
    probing,
)
from alerts.model import Revision
from alerts.ports import (
    Address,
    Answer,
    Chunk,
    Edition,
    Push,
    PushGateway,
    Result,
    StoreUnavailable,
)
from alerts.push.headers import push_headers
from alerts.push.refusal import Refusal
from alerts.push.short_form import short_form
from alerts.push.vapid import TokenCache
from alerts.service_state import SendingNow, set_back
from service.keys import KeyRing
from service.push.apple import for_service
from service.push.sealing import sealed_for
from service.stores import Stores
from service.workers.observing import Observed
from service.workers.seal import NoSeal, Seal
from service.workers.waiting import Lot, Precedence, Waiting

_LOOK_EVERY_S = 0.25
_LONGEST_WAIT_S = 1.0
_LOOK_AT_SEAL_AGAIN = timedelta(seconds=10)
_CLOCK_TOLERANCE = timedelta(seconds=5)
_log = logging.getLogger(__name__)


class Sender(threading.Thread):
    """Delivers lots to one service until `close`. `on_alarm` hears of trouble with the service."""

    def __init__(
        self,
        service: str,
        stores: Stores,
        keys: KeyRing,
        contact: str,
        gateway: PushGateway,
        on_alarm: Callable[[Alarm], None],
        seal: Seal | None = None,
    ) -> None:
        super().__init__(name=f"sender {service}", daemon=True)
        self.state = ServiceState(service=service)
        self.stores = stores
        self.keys = keys
        self.tokens = TokenCache(contact)
        self.gateway = gateway
        self.on_alarm = on_alarm
        self.seal: Seal = seal or NoSeal()
        self._waiting = Waiting()
        self.observed = Observed()
        self._unsettled: dict[int, tuple[bytes, datetime]] = {}
        self._seen = datetime.now(UTC)
        self._wake = threading.Condition()
        self._closing = False

    def add(self, lot: Lot, precedence: Precedence, at: datetime) -> None:
        """Puts a lot in the queue: those due go by precedence, then in the order they came."""
        with self._wake:
            self._waiting.add(lot, precedence, at)
            self._wake.notify()

    def now(self, now: datetime) -> SendingNow:
        """Any thread."""
        with self._wake:
            ahead = self._waiting.pushes()
        return self.observed.now(self.state, ahead, free_at(self.state, now), now)

    def close(self) -> None:
        """Stops after what is under way is answered; what is owed stays owed in the ledger."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self.join()
        self.gateway.close()

    def run(self) -> None:
        while not self._closing:
            self._write_results()
            if (taken := self._next()) is not None:
                self._attempt(*taken)
        self._write_results()

    def deliver(self, pushes: Iterator[Push]) -> Iterator[Answer]:
        """Through the gateway, never more at once than the service has shown to bear."""
        return self.gateway.deliver(pushes, lambda: int(self.state.at_once))

    def settle(self, chunk_id: int, results: bytes) -> None:
        """Writes results; what the store cannot take now is kept and written later.

        Were it given up, everyone in the chunk would be pushed to, and rung, again and again.
        """
        before, at = self._unsettled.get(chunk_id, (results, datetime.now(UTC)))
        kept, newer = np.frombuffer(before, np.uint8), np.frombuffer(results, np.uint8)
        together = np.where(newer != Result.OWED, newer, kept).tobytes()
        self._unsettled[chunk_id] = (together, at)
        self._write_results()

    def is_overtaken(self, chunk: Chunk, precedence: Precedence) -> bool:
        """Whether the chunk's pushes must stop: superseded, or people in greater danger wait."""
        with self._wake:
            overtaken = self._waiting.is_overtaken(precedence, datetime.now(UTC))
        return self._closing or overtaken or self._newest(chunk) is None

    def _write_results(self) -> None:
        for chunk_id, (results, at) in tuple(self._unsettled.items()):
            try:
                self.stores.ledger.settle(chunk_id, results, at)
            except StoreUnavailable as error:
                self.on_alarm(Alarm(topic="store", service=self.state.service, text=str(error)))
                return
            del self._unsettled[chunk_id]

    def _next(self) -> tuple[Precedence, Lot] | None:
        """The foremost lot that is due once the service may be sent to; None after a while."""
        with self._wake:
            now = datetime.now(UTC)
            self._follow_the_clock(now)
            first = self._waiting.first_at()
            ready_at = None if first is None else max(first, free_at(self.state, now))
            if ready_at is not None and ready_at <= now:
                return self._waiting.take(now)
            wait = _LONGEST_WAIT_S if ready_at is None else (ready_at - now).total_seconds()
            if not self._closing:
                self._wake.wait(min(wait, _LONGEST_WAIT_S))
        return None

    def _follow_the_clock(self, now: datetime) -> None:
        """A clock that is put back an hour must not keep anybody waiting for an hour."""
        if (back := self._seen - now) > _CLOCK_TOLERANCE:
            self._waiting.set_back(back)
            self.state = set_back(self.state, back)
        self._seen = now

    def _attempt(self, precedence: Precedence, lot: Lot) -> None:
        try:
            self._deliver(lot, precedence)
        except Exception:
            _log.exception("%s: a chunk failed; it is tried again", self.state.service)
            self.add(lot, precedence, datetime.now(UTC) + timedelta(seconds=5))

    def _deliver(self, lot: Lot, precedence: Precedence) -> None:
        revision = self._newest(lot.chunk)
        if revision is None:
            return
        editions = self.stores.alerts.editions(lot.chunk.alert_id, lot.chunk.number)
        if self._is_held(lot.chunk, editions):
            self.add(lot, precedence, datetime.now(UTC) + _LOOK_AT_SEAL_AGAIN)
            return
        run = _Run(lot, precedence, self, revision, _payloads(editions, lot.chunk))
        again = run.deliver()
        for at, attempts in again.items():
            self.add(Lot(chunk=lot.chunk, attempts=attempts), precedence, at)

    def _is_held(self, chunk: Chunk, editions: Sequence[Edition]) -> bool:
        """Whether these are not the bytes that were approved: then none of them leaves."""
        broken = self.seal.broken_texts(chunk.alert_id, chunk.number, editions)
        if broken is not None:
            self.on_alarm(Alarm(topic=f"seal {chunk.alert_id}", service="", text=broken))
        return broken is not None

    def _newest(self, chunk: Chunk) -> Revision | None:
        """The chunk's revision, unless a newer one superseded it meanwhile."""
        alert = self.stores.alerts.alert(chunk.alert_id)
        if alert is None or alert.latest.number != chunk.number:
            return None
        return alert.latest


class _Run:
    """One delivery of one lot: draws pushes, judges answers, settles results as they come."""

    def __init__(
        self,
        lot: Lot,
        precedence: Precedence,
        sender: Sender,
        revision: Revision,
        payloads: dict[str, bytes],
    ) -> None:
        self._lot = lot
        self._precedence = precedence
        self._sender = sender
        self._revision = revision
        self._payloads = payloads
        self._results = bytearray(len(lot.chunk.numbers))
        self._again: dict[datetime, dict[int, Attempt]] = {}
        self._sent: dict[int, Attempt] = {}
        self._buried: list[int] = []
        self._settled_at = self._looked_at = time.monotonic()

    def deliver(self) -> dict[datetime, dict[int, Attempt]]:
        """Sends to everyone in the lot. Returns whom to try again, by the time to do so."""
        for answer in self._sender.deliver(self._pushes()):
            self._take(answer)
            if time.monotonic() - self._settled_at >= _LOOK_EVERY_S:
                self._settle()
        self._settle()
        used = [int(self._lot.chunk.numbers[index]) for index in self._sent]
        # Without the note a key is used once more, with a salt of its own.
        with suppress(StoreUnavailable):
            self._sender.stores.subscriptions.mark_keys_used(np.array(used, np.int64))
        return self._again

    def _pushes(self) -> Iterator[Push]:
        numbers = self._lot.chunk.numbers
        positions = sorted(self._lot.attempts)
        found = self._sender.stores.subscriptions.addresses(numbers[positions])
        by_number = {address.number: address for address in found}
        for place, position in enumerate(positions):
            if self._is_overtaken():
                self._put_back(positions[place:])
                return
            address = by_number.get(int(numbers[position]))
            if address is None:
                self._results[position] = Result.DELETED
            elif (push := self._push(position, address)) is not None:
                yield push

    def _is_overtaken(self) -> bool:
        if time.monotonic() - self._looked_at < _LOOK_EVERY_S:
            return False
        self._looked_at = time.monotonic()
        return self._sender.is_overtaken(self._lot.chunk, self._precedence)

    def _put_back(self, positions: Sequence[int]) -> None:
        now = datetime.now(UTC)
        self._again.setdefault(now, {}).update(
            {position: self._lot.attempts[position] for position in positions}
        )

    def _push(self, position: int, address: Address) -> Push | None:
        now = datetime.now(UTC)
        state = self._sender.state
        free = free_at(state, now)
        if free > now:
            self._later(position, free, self._lot.attempts[position])
            return None
        if state.holding:
            self._sender.state = probing(state, now)
        attempt = msgspec.structs.replace(
            self._lot.attempts[position], token_serial=state.token_serial
        )
        token = self._authorization(address, now)
        headers = push_headers(self._revision, token, now) if token is not None else None
        body = self._body(address, attempt)
        if token is None or isinstance(body, Refusal):
            self._results[position] = Result.REFUSED
            return None
        if headers is None:
            self._results[position] = Result.EXPIRED
            return None
        self._sent[position] = attempt
        return Push(token=position, endpoint=address.endpoint, headers=headers, body=body)

    def _authorization(self, address: Address, now: datetime) -> str | None:
        key = self._sender.keys.find(address.key_id)
        if key is None:
            return None
        state = self._sender.state
        clock = now + state.clock_offset
        return self._sender.tokens.header(state.service, key, clock, state.token_serial)

    def _body(self, address: Address, attempt: Attempt) -> bytes | Refusal:
        payload = self._payloads.get(address.language) or self._payloads.get("en")
        if payload is None:
            return Refusal(f"no text in {address.language}")
        if attempt.short:
            payload = short_form(payload)
        return sealed_for(address, for_service(payload, address.service))

    def _take(self, answer: Answer) -> None:
        position, now = answer.token, datetime.now(UTC)
        judgement: Judgement = judge(
            answer,
            self._sent[position],
            self._sender.state,
            now=now,
            valid_until=self._revision.valid_until,
            jitter=random.random(),  # noqa: S311 - spreads retries, guards nothing
        )
        self._sender.state = judgement.state
        self._sender.observed.answered(answer.status, judgement.state, now)
        for alarm in judgement.alarms:
            self._sender.on_alarm(alarm)
        match judgement.outcome:
            case Settled(result=result, bury=bury):
                self._results[position] = result
                if result is Result.ACCEPTED:
                    self._sender.observed.accepted(now)
                if bury:
                    self._buried.append(int(self._lot.chunk.numbers[position]))
            case Again(at=at, attempt=attempt):
                self._later(position, at, attempt)

    def _later(self, position: int, at: datetime, attempt: Attempt) -> None:
        # Whole seconds, so that retries come in lots and not one by one.
        second = at.replace(microsecond=0) + timedelta(seconds=1 if at.microsecond else 0)
        self._again.setdefault(second, {})[position] = attempt

    def _settle(self) -> None:
        self._sender.settle(self._lot.chunk.id, bytes(self._results))
        if self._buried:
            with suppress(StoreUnavailable):
                now = datetime.now(UTC)
                self._sender.stores.subscriptions.bury(np.array(self._buried, np.int64), now)
                self._buried.clear()
        self._settled_at = time.monotonic()


def _payloads(editions: Sequence[Edition], chunk: Chunk) -> dict[str, bytes]:
    """Language -> plaintext, for the relation of this chunk."""
    return {one.language: one.payload for one in editions if one.relation is chunk.relation}
