"""One round of one feed: asked once; what is new in it is fetched, taken in, and only then noted.

Whatever a feed lists costs a bounded amount in a round: so many bytes and tags of each answer and
of all together, so many warnings. What is left over waits for the next round, the newest before the
older.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

import msgspec

from alerts.pipeline import Taken
from alerts.ports import StoreUnavailable
from alerts.report import Report, Unreadable
from alerts.sources.markup import Refusal
from alerts.sources.pointers import MAX_POINTERS, Pointer, pointers
from service.watch.fetching import Failed, Fetcher
from service.watch.intake import Intake, Items
from service.watch.seen_store import Kept, SeenStore
from service.watch.watched import Watched

MOST_BYTES = 4 * 2**20
"""Of a feed as of a warning. JMA's feed of several days has 2 MB, the largest real CAP file 0.9."""
MOST_TAGS = 200_000
MOST_TAGS_OF_ONE = 60_000
"""Of a warning that a feed leads to. The largest real telegram has 19,000."""
MOST_A_ROUND = 500
MOST_BYTES_A_ROUND = 64 * 2**20
MOST_TAGS_A_ROUND = 500_000
"""A microsecond or three of the processor each. A thousand telegrams of an hour have as many."""
_IN_VAIN = 3
"""After so many failures one after the other the rest of a round waits: its server is down."""
_TRIES = 30
_TRIES_OF_GONE = 3
_GONE = (404, 410)
_REMEMBERED = timedelta(days=30)
_MOST_REMEMBERED = 50_000
_KEY_BYTES = 16
_log = logging.getLogger(__name__)


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a round. `failure`: the feed itself could not be read. `faults`: sentences on
    single warnings that could not; `waiting`: how many are left for the next round."""

    failure: Failed | None = None
    faults: tuple[str, ...] = ()
    waiting: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether all that the feed lists has been dealt with."""
        return self.failure is None and not self.faults and not self.waiting

    @property
    def error(self) -> str:
        """A sentence, "" if all is well."""
        if self.failure is not None:
            return self.failure.reason
        more = f" (and {len(self.faults) - 1} more)" if len(self.faults) > 1 else ""
        if self.faults:
            return f"{self.faults[0]}{more}"
        return f"{self.waiting} of its warnings wait for the next round" if self.waiting else ""


class FeedRound:
    """For one thread. `newest`: when the newest message was sent that came by this feed."""

    def __init__(self, watched: Watched, fetcher: Fetcher, seen: SeenStore, intake: Intake) -> None:
        self._watched = watched
        self._fetcher = fetcher
        self._seen = seen
        self._intake = intake
        self._tries: dict[bytes, int] = {}
        self._read_bytes = self._read_tags = 0
        self.newest = seen.kept(watched.name).newest

    def go(self, asked: datetime) -> Came:
        """`asked`: now. Never raises for what a feed does. Raises StoreUnavailable."""
        before = self._seen.kept(self._watched.name)
        got = self._fetcher.fetch(self._watched.setting.address, before.tag)
        if isinstance(got, Failed):
            return Came(failure=got)
        if got.body is None:
            return self._kept(before, Kept(tag=before.tag, answered=asked), Came())
        if (fault := _bloat(got.body, MOST_TAGS)) is not None:
            return Came(failure=Failed(reason=fault))
        is_whole = self._watched.setting.form == "whole"
        came = self._take_whole(got.body) if is_whole else self._take_listed(got.body)
        return self._kept(before, Kept(tag=got.tag, answered=asked), came)

    def _kept(self, before: Kept, after: Kept, came: Came) -> Came:
        """Notes how far it was read: to `after` once nothing of it is left."""
        kept = msgspec.structs.replace(after if came.is_whole else before, newest=self.newest)
        if kept != before:
            self._seen.keep(self._watched.name, kept)
        return came

    def _take_whole(self, body: bytes) -> Came:
        key = _key(body)
        if self._seen.seen(self._watched.name, [key]):
            return Came()
        items = self._intake.read(body, self._watched)
        if (nothing := _unreadable(items)) is not None:
            return Came(failure=Failed(reason=nothing.reason))
        fault = self._take(key, items, body, "what it holds")
        self._tidy([key])
        return Came(faults=(fault,) if fault else ())

    def _take_listed(self, body: bytes) -> Came:
        listed = pointers(body, self._watched.setting.address)
        if isinstance(listed, Refusal):
            return Came(failure=Failed(reason=listed.reason))
        if listed.notes and not listed.found:
            return Came(failure=Failed(reason=listed.notes[0]))
        by_key = {_key_of(one): one for one in listed.found}
        new = self._unseen(by_key)
        self._tries = {key: tries for key, tries in self._tries.items() if key in new}
        faults = self._go_through(new)
        if new:
            self._tidy(by_key.keys())
        # What a feed lists beyond what is looked at is no less there.
        beyond = len(listed.found) >= MAX_POINTERS
        waiting = len(self._unseen(new)) - len(faults) + beyond
        return Came(faults=tuple(faults), waiting=max(waiting, 0))

    def _unseen(self, listed: dict[bytes, Pointer]) -> dict[bytes, Pointer]:
        seen = self._seen.seen(self._watched.name, listed.keys())
        return {key: one for key, one in listed.items() if key not in seen}

    def _go_through(self, new: dict[bytes, Pointer]) -> list[str]:
        """Sentences on what failed. Ends early where all fails, or where enough was read."""
        faults: list[str] = []
        in_vain = self._read_bytes = self._read_tags = 0
        for key in self._in_order(new):
            fault = self._fetch(key, new[key])
            faults += [fault] if fault else []
            in_vain = in_vain + 1 if fault else 0
            if in_vain >= _IN_VAIN or self._read_enough():
                break
        return faults

    def _read_enough(self) -> bool:
        return self._read_bytes > MOST_BYTES_A_ROUND or self._read_tags > MOST_TAGS_A_ROUND

    def _in_order(self, new: dict[bytes, Pointer]) -> Sequence[bytes]:
        """Oldest first, of the newest; what failed before comes after what was never tried."""
        ages = {
            key: (one.updated.timestamp() if one.updated else 0.0, -place)
            for place, (key, one) in enumerate(new.items())
        }
        newest = sorted(new, key=lambda key: ages[key], reverse=True)
        chosen = sorted(newest, key=self._tried)[:MOST_A_ROUND]
        return sorted(chosen, key=lambda key: (self._tried(key), ages[key]))

    def _tried(self, key: bytes) -> int:
        return self._tries.get(key, 0)

    def _fetch(self, key: bytes, pointer: Pointer) -> str | None:
        got = self._fetcher.fetch(pointer.address)
        if isinstance(got, Failed) or got.body is None:
            failed = got if isinstance(got, Failed) else Failed(reason="it sent nothing")
            most = _TRIES_OF_GONE if failed.status in _GONE else _TRIES
            return self._failed(key, b"", f"{pointer.address}: {failed.reason}", most)
        self._read_bytes += len(got.body)
        if (fault := _bloat(got.body, MOST_TAGS_OF_ONE)) is not None:
            return self._failed(key, b"", f"{pointer.address}: {fault}", _TRIES_OF_GONE)
        self._read_tags += got.body.count(b"<")
        items = self._intake.read(got.body, self._watched)
        nothing = _unreadable(items)
        if nothing is not None and not nothing.format:
            # Of no kind at all: a page of errors, perhaps, in the place of a warning.
            reason = f"{pointer.address}: {nothing.reason}"
            return self._failed(key, got.body, reason, _TRIES_OF_GONE)
        return self._take(key, items, got.body, pointer.address)

    def _take(self, key: bytes, items: Items, raw: bytes, what: str) -> str | None:
        try:
            taken = self._intake.take(items, raw, self._watched)
        except StoreUnavailable:
            raise
        except Exception:
            _log.exception("feed %s: %s could not be taken in", self._watched.name, what)
            reason = f"{what} could not be taken in; the service's log says why"
            return self._failed(key, raw, reason, _TRIES_OF_GONE)
        self._seen.note(self._watched.name, key, self._intake.clock())
        self._tries.pop(key, None)
        self.newest = _newest(self.newest, taken, self._intake.clock())
        return None

    def _failed(self, key: bytes, raw: bytes, reason: str, most: int) -> str | None:
        """A sentence while there will be another try; then a person has to look at it."""
        tries = self._tries[key] = self._tried(key) + 1
        if tries < most:
            return reason
        self._intake.set_aside(raw, f"feed {self._watched.name}: given up: {reason}")
        self._seen.note(self._watched.name, key, self._intake.clock())
        del self._tries[key]
        return None

    def _tidy(self, listed: Collection[bytes]) -> None:
        before = self._intake.clock() - _REMEMBERED
        self._seen.tidy(self._watched.name, listed, before, _MOST_REMEMBERED)


def _unreadable(items: Items) -> Unreadable | None:
    """The first, where there is nothing else and something was to be expected."""
    unread = [one for one in items if isinstance(one, Unreadable) and not one.is_empty]
    return unread[0] if unread and len(unread) == len(items) else None


def _key(said: bytes) -> bytes:
    return sha256(said).digest()[:_KEY_BYTES]


def _key_of(pointer: Pointer) -> bytes:
    """An entry that was written anew under its old name is fetched anew (RFC 4287 4.2.15)."""
    updated = pointer.updated.isoformat() if pointer.updated else ""
    return _key(f"{pointer.name}\n{updated}".encode())


def _bloat(raw: bytes, most: int) -> str | None:
    """Counted before it is parsed: tags and attributes become 100 bytes and more in memory."""
    if raw.count(b"<") > most or raw.count(b"=") > most // 2:
        return f"it holds more than {most} tags or half as many attributes"
    return None


def _newest(before: datetime | None, taken: Sequence[Taken], now: datetime) -> datetime | None:
    sent = [one.item.sent for one in taken if isinstance(one.item, Report) and one.item.sent <= now]
    return max([*sent, *([before] if before else [])], default=None)
