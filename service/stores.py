"""What the service keeps, as one value: whoever needs several stores takes them together."""

import msgspec

from alerts.ports import AlertStore, Ledger, SubscriptionStore


class Stores(msgspec.Struct, frozen=True, kw_only=True):
    """One store each of alerts, phones and deliveries, over the same data."""

    alerts: AlertStore
    subscriptions: SubscriptionStore
    ledger: Ledger
