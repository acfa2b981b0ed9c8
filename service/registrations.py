"""Phones come, prove themselves, move and go. Whoever does so is told what is live (DOMAIN 7).

An endpoint authorises nothing: the device secret does, and a phone counts only once it has returned
a nonce that was pushed to it. Secrets and nonces are stored hashed.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.languages import match as match_language
from alerts.model import Alert, PlaceClass, Relation
from alerts.places import rank
from alerts.ports import Place, Registration, RevisionOutOfOrder, Subscriber
from alerts.push.endpoints import PushService, in_one_form, push_service_of
from alerts.push.envelope import refusal_of_keys
from alerts.push.refusal import Refusal
from geo.cells import contains
from service.allowance import Allowance, Spacing
from service.errors import NotAuthorised, NotFound, RegistrationRefused
from service.stores import Stores

MOST_PLACES = 5
MOST_CELLS = 10
HIGHEST_CELL = 86_400 * 131_072
_TRIES = 5
_TESTS_PER_HOUR = 5
# Somebody on the move changes cells every few seconds; a program that asks all day gets this much.
_USES_AT_ONCE = 60
_USE_EVERY = timedelta(seconds=5)
LONGEST_STAY = timedelta(days=90)


Cells = NDArray[np.int64]


class Registered(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone gets back once: its number, its secret (never shown again), live alerts."""

    number: int
    secret: bytes
    alerts: tuple[bytes, ...]


class Registrations:
    """The rules of coming and going.

    `greet(number, nonce)` pushes the proof, `test(number)` the self-test.
    """

    def __init__(
        self,
        stores: Stores,
        services: Sequence[PushService],
        key_ids: frozenset[str],
        greet: Callable[[int, str], None],
        test: Callable[[int], None],
        admit: Callable[[], None] = lambda: None,
    ) -> None:
        """`admit`: raises StoreUnavailable while there is no room for a new phone."""
        self._admit = admit
        self._stores = stores
        self._services = services
        self._key_ids = key_ids
        self._greet = greet
        self._test = test
        self._tests = Allowance(_TESTS_PER_HOUR, "tests for this phone")
        self._uses = Spacing(_USES_AT_ONCE, _USE_EVERY, "requests of this phone")

    def register(
        self,
        endpoint: str,
        public_key: bytes,
        auth: bytes,
        key_id: str,
        language: str,
        places: Sequence[Place],
        now: datetime,
    ) -> Registered:
        """Stores a pending phone and pushes it a nonce. Raises RegistrationRefused."""
        self._admit()
        if refusal := refusal_of_keys(public_key, auth):
            raise RegistrationRefused(f"keys: {refusal.reason}")
        service = self._service(endpoint)
        registration = Registration(
            endpoint=in_one_form(endpoint, service),
            service=service,
            service_exists=any(listed.origin == service for listed in self._services),
            public_key=public_key,
            auth=auth,
            language=match_language(language),
            key_id=self._key(key_id),
        )
        checked = check_places(places, now)
        secret, nonce = secrets.token_bytes(32), secrets.token_urlsafe(16)
        number = self._stores.subscriptions.register(
            registration, _hash(secret), _hash(nonce.encode()), now
        )
        self._stores.subscriptions.set_places(number, checked)
        self._greet(number, nonce)
        return Registered(number=number, secret=secret, alerts=self._tell(number, now))

    def confirm(self, number: int, secret: bytes, nonce: str, now: datetime) -> tuple[bytes, ...]:
        """The phone returns the nonce: from now on it is confirmed. Returns live alerts."""
        self._authenticate(number, secret)
        if not self._stores.subscriptions.confirm(number, _hash(nonce.encode())):
            raise NotAuthorised("this is not the nonce that was pushed; register the phone anew")
        return self._tell(number, now)

    def move(
        self, number: int, secret: bytes, places: Sequence[Place], now: datetime
    ) -> tuple[bytes, ...]:
        """Replaces the phone's places. Returns what is live there. Raises TooMany."""
        self._use(number, secret, now)
        self._stores.subscriptions.set_places(number, check_places(places, now))
        return self._tell(number, now)

    def speak(self, number: int, secret: bytes, language: str, now: datetime) -> None:
        """Raises TooMany."""
        self._use(number, secret, now)
        self._stores.subscriptions.set_language(number, match_language(language))

    def open(
        self, number: int, secret: bytes, now: datetime
    ) -> tuple[Subscriber, tuple[bytes, ...]]:
        """The app was opened: a tombstone is revived; returns all we know of it and live alerts.

        Raises TooMany.
        """
        self._use(number, secret, now)
        self._stores.subscriptions.revive(number)
        subscriber = self._stores.subscriptions.subscriber(number)
        if subscriber is None:
            raise NotFound("this phone is not registered; register it again")
        return subscriber, self._tell(number, now)

    def test(self, number: int, secret: bytes, now: datetime) -> None:
        """Pushes a self-test in a little while. Raises TooMany above five an hour."""
        self._authenticate(number, secret)
        self._tests.take(number, now)
        self._test(number)

    def delete(self, number: int, secret: bytes) -> None:
        self._authenticate(number, secret)
        self._stores.subscriptions.delete(number)

    def _use(self, number: int, secret: bytes, now: datetime) -> None:
        """Only whoever has the secret counts: nobody can use a phone's allowance up for it."""
        self._authenticate(number, secret)
        self._uses.take(number, now)

    def _authenticate(self, number: int, secret: bytes) -> None:
        if not self._stores.subscriptions.authenticate(number, _hash(secret)):
            raise NotAuthorised("the device secret does not fit; register the phone anew")

    def _service(self, endpoint: str) -> str:
        service = push_service_of(endpoint, self._services)
        if isinstance(service, Refusal):
            raise RegistrationRefused(service.reason)
        return service

    def _key(self, key_id: str) -> str:
        if key_id not in self._key_ids:
            raise RegistrationRefused("key_id: fetch /api/v1/push-key and subscribe with that key")
        return key_id

    def _tell(self, number: int, now: datetime) -> tuple[bytes, ...]:
        """Live alerts at the phone's places, each recorded so that later revisions follow."""
        subscriber = self._stores.subscriptions.subscriber(number)
        if subscriber is None:
            return ()
        cells = _cells_at(subscriber.places, now)
        told: list[bytes] = []
        for alert in self._stores.alerts.live(now):
            revision = self._tell_newest(alert, number, cells, now)
            if revision is not None:
                told += self._payload(alert.id, revision, subscriber.language)
        return tuple(told)

    def _tell_newest(self, alert: Alert, number: int, cells: Cells, now: datetime) -> int | None:
        """Records the phone for the newest revision, also if one is issued at this very moment.

        Returns its number; None if that revision is over or not about these cells.
        """
        for _ in range(_TRIES):
            about = contains(self._stores.alerts.runs(alert.id), cells).any()
            if not about or not alert.is_live(now):
                return None
            try:
                self._stores.ledger.tell(alert.id, alert.latest.number, number, Relation.NEW)
            except RevisionOutOfOrder:
                alert = self._stores.alerts.alert(alert.id) or alert
            else:
                return alert.latest.number
        raise RevisionOutOfOrder(f"alert {alert.id} changes all the time; open the app again")

    def _payload(self, alert_id: str, revision: int, language: str) -> list[bytes]:
        return [
            edition.payload
            for edition in self._stores.alerts.editions(alert_id, revision)
            if edition.language == language and edition.relation is Relation.NEW
        ]


def check_places(places: Sequence[Place], now: datetime) -> tuple[Place, ...]:
    """The places as they may be stored. Raises RegistrationRefused, naming the rule broken."""
    if len(places) > MOST_PLACES:
        raise RegistrationRefused(f"places: at most {MOST_PLACES}")
    return tuple(_check_place(place, now) for place in places)


def _check_place(place: Place, now: datetime) -> Place:
    if not 1 <= len(place.cells) <= MOST_CELLS:
        raise RegistrationRefused(f"cells: between 1 and {MOST_CELLS} for each place")
    if not all(0 <= cell < HIGHEST_CELL for cell in place.cells):
        raise RegistrationRefused("cells: not cells of the grid (docs/formats.md)")
    if place.place_class is PlaceClass.STAY:
        return _check_stay(place, now)
    since = min(place.since, now)
    return msgspec.structs.replace(place, since=since, until=None)


def _check_stay(place: Place, now: datetime) -> Place:
    if place.until is None:
        raise RegistrationRefused("until: a stay needs the time when it ends")
    if place.until > now + LONGEST_STAY:
        raise RegistrationRefused(f"until: a stay ends within {LONGEST_STAY.days} days")
    return place


def _cells_at(places: Sequence[Place], now: datetime) -> Cells:
    """Cells of the places that hold at `now`: ended stays and outdated heres tie nobody."""
    holding = [
        place
        for place in places
        if rank(place.place_class, place.since, place.until, now, pending=False) is not None
    ]
    return np.array([cell for place in holding for cell in place.cells], np.int64)


def _hash(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()
