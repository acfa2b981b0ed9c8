"""Looks through the whole log once an hour, and whenever somebody of the desk asks.

The store refuses to change an entry; whoever owns the machine can take that refusal out. So the
rows are read as they stand, and compared with themselves and with the heads that were exported.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerts.ports import StoreUnavailable
from geo.errors import HanshoError
from service.audit_keys import own_public_keys
from service.desk.audit_findings import examined
from service.desk.audit_heads import HEADS_FILE, Head, read_heads
from service.desk.log_state import ChainState
from service.desk.ports import AuditLog, AuditRow

_EVERY = timedelta(hours=1)
_AT_ONCE = 1_000
_log = logging.getLogger(__name__)


class AuditWatch:
    """For any thread. `tell` hears of a log in which something was found, once for each state."""

    def __init__(
        self,
        log: AuditLog,
        keys: Path,
        folder: Path,
        tell: Callable[[str], None] = lambda _said: None,
    ) -> None:
        self._audit = log
        self._keys = keys
        self._folder = folder
        self._tell = tell
        self._state = ChainState()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="audit-watch", daemon=True)

    @property
    def state(self) -> ChainState:
        return self._state

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._thread.join()

    def look(self, now: datetime) -> ChainState:
        """Every row and every head. Never raises for what it finds, nor for what it cannot read."""
        before, self._state = self._state, self._seen(now)
        if not self._state.is_sound and self._state.faults != before.faults:
            said = f"the desk's log is not as it was written: {len(self._state.faults)} faults"
            _log.error("%s; run: hansho audit verify", said)
            self._tell(said)
        return self._state

    def _seen(self, now: datetime) -> ChainState:
        try:
            # The heads first: one that is exported meanwhile is of an entry that the rows have.
            heads = self._heads()
            found = examined(self._rows(), heads, own_public_keys(self._keys))
        except (HanshoError, StoreUnavailable, OSError) as error:
            _log.error("the desk's log cannot be looked through: %s", error)
            return ChainState(at=now, unread=str(error))
        return ChainState(at=now, entries=found.entries, heads=found.heads, faults=found.faults)

    def _heads(self) -> tuple[Head, ...]:
        file = self._folder / HEADS_FILE
        return read_heads(file.read_bytes()) if file.exists() else ()

    def _rows(self) -> Iterator[AuditRow]:
        after = 0
        while rows := self._audit.rows(after=after, most=_AT_ONCE):
            yield from rows
            after = rows[-1].n

    def _run(self) -> None:
        while True:
            try:
                self.look(datetime.now(UTC))
            except Exception:
                _log.exception("the desk's log was not looked through; the next round goes on")
            if self._closing.wait(_EVERY.total_seconds()):
                return
