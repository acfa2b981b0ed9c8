"""Recalls: once a ring is over, a quiet notice takes the place of the call on every device it rang.

After the calls of a round, so that nobody waits for it who has to be called. Written down before it
is sent, and tried once: whoever is told a second time that there is nothing to do is disturbed.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from service.desk.ring_recalls import kept, owed
from service.desk.ring_store import RingStore
from service.desk.rings import GONE, Device, Recall, Ring, Rung
from service.push.ring_push import RingNotice
from service.workers.ring_pushing import Delivered, RingPushing

_log = logging.getLogger(__name__)


class RingRecalling:
    """`notice`: what became of a ring, in one language."""

    def __init__(
        self,
        store: RingStore,
        pushing: RingPushing,
        notice: Callable[[Ring, str, datetime], RingNotice],
    ) -> None:
        self._store = store
        self._pushing = pushing
        self._notice = notice

    def look(self, now: datetime) -> None:
        ended = self._store.to_recall()
        going_on = self._store.going_on() if ended else ()
        for ring in ended:
            try:
                recalled = owed(ring, going_on, ended)
                self._store.set_recalls(ring.id, kept(ring, recalled))
                self._recall(ring, recalled, now)
            except Exception:
                _log.exception("ring %s was not recalled; the others are", ring.id)

    def _recall(self, ring: Ring, recalled: Sequence[Rung], now: datetime) -> None:
        if not recalled:
            return
        sending = [_as(one, Recall.SENDING, now) for one in recalled]
        self._store.set_recalls(ring.id, sending)
        wanted = {one.device for one in recalled}
        devices = [one for one in self._store.devices() if one.id in wanted]
        sent = self._pushing.push(lambda language: self._notice(ring, language, now), devices, now)
        self._store.set_recalls(ring.id, [_settled(one, devices, sent, now) for one in recalled])


def _settled(one: Rung, devices: Sequence[Device], sent: Delivered, now: datetime) -> Rung:
    if one.device in sent.took:
        return _as(one, Recall.TAKEN, now)
    is_known = any(device.id == one.device for device in devices)
    detail = sent.failed.get(one.device, "") if is_known else GONE
    return msgspec.structs.replace(_as(one, Recall.FAILED, now), detail=detail)


def _as(one: Rung, recall: Recall, now: datetime) -> Rung:
    return msgspec.structs.replace(one, recall=recall, at=now)
