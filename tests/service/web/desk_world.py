"""A desk in the middle of its work, and people of every role to try its doors.

People come in without the ceremony: what is asked here is what a session may do, not how it began.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import httpx
import msgspec
from litestar import Litestar
from litestar.testing import TestClient

from alerts import model
from alerts.desk.area_source import Preset
from alerts.desk.draft import Draft, What
from alerts.desk.rendering import Rendered
from alerts.model import Kind, Mode, Order
from alerts.release import Handling
from geo.closing import named, segments
from geo.places import OfficialArea, write_gazetteer
from service.asgi import application
from service.city import BUNDLE
from service.desk.acting import Who
from service.desk.city_changes import Closing
from service.desk.city_room import CityRoom
from service.desk.ports import MACHINE, Change, DeskChanged, Entry, Grant, Proposal, Role, Staff
from service.desk.sessions import FRESH, Begun, csrf_of, new_session
from service.settings import Settings
from service.wiring import Service
from tests.factories import DESK, box
from tests.service.desk.city_rig import bundle_bytes

HERE = "https://hansho.town.example"
RIVERSIDE = OfficialArea(
    key="jis:99201",
    names={"ja": "川辺", "ja-simple": "川辺", "en": "Riverside"},
    area=box(139.0, 35.0),
)
UPTOWN = OfficialArea(
    key="jis:99202",
    names={"ja": "山手", "ja-simple": "山手", "en": "Uptown"},
    area=box(139.02, 35.0),
)
Strength = Literal["passkey", "totp"]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a session of their own."""

    staff: Staff
    begun: Begun

    @property
    def who(self) -> Who:
        return Who(staff=self.staff, session=self.begun.session)

    @property
    def csrf(self) -> str:
        return csrf_of(self.begun.cookie.value) or ""

    @property
    def cookie(self) -> dict[str, str]:
        return {"Cookie": f"{self.begun.cookie.name}={self.begun.cookie.value}"}


class World:
    """A running service over a real store: a draft, what waits, what is live, and a template."""

    def __init__(self, service: Service, app: Litestar, client: TestClient[Any]) -> None:
        self.service = service
        self.app = app
        self.client = client
        self._secrets = iter(range(1, 10_000))
        now = datetime.now(UTC)
        every = tuple(Grant(role=one, begins=now - timedelta(days=3)) for one in Role)
        self.author = self.person("Author", every)
        for name in ("Ann", "Ben"):
            self.person(name, (Grant(role=Role.ADMIN, begins=now),))
        self.draft = self._order()
        self.waiting = service.desk.deciding.submit(
            self.author.who, self._order().id, self.draft.version, now
        )
        self.alert_id = self._issued(now)
        self.template = service.desk.templates.save(
            self.author.who, self._order().id, "river", timedelta(hours=6), now
        )
        self.proposal = self._proposal(now)
        self._reopening(now)
        self.policy = service.policy_room.change(
            self.author.who,
            (Kind.FLOOD, model.Strength.READY, ""),
            Handling.APPROVAL,
            "rivers",
            now,
        )
        self.correction = service.word_room.write(
            self.author.who, "en", "order.do.protect", "Protect your life at once", "", now
        )

    def person(
        self, name: str, grants: tuple[Grant, ...], strength: Strength = "passkey", fresh: int = 0
    ) -> Person:
        """`fresh`: how many minutes ago they logged in."""
        now = datetime.now(UTC)
        staff = self._let_in(Staff(number=0, name=name, grants=grants, may_approve_from=_ago(now)))
        secret = next(self._secrets).to_bytes(32, "big")
        begun = new_session(staff.number, strength, secret, now - timedelta(minutes=fresh))
        entry = Entry(at=now, actor=staff.number, act="staff.login", subject="")
        session = msgspec.structs.replace(begun.session, used=now)
        self.service.staff.begin_session(session, entry)
        return Person(staff=staff, begun=msgspec.structs.replace(begun, session=session))

    @property
    def names(self) -> dict[str, str]:
        """What stands for each placeholder of a route."""
        return {
            "draft_id": self.draft.id,
            "number": str(self.waiting.id),
            "alert_id": self.alert_id,
            "language": "en",
            "name": "desk.css",
            "passkey": "AAAA",
            "hash": self.template.hash.hex(),
            "phrase": "order.clock",
        }

    def ask(
        self,
        method: str,
        path: str,
        person: Person | None,
        body: object,
        *,
        token: str | None = None,
        origin: str = HERE,
    ) -> httpx.Response:
        """`body`: a form's fields, or bytes of JSON; a token goes with either: the page's own."""
        token = token if token is not None else "" if person is None else person.csrf
        headers = {"Accept": "application/json", "Origin": origin, "X-Desk-CSRF": token}
        if person is not None:
            headers |= person.cookie
        content: dict[str, Any] = {}
        if isinstance(body, dict):
            content["data"] = {**body, "csrf": token}
            if "file" in body:
                content["files"] = {"file": ("a.xml", content["data"].pop("file"))}
        elif isinstance(body, bytes):
            content["content"] = body
            headers["Content-Type"] = "application/json"
        answer: httpx.Response = self.client.request(
            method, path, headers=headers, follow_redirects=False, **content
        )
        return answer

    def log_length(self) -> int:
        newest = self.service.audit.newest()
        return 0 if newest is None else newest.n

    def acts_since(self, length: int) -> list[str]:
        """What people did since the log was so long. The machine's own entries may come any time:
        it rings."""
        rows = self.service.audit.rows(after=length)
        return [row.act for row in rows if row.actor != MACHINE]

    def _let_in(self, staff: Staff) -> Staff:
        entry = Entry(at=datetime.now(UTC), actor=MACHINE, act="staff.found", subject="")
        stored = self.apply(Change(staff=staff), entry)
        assert stored is not None
        return stored

    def apply(self, change: Change, entry: Entry) -> Staff | None:
        """Whatever the machine writes into the log meanwhile: it rings."""
        while True:
            try:
                return self.service.staff.apply(change, entry, seen=self.log_length())
            except DeskChanged:
                continue

    def _order(self, mode: Mode | None = None) -> Draft:
        """An order for Riverside against a flood, saved."""
        desk, who, now = self.service.desk, self.author.who, datetime.now(UTC)
        mode = mode or self.service.means.policy.mode
        begun = desk.composing.begin_empty(who, What.ORDER, Kind.FLOOD, mode, now)
        filled = msgspec.structs.replace(
            begun, order=Order.EVACUATE, issuer="訓練市", review=now + timedelta(hours=6)
        )
        return desk.composing.place(who, filled, Preset(keys=(RIVERSIDE.key,)), now)

    def _issued(self, now: datetime) -> str:
        """A live order over the same ground, as if an approver's passkey had signed it."""
        desk, approver = self.service.desk, self.person("Approver", ()).staff.number
        waiting = desk.deciding.submit(self.author.who, self._order().id, self.draft.version, now)
        asked = self.service.approving.ask(waiting.hash, approver, now)
        frozen = desk.means.store.frozen(waiting.id)
        assert frozen is not None
        draft = desk.composing.draft(waiting.draft_id, waiting.version)
        made = desk.freezing.again(waiting, frozen, draft, now)
        assert isinstance(made, Rendered)
        return desk.deciding.issue(waiting, made, approver, asked.nonce, now).alert_id

    @property
    def room(self) -> CityRoom:
        room = self.service.city_room
        assert room is not None
        return room

    def _reopening(self, now: datetime) -> None:
        """North Street is closed, and waits to be opened again; numbers 1 and 1."""
        graph = self.room.city.bundle.graph
        street = tuple(segments(graph, named(graph, "北通り")))
        closing = Closing(segments=street, reason="under water")
        closure = self.room.changing.close(self.author.who, closing, now, 0)
        self.room.reopening.reopen(self.author.who, {closure.number}, "dry again", now)

    def _proposal(self, now: datetime) -> Proposal:
        """Needs two endorsements, and gets none here: it is never carried out."""
        grants = (Grant(role=Role.APPROVER, begins=now),)
        made = self.service.staffing.propose(MACHINE, grants, now, name="Gil").proposal
        assert made is not None
        return made


@contextmanager
def desk_world(folder: Path, **changes: Any) -> Iterator[World]:
    """`changes`: other settings."""
    gazetteer = folder / "areas.msgpack"
    write_gazetteer(gazetteer, [RIVERSIDE, UPTOWN])
    (folder / "city").mkdir()
    (folder / "city" / BUNDLE).write_bytes(bundle_bytes())
    settings = Settings(
        data_dir=folder,
        base_url=HERE,
        push_services=("http://127.0.0.1:9",),
        drill_desks=(DESK,),
        gazetteer=(gazetteer,),
        city=folder / "city",
        town={"ja": "訓練市", "en": "Drill City"},
    )
    settings = msgspec.structs.replace(settings, **changes)
    with Service(settings) as service:
        app = application(service)
        with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
            yield World(service, app, client)


def _ago(now: datetime) -> datetime:
    return now - timedelta(days=2)


STALE_MINUTES = int(FRESH.total_seconds() // 60) + 1
