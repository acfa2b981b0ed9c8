"""Place, time -> whether it ties a phone to its cells, and how soon that phone is served.

`service/store/sqlite/subscription_store.py` says the same in SQL; tests/service/store holds the
two together.
"""

from datetime import datetime, timedelta

from alerts.model import PlaceClass

# A *here* is where the app was last open; people move on (DESIGN section 5).
HERE_FRESH_FOR = timedelta(hours=3)
HERE_ENDS_AFTER = timedelta(hours=12)

RANK_HERE = 0
RANK_STAY = 1
RANK_HOME = 2
RANK_OLD_HERE = 3
# Added for phones that have not proven that pushes reach them: after all that have.
PENDING_PENALTY = 4


def rank(
    place_class: PlaceClass, since: datetime, until: datetime | None, now: datetime, pending: bool
) -> int | None:
    """Order of delivery, 0 first; None if the place is over at `now`."""
    own = _own_rank(place_class, since, until, now)
    return None if own is None else own + PENDING_PENALTY * pending


def _own_rank(
    place_class: PlaceClass, since: datetime, until: datetime | None, now: datetime
) -> int | None:
    if until is not None and now >= until:
        return None
    if place_class is PlaceClass.STAY:
        return RANK_STAY
    if place_class is PlaceClass.HOME:
        return RANK_HOME
    if now >= since + HERE_ENDS_AFTER:
        return None
    return RANK_HERE if now <= since + HERE_FRESH_FOR else RANK_OLD_HERE
