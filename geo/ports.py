"""What the streets need from outside: somewhere to keep what changed in them.

Port, adapter and spec share one name: `CityStore` -> service/store/sqlite/city_store.py ->
tests/ports/test_city_store.py; the in-memory twin is in geo/testing.py.
"""

from typing import Protocol

from geo.changes import CityChanges
from geo.errors import HanshoError


class ChangesOutOfOrder(HanshoError):
    """Somebody else changed the city meanwhile. Read the changes again and decide anew."""


class CityStore(Protocol):
    """Every state of the city's changes, the newest of which holds."""

    def changes(self) -> CityChanges:
        """What holds now; the empty state (n = 0) where nothing ever changed."""
        ...

    def change(self, to: CityChanges) -> None:
        """Durable when it returns. Raises ChangesOutOfOrder unless `to.n` is the next number."""
        ...
