"""What the core needs from outside, one small Protocol each.

Port, adapter and spec share one name: `AlertStore` -> alerts/ports/alert_store.py ->
service/store/sqlite/alert_store.py -> tests/ports/test_alert_store.py. The in-memory twins are in
alerts/testing.py. Both pass the specs. Subscription numbers are never reused; arrays of them are
int64, shape (n,).
"""

from alerts.ports.alert_store import AlertStore, Edition, Held, Issue
from alerts.ports.arrays import Numbers, Runs
from alerts.ports.ledger import Chunk, Ledger, OpenRevision, Result, Settlement, Wave
from alerts.ports.push_gateway import Answer, Push, PushGateway
from alerts.ports.store_errors import RevisionOutOfOrder, StoreUnavailable, UnknownSubscription
from alerts.ports.subscription_store import (
    Address,
    Place,
    Registration,
    Subscriber,
    SubscriptionStore,
)
from alerts.push.envelope import AgreedKey  # theirs and ours: sealing is its home

__all__ = [
    "Address",
    "AgreedKey",
    "AlertStore",
    "Answer",
    "Chunk",
    "Edition",
    "Held",
    "Issue",
    "Ledger",
    "Numbers",
    "OpenRevision",
    "Place",
    "Push",
    "PushGateway",
    "Registration",
    "Result",
    "RevisionOutOfOrder",
    "Runs",
    "Settlement",
    "StoreUnavailable",
    "Subscriber",
    "SubscriptionStore",
    "UnknownSubscription",
    "Wave",
]
