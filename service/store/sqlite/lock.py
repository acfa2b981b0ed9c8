"""StoreLock: one process per store. A second writer could corrupt it (docs/operations.md)."""

import fcntl
import os
from pathlib import Path

from alerts.ports import StoreUnavailable


class StoreLock:
    """Held from construction to `release`, or until the process dies: the kernel gives it back.

    A forked child would keep it: start children by exec. Raises StoreUnavailable, naming the
    process that holds it.
    """

    def __init__(self, store: Path) -> None:
        path = store.with_name(store.name + ".lock")
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = self._file.read().decode(errors="replace").strip() or "unknown"
            self._file.close()
            raise StoreUnavailable(
                f"{store} is in use by process {holder}; give the command to the running server "
                "(hansho does so through its socket), or stop that process first"
            ) from error
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n".encode())

    def release(self) -> None:
        self._file.close()
