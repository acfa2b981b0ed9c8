"""In-memory twin of the store in geo/ports.py: for tests and for trying things out."""

from geo.changes import CityChanges
from geo.ports import ChangesOutOfOrder


class MemoryCityStore:
    """Forgets everything with the process; otherwise as the port says."""

    def __init__(self) -> None:
        self._newest = CityChanges()

    def changes(self) -> CityChanges:
        return self._newest

    def change(self, to: CityChanges) -> None:
        if to.n != self._newest.n + 1:
            raise ChangesOutOfOrder(f"change {to.n} does not follow {self._newest.n}")
        self._newest = to
