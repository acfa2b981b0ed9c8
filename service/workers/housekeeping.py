"""Quiet work: fresh sender keys, ended stays, outdated positions, recipients of ended alerts."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from alerts.retention import VOICES_KEPT_FOR
from service.push.agreeing import agree_batch
from service.stores import Stores

_SWEEP_EVERY_S = 60.0
_KEYS_EVERY_S = 1.0
_KEYS_AT_ONCE = 200
_log = logging.getLogger(__name__)


class Housekeeper:
    """Sweeps each minute; agrees fresh keys second by second, but never while pushes are owed.

    `tidy`: what others want done each minute too (the desk closes what waited for too long).
    `prepare`: a little work each second that makes the next warning quicker.
    """

    def __init__(
        self,
        stores: Stores,
        tidy: Callable[[datetime], object] = lambda _now: None,
        prepare: Callable[[], object] = lambda: None,
    ) -> None:
        self._stores = stores
        self._tidy = tidy
        self._prepare = prepare
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._thread.join()

    def sweep(self, now: datetime) -> None:
        """Deletes what may no longer be kept."""
        self._stores.subscriptions.sweep(now)
        self._stores.ledger.forget(now)
        self._stores.alerts.forget_voices(now - VOICES_KEPT_FOR)
        self._tidy(now)

    def agree(self) -> int:
        """Agrees one batch of fresh keys in quiet time. Returns how many."""
        if self._stores.ledger.open_revisions():
            return 0
        waiting = self._stores.subscriptions.without_agreed_key(_KEYS_AT_ONCE)
        agreed = agree_batch(waiting)
        if agreed:
            self._stores.subscriptions.store_agreed_keys(agreed)
        return len(agreed)

    def _run(self) -> None:
        since_sweep = 0.0
        while not self._closing.wait(_KEYS_EVERY_S):
            since_sweep += _KEYS_EVERY_S
            try:
                self.agree()
                self._prepare()
                if since_sweep >= _SWEEP_EVERY_S:
                    since_sweep = 0.0
                    self.sweep(datetime.now(UTC))
            except Exception:
                _log.exception("housekeeping failed; the next round goes on")
