"""Looks after the ballast, every few seconds."""

import logging
import threading
from datetime import UTC, datetime

from service.ballast import Ballast

_LOOK_EVERY_S = 5.0
_log = logging.getLogger(__name__)


class DiskWatch:
    """A thread that makes the ballast, at first and again, as soon as there is room for it."""

    def __init__(self, ballast: Ballast) -> None:
        self._ballast = ballast
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="disk", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing.wait(_LOOK_EVERY_S):
            try:
                self._ballast.look(datetime.now(UTC))
            except Exception:
                _log.exception("the disk cannot be looked at; the next look goes on")
