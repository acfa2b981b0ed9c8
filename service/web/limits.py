"""How often one network may register phones: counted in memory, under a salt that dies each day.

Nothing here can be turned back into an address, and nothing of it is stored or logged.
"""

import secrets
import threading
from collections import Counter
from datetime import datetime

from service.errors import TooMany
from service.network_prefix import salted_prefix


class NetworkLimit:
    """At most `per_hour` times an hour and network prefix (IPv4 /24, IPv6 /48)."""

    def __init__(self, per_hour: int) -> None:
        self._per_hour = per_hour
        self._lock = threading.Lock()
        self._day = ""
        self._hour = ""
        self._salt = b""
        self._counts: Counter[bytes] = Counter()

    def check(self, address: str, now: datetime) -> None:
        """Counts one attempt. Raises TooMany above the limit."""
        with self._lock:
            self._turn(now)
            prefix = salted_prefix(address, self._salt)
            self._counts[prefix] += 1
            if self._counts[prefix] > self._per_hour:
                raise TooMany(
                    "too many phones from this network in this hour; try again later",
                    3600 - (60 * now.minute + now.second),
                )

    def _turn(self, now: datetime) -> None:
        if now.date().isoformat() != self._day:
            self._day, self._salt = now.date().isoformat(), secrets.token_bytes(32)
            self._hour = ""
        hour = f"{now:%Y-%m-%dT%H}"
        if hour != self._hour:
            self._hour = hour
            self._counts.clear()
