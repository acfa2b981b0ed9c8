"""One look at an alert for everybody who watches it in the same second."""

import threading
import time
from collections.abc import Callable

from service.desk.following import Following

_LASTS_S = 0.9


class Glances:
    """For pages that renew themselves: forty of them cost the store no more than one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[float, Following]] = {}

    def at(self, alert_id: str, look: Callable[[], Following]) -> Following:
        """What was seen less than a second ago, else `look()`."""
        with self._lock:
            now = self._clock()
            self._seen = {id: one for id, one in self._seen.items() if now - one[0] < _LASTS_S}
            if alert_id not in self._seen:
                self._seen[alert_id] = (now, look())
            return self._seen[alert_id][1]
