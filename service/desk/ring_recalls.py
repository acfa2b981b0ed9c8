"""Which notices of rings that are over are to be replaced by a quiet one: pure rules.

A call that stays on a phone after somebody else has decided is a false call. So every device that a
ring reached is told that it is over, and tried again with growing pauses where that failed. News is
none: what one person was told stays true, and what several were told is over for the rest once one
of them has looked.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from service.desk.ring_wants import FOUND
from service.desk.rings import Recall, Ring, Rung, Said

TRIES = 12
FIRST_PAUSE = timedelta(seconds=30)
"""After the first try that failed; each later pause is twice as long: the last try is some 17 hours
after the first."""
LIFE = timedelta(days=1)
"""After the end of a ring nothing is tried again: who has not heard by then has seen the list."""


def owed(ring: Ring, going_on: Iterable[Ring], ended: Iterable[Ring]) -> tuple[Rung, ...]:
    """Devices of this ring, which has ended, that are to hear of it now.

    `going_on`, `ended`: the other rings; one of the same subject that rang the same device later
    stands there in its place, and is not replaced by news of the earlier one.
    """
    if not _is_over(ring):
        return ()
    answered = {one.staff for one in ring.answers if one.said is not Said.CANNOT}
    later = [one for one in (*going_on, *ended) if one.id > ring.id]
    covered = {device.device for one in later if one.subject == ring.subject for device in one.rung}
    return tuple(
        one
        for one in ring.rung
        if one.recall is Recall.OWED
        and one.device not in covered
        and (ring.why in FOUND or one.staff not in answered)
    )


def kept(ring: Ring, recalled: Sequence[Rung]) -> tuple[Rung, ...]:
    """The other devices that are owed a recall: what they show stands."""
    told = {one.device for one in recalled}
    return tuple(
        msgspec.structs.replace(one, recall=Recall.KEPT)
        for one in ring.rung
        if one.recall is Recall.OWED and one.device not in told
    )


def due(recalled: Sequence[Rung], now: datetime) -> tuple[Rung, ...]:
    """Those of the owed devices that are to be told now; a first try is never late."""
    return tuple(one for one in recalled if one.due is None or one.due <= now)


def is_spent(one: Rung, ended: datetime, now: datetime) -> bool:
    """Whether it was tried, and is not to be tried any more."""
    return one.tries > 0 and (one.tries >= TRIES or now > ended + LIFE)


def tried(one: Rung, ended: datetime, now: datetime, detail: str, again: timedelta | None) -> Rung:
    """How the recall of a device stands whose try at `now` failed, that one counted in `tries`.

    `again`: the pause that its push service asks for, 0 if for none; None: another try is of no
    use. It has failed for good where the next try would come too late.
    """
    stands = msgspec.structs.replace(one, recall=Recall.FAILED, at=now, detail=detail, due=None)
    if again is None:
        return stands
    later = now + max(again, FIRST_PAUSE * 2 ** (one.tries - 1))
    if is_spent(one, ended, later):
        return stands
    return msgspec.structs.replace(stands, recall=Recall.OWED, due=later)


def _is_over(ring: Ring) -> bool:
    """Whether nobody has anything to do about it any more."""
    if ring.why in FOUND:
        return True
    return ring.staff is None and any(one.said is not Said.CANNOT for one in ring.answers)
