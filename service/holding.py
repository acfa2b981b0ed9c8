"""On hold: a store that is not the one served last sends nothing until a person says so.

Nothing is recorded either. An older store has forgotten who was told what, what was withdrawn, and
who left since. Everything else serves; the desk is rung. `hansho release` ends it.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from alerts.ports import StoreUnavailable
from geo.errors import HanshoError
from service.desk.ports import MACHINE, Entry
from service.lineage import (
    BACKUPS_KEPT_FOR,
    Departed,
    Lineage,
    Mark,
    Served,
    lowest_free,
    read_served,
    write_served,
)
from service.trouble import Trouble

COPY = (
    "the store is a restored backup: nothing is recorded or sent. Look through what is live, "
    "then run `hansho release` on the machine"
)
OLDER = (
    "the store is older than the one that was served last: nothing is recorded or sent. Look "
    "through what is live, then run `hansho release` on the machine"
)
MOVED = (
    "this machine has not served this store before: nothing is recorded or sent. Stop the service "
    "on the other machine, then run `hansho release` on this one"
)
_RAISED_EVERY = timedelta(hours=1)
_log = logging.getLogger(__name__)


class NotOnHold(HanshoError):
    """Nothing is on hold; the service records and sends."""


def why_held(mark: Mark, served: Served | None) -> str | None:
    """None if this is the store that was served last, or one that never was."""
    if mark.copied is not None:
        return COPY
    if served is None:
        return MOVED if mark.number else None
    if mark.is_new:
        return None
    return OLDER if mark.number < served.number else None


class Hold:
    """Looks at the store when it is made. `released`: begins recording and sending."""

    def __init__(self, lineage: Lineage, folder: Path, departed: Departed, now: datetime) -> None:
        """`folder`: that of the keys."""
        self._lineage = lineage
        self._folder = folder
        self._departed = departed
        self._lock = threading.Lock()
        self._raised = now
        self._since = now
        mark, served = lineage.mark(), read_served(folder)
        self.reason = why_held(mark, served)
        if self.reason is None:
            if mark.is_new:
                lineage.replay((), lowest_free(served, departed.numbers()))
            self._raise()
            return
        _log.warning("%s", self.reason)
        self._replay(mark, served, now)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        if self.reason is None:
            return ()
        return (Trouble(subject="store:hold", said=self.reason, since=self._since),)

    def keep(self, now: datetime) -> None:
        """Raises the number every hour, so that a copy of yesterday is known as one."""
        with self._lock:
            if self.reason is None and not timedelta() <= now - self._raised < _RAISED_EVERY:
                self._raised = now
                self._raise()
                self._departed.tidy(now)

    def release(self, now: datetime, released: Callable[[], None]) -> str:
        """Returns what it was on hold for. Raises NotOnHold."""
        with self._lock:
            if self.reason is None:
                raise NotOnHold("nothing is on hold; the service records and sends")
            reason, number = self.reason, self._next_number()
            entry = Entry(
                at=now,
                actor=MACHINE,
                act="store.released",
                subject="store",
                body={"held_since": self._since.isoformat(), "reason": reason},
            )
            self._lineage.release(number, entry)
            self._write(number)
            self.reason = None
            released()
        return reason

    def _raise(self) -> None:
        """In the store first: a crash between the two leaves no store behind its file."""
        number = self._next_number()
        try:
            self._lineage.raise_to(number)
            self._write(number)
        except (StoreUnavailable, OSError) as error:
            _log.warning("a copy of the store made now will not be known as one: %s", error)

    def _write(self, number: int) -> None:
        highest = self._lineage.mark().highest
        write_served(self._folder, Served(number=number, highest=highest))

    def _next_number(self) -> int:
        served = read_served(self._folder)
        return max(self._lineage.mark().number, 0 if served is None else served.number) + 1

    def _replay(self, mark: Mark, served: Served | None, now: datetime) -> None:
        numbers = self._departed.numbers()
        removed = self._lineage.replay(numbers, lowest_free(served, numbers))
        _log.warning("%d phones that left since this copy was made are deleted again", removed)
        if mark.copied is not None and now - mark.copied > BACKUPS_KEPT_FOR:
            _log.warning("this copy is older than the list of who left: some who left are back")
