"""Issued -> recorded -> handed over: the thread that looks what is owed.

The ledger says what is owed; this only carries it out, so it may be killed at any moment. The
order of recording is that of alerts/audience.py.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from alerts.dispatch import Alarm
from alerts.pipeline import record_waves
from alerts.ports import OpenRevision, StoreUnavailable
from service.sending.conductor import Conductor
from service.sending.seal import Seal
from service.sending.waiting import lot_of
from service.stores import Stores

_LOOK_EVERY_S = 2.0
_log = logging.getLogger(__name__)


class Planner(threading.Thread):
    """Looks whenever it is woken, and every two seconds."""

    def __init__(
        self, stores: Stores, conductor: Conductor, seal: Seal, ring: Callable[[Alarm], None]
    ) -> None:
        super().__init__(name="planner", daemon=True)
        self._stores = stores
        self._conductor = conductor
        self._seal = seal
        self._ring = ring
        # The highest chunk of each open revision that was handed over: nothing is read twice.
        self._handed_over: dict[tuple[str, int], int] = {}
        self._bell = threading.Event()
        self._closing = False

    def wake(self) -> None:
        self._bell.set()

    def close(self) -> None:
        self._closing = True
        self._bell.set()
        self.join()

    def run(self) -> None:
        while not self._closing:
            self._bell.clear()
            try:
                self._round()
            except Exception:
                _log.exception("planning failed in this round; the next one goes on")
            self._bell.wait(_LOOK_EVERY_S)

    def _round(self) -> None:
        revisions = self._stores.ledger.open_revisions()
        self._forget_all_but(revisions)
        for revision in revisions:
            if self._closing:
                return
            try:
                self._serve(revision)
            except StoreUnavailable as error:
                self._ring(Alarm(topic="store", service="", text=str(error)))
            except Exception:
                _log.exception("%s cannot be dispatched; the others go on", revision.alert_id)

    def _forget_all_but(self, revisions: tuple[OpenRevision, ...]) -> None:
        """Older revisions are superseded at once, before anybody is recorded for the newer."""
        now_open = {(one.alert_id, one.number): 0 for one in revisions}
        for alert_id, number in now_open.keys() - self._handed_over.keys():
            self._conductor.newest(alert_id, number)
        self._handed_over = {key: self._handed_over.get(key, 0) for key in now_open}

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
        key = (revision.alert_id, revision.number)
        alert = self._stores.alerts.alert(revision.alert_id)
        if alert is None or alert.latest.number != revision.number:
            return
        last = self._handed_over[key]
        lots = []
        for chunk in self._stores.ledger.owed(*key, last):
            lots.append(lot_of(chunk, alert.latest))
            self._handed_over[key] = max(self._handed_over[key], chunk.id)
        self._conductor.hand_over(lots)
