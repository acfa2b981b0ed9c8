"""Recipients of a chunk -> a batch for a sender process: texts, headers, addresses.

Here, before anything leaves, is asked whether the revision is the newest, whether its bytes are
those that were approved, and whether there is a text and a VAPID key for each phone.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum

import msgspec
import numpy as np

from alerts.dispatch import Alarm, ServiceState
from alerts.model import Relation, Revision
from alerts.ports import Address, Chunk, Edition, Numbers, Result
from alerts.push.headers import push_headers
from alerts.push.short_form import short_form
from alerts.push.vapid import TokenCache
from service.keys import KeyRing
from service.push.apple import for_service
from service.sending.frames import Record
from service.sending.seal import Seal
from service.sending.waiting import Lot
from service.stores import Stores

_LOOK_AGAIN_S = 0.25
_NO_EXPECTATION = "Expect:"
_REMEMBERED = 64

Form = Callable[[bytes], bytes]


class Why(Enum):
    """Why nothing of a chunk may be sent now."""

    SUPERSEDED = "a newer revision was issued"
    HELD = "these are not the texts that were approved"


class Approved(msgspec.Struct, frozen=True):
    """A revision that may be sent, with the very texts that were looked at."""

    revision: Revision
    texts: dict[tuple[Relation, str], bytes]


class Made(msgspec.Struct, frozen=True):
    """What of a lot goes out: `positions` fit `records`. `results`: what came of the others."""

    headers: list[list[str]]
    plaintexts: list[bytes]
    records: list[Record]
    positions: Numbers
    results: dict[int, Result]


class Preparing:
    """Used by the conductor's thread alone. Raises StoreUnavailable where the store does."""

    def __init__(
        self,
        stores: Stores,
        keys: KeyRing,
        contact: str,
        seal: Seal,
        ring: Callable[[Alarm], None],
    ) -> None:
        self._stores = stores
        self._keys = keys
        self._tokens = TokenCache(contact)
        self._seal = seal
        self._ring = ring
        self._looked: dict[tuple[str, int], tuple[float, Approved | Why]] = {}

    def look(self, alert_id: str, number: int) -> Approved | Why:
        """Whether the revision may be sent, asked of the store at most four times a second."""
        now = time.monotonic()
        at, found = self._looked.get((alert_id, number), (-_LOOK_AGAIN_S, Why.SUPERSEDED))
        if now - at < _LOOK_AGAIN_S:
            return found
        if len(self._looked) > _REMEMBERED:
            self._looked.clear()
        found = self._look(alert_id, number)
        self._looked[alert_id, number] = (now, found)
        return found

    def forget(self, alert_id: str) -> None:
        """Something was issued for it: look anew at the next batch."""
        for key in [key for key in self._looked if key[0] == alert_id]:
            del self._looked[key]

    def make(self, lot: Lot, approved: Approved, state: ServiceState, now: datetime) -> Made:
        """The batch for all recipients of the lot, in order."""
        numbers = lot.chunk.numbers[lot.positions]
        addresses = self._stores.subscriptions.addresses(numbers)
        results: dict[int, Result] = {}
        if len(addresses) == len(numbers):
            found = list(zip(lot.positions.tolist(), addresses, strict=True))
        else:
            found = _matched(lot, numbers, addresses, results)
        plaintexts: list[bytes] = []
        whole = _Texts(approved, lot.chunk, plaintexts, _whole)
        short = _Texts(approved, lot.chunk, plaintexts, short_form)
        shorts = {position for position, attempt in lot.attempts.items() if attempt.short}
        heads = self._heads(approved.revision, state, now)
        records: list[Record] = []
        positions: list[int] = []
        for position, address in found:
            text = (short if position in shorts else whole)[address.language]
            head = heads[address.key_id]
            if text is None or isinstance(head, Result):
                results[position] = head if isinstance(head, Result) else Result.REFUSED
            else:
                records.append(_record(address, head, text))
                positions.append(position)
        return Made(heads.lines, plaintexts, records, np.array(positions, np.int64), results)

    def _look(self, alert_id: str, number: int) -> Approved | Why:
        alert = self._stores.alerts.alert(alert_id)
        if alert is None or alert.latest.number != number:
            return Why.SUPERSEDED
        editions = self._stores.alerts.editions(alert_id, number)
        broken = self._seal.broken_texts(alert_id, number, editions)
        if broken is not None:
            self._ring(Alarm(topic=f"seal {alert_id}", service="", text=broken))
            return Why.HELD
        return Approved(alert.latest, _texts(editions))

    def _heads(self, revision: Revision, state: ServiceState, now: datetime) -> "_Heads":
        def lines(key_id: str) -> list[str] | Result:
            key = self._keys.find(key_id)
            if key is None:
                return Result.REFUSED
            clock = now + state.clock_offset
            token = self._tokens.header(state.service, key, clock, state.token_serial)
            headers = push_headers(revision, token, now)
            return Result.EXPIRED if headers is None else [*headers, _NO_EXPECTATION]

        return _Heads(lines)


class _Heads(dict[str, int | Result]):
    """Key id -> index of its header lines, or what comes of its phones."""

    def __init__(self, lines_of: Callable[[str], list[str] | Result]) -> None:
        super().__init__()
        self.lines: list[list[str]] = []
        self._lines_of = lines_of

    def __missing__(self, key_id: str) -> int | Result:
        lines = self._lines_of(key_id)
        if isinstance(lines, Result):
            self[key_id] = lines
        else:
            self[key_id] = len(self.lines)
            self.lines.append(lines)
        return self[key_id]


class _Texts(dict[str, int | None]):
    """Language -> index of its plaintext, or None where there is no text at all."""

    def __init__(
        self, approved: Approved, chunk: Chunk, plaintexts: list[bytes], form: Form
    ) -> None:
        super().__init__()
        self._approved = approved
        self._chunk = chunk
        self._plaintexts = plaintexts
        self._form = form

    def __missing__(self, language: str) -> int | None:
        texts, relation = self._approved.texts, self._chunk.relation
        text = texts.get((relation, language)) or texts.get((relation, "en"))
        self[language] = None if text is None else len(self._plaintexts)
        if text is not None:
            self._plaintexts.append(for_service(self._form(text), self._chunk.service))
        return self[language]


def _whole(text: bytes) -> bytes:
    return text


def _record(address: Address, head: int, text: int) -> Record:
    agreed = address.agreed
    if agreed is None:
        return (address.endpoint, head, text, address.public_key, address.auth)
    return (address.endpoint, head, text, agreed.sender_public, agreed.ikm)


def _matched(
    lot: Lot, numbers: Numbers, addresses: Sequence[Address], results: dict[int, Result]
) -> list[tuple[int, Address]]:
    """Some phones were deleted, or called gone, since they were recorded."""
    by_number = {address.number: address for address in addresses}
    found = []
    for position, number in zip(lot.positions.tolist(), numbers.tolist(), strict=True):
        address = by_number.get(number)
        if address is None:
            results[position] = Result.DELETED
        else:
            found.append((position, address))
    return found


def _texts(editions: Sequence[Edition]) -> dict[tuple[Relation, str], bytes]:
    return {(one.relation, one.language): one.payload for one in editions}
