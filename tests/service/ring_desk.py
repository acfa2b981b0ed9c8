"""A desk in memory with people who have devices, and push services that say what a test wants."""

from datetime import datetime, timedelta
from typing import Any

import http_ece
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.desk.submission import Submission
from alerts.model import Mode
from alerts.ports import Push
from alerts.push.endpoints import push_service
from alerts.push.envelope import public_bytes
from alerts.push.vapid import vapid_key
from alerts.service_state import Alarm
from alerts.testing import MemoryAlertStore, MemoryPushGateway, MemoryStore, MemorySubscriptionStore
from alerts.testing_gateway import Reply
from service.desk.acting import Who
from service.desk.log_state import HeadState
from service.desk.ports import Change, Entry, Role
from service.desk.reopening import Reopening
from service.desk.rings import Call, Device, Ring
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.desk.testing_desk_store import MemoryDeskStore
from service.desk.testing_ring_store import MemoryRingStore
from service.desk_rings import DeskRings
from service.keys import KeyRing
from service.settings import Settings
from service.trouble import Trouble
from service.watch.feed_state import FeedState
from tests.factories import NOW
from tests.service.desk.rig import Rig, person, rig_over

MINUTE = timedelta(minutes=1)
PUSH = "https://push.example.org"
DEVICE_KEY = ec.derive_private_key(11, ec.SECP256R1())
AUTH = b"a" * 16
VAPID = vapid_key(ec.derive_private_key(5, ec.SECP256R1()))
KEYS = KeyRing(purpose="desk", current=VAPID, keys={VAPID.key_id: VAPID})

AUTHOR = person(1, Role.COMPOSER)
APPROVERS = tuple(person(number, Role.APPROVER) for number in (2, 3, 4))
ADMIN = person(5, Role.ADMIN)


class RingDesk:
    """Composer 1, approvers 2 to 4, admin 5. `statuses`: what a person's push service answers."""

    def __init__(self, *with_device: int) -> None:
        log, memory = MemoryAuditLog(), MemoryStore()
        self.staff = MemoryStaffStore(log)
        alerts = MemoryAlertStore(memory)
        self.statuses: dict[int, int] = {}
        self.sent: list[Push] = []
        self.head = HeadState()
        self.alarms: list[tuple[datetime, Alarm]] = []
        self.reopenings: list[Reopening] = []
        self.decided: list[Reopening] = []
        self.troubles: list[Trouble] = []
        self.feeds: list[FeedState] = []
        self.reopens: dict[int, bool] = {}
        self.store = MemoryRingStore(log)
        self.rig: Rig = rig_over(
            alerts,
            MemorySubscriptionStore(memory),
            MemoryDeskStore(alerts, self.staff, log),
            self.staff,
            log,
        )
        for who in (AUTHOR, *APPROVERS, ADMIN):
            self.put(who)
        self.rings = self.new_rings()
        for number in with_device:
            self.device(number)

    def new_rings(self) -> DeskRings:
        """As after a restart: nothing is left but what is stored."""
        means = msgspec.structs.replace(
            self.rig.desk.means, ring=lambda told: self.rings.ringing.tell(told)
        )
        self.rig.desk.__init__(means)  # type: ignore[misc]
        return DeskRings(
            Settings(base_url="https://town.example", town={"ja": "湊浜市", "en": "Minatohama"}),
            means,
            (self.store, self.staff),
            [push_service(PUSH)],
            KEYS,
            lambda: MemoryPushGateway([push_service(PUSH)], self._answer),
            head=lambda _now: self.head,
            alarms=lambda: self.alarms,
            reopenings=lambda: self.reopenings,
            troubles=lambda: self.troubles,
            feeds=lambda _now: self.feeds,
            reopens=lambda staff, _id, _now: self.reopens.get(staff.number),
            reopening=lambda id: next((one for one in self.decided if one.id == id), None),
        )

    def put(self, who: Who) -> None:
        newest = self.rig.audit.newest()
        entry = Entry(at=NOW, actor=0, act="staff.add", subject="")
        self.staff.apply(Change(staff=who.staff), entry, seen=newest.n if newest else 0)

    def device(self, number: int, language: str = "en", **changes: Any) -> Device:
        device = Device(
            staff=number,
            label=f"phone {number}",
            language=language,
            endpoint=f"{PUSH}/{number}/{language}",
            service=PUSH,
            public_key=public_bytes(DEVICE_KEY.public_key()),
            auth=AUTH,
            key_id=VAPID.key_id,
            added=NOW,
        )
        entry = Entry(at=NOW, actor=number, act="ring.device", subject=f"staff:{number}")
        return self.store.add_device(msgspec.structs.replace(device, **changes), entry)

    def submitted(self, mode: Mode = Mode.REAL) -> Submission:
        return self.rig.submitted(AUTHOR, mode=mode)

    def look(self, minutes: float = 0) -> None:
        self.rings.ringer.look(NOW + minutes * MINUTE)

    def going(self) -> Ring:
        (ring,) = self.store.going_on()
        return ring

    def called(self) -> list[int]:
        """Whom the pushes so far were for, in order: those that sound."""
        return [_staff_of(push) for push in self.sent if _is_loud(push)]

    def recalled(self) -> list[tuple[int, str, str]]:
        """Whose devices were told without a sound that a ring is over: title and body."""
        quiet = [(_staff_of(push), opened(push)) for push in self.sent if not _is_loud(push)]
        return [(staff, said["title"], said["body"]) for staff, said in quiet]

    def acts(self) -> list[str]:
        return [act for act in self.rig.acts() if act.startswith("ring.")]

    def _answer(self, push: Push) -> Reply:
        self.sent.append(push)
        return Reply(status=self.statuses.get(_staff_of(push), 201))


def opened(push: Push) -> dict[str, Any]:
    """The notification, as the device decrypts it."""
    plain = http_ece.decrypt(
        push.body, private_key=DEVICE_KEY, auth_secret=AUTH, version="aes128gcm"
    )
    found: dict[str, Any] = msgspec.json.decode(plain)["notification"]
    return found


def outcomes(calls: tuple[Call, ...]) -> list[tuple[int, str]]:
    return [(one.staff, one.outcome.value) for one in calls]


def _is_loud(push: Push) -> bool:
    return "Urgency: high" in push.headers


def _staff_of(push: Push) -> int:
    return int(push.endpoint.removeprefix(f"{PUSH}/").split("/")[0])
