"""`python -m service.bench.crash.sabotaged HOW serve …`: the service with one fault put into it.

A judge that nothing can fail proves nothing: with either of these people are lost, and the crash
tests have to say so. Nothing of this is in the service; its modules are changed from here, in this
process.
"""

import ctypes
import runpy
import sys
from importlib import import_module
from typing import Any

import msgspec
import numpy as np

# By name: only the wiring may import an adapter.
_DATABASE = "service.store.sqlite.database"
_LEDGER = "service.store.sqlite.ledger"


def unsynced() -> None:
    """The store says that something is on the disk before it is."""
    database: Any = import_module(_DATABASE)
    others = [one for one in database._FOR_WRITER if "synchronous" not in one]
    database._FOR_WRITER = ("PRAGMA synchronous = OFF", *others)


def cursor_first() -> None:
    """The cursor is written in a transaction before the recipients whom it stands behind.

    In between the last time it marks the moment: before, a service that starts again reckons its
    audience anew and loses nobody even so. A blow drawn by chance seldom comes just then.
    """
    mark = ctypes.CDLL(None).hansho_mark  # of shim.c, which lies under this process
    ledger: Any = import_module(_LEDGER).SqliteLedger
    record = ledger.record

    def record_in_two(self: Any, alert_id: str, number: int, wave: Any) -> None:
        record(self, alert_id, number, _without_people(wave))
        if wave.last:
            mark()
        record(self, alert_id, number, wave)

    ledger.record = record_in_two


def _without_people(wave: Any) -> Any:
    arrays = {
        name: value[:0]
        for name, value in msgspec.structs.asdict(wave).items()
        if isinstance(value, np.ndarray)
    }
    return msgspec.structs.replace(wave, **arrays)


SABOTAGES = {"unsynced": unsynced, "cursor_first": cursor_first}

if __name__ == "__main__":
    SABOTAGES[sys.argv.pop(1)]()
    runpy.run_module("service.cli", run_name="__main__", alter_sys=True)
