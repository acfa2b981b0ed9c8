"""Phones as the specifications of the stores register and look at them."""

from datetime import timedelta

import numpy as np

from alerts.ports import Result
from alerts.testing_examples import ALERT_ID, NOON, SERVICE, registration

NOBODY = dict.fromkeys(Result, 0)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
SECRET = b"s" * 32
NONCE = b"n" * 32


def register(stores, name="phone", *places, confirmed=True, now=NOON, **changes):
    number = stores.subscriptions.register(registration(name, **changes), SECRET, NONCE, now)
    if confirmed:
        assert stores.subscriptions.confirm(number, NONCE)
    stores.subscriptions.set_places(number, places)
    return number


def numbers(*values):
    return np.array(values, np.int64)


def audience(stores, runs, cutoff=1_000, now=NOON):
    found, ranks = stores.subscriptions.audience(np.array(runs, np.int64), cutoff, now)
    assert (found.dtype, ranks.dtype) == (np.int64, np.uint8)
    return list(zip(found.tolist(), ranks.tolist(), strict=True))


def phones(stores, count, service=SERVICE, language="ja"):
    """Registers phones; returns their numbers."""
    start = stores.subscriptions.highest_number()
    return [
        stores.subscriptions.register(
            registration(str(start + n), service=service, language=language), b"s", b"n", NOON
        )
        for n in range(count)
    ]


def owed(stores, number=1, alert_id=ALERT_ID):
    return list(stores.ledger.owed(alert_id, number))
