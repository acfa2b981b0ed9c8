"""Takes the log's signed head off the machine whenever the log has grown.

A worker of its own that looks twice a second, so that no act waits for a disk elsewhere, and none
of those who write entries can forget it. If it fails, acts go on and the operator's log complains.
"""

import logging
import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from service.audit_keys import AuditKey, public_pem
from service.desk.audit_heads import (
    HEADS_FILE,
    Head,
    HeadUnreadable,
    line_of,
    read_heads,
    signed_head,
)
from service.desk.log_state import HeadState
from service.desk.ports import AuditLog, AuditRow

_EVERY_S = 0.5
# A folder of a machine that is gone may keep us waiting for ever, and never raises anything.
_ANSWERS_WITHIN = timedelta(seconds=10)
_HANGS = "the folder does not answer"
_log = logging.getLogger(__name__)


class AuditExporter:
    """Adds a line to `HEADS_FILE` in `folder`; the file is never written anew.

    `stays_here`: the folder is one of this machine.
    """

    def __init__(
        self, log: AuditLog, key: AuditKey, folder: Path, *, stays_here: bool = False
    ) -> None:
        self._audit = log
        self._key = key
        self._folder = folder
        self._exported: bytes | None = None
        self._state = HeadState(stays_here=stays_here)
        self._begun: datetime | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="audit-export", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Exports what is left."""
        self._closing.set()
        self._thread.join()

    def state(self, now: datetime) -> HeadState:
        """Also of an attempt that hangs."""
        begun = self._begun
        if self._state.failing or begun is None or now - begun < _ANSWERS_WITHIN:
            return self._state
        return msgspec.structs.replace(self._state, failing=_HANGS, since=begun)

    def export(self, now: datetime) -> bool:
        """Whether a head was written. Raises OSError, HeadUnreadable."""
        newest, file = self._audit.newest(), self._folder / HEADS_FILE
        if newest is None or (newest.hash == self._exported and file.exists()):
            return False
        last = self._last_in(file) if self._exported is None else None
        if last is not None and last.hash == newest.hash.hex():
            self._done(newest, last.at)
            return False
        self._folder.mkdir(parents=True, exist_ok=True)
        public = self._folder / f"audit-{self._key.key_id}.pub"
        if not public.exists():
            public.write_bytes(public_pem(self._key))
        _append(file, line_of(signed_head(newest, now, self._key.private, self._key.key_id)))
        self._done(newest, now)
        return True

    def _done(self, newest: AuditRow, at: datetime) -> None:
        self._exported = newest.hash
        self._state = HeadState(n=newest.n, at=at, stays_here=self._state.stays_here)

    def _last_in(self, file: Path) -> Head | None:
        heads = read_heads(file.read_bytes()) if file.exists() else ()
        return heads[-1] if heads else None

    def _run(self) -> None:
        while not self._closing.wait(_EVERY_S):
            self._attempt(datetime.now(UTC))
        self._attempt(datetime.now(UTC))

    def _attempt(self, now: datetime) -> None:
        self._begun = now
        try:
            self.export(now)
        except (OSError, HeadUnreadable, ValueError) as error:
            self._complain(_reason(error), now)
        except Exception as error:
            _log.exception("the audit log's head could not be exported; the next round goes on")
            self._complain(type(error).__name__, now)
        else:
            self._state = msgspec.structs.replace(self._state, failing="", since=None)
        finally:
            self._begun = None

    def _complain(self, reason: str, now: datetime) -> None:
        """Once, not twice a second."""
        if not self._state.failing:
            _log.error("the audit log's head cannot be exported to %s: %s", self._folder, reason)
        since = self._state.since or now
        self._state = msgspec.structs.replace(self._state, failing=reason, since=since)


def _reason(error: Exception) -> str:
    """Without the path: pages show it."""
    return (error.strerror or "") if isinstance(error, OSError) else str(error)


def _append(file: Path, line: bytes) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        os.write(descriptor, b"\n" * torn + line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
