"""StoreLock: one process per store. A second writer could corrupt it (docs/operations.md)."""

import fcntl
import os
from pathlib import Path

from alerts.ports import StoreUnavailable


class StoreLock:
    """Held from construction to `release`, or until the process dies: the kernel gives it back.

    Raises StoreUnavailable, naming the process that holds it.
    """

    def __init__(self, store: Path) -> None:
        path = store.with_name(store.name + ".lock")
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(self._file, 32, 0).decode(errors="replace").strip() or "unknown"
            os.close(self._file)
            raise StoreUnavailable(
                f"{store} is in use by process {holder}; give the command to the running server "
                "(hansho does so through its socket), or stop that process first"
            ) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        os.close(self._file)
