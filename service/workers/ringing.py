"""The ringer begins rings, calls people, ends rings: a thread of its own, beside the desk.

Every second, and whenever something is submitted or answered, it looks at what is stored and does
what `service.desk.ring_rules` says. A call is written down before anybody is called: after a crash
it counts as failed, and the next person is called at once.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from alerts.ports import PushGateway
from service.desk.ports import MACHINE
from service.desk.ring_people import RingPeople
from service.desk.ring_rules import Due, due, is_spent, is_unheard, quiet_until
from service.desk.ring_store import RingStore, Settled
from service.desk.ring_wants import FOUND
from service.desk.ringing import Listening, began, removed, unheard, widened
from service.desk.rings import CALLS_KEPT, PAGE, Call, Device, Outcome, Ring, Rung
from service.keys import KeyRing
from service.push.ring_push import RingNotice
from service.workers.ring_pushing import Delivered, RingPushing
from service.workers.ring_recalling import RingRecalling

_LOOK_EVERY_S = 1.0
_FORGET_EVERY = timedelta(hours=1)
_log = logging.getLogger(__name__)

Wants = Callable[[datetime], Iterable[Ring]]
Notices = Callable[[Ring, str, datetime], RingNotice]
"""Ring, language, now."""


class Ringer:
    """`wants`: what must ring now. `notice`: what one ring says in one language; `ending`: what it
    says once it is over."""

    def __init__(
        self,
        store: RingStore,
        people: RingPeople,
        wants: Wants,
        notice: Notices,
        ending: Notices,
        listening: Listening,
        keys: KeyRing,
        contact: str,
        new_gateway: Callable[[], PushGateway],
    ) -> None:
        self._listening = listening
        self._store = store
        self._people = people
        self._wants = wants
        self._notice = notice
        self._pushing = RingPushing(store, keys, contact, new_gateway())
        self._recalling = RingRecalling(store, self._pushing, ending)
        self._forgot: datetime | None = None
        self._looking = threading.Lock()
        self._wake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="ringing", daemon=True)

    def start(self) -> None:
        self._store.interrupted()
        self._thread.start()

    def wake(self) -> None:
        """Something waits, or somebody answered: look now instead of at the next round."""
        self._wake.set()

    def close(self) -> None:
        self._closing = True
        self._wake.set()
        self._thread.join()
        self._pushing.close()

    def look(self, now: datetime) -> None:
        """One round: begin, end, call whoever is due, recall what is over."""
        with self._looking:
            self._begin_and_end(now)
            for ring in self._store.going_on():
                try:
                    self._go_on(ring, now)
                except Exception:
                    _log.exception("ring %s failed in this round; the others go on", ring.id)
            self._recalling.look(now)
            self._forget(now)

    def going_on(self) -> tuple[Ring, ...]:
        return self._store.going_on()

    def _run(self) -> None:
        while not self._closing:
            self._wake.clear()
            try:
                self.look(datetime.now(UTC))
            except Exception:
                _log.exception("ringing failed in this round; the next one goes on")
            self._wake.wait(_LOOK_EVERY_S)

    def _begin_and_end(self, now: datetime) -> None:
        wanted = {one.key: one for one in self._wants(now)}
        going_on = self._store.going_on()
        for ring in going_on:
            is_over = ring.why in FOUND and ring.key not in wanted
            if is_over or is_spent(ring, now):
                self._store.end(ring.id, now)
        for key in wanted.keys() - {one.key for one in going_on}:
            self._store.begin(wanted[key], began(wanted[key], MACHINE, now))

    def _go_on(self, ring: Ring, now: datetime) -> None:
        """Calls until somebody was reached; nobody who cannot be costs time."""
        if now < quiet_until(ring):
            return
        if ring.widened is None and self._people.is_for_all(ring, now):
            _log.warning("nobody may act on just what ring %s is about; all are called", ring.id)
            self._store.set_widened(ring.id, now, widened(ring, now))
            ring = self._store.ring(ring.id) or ring
        able = self._people.able(ring, now)
        for _ in range(len(able) + 2):
            next_due = due(ring, able, now)
            if next_due is None:
                return
            if ring.unheard is None and is_unheard(ring, next_due):
                self._store.set_unheard(ring.id, now, unheard(ring, now))
            if not next_due.staff:
                return
            self._call(ring, next_due, now)
            ring = self._store.ring(ring.id) or ring

    def _call(self, ring: Ring, next_due: Due, now: datetime) -> None:
        devices = [one for one in self._store.devices() if one.staff in next_due.staff]
        calls = self._store.call(
            ring.id,
            [Call(staff=one, turn=next_due.turn, at=now) for one in next_due.staff],
            [Rung(device=one.id, staff=one.staff) for one in devices],
        )
        sent = self._pushing.push(lambda language: self._notice(ring, language, now), devices, now)
        before = {one.device for one in ring.rung}
        self._store.settle(
            [self._settled(one, devices, sent, now) for one in calls],
            [(ring.id, one) for one in sent.refused - before],
        )

    def _settled(
        self, call: Call, devices: Sequence[Device], sent: Delivered, now: datetime
    ) -> Settled:
        own = [one.id for one in devices if one.staff == call.staff]
        taken = sum(one in sent.took for one in own)
        sounds = self._listening.hears(call.staff, now)
        if taken or sounds:
            said = [f"{taken}/{len(own)}"] if own else []
            return call.id, Outcome.REACHED, " + ".join(said + [PAGE] * sounds)
        if not own:
            _log.warning("a ring passed staff %s over: no device", call.staff)
            return call.id, Outcome.NO_DEVICE, ""
        why = "; ".join(dict.fromkeys(sent.failed.get(one, "") for one in own))
        _log.warning("a ring did not reach staff %s: %s", call.staff, why)
        return call.id, Outcome.FAILED, why

    def _forget(self, now: datetime) -> None:
        if self._forgot is None or now - self._forgot >= _FORGET_EVERY:
            self._forgot = now
            self._store.forget(now - CALLS_KEPT)
            left = self._people.left()
            for one in self._store.devices():
                if one.staff in left:
                    self._store.remove_device(one.id, one.staff, removed(one, MACHINE, now))
