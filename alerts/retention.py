"""How long what we know of people is kept (DESIGN sections 6 and 7)."""

from datetime import datetime, timedelta

from alerts.model import Phase, Revision

RECIPIENTS_KEPT_FOR = timedelta(hours=72)
PENDING_KEPT_FOR = timedelta(hours=24)
# After its end: what comes that late says nothing any more.
VOICES_KEPT_FOR = timedelta(days=8)
TOMBSTONE_KEPT_FOR = timedelta(days=7)
# What is set aside for a person: the newest, each with its reason; bodies as long as they fit.
MOST_HELD = 500
MOST_HELD_BYTES = 16 * 1024 * 1024


def ended_at(latest: Revision) -> datetime | None:
    """When the alert ends, counted from its newest revision; None for an order that still holds.

    All-clear and withdrawal end any alert. Expiry ends an agency's warning, and never an order.
    """
    if latest.phase is not Phase.LIVE:
        return latest.issued
    return None if latest.is_order else latest.valid_until
