"""A desk over either store, with people, phones in the area, and a signature made by hand."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from alerts.desk.area_source import Preset
from alerts.desk.compiling import Voice
from alerts.desk.draft import Draft, What
from alerts.desk.submission import Submission
from alerts.model import Kind, Mode, Order
from alerts.pipeline import Means
from alerts.ports import AlertStore, SubscriptionStore
from alerts.testing import MemoryAlertStore, MemoryStore, MemorySubscriptionStore
from alerts.testing_examples import home, registration
from alerts.triage import Policy
from geo.cells import runs_of
from geo.places import Gazetteer, OfficialArea
from service.desk.acting import Who
from service.desk.approval_challenge import approval_challenge, signed_bytes
from service.desk.approving import Asked
from service.desk.deciding import AskedAgain, Issued
from service.desk.desk import Desk
from service.desk.desk_store import DeskStore
from service.desk.means import DeskMeans, Ring
from service.desk.ports import (
    AuditLog,
    Change,
    Entry,
    Grant,
    Role,
    Session,
    Spent,
    Staff,
    StaffStore,
)
from service.desk.reach import Reaching
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.desk.testing_desk_store import MemoryDeskStore
from service.store.sqlite.store import open_store
from tests.factories import NOW, box
from translations.loading import load_phrasebook

DESK, DRILL_DESK = "desk@town.example", "drill@town.example"
MINUTE = timedelta(minutes=1)
HOURS = timedelta(hours=6)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
RIVERSIDE = OfficialArea(
    key="jis:17201", names={"ja": "川辺", "en": "Riverside"}, area=box(139.0, 35.0)
)
HILL = OfficialArea(key="jis:17202", names={"ja": "丘", "en": "Hill"}, area=box(139.05, 35.0))


class HandSigning:
    """Signs by writing the challenge down: `sign` makes what `verify` takes."""

    def __init__(self, staff: StaffStore) -> None:
        self._staff = staff
        self._drawn = 0

    def ask(self, content: bytes, approver: int, now: datetime) -> Asked:
        self._drawn += 1
        challenge = approval_challenge(content, approver, self._drawn.to_bytes(32, "big"), now)
        self._staff.put_challenge(challenge)
        return Asked(nonce=challenge.nonce, options={"challenge": signed_bytes(challenge).hex()})

    def verify(
        self, nonce: bytes, content: bytes, approver: int, answer: str, now: datetime
    ) -> Mapping[str, Any]:
        challenge = self._staff.challenge(nonce)
        if challenge is None or challenge.expires <= now or challenge.content != content:
            raise Spent("begin again")
        if answer != f"{approver} signs {signed_bytes(challenge).hex()}":
            raise Spent("not signed by this person")
        return {"assertion": answer}


def sign(who: Who, asked: Asked) -> str:
    return f"{who.number} signs {asked.options['challenge']}"


def person(number: int, *roles: Role, **changes: Any) -> Who:
    grants = tuple(Grant(role=role, begins=LONG_AGO) for role in roles)
    staff = Staff(number=number, name=f"P{number}", grants=grants, may_approve_from=LONG_AGO)
    session = Session(
        id_hash=bytes([number]) * 32, staff=number, begun=NOW, used=NOW, strength="passkey"
    )
    return Who(staff=msgspec.structs.replace(staff, **changes), session=session)


AUTHOR = person(1, Role.COMPOSER)
APPROVER = person(2, Role.APPROVER)
SECOND = person(3, Role.APPROVER)
BOTH = person(4, Role.COMPOSER, Role.APPROVER)


class Rig(msgspec.Struct, kw_only=True):
    desk: Desk
    alerts: AlertStore
    subscriptions: SubscriptionStore
    store: DeskStore
    audit: AuditLog
    rings: list[Ring]
    now: datetime = NOW

    def with_core(self, **changes: Any) -> "Rig":
        """The same stores behind a service whose words, places or settings have changed."""
        core = msgspec.structs.replace(self.desk.means.core, **changes)
        means = msgspec.structs.replace(self.desk.means, core=core)
        return msgspec.structs.replace(self, desk=Desk(means))

    def phones(self, count: int, area: OfficialArea = RIVERSIDE, first: int = 0) -> None:
        cell = int(runs_of(area.area)[0, 0])
        for index in range(first, first + count):
            number = self.subscriptions.register(
                registration(f"phone-{area.key}-{index}"), b"s" * 32, b"n" * 32, self.now
            )
            self.subscriptions.set_places(number, [home(cell)])
            self.subscriptions.confirm(number, b"n" * 32)

    def order(self, who: Who = AUTHOR, mode: Mode = Mode.REAL, **changes: Any) -> Draft:
        """An evacuation order for the riverside, saved."""
        begun = self.desk.composing.begin_empty(who, What.ORDER, Kind.FLOOD, mode, self.now)
        filled = msgspec.structs.replace(
            begun,
            **{"order": Order.EVACUATE, "review": self.now + timedelta(hours=6), **changes},
        )
        return self.desk.composing.place(who, filled, Preset(keys=(RIVERSIDE.key,)), self.now)

    def submitted(self, who: Who = AUTHOR, **changes: Any) -> Submission:
        draft = self.order(who, **changes)
        return self.desk.deciding.submit(who, draft.id, draft.version, self.now)

    def approve(
        self, submission: Submission, who: Who = APPROVER, now: datetime | None = None
    ) -> Issued | AskedAgain:
        now = now or self.now + MINUTE
        asked = self.desk.deciding.ask(who, submission.id, now)
        return self.desk.deciding.approve(who, submission.id, asked.nonce, sign(who, asked), now)

    def issued(self, **changes: Any) -> Submission:
        submission = self.submitted(**changes)
        self.approve(submission)
        return submission

    def acts(self) -> list[str]:
        return [row.act for row in self.audit.rows() if row.act != "staff.add"]


@contextmanager
def rig(kind: str, folder: Path) -> Iterator[Rig]:
    """`kind`: memory or sqlite."""
    if kind == "memory":
        memory, log = MemoryStore(), MemoryAuditLog()
        staff = MemoryStaffStore(log)
        alerts = MemoryAlertStore(memory)
        store = MemoryDeskStore(alerts, staff, log)
        yield rig_over(alerts, MemorySubscriptionStore(memory), store, staff, log)
        return
    file = open_store(folder / "hansho.db")
    yield rig_over(file.alerts, file.subscriptions, file.desk, file.staff, file.audit)
    file.close()


def rig_over(
    alerts: AlertStore,
    subscriptions: SubscriptionStore,
    store: DeskStore,
    staff: StaffStore,
    audit: AuditLog,
    wake: Callable[[], None] = lambda: None,
) -> Rig:
    for number in range(1, 10):
        newest = audit.newest()
        staff.apply(
            Change(staff=Staff(number=0, name=f"P{number}")),
            Entry(at=NOW, actor=0, act="staff.add", subject=""),
            seen=newest.n if newest else 0,
        )
    ids = iter(f"{number:016d}" for number in range(10_000))
    rings: list[Ring] = []
    core = Means(
        alerts=alerts,
        gazetteer=Gazetteer.of([RIVERSIDE, HILL]),
        phrases=load_phrasebook(),
        policy=Policy(mode=Mode.REAL, desks=frozenset({DESK}), drill_desks=frozenset({DRILL_DESK})),
        languages=("ja", "en", "vi"),
        base_url="https://town.example",
        time_zone="Asia/Tokyo",
        new_id=lambda: next(ids),
    )
    means = DeskMeans(
        core=core,
        voice=Voice(senders={Mode.REAL: DESK, Mode.DRILL: DRILL_DESK}, time_zone="Asia/Tokyo"),
        store=store,
        audit=audit,
        reaching=Reaching(subscriptions, beside=lambda work: work()),
        signing=HandSigning(staff),
        wake=wake,
        ring=rings.append,
        issuer="湊浜市長",
    )
    return Rig(
        desk=Desk(means),
        alerts=alerts,
        subscriptions=subscriptions,
        store=store,
        audit=audit,
        rings=rings,
    )
