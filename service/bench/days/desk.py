"""Whether the desk rang for what waits for an approver: asked of its own list and of its rings."""

from collections.abc import Container, Iterable
from datetime import datetime

from alerts.model import Phase
from alerts.pipeline import Taken
from alerts.release import Handling
from service.wiring import Service

_MOST_RINGS = 10_000


def waits(taken: Iterable[Taken]) -> frozenset[str]:
    """Alerts of which one approver has to decide once these were taken in, by id."""
    last = {one.revision.alert_id: one for one in taken if one.revision is not None}
    return frozenset(
        alert_id
        for alert_id, one in last.items()
        if one.handling is Handling.APPROVAL
        and one.revision is not None
        and one.revision.phase is Phase.LIVE
    )


def unrung(waiting: frozenset[str], service: Service, now: datetime) -> frozenset[str]:
    """Those of them that nobody heard of, by `silent`.

    The ringer is made to look by the day's clock, as it does each second by the machine's. The
    machine's may end a ring at once, since the day is over by then: so rings that ended count.
    """
    if not waiting:
        return waiting
    service.rings.ringer.look(now)
    rung = {one.subject for one in service.rings.ringing.store.recent(_MOST_RINGS)}
    listed = {one.id for one in service.warning_room.waiting(now)}
    return silent(waiting, rung, listed)


def silent(waiting: frozenset[str], rung: Container[str], listed: Container[str]) -> frozenset[str]:
    """Those that are no subject of a ring, or are not in the list at /desk/warnings."""
    return frozenset(one for one in waiting if f"warning:{one}" not in rung or one not in listed)
