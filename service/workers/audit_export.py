"""Takes the log's signed head off the machine whenever the log has grown.

A worker of its own that looks twice a second, so that no act waits for a disk elsewhere, and none
of those who write entries can forget it. If it fails, acts go on and the operator's log complains.
"""

import logging
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from service.audit_keys import AuditKey, public_pem
from service.desk.audit_heads import HEADS_FILE, HeadUnreadable, line_of, read_heads, signed_head
from service.desk.ports import AuditLog

_EVERY_S = 0.5
_log = logging.getLogger(__name__)


class AuditExporter:
    """Adds a line to `HEADS_FILE` in `folder`; the file is never written anew."""

    def __init__(self, log: AuditLog, key: AuditKey, folder: Path) -> None:
        self._audit = log
        self._key = key
        self._folder = folder
        self._exported: bytes | None = None
        self._failing = False
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="audit-export", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Exports what is left."""
        self._closing.set()
        self._thread.join()

    def export(self, now: datetime) -> bool:
        """Whether a head was written. Raises OSError, HeadUnreadable."""
        newest = self._audit.newest()
        if newest is None or newest.hash == self._exported:
            return False
        file = self._folder / HEADS_FILE
        if self._exported is None and self._last_in(file) == newest.hash:
            self._exported = newest.hash
            return False
        self._folder.mkdir(parents=True, exist_ok=True)
        public = self._folder / f"audit-{self._key.key_id}.pub"
        if not public.exists():
            public.write_bytes(public_pem(self._key))
        _append(file, line_of(signed_head(newest, now, self._key.private, self._key.key_id)))
        self._exported = newest.hash
        return True

    def _last_in(self, file: Path) -> bytes | None:
        heads = read_heads(file.read_bytes()) if file.exists() else ()
        return bytes.fromhex(heads[-1].hash) if heads else None

    def _run(self) -> None:
        while not self._closing.wait(_EVERY_S):
            self._attempt()
        self._attempt()

    def _attempt(self) -> None:
        try:
            self.export(datetime.now(UTC))
        except (OSError, HeadUnreadable, ValueError) as error:
            self._complain(error)
        except Exception:
            _log.exception("the audit log's head could not be exported; the next round goes on")
        else:
            self._failing = False

    def _complain(self, error: Exception) -> None:
        """Once, not twice a second."""
        if not self._failing:
            _log.error("the audit log's head cannot be exported to %s: %s", self._folder, error)
        self._failing = True


def _append(file: Path, line: bytes) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        os.write(descriptor, b"\n" * torn + line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
