"""Each spec runs against every adapter of its port: the in-memory twin and SQLite."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from alerts.ports import AlertStore, Ledger, SubscriptionStore
from alerts.testing_alerts import MemoryAlertStore
from alerts.testing_ledger import MemoryLedger
from alerts.testing_store import MemoryStore
from alerts.testing_subscriptions import MemorySubscriptionStore
from service.store.sqlite.store import open_store


class Stores(NamedTuple):
    alerts: AlertStore
    subscriptions: SubscriptionStore
    ledger: Ledger


@pytest.fixture(params=["memory", "sqlite"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    if request.param == "memory":
        memory = MemoryStore()
        yield Stores(
            MemoryAlertStore(memory), MemorySubscriptionStore(memory), MemoryLedger(memory)
        )
        return
    store = open_store(tmp_path / "hansho.db")
    yield Stores(store.alerts, store.subscriptions, store.ledger)
    store.close()
