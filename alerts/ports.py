"""What the core needs from outside, one small Protocol each.

Port, adapter and spec share one name: `AlertStore` -> service/store/sqlite/alert_store.py ->
tests/ports/test_alert_store.py. The in-memory twins are in alerts/testing.py. Both pass the specs.
Subscription numbers are never reused; arrays of them are int64, shape (n,).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.census import Census
from alerts.model import Alert, Mode, Origin, PlaceClass, Relation, Revision
from alerts.push.envelope import AgreedKey as AgreedKey  # theirs and ours: sealing is its home
from alerts.report import ReportKey
from geo.errors import HanshoError

Numbers = NDArray[np.int64]
Runs = NDArray[np.int64]


# --- alerts -------------------------------------------------------------------------------------


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One payload: exactly the plaintext that will be pushed, for one language and relation."""

    language: str
    relation: Relation
    payload: bytes


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """A revision on its way into the store, with everything that goes out because of it.

    `runs` are the cells of the grown area, shape (n, 2), inclusive, sorted. For an ending
    (all-clear, withdrawal) they are kept for display only: endings go to the recorded alone.
    `untold`: nobody at all is recorded for it, so that nothing is pushed.
    """

    origin: Origin
    revision: Revision
    runs: Runs
    editions: tuple[Edition, ...]
    untold: bool = False


class AlertStore(Protocol):
    """Reports that were read, alerts that came of them, revisions that were issued."""

    def is_known(self, key: ReportKey) -> bool:
        """Whether this very report was taken in before."""
        ...

    def is_superseded(self, key: ReportKey) -> bool:
        """Whether a report taken in before names this one in its `references`."""
        ...

    def alerts_of(self, keys: Iterable[ReportKey]) -> tuple[Alert, ...]:
        """The alerts that these reports made or changed, ended ones included, oldest first."""
        ...

    def alert(self, alert_id: str) -> Alert | None: ...

    def live(self, now: datetime) -> tuple[Alert, ...]:
        """Alerts in phase live whose newest revision is valid at `now`, strongest first."""
        ...

    def recent(self, limit: int) -> tuple[Alert, ...]:
        """The newest alerts, live or not, newest first."""
        ...

    def issue(
        self,
        issues: Sequence[Issue],
        key: ReportKey | None,
        references: Sequence[ReportKey],
        linked: Sequence[str] = (),
    ) -> None:
        """Takes in a report with all that comes of it, in one durable transaction.

        Writes the report's key and references, and per issue: origin, revision, runs, editions,
        and the cut-off (the highest subscription number then given). Entries of older revisions
        that were not sent yet are superseded in the same transaction. Empty `issues` only mark the
        report as known. `linked` are further alerts (ids) that the report speaks of without
        changing them: `alerts_of` its key finds them too, so that a chain of unchanged re-issues
        holds. Raises `RevisionOutOfOrder` if a revision's number is not the next one.
        """
        ...

    def runs(self, alert_id: str) -> Runs:
        """Cells of the newest revision's area, shape (n, 2)."""
        ...

    def editions(self, alert_id: str, number: int) -> tuple[Edition, ...]: ...

    def set_aside(self, raw: bytes, reason: str, at: datetime) -> None:
        """Keeps what could not be read or may not be sent, with its reason (quarantine).

        The newest `alerts.retention.MOST_HELD`; older bodies are emptied beyond `MOST_HELD_BYTES`.
        """
        ...

    def quarantined(self) -> tuple[tuple[datetime, str, bytes], ...]: ...

    def held(self, newest: int) -> "Held":
        """What `quarantined` would give, counted; with times and reasons of the newest, in order.

        Reads no body.
        """
        ...


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """`total`: set aside since the store was made; of these `dropped` are kept no longer."""

    total: int
    dropped: int
    newest: tuple[tuple[datetime, str], ...]


class RevisionOutOfOrder(HanshoError):
    """Another revision of this alert was issued meanwhile. Read the alert again and decide anew."""


class UnknownSubscription(LookupError):
    """No phone has this number (any more). The phone has to register again."""


class StoreUnavailable(HanshoError):
    """Nothing of this write was stored; the message says what to do before trying again."""


# --- subscriptions ------------------------------------------------------------------------------


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


# --- the ledger ---------------------------------------------------------------------------------


class Result(IntEnum):
    """One byte per recipient and revision."""

    OWED = 0
    ACCEPTED = 1
    GONE = 2
    REFUSED = 3
    EXPIRED = 4
    SUPERSEDED = 5
    TOLD = 6  # given in the answer to a registration, a move or an opening of the app
    DELETED = 7


class Wave(msgspec.Struct, frozen=True, kw_only=True):
    """Recipients to record at once (≤ 50,000), all of one rank, relation and push service order.

    `cursor` is where recording goes on after this wave: opaque to the ledger.
    """

    numbers: Numbers
    rank: int
    relation: Relation
    cursor: int
    last: bool


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """≤ 1,000 recipients of one revision, one push service, one rank and relation.

    `results` is one byte each (`Result`), same length and order as `numbers`.
    """

    id: int
    alert_id: str
    number: int
    service: str
    rank: int
    relation: Relation
    numbers: Numbers
    results: bytes


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """What was learnt about one chunk: see `Ledger.settle`."""

    chunk_id: int
    results: bytes
    at: datetime | None = None


class OpenRevision(msgspec.Struct, frozen=True, kw_only=True):
    """A revision that still owes work. `cursor` is None before its first wave."""

    alert_id: str
    number: int
    mode: Mode
    cutoff: int
    cursor: int | None
    all_recorded: bool


class Ledger(Protocol):
    """Who is owed what. A crash anywhere resumes at the cursor; nobody is lost."""

    def open_revisions(self) -> tuple[OpenRevision, ...]:
        """Newest revisions with recipients to record or results owed.

        Real ones before exercises, then strongest first, then the one issued first.
        """
        ...

    def recorded(self, alert_id: str, before: int | None = None) -> Numbers:
        """Everyone ever recorded for the alert, sorted; with `before`, in revisions < before."""
        ...

    def holders(self, alert_id: str, number: int) -> Numbers:
        """Who knows of the alert by this revision, sorted: accepted for them, or told in an answer.

        Not those whom it told that their place is no longer in the area.
        """
        ...

    def first_told(self, alert_id: str, number: int) -> tuple[Numbers, Numbers]:
        """The chunk that was recorded first (≤ 1,000), sorted, and who of it are `holders`."""
        ...

    def record(self, alert_id: str, number: int, wave: Wave) -> None:
        """Writes a wave and moves the cursor in one durable transaction.

        Numbers already recorded for this revision are skipped; numbers are split by push service
        into chunks of ≤ 1,000, in the given order; of a wave of `RANK_LEFT` pending phones get
        `RANK_LEFT_PENDING`. Left out are deleted numbers, and pending ones whose endpoint is
        confirmed by another, or was registered by another before, or whose service may not exist
        (no phone there was ever confirmed). Does nothing for a revision that was superseded
        meanwhile. Raises LookupError for one never issued.
        """
        ...

    def tell(self, alert_id: str, number: int, subscription: int, relation: Relation) -> bool:
        """Records one phone that got the revision in an answer. False if it was recorded before.

        Raises `RevisionOutOfOrder` if a newer revision was issued meanwhile: answer with that one.
        """
        ...

    def owed(self, alert_id: str, number: int, after: int = 0) -> Iterator[Chunk]:
        """Chunks with anything owed, in order of delivery (rank, then as recorded).

        `after`: only chunks with a higher id, which are those that were recorded later.
        """
        ...

    def settle(self, chunk_id: int, results: bytes, at: datetime | None = None) -> None:
        """Writes result bytes; bytes that are `OWED` in `results` leave the stored byte as it is.

        `at`: when these answers came; whoever is newly accepted counts for that second.

        Nothing happens for a chunk that was forgotten. Raises ValueError if `results` is not one
        known byte for each recipient.
        """
        ...

    def settle_many(self, settlements: Sequence[Settlement]) -> None:
        """The same for many chunks in one durable transaction: all of them or none."""
        ...

    def counts(self, alert_id: str, number: int) -> dict[Result, int]:
        """Recipients by result; every result is a key, 0 included."""
        ...

    def counts_by(self, alert_id: str, number: int) -> dict[tuple[str, int], int]:
        """Accepted recipients by (language, rank), for reports to people."""
        ...

    def accepted_at(self, alert_id: str, number: int) -> tuple[tuple[datetime, int], ...]:
        """Seconds in which push services accepted, with how many, in order. They stay."""
        ...

    def forget(self, now: datetime) -> int:
        """Erases recipients 72 h after their alert ended; counts stay. Returns alerts erased."""
        ...


# --- pushing ------------------------------------------------------------------------------------


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """One request to a push service. `token` comes back with the answer."""

    token: int
    endpoint: str
    headers: tuple[str, ...]
    body: bytes


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a push service said. `status` 0 = no answer (refused, timed out, reset), with `error`.

    `retry_after` and `date` are the header values as they came.
    """

    token: int
    status: int
    retry_after: str = ""
    date: str = ""
    error: str = ""


class PushGateway(Protocol):
    """Carries pushes to push services, many at a time."""

    def deliver(
        self, pushes: Iterable[Push], at_once: Callable[[], int] | None = None
    ) -> Iterator[Answer]:
        """Draws pushes as it has room and yields an answer for each, in the order they come back.

        `at_once` is asked again and again how many may be under way now (≥ 1); the gateway's own
        limit holds beside it.

        Every push drawn gets exactly one answer. No redirects, no proxies, ≤ 4 KB of answer read,
        bounded time. Endpoints are checked again against the list of push services.
        """
        ...

    def close(self) -> None: ...
