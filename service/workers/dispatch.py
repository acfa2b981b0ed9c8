"""Owed -> recorded -> sent: one planner thread, one sender thread for each push service.

The ledger says what is owed; this only carries it out, so it may be killed at any moment. Rules
are in alerts/dispatch.py (answers) and alerts/audience.py (order).
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from alerts.dispatch import Alarm, Attempt
from alerts.model import Alert
from alerts.pipeline import record_waves
from alerts.ports import Chunk, OpenRevision, PushGateway, Result, StoreUnavailable
from alerts.service_state import SendingNow
from service.keys import KeyRing
from service.stores import Stores
from service.workers.seal import NoSeal, Seal
from service.workers.sender import Sender
from service.workers.waiting import Lot, precedence_of

_LOOK_EVERY_S = 2.0
_RING_AGAIN_AFTER = timedelta(minutes=10)
_log = logging.getLogger(__name__)


class Dispatcher:
    """Delivers every open revision, strongest first, until `close`."""

    def __init__(
        self,
        stores: Stores,
        keys: KeyRing,
        contact: str,
        new_gateway: Callable[[], PushGateway],
        seal: Seal | None = None,
    ) -> None:
        """`seal`: asked before anything is sent; None: nobody approves anything here."""
        self._stores = stores
        self._keys = keys
        self._contact = contact
        self._new_gateway = new_gateway
        self._seal: Seal = seal or NoSeal()
        self._senders: dict[str, Sender] = {}
        self._handed_over: set[int] = set()
        self._alarms: dict[tuple[str, str], tuple[datetime, Alarm]] = {}
        self._wake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="dispatch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something was issued: look now instead of at the next round."""
        self._wake.set()

    def close(self) -> None:
        self._closing = True
        self._wake.set()
        self._thread.join()
        for sender in self._senders.values():
            sender.close()

    def alarms(self) -> tuple[tuple[datetime, Alarm], ...]:
        """What the staff should know about push services, oldest first."""
        return tuple(sorted(self._alarms.values(), key=lambda one: one[0]))

    def sending(self, now: datetime) -> tuple[SendingNow, ...]:
        """Every push service that was sent to since the start."""
        return tuple(sender.now(now) for sender in tuple(self._senders.values()))

    def _run(self) -> None:
        while not self._closing:
            self._wake.clear()
            try:
                self._round()
            except Exception:
                _log.exception("dispatch failed in this round; the next one goes on")
            self._wake.wait(_LOOK_EVERY_S)

    def _round(self) -> None:
        for revision in self._stores.ledger.open_revisions():
            if self._closing:
                return
            try:
                self._serve(revision)
            except StoreUnavailable as error:
                self._ring(Alarm(topic="store", service="", text=str(error)))
            except Exception:
                _log.exception("%s cannot be dispatched; the others go on", revision.alert_id)

    def _serve(self, revision: OpenRevision) -> None:
        if not revision.all_recorded:
            broken = self._seal.broken_ground(revision.alert_id, revision.number)
            if broken is not None:
                self._ring(Alarm(topic=f"seal {revision.alert_id}", service="", text=broken))
                return
            self._record(revision)
        self._hand_over(revision)

    def _record(self, revision: OpenRevision) -> None:
        """Sending begins with the first wave, while the rest is being recorded."""
        stores = self._stores
        waves = record_waves(
            revision, stores.alerts, stores.subscriptions, stores.ledger, datetime.now(UTC)
        )
        for _ in waves:
            self._hand_over(revision)
            if self._closing:
                return

    def _hand_over(self, revision: OpenRevision) -> None:
        alert = self._stores.alerts.alert(revision.alert_id)
        if alert is None:
            return
        for chunk in self._stores.ledger.owed(revision.alert_id, revision.number):
            if chunk.id not in self._handed_over:
                self._handed_over.add(chunk.id)
                self._queue(chunk, alert)

    def _queue(self, chunk: Chunk, alert: Alert) -> None:
        owed = [index for index, result in enumerate(chunk.results) if result == Result.OWED]
        lot = Lot(chunk=chunk, attempts=dict.fromkeys(owed, Attempt()))
        sender = self._sender(chunk.service)
        sender.add(lot, precedence_of(alert.latest), datetime.now(UTC))

    def _sender(self, service: str) -> Sender:
        if service not in self._senders:
            sender = Sender(
                service,
                self._stores,
                self._keys,
                self._contact,
                self._new_gateway(),
                self._ring,
                self._seal,
            )
            self._senders[service] = sender
            sender.start()
        return self._senders[service]

    def _ring(self, alarm: Alarm) -> None:
        """Rings once for the same trouble, and again if it still holds ten minutes later."""
        now = datetime.now(UTC)
        last = self._alarms.get((alarm.topic, alarm.service))
        if last is None or now - last[0] >= _RING_AGAIN_AFTER:
            self._alarms[alarm.topic, alarm.service] = (now, alarm)
            _log.warning("%s", alarm.text)
