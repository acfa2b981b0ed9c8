"""Recalls: once a ring is over, a quiet notice takes the place of the call on every device it rang.

After the calls of a round, so that nobody waits for it who has to be called. Each try is written
down before it is sent, so that a restart goes on where it was. One that a crash cut off is sent
again: it takes the place of itself without a sound, and a call that stays is worse.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace

from service.desk.ring_recalls import due, is_spent, kept, owed, tried
from service.desk.ring_store import RingStore
from service.desk.rings import GONE, Recall, Ring, Rung
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
        ended = ring.ended or now
        spent = [one for one in recalled if is_spent(one, ended, now)]
        self._store.set_recalls(ring.id, [replace(one, recall=Recall.FAILED) for one in spent])
        sending = [_begun(one, now) for one in due(recalled, now) if one not in spent]
        if not sending:
            return
        self._store.set_recalls(ring.id, sending)
        wanted = {one.device for one in sending}
        devices = [one for one in self._store.devices() if one.id in wanted]
        sent = self._pushing.push(lambda language: self._notice(ring, language, now), devices, now)
        settled = [_settled(one, ended, sent, now) for one in sending]
        self._store.set_recalls(ring.id, settled)
        _told(ring, settled)


def _begun(one: Rung, now: datetime) -> Rung:
    return replace(one, recall=Recall.SENDING, at=now, tries=one.tries + 1, due=None)


def _settled(one: Rung, ended: datetime, sent: Delivered, now: datetime) -> Rung:
    """A device that was taken away meanwhile is none that was sent to."""
    if one.device in sent.took:
        return replace(one, recall=Recall.TAKEN, at=now, detail="")
    return tried(one, ended, now, sent.failed.get(one.device, GONE), sent.again.get(one.device))


def _told(ring: Ring, settled: Sequence[Rung]) -> None:
    """The failures, in the log of the service; the store keeps the last of each device."""
    for one in settled:
        if one.recall is not Recall.TAKEN:
            _log.warning(
                "staff %s was not told that ring %s is over (try %s: %s); %s",
                one.staff,
                ring.id,
                one.tries,
                one.detail,
                "that was the last try" if one.due is None else f"again at {one.due:%H:%M:%S} UTC",
            )
