"""Phones: where they are reached, which cells they are told about, their keys."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.census import Census
from alerts.model import PlaceClass
from alerts.ports.arrays import Numbers, Runs
from alerts.push.envelope import AgreedKey


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """A phone as registered: what a browser's PushSubscription holds, and its reader's language.

    `public_key` is 65 bytes (uncompressed P-256, on the curve), `auth` 16 bytes; `key_id` names
    the VAPID key that the phone subscribed with; `service` the push service's origin.
    `service_exists` False: it is a name under a listed one that a client may have made up.
    """

    endpoint: str
    service: str
    public_key: bytes
    auth: bytes
    language: str
    key_id: str
    service_exists: bool = True


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Cells of one place of a phone. `since`: when a *here* was seen; `until` ends it for good."""

    place_class: PlaceClass
    cells: tuple[int, ...]
    since: datetime
    until: datetime | None


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """All that a sender needs to push to one phone."""

    number: int
    endpoint: str
    service: str
    language: str
    key_id: str
    public_key: bytes
    auth: bytes
    agreed: AgreedKey | None


class Subscriber(msgspec.Struct, frozen=True, kw_only=True):
    """What the server knows of one phone, to be shown to it in words."""

    number: int
    language: str
    confirmed: bool
    places: tuple[Place, ...]


class SubscriptionStore(Protocol):
    """Phones, their places as cells, their keys. Never a coordinate."""

    def register(
        self, registration: Registration, secret_hash: bytes, nonce_hash: bytes, now: datetime
    ) -> int:
        """Stores a *pending* phone and returns its number.

        An endpoint that is already registered gets a new number, and the old one stays as it is
        until the new one is confirmed: an endpoint authorises nothing.
        """
        ...

    def confirm(self, number: int, nonce_hash: bytes) -> bool:
        """Makes a pending phone *confirmed* if the nonce is the one pushed to it (again: True).

        Older numbers of the same endpoint are deleted in the same transaction.
        """
        ...

    def authenticate(self, number: int, secret_hash: bytes) -> bool: ...

    def set_places(self, number: int, places: Sequence[Place]) -> None:
        """Replaces all places of the phone. Cells come back sorted, each once.

        Raises `UnknownSubscription`.
        """
        ...

    def set_language(self, number: int, language: str) -> None:
        """Raises `UnknownSubscription`."""
        ...

    def delete(self, number: int) -> None:
        """Removes endpoint, keys and places at once, from every live file."""
        ...

    def subscriber(self, number: int) -> Subscriber | None: ...

    def audience(self, runs: Runs, cutoff: int, now: datetime) -> tuple[Numbers, NDArray[np.uint8]]:
        """Phones with a place in these cells at `now`, numbers ≤ cutoff, tombstones excluded.

        Returns (numbers, ranks), both shape (n,), each number once, sorted by rank then number.
        Rank is the order of delivery: 0 here (fresh), 1 stay, 2 home, 3 here (old); + 4 if pending.
        """
        ...

    def foremost(
        self, runs: Runs, cutoff: int, now: datetime, among: Numbers | None, most: int
    ) -> tuple[Numbers, NDArray[np.uint8]]:
        """Some confirmed ones of `audience`, in its order: of `among`, else of those found first.

        The work is bounded by `most` places, or people of `among`, however large the audience.
        """
        ...

    def census(self, now: datetime) -> Census:
        """A copy of who is where, for counting: ended places and tombstones excluded.

        Reads everything: seconds for a city. Take it rarely (`service.desk.reach`).
        """
        ...

    def highest_number(self) -> int: ...

    def addresses(self, numbers: Numbers) -> tuple[Address, ...]:
        """In the order asked; deleted numbers and tombstones are left out."""
        ...

    def without_agreed_key(self, limit: int) -> tuple[Address, ...]:
        """Phones that wait for a (fresh) sender key, never-keyed ones first."""
        ...

    def store_agreed_keys(self, keys: Sequence[tuple[int, AgreedKey]]) -> None: ...

    def mark_keys_used(self, numbers: Numbers) -> None:
        """Their agreed keys are still good, but due for a fresh one in quiet time."""
        ...

    def bury(self, numbers: Numbers, now: datetime) -> None:
        """Tombstones: the push service says gone. Revived on the phone's next open."""
        ...

    def revive(self, number: int) -> None: ...

    def sweep(self, now: datetime) -> int:
        """Deletes ended stays and heres, pending phones of over 24 h, tombstones of over 7 days.

        A phone that had nothing here but a stay goes with it: none outlives its trip.

        Returns how many places and phones were deleted.
        """
        ...

    def key_ids(self) -> frozenset[str]:
        """The VAPID key ids that registered phones depend on."""
        ...

    def counts(self) -> dict[str, int]:
        """`total`, `pending`, `residents`, `visitors`, and one `language:<id>` per language.

        Tombstones are not counted.
        """
        ...
