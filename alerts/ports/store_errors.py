"""What a store may refuse with."""

from geo.errors import HanshoError


class RevisionOutOfOrder(HanshoError):
    """Another revision of this alert was issued meanwhile. Read the alert again and decide anew."""


class UnknownSubscription(LookupError):
    """No phone has this number (any more). The phone has to register again."""


class StoreUnavailable(HanshoError):
    """Nothing of this write was stored; the message says what to do before trying again."""
