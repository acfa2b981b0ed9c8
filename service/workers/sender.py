"""One push service, one sender: a thread that delivers what is owed to that service's phones.

A slow or dead service therefore holds nobody else. Within the service the strongest alert goes
first, and one recipient's revisions go one after the other, as everything here is in sequence.
"""

import heapq
import itertools
import logging
import random
import threading
from collections.abc import Callable, Iterator
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
from alerts.ports import Address, Answer, Chunk, Push, PushGateway, Result
from alerts.push.headers import push_headers
from alerts.push.refusal import Refusal
from alerts.push.short_form import short_form
from alerts.push.vapid import TokenCache
from service.keys import KeyRing
from service.push.apple import for_service
from service.push.sealing import sealed_for
from service.registrations import Stores

_SETTLE_EVERY = timedelta(milliseconds=250)
_LONGEST_WAIT_S = 1.0
_log = logging.getLogger(__name__)


# Exercises behind everything real, then the strongest first; the rest as it came.
Precedence = tuple[bool, int]


def precedence_of(revision: Revision) -> Precedence:
    """Sorts people in danger first, within one push service."""
    return (revision.mode.is_exercise, revision.strength.rank)


class Lot(msgspec.Struct, frozen=True, kw_only=True):
    """Recipients of one chunk to try now: position in the chunk -> how often it was tried."""

    chunk: Chunk
    attempts: dict[int, Attempt]


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
    ) -> None:
        super().__init__(name=f"sender {service}", daemon=True)
        self.state = ServiceState(service=service)
        self.stores = stores
        self.keys = keys
        self.tokens = TokenCache(contact)
        self.gateway = gateway
        self.on_alarm = on_alarm
        self._order = itertools.count()
        self._due: list[tuple[datetime, Precedence, int, Lot]] = []
        self._wake = threading.Condition()
        self._closing = False

    def add(self, lot: Lot, precedence: Precedence, at: datetime) -> None:
        """Puts a lot in the queue: those due go by precedence, then in the order they came."""
        with self._wake:
            heapq.heappush(self._due, (at, precedence, next(self._order), lot))
            self._wake.notify()

    def close(self) -> None:
        """Stops after what is under way is answered; what is owed stays owed in the ledger."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self.join()
        self.gateway.close()

    def run(self) -> None:
        while (taken := self._next()) is not None:
            precedence, lot = taken
            try:
                self._deliver(lot, precedence)
            except Exception:
                _log.exception("%s: a chunk failed; it is tried again", self.state.service)
                self.add(lot, precedence, datetime.now(UTC) + timedelta(seconds=5))

    def deliver(self, pushes: Iterator[Push]) -> Iterator[Answer]:
        """Through the gateway, never more at once than the service has shown to bear."""
        return self.gateway.deliver(pushes, lambda: int(self.state.at_once))

    def _next(self) -> tuple[Precedence, Lot] | None:
        """The foremost lot that is due once the service may be sent to; None when closing."""
        with self._wake:
            while not self._closing:
                now = datetime.now(UTC)
                ready_at = max(free_at(self.state, now), self._due[0][0]) if self._due else None
                if ready_at is not None and ready_at <= now:
                    return self._foremost(now)
                wait = _LONGEST_WAIT_S if ready_at is None else (ready_at - now).total_seconds()
                self._wake.wait(min(wait, _LONGEST_WAIT_S))
        return None

    def _foremost(self, now: datetime) -> tuple[Precedence, Lot]:
        due = [entry for entry in self._due if entry[0] <= now]
        chosen = min(due, key=lambda entry: (entry[1], entry[2]))
        self._due.remove(chosen)
        heapq.heapify(self._due)
        return chosen[1], chosen[3]

    def _deliver(self, lot: Lot, precedence: Precedence) -> None:
        revision = self._newest(lot.chunk)
        if revision is None:
            return
        run = _Run(lot, self, revision)
        again = run.deliver()
        for at, attempts in again.items():
            self.add(Lot(chunk=lot.chunk, attempts=attempts), precedence, at)

    def _newest(self, chunk: Chunk) -> Revision | None:
        """The chunk's revision, unless a newer one superseded it meanwhile."""
        alert = self.stores.alerts.alert(chunk.alert_id)
        if alert is None or alert.latest.number != chunk.number:
            return None
        return alert.latest


class _Run:
    """One delivery of one lot: draws pushes, judges answers, settles results as they come."""

    def __init__(self, lot: Lot, sender: Sender, revision: Revision) -> None:
        self._lot = lot
        self._sender = sender
        self._revision = revision
        self._payloads = _payloads(sender, lot.chunk)
        self._results = bytearray(len(lot.chunk.numbers))
        self._again: dict[datetime, dict[int, Attempt]] = {}
        self._sent: dict[int, Attempt] = {}
        self._buried: list[int] = []
        self._settled_at = datetime.now(UTC)

    def deliver(self) -> dict[datetime, dict[int, Attempt]]:
        """Sends to everyone in the lot. Returns whom to try again, by the time to do so."""
        for answer in self._sender.deliver(self._pushes()):
            self._take(answer)
            if datetime.now(UTC) - self._settled_at >= _SETTLE_EVERY:
                self._settle()
        self._settle()
        used = [int(self._lot.chunk.numbers[index]) for index in self._sent]
        self._sender.stores.subscriptions.mark_keys_used(np.array(used, np.int64))
        return self._again

    def _pushes(self) -> Iterator[Push]:
        numbers = self._lot.chunk.numbers
        positions = sorted(self._lot.attempts)
        found = self._sender.stores.subscriptions.addresses(numbers[positions])
        by_number = {address.number: address for address in found}
        for position in positions:
            address = by_number.get(int(numbers[position]))
            if address is None:
                self._results[position] = Result.DELETED
            elif (push := self._push(position, address)) is not None:
                yield push

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
        position = answer.token
        judgement: Judgement = judge(
            answer,
            self._sent[position],
            self._sender.state,
            now=datetime.now(UTC),
            valid_until=self._revision.valid_until,
            jitter=random.random(),  # noqa: S311 - spreads retries, guards nothing
        )
        self._sender.state = judgement.state
        for alarm in judgement.alarms:
            self._sender.on_alarm(alarm)
        match judgement.outcome:
            case Settled(result=result, bury=bury):
                self._results[position] = result
                if bury:
                    self._buried.append(int(self._lot.chunk.numbers[position]))
            case Again(at=at, attempt=attempt):
                self._later(position, at, attempt)

    def _later(self, position: int, at: datetime, attempt: Attempt) -> None:
        # Whole seconds, so that retries come in lots and not one by one.
        second = at.replace(microsecond=0) + timedelta(seconds=1 if at.microsecond else 0)
        self._again.setdefault(second, {})[position] = attempt

    def _settle(self) -> None:
        self._sender.stores.ledger.settle(self._lot.chunk.id, bytes(self._results))
        if self._buried:
            now = datetime.now(UTC)
            self._sender.stores.subscriptions.bury(np.array(self._buried, np.int64), now)
            self._buried.clear()
        self._settled_at = datetime.now(UTC)


def _payloads(sender: Sender, chunk: Chunk) -> dict[str, bytes]:
    """Language -> plaintext, for the relation of this chunk."""
    editions = sender.stores.alerts.editions(chunk.alert_id, chunk.number)
    return {one.language: one.payload for one in editions if one.relation is chunk.relation}
