"""Owed -> recorded -> sent. What the rest of the service knows of sending is this class."""

import logging
import threading
from datetime import UTC, datetime, timedelta

from alerts.dispatch import Alarm
from alerts.service_state import SendingNow
from service.keys import KeyRing
from service.sending.child import Spawn
from service.sending.conductor import Conductor
from service.sending.planner import Planner
from service.sending.preparing import Preparing
from service.sending.seal import NoSeal, Seal
from service.stores import Stores

_RING_AGAIN_AFTER = timedelta(minutes=10)
_log = logging.getLogger(__name__)


class Dispatcher:
    """Delivers every open revision, strongest first, until `close`."""

    def __init__(
        self,
        stores: Stores,
        keys: KeyRing,
        contact: str,
        spawn: Spawn,
        seal: Seal | None = None,
        *,
        processes: int = 1,
        most_at_once: int = 100,
        timeout_s: float = 10.0,
    ) -> None:
        """`seal`: asked before anything is sent; None: nobody approves anything here.

        `timeout_s`: how long a push may take, as sender processes are told by `spawn`.
        """
        seal = seal or NoSeal()
        self._alarms: dict[tuple[str, str], tuple[datetime, Alarm]] = {}
        self._lock = threading.Lock()
        self._conductor = Conductor(
            stores,
            Preparing(stores, keys, contact, seal, self._ring),
            spawn,
            self._ring,
            children=processes,
            most_at_once=most_at_once,
            silence_s=3 * timeout_s + 10,
        )
        self._planner = Planner(stores, self._conductor, seal, self._ring)

    def start(self) -> None:
        self._conductor.start()
        self._planner.start()

    def wake(self) -> None:
        """Something was issued: look now instead of at the next round."""
        self._planner.wake()

    def close(self) -> None:
        """After what is under way is answered and written."""
        self._planner.close()
        self._conductor.close()

    def alarms(self) -> tuple[tuple[datetime, Alarm], ...]:
        """What the staff should know about push services, oldest first."""
        with self._lock:
            return tuple(sorted(self._alarms.values(), key=lambda one: one[0]))

    def sending(self, now: datetime) -> tuple[SendingNow, ...]:
        """Every push service that was sent to since the start."""
        return self._conductor.sending(now)

    def _ring(self, alarm: Alarm) -> None:
        """Rings once for the same trouble, and again if it still holds ten minutes later."""
        now = datetime.now(UTC)
        with self._lock:
            last = self._alarms.get((alarm.topic, alarm.service))
            if last is not None and now - last[0] < _RING_AGAIN_AFTER:
                return
            self._alarms[alarm.topic, alarm.service] = (now, alarm)
        _log.warning("%s", alarm.text)
