"""Which notices of rings that are over are to be replaced by a quiet one: pure rules.

A call that stays on a phone after somebody else has decided is a false call. So every device that a
ring reached is told once that it is over. News is none: what one person was told stays true, and
what several were told is over for the rest once one of them has looked.
"""

from collections.abc import Iterable, Sequence

import msgspec

from service.desk.ring_wants import FOUND
from service.desk.rings import Recall, Ring, Rung, Said


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


def _is_over(ring: Ring) -> bool:
    """Whether nobody has anything to do about it any more."""
    if ring.why in FOUND:
        return True
    return ring.staff is None and any(one.said is not Said.CANNOT for one in ring.answers)
