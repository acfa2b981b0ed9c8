"""Ringing: what people of the desk do about rings. They set up devices, try them, and answer.

Rings themselves begin in `service.desk.ring_wants` and go on in `service.workers.ringing`.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from alerts.desk.submission import Submission
from alerts.model import Mode
from alerts.push.endpoints import PushService, push_service_of
from alerts.push.envelope import refusal_of_keys
from alerts.push.refusal import Refusal
from service.desk.acting import DeskRefused, Who
from service.desk.desk_store import DeskStore
from service.desk.means import Ring as Told
from service.desk.ports import MACHINE, Entry
from service.desk.ring_people import RingPeople
from service.desk.ring_store import RingStore
from service.desk.ring_wants import FOUND
from service.desk.rings import Answer, Device, Ring, Said, Why

LISTENS = timedelta(seconds=20)
"""For so long after it asked is a page with its sound on taken to be there."""
MOST_DEVICES = 8
_LONGEST_LABEL = 60
_log = logging.getLogger(__name__)


class Listening:
    """Who has a page open that would sound, as far as it asked lately. Kept in memory alone."""

    def __init__(self) -> None:
        self._heard: dict[int, datetime] = {}
        self._lock = threading.Lock()

    def note(self, staff: int, now: datetime) -> None:
        with self._lock:
            self._heard[staff] = now

    def hears(self, staff: int, now: datetime) -> bool:
        with self._lock:
            heard = self._heard.get(staff)
        return heard is not None and now - heard < LISTENS


class Ringing:
    """For any thread. `key_id`: the desk's VAPID key; `wake` has the worker look at once.

    Raises DeskRefused, DeskChanged.
    """

    def __init__(
        self,
        store: RingStore,
        people: RingPeople,
        desk: DeskStore,
        services: Sequence[PushService],
        key_id: str,
        mode: Mode,
        listening: Listening,
        wake: Callable[[], None],
    ) -> None:
        self.store = store
        self.listening = listening
        self._people = people
        self._desk = desk
        self._services = services
        self._key_id = key_id
        self._mode = mode
        self._wake = wake

    def add(
        self,
        who: Who,
        endpoint: str,
        keys: tuple[bytes, bytes],
        label: str,
        language: str,
        now: datetime,
    ) -> Device:
        """A browser subscribes with the desk's key. `keys`: its public key and its secret."""
        if refusal_of_keys(*keys) is not None:
            raise DeskRefused("this browser's keys cannot be used; try another browser")
        service = push_service_of(endpoint, self._services)
        if isinstance(service, Refusal):
            raise DeskRefused("its push service is not one of ours; try another browser")
        held = [one for one in self.devices(who.number) if one.endpoint != endpoint]
        if len(held) >= MOST_DEVICES:
            raise DeskRefused(f"{MOST_DEVICES} devices are the most; take one away first")
        device = Device(
            staff=who.number,
            label=" ".join(label.split())[:_LONGEST_LABEL] or "–",
            language=language,
            endpoint=endpoint,
            service=service,
            public_key=keys[0],
            auth=keys[1],
            key_id=self._key_id,
            added=now,
        )
        entry = _entry(who.number, "ring.device", f"staff:{who.number}", now, label=device.label)
        return self.store.add_device(device, entry)

    def remove(self, who: Who, id: int, now: datetime) -> None:
        found = next((one for one in self.devices(who.number) if one.id == id), None)
        if found is None:
            raise DeskRefused("you have no such device any more; load the page again")
        self.store.remove_device(id, who.number, removed(found, who.number, now))

    def devices(self, staff: int) -> tuple[Device, ...]:
        return tuple(one for one in self.store.devices() if one.staff == staff)

    def works(self, device: Device) -> bool:
        """Whether it is called at all: with a lost key or a lost endpoint it has to be set up."""
        return device.lost is None and device.key_id == self._key_id

    def test(self, who: Who, now: datetime) -> None:
        """Rings this person, and nobody else."""
        ring = Ring(
            why=Why.TEST,
            subject=f"staff:{who.number}",
            staff=who.number,
            exercise=self._mode.is_exercise,
            begun=now,
        )
        self._begin(ring, who.number)

    def answer(self, who: Who, id: int, said: Said, now: datetime) -> Ring:
        """By somebody who was called, or could be. The ring that was answered."""
        ring = self.store.ring(id)
        called = ring is not None and any(one.staff == who.number for one in ring.calls)
        if ring is None or not (called or who.number in self._people.able(ring, now)):
            raise DeskRefused("this ring is not for you; the list shows those that are")
        self._answer(ring, who.number, said, now)
        return ring

    def opened(self, who: Who, subject: str, now: datetime) -> None:
        """Somebody looks at what a ring is about. Never raises: a page is shown in any case."""
        try:
            for ring in self.store.going_on():
                if ring.subject == subject and self._is_news(ring, who.number, now):
                    self._answer(ring, who.number, Said.OPENED, now)
        except Exception:
            _log.exception("that a ring's page was opened could not be written")

    def mine(self, staff: int) -> tuple[Ring, ...]:
        """Those that go on, called this person, and have no answer of theirs; newest last."""
        return tuple(one for one in self.store.going_on() if one.is_for(staff))

    def unheard(self) -> tuple[Ring, ...]:
        return tuple(one for one in self.store.going_on() if one.unheard is not None)

    def unheard_but(self, staff: int, here: str, now: datetime) -> tuple[Ring, ...]:
        """`unheard`, without what this person may decide and has open: `here` is its subject."""
        return tuple(
            one
            for one in self.unheard()
            if one.subject != here or staff not in self._people.able(one, now)
        )

    def tell(self, told: Told) -> None:
        """`DeskMeans.ring`. Never raises: no act fails because nobody could be rung."""
        try:
            self._tell(told, datetime.now(UTC))
        except Exception:
            _log.exception("nobody was rung: %s (%s)", told.why, told.subject)

    def _tell(self, told: Told, now: datetime) -> None:
        known = {one.value for one in Why}
        why = Why(told.why) if told.why in known else Why.LOOK
        if why not in FOUND:
            about = told.said or ("" if told.why in known else told.why)
            ring = Ring(
                why=why,
                subject=told.subject,
                staff=told.staff or None,
                exercise=self._is_exercise(told.subject),
                about=about,
                begun=now,
                concerns=told.concerns,
            )
            self._begin(ring, MACHINE)
        self._wake()

    def _begin(self, ring: Ring, actor: int) -> None:
        if self.store.begin(ring, began(ring, actor, ring.begun)) is not None:
            self._wake()

    def _answer(self, ring: Ring, staff: int, said: Said, now: datetime) -> None:
        entry = _entry(staff, "ring.answer", ring.subject, now, ring=ring.id, said=said.value)
        self.store.answer(ring.id, Answer(staff=staff, at=now, said=said), entry)
        self._wake()

    def _is_news(self, ring: Ring, staff: int, now: datetime) -> bool:
        """Loading the page again says nothing new."""
        if ring.answer_of(staff) is not None and not ring.is_for(staff):
            return False
        return ring.is_for(staff) or staff in self._people.able(ring, now)

    def _is_exercise(self, subject: str) -> bool:
        sort, _, id = subject.partition(":")
        found: Submission | None = None
        if sort == "submission" and id.isdecimal():
            found = self._desk.submission(int(id))
        return self._mode.is_exercise or (found is not None and found.mode.is_exercise)


def began(ring: Ring, actor: int, now: datetime) -> Entry:
    more = {} if ring.staff is None else {"staff": ring.staff}
    about = {"about": ring.about} if ring.about else {}
    return _entry(actor, "ring.begin", ring.subject, now, why=ring.why.value, **more, **about)


def removed(device: Device, actor: int, now: datetime) -> Entry:
    subject = f"staff:{device.staff}"
    return _entry(actor, "ring.device_remove", subject, now, device=device.id, label=device.label)


def unheard(ring: Ring, now: datetime) -> Entry:
    return _entry(MACHINE, "ring.unheard", ring.subject, now, ring=ring.id, why=ring.why.value)


def widened(ring: Ring, now: datetime) -> Entry:
    """Nobody may act on just this hazard and ground: all approvers are called."""
    kinds = sorted({one.kind.value for one in ring.concerns})
    return _entry(
        MACHINE,
        "ring.widen",
        ring.subject,
        now,
        ring=ring.id,
        why=ring.why.value,
        kinds=kinds,
    )


def _entry(actor: int, act: str, subject: str, now: datetime, **body: Any) -> Entry:
    return Entry(at=now, actor=actor, act=act, subject=subject, body=body)
