"""What can be asked about the store over the control socket: a backup of it, its release."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service.holding import Hold
from service.lineage import Lineage


class StoreCommands:
    """`released`: begins recording and sending. Raises StoreUnavailable, NotOnHold."""

    def __init__(self, lineage: Lineage, hold: Hold, released: Callable[[], None]) -> None:
        self._lineage = lineage
        self._hold = hold
        self._released = released

    def backup(self, command: Mapping[str, Any]) -> dict[str, Any]:
        return copied(self._lineage, Path(str(command["file"])))

    def release(self, _command: Mapping[str, Any]) -> dict[str, Any]:
        reason = self._hold.release(datetime.now(UTC), self._released)
        return {"released": True, "was": reason}


def copied(lineage: Lineage, file: Path) -> dict[str, Any]:
    """Writes the copy and says what it is. Raises StoreUnavailable."""
    now = datetime.now(UTC)
    lineage.copy(file, now)
    return {"file": str(file), "bytes": file.stat().st_size, "taken": now.isoformat()}
