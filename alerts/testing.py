"""In-memory twins of the ports, shipped for those who build on the core; the specs run on them too.

The three stores share a `MemoryStore`: `MemoryLedger(store)` knows the phones that
`MemorySubscriptionStore(store)` registered and the revisions that `MemoryAlertStore(store)` issued.
"""

from alerts.testing_alerts import MemoryAlertStore
from alerts.testing_gateway import MemoryPushGateway
from alerts.testing_ledger import MemoryLedger
from alerts.testing_store import MemoryStore
from alerts.testing_subscriptions import MemorySubscriptionStore

__all__ = [
    "MemoryAlertStore",
    "MemoryLedger",
    "MemoryPushGateway",
    "MemoryStore",
    "MemorySubscriptionStore",
]
