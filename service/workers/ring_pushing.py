"""Notices to devices of the desk's people: sealed, signed, delivered, and what became of each."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec

from alerts.ports import Answer as PushAnswer
from alerts.ports import Push, PushGateway
from alerts.push.refusal import Refusal
from alerts.push.vapid import TokenCache
from alerts.service_state import retry_after
from service.desk.ring_store import RingStore
from service.desk.rings import GONE, OTHER_KEY, Device
from service.keys import KeyRing
from service.push.ring_push import RingNotice, ring_push

_TAKEN = (200, 201, 202, 204)
_GONE = (404, 410)
_log = logging.getLogger(__name__)


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of devices. `took`: their push service did. `failed`: why the others were not reached.
    `refused`: those of them that certainly show nothing; of the rest no one knows. `again`: those
    of them for whom another try may be of use, with the pause that is asked for, 0 if none is."""

    took: frozenset[int]
    failed: dict[int, str]
    refused: frozenset[int]
    again: dict[int, timedelta]


class RingPushing:
    """For one thread."""

    def __init__(self, store: RingStore, keys: KeyRing, contact: str, gateway: PushGateway) -> None:
        self._store = store
        self._keys = keys
        self._tokens = TokenCache(contact)
        self._gateway = gateway

    def close(self) -> None:
        self._gateway.close()

    def push(
        self, notice: Callable[[str], RingNotice], devices: Sequence[Device], now: datetime
    ) -> Delivered:
        """`notice`: in this language."""
        failed: dict[int, str] = {}
        pushes = [
            push for one in devices if (push := self._sealed(notice, one, failed, now)) is not None
        ]
        took, refused, again = set[int](), set(failed), dict[int, timedelta]()
        for answer in self._deliver(pushes):
            if answer.status in _TAKEN:
                took.add(answer.token)
                continue
            failed[answer.token] = answer.error or str(answer.status)
            if 400 <= answer.status < 500:
                refused.add(answer.token)
            if _is_passing(answer.status):
                again[answer.token] = retry_after(answer.retry_after, now) or timedelta()
            if answer.status in _GONE:
                self._store.lose_device(answer.token, now)
        return Delivered(
            took=frozenset(took), failed=failed, refused=frozenset(refused), again=again
        )

    def _deliver(self, pushes: Sequence[Push]) -> tuple[PushAnswer, ...]:
        """Every push is answered, whatever happens: the next person must not wait for a fault."""
        answers: list[PushAnswer] = []
        try:
            answers.extend(self._gateway.deliver(pushes))
        except Exception as error:
            _log.exception("a ring's pushes failed; the next person is called")
            known = {one.token for one in answers}
            left = [one.token for one in pushes if one.token not in known]
            answers += [PushAnswer(token=one, status=0, error=type(error).__name__) for one in left]
        return tuple(answers)

    def _sealed(
        self,
        notice: Callable[[str], RingNotice],
        device: Device,
        failed: dict[int, str],
        now: datetime,
    ) -> Push | None:
        key = self._keys.find(device.key_id)
        if key is None or device.lost is not None:
            failed[device.id] = OTHER_KEY if key is None else GONE
            return None
        push = ring_push(device.id, device, notice(device.language), key, self._tokens, now)
        if isinstance(push, Refusal):
            failed[device.id] = push.reason
            return None
        return push


def _is_passing(status: int) -> bool:
    """No answer, too late, too many, or a fault of the push service: another day it may do."""
    return status in (0, 408, 425, 429) or status >= 500
