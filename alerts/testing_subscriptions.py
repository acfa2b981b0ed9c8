"""MemorySubscriptionStore: the in-memory twin of `SubscriptionStore`."""

import hmac
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.census import Census, CensusPhone, census_of
from alerts.model import PlaceClass
from alerts.places import PENDING_PENALTY, rank
from alerts.ports import (
    Address,
    AgreedKey,
    Numbers,
    Place,
    Registration,
    Runs,
    Subscriber,
    UnknownSubscription,
)
from alerts.retention import PENDING_KEPT_FOR, TOMBSTONE_KEPT_FOR
from alerts.testing_store import MemoryStore, Phone


class MemorySubscriptionStore:
    """See `alerts.ports.SubscriptionStore`."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def register(
        self, registration: Registration, secret_hash: bytes, nonce_hash: bytes, now: datetime
    ) -> int:
        with self._store.lock:
            self._store.highest_number += 1
            self._store.proven.setdefault(registration.service, registration.service_exists)
            self._store.phones[self._store.highest_number] = Phone(
                registration=registration,
                language=registration.language,
                secret_hash=secret_hash,
                nonce_hash=nonce_hash,
                registered=now,
            )
            return self._store.highest_number

    def confirm(self, number: int, nonce_hash: bytes) -> bool:
        with self._store.lock:
            phone = self._store.phones.get(number)
            if phone is None or not hmac.compare_digest(phone.nonce_hash, nonce_hash):
                return False
            phone.confirmed = True
            self._store.proven[phone.registration.service] = True
            endpoint = phone.registration.endpoint
            for other, older in list(self._store.phones.items()):
                if other < number and older.registration.endpoint == endpoint:
                    del self._store.phones[other]
            return True

    def authenticate(self, number: int, secret_hash: bytes) -> bool:
        with self._store.lock:
            phone = self._store.phones.get(number)
            return phone is not None and hmac.compare_digest(phone.secret_hash, secret_hash)

    def set_places(self, number: int, places: Sequence[Place]) -> None:
        with self._store.lock:
            self._phone(number).places = tuple(
                _sorted_cells(place) for place in places if place.cells
            )

    def set_language(self, number: int, language: str) -> None:
        with self._store.lock:
            self._phone(number).language = language

    def _phone(self, number: int) -> Phone:
        if number not in self._store.phones:
            raise UnknownSubscription(f"subscription {number} is not here; register the phone anew")
        return self._store.phones[number]

    def delete(self, number: int) -> None:
        with self._store.lock:
            self._store.phones.pop(number, None)

    def subscriber(self, number: int) -> Subscriber | None:
        with self._store.lock:
            phone = self._store.phones.get(number)
            if phone is None:
                return None
            return Subscriber(
                number=number,
                language=phone.language,
                confirmed=phone.confirmed,
                places=phone.places,
            )

    def audience(self, runs: Runs, cutoff: int, now: datetime) -> tuple[Numbers, NDArray[np.uint8]]:
        with self._store.lock:
            found = sorted(
                (min(ranks), number)
                for number, phone in self._store.phones.items()
                if number <= cutoff and phone.buried is None
                if (ranks := list(_ranks(phone, runs, now)))
            )
        return (
            np.array([number for _, number in found], np.int64),
            np.array([one for one, _ in found], np.uint8),
        )

    def foremost(
        self, runs: Runs, cutoff: int, now: datetime, among: Numbers | None, most: int
    ) -> tuple[Numbers, NDArray[np.uint8]]:
        numbers, ranks = self.audience(runs, cutoff, now)
        wanted = np.sort(numbers) if among is None else among
        found = (ranks < PENDING_PENALTY) & np.isin(numbers, wanted[:most])
        return numbers[found], ranks[found]

    def census(self, now: datetime) -> Census:
        with self._store.lock:
            living = [one for one in self._store.phones.values() if one.buried is None]
            return census_of(_counted(phone, now) for phone in living)

    def highest_number(self) -> int:
        with self._store.lock:
            return self._store.highest_number

    def addresses(self, numbers: Numbers) -> tuple[Address, ...]:
        with self._store.lock:
            return tuple(
                _address(number, self._store.phones[number])
                for number in numbers.tolist()
                if number in self._store.phones and self._store.phones[number].buried is None
            )

    def without_agreed_key(self, limit: int) -> tuple[Address, ...]:
        with self._store.lock:
            waiting = sorted(
                (phone.used, number)
                for number, phone in self._store.phones.items()
                if phone.buried is None and (phone.agreed is None or phone.used)
            )
            return tuple(_address(number, self._phone(number)) for _, number in waiting[:limit])

    def store_agreed_keys(self, keys: Sequence[tuple[int, AgreedKey]]) -> None:
        with self._store.lock:
            for number, agreed in keys:
                if number in self._store.phones:
                    self._store.phones[number].agreed = agreed
                    self._store.phones[number].used = False

    def mark_keys_used(self, numbers: Numbers) -> None:
        with self._store.lock:
            for number in numbers.tolist():
                phone = self._store.phones.get(number)
                if phone is not None and phone.agreed is not None:
                    phone.used = True

    def bury(self, numbers: Numbers, now: datetime) -> None:
        with self._store.lock:
            for number in numbers.tolist():
                phone = self._store.phones.get(number)
                if phone is not None and phone.buried is None:
                    phone.buried = now

    def revive(self, number: int) -> None:
        with self._store.lock:
            if number in self._store.phones:
                self._store.phones[number].buried = None

    def sweep(self, now: datetime) -> int:
        with self._store.lock:
            phones = self._store.phones
            over = [number for number, phone in phones.items() if _is_over(phone, now)]
            for number in over:
                del phones[number]
            stays = [number for number, phone in phones.items() if _ended_stay(phone, now)]
            dropped = sum(_drop_ended(phone, now) for phone in phones.values())
            departed = [number for number in stays if not phones[number].places]
            for number in departed:
                del phones[number]
            return len(over) + len(departed) + dropped

    def key_ids(self) -> frozenset[str]:
        with self._store.lock:
            return frozenset(phone.registration.key_id for phone in self._store.phones.values())

    def counts(self) -> dict[str, int]:
        with self._store.lock:
            phones = [phone for phone in self._store.phones.values() if phone.buried is None]
        visitors = sum(_is_visitor(phone) for phone in phones)
        languages = Counter(f"language:{phone.language}" for phone in phones)
        return {
            "total": len(phones),
            "pending": sum(not phone.confirmed for phone in phones),
            "residents": len(phones) - visitors,
            "visitors": visitors,
            **languages,
        }


def _sorted_cells(place: Place) -> Place:
    return msgspec.structs.replace(place, cells=tuple(sorted(set(place.cells))))


def _ranks(phone: Phone, runs: Runs, now: datetime) -> Iterator[int]:
    for place in phone.places:
        own = rank(place.place_class, place.since, place.until, now, not phone.confirmed)
        if own is not None and any(_is_in(cell, runs) for cell in place.cells):
            yield own


def _counted(phone: Phone, now: datetime) -> CensusPhone:
    places = [
        place
        for place in phone.places
        if rank(place.place_class, place.since, place.until, now, False) is not None
    ]
    classes = {place.place_class for place in places}
    return CensusPhone(
        language=phone.language,
        service=phone.registration.service,
        confirmed=phone.confirmed,
        visitor=PlaceClass.STAY in classes and PlaceClass.HOME not in classes,
        cells=tuple(cell for place in places for cell in place.cells),
    )


def _is_in(cell: int, runs: Runs) -> bool:
    return bool(np.any((runs[:, 0] <= cell) & (cell <= runs[:, 1])))


def _address(number: int, phone: Phone) -> Address:
    registration = phone.registration
    return Address(
        number=number,
        endpoint=registration.endpoint,
        service=registration.service,
        language=phone.language,
        key_id=registration.key_id,
        public_key=registration.public_key,
        auth=registration.auth,
        agreed=phone.agreed,
    )


def _is_over(phone: Phone, now: datetime) -> bool:
    if not phone.confirmed and now > phone.registered + PENDING_KEPT_FOR:
        return True
    return phone.buried is not None and now > phone.buried + TOMBSTONE_KEPT_FOR


def _ended_stay(phone: Phone, now: datetime) -> bool:
    return any(
        place.place_class is PlaceClass.STAY and place.until is not None and now >= place.until
        for place in phone.places
    )


def _drop_ended(phone: Phone, now: datetime) -> int:
    before = len(phone.places)
    phone.places = tuple(
        place
        for place in phone.places
        if rank(place.place_class, place.since, place.until, now, False) is not None
    )
    return before - len(phone.places)


def _is_visitor(phone: Phone) -> bool:
    classes = {place.place_class for place in phone.places}
    return PlaceClass.STAY in classes and PlaceClass.HOME not in classes
