"""A desk in memory with its founders, each with a passkey in software."""

from datetime import UTC, datetime

from service.desk.acting import Who
from service.desk.approving import Approving
from service.desk.entrance import Entrance
from service.desk.passkeys import site_of
from service.desk.ports import Role, Staff
from service.desk.sessions import Begun
from service.desk.staffing import Staffing
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from tests.authenticator import Authenticator

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
ORIGIN = "https://hansho.town.example"
SITE = site_of(ORIGIN, "Hansho")
NETWORK = "192.0.2.7"


class People:
    """Two admins, two approvers: `founders` by role; `keys` by staff number once enrolled."""

    def __init__(self) -> None:
        self.log = MemoryAuditLog()
        self.store = MemoryStaffStore(self.log)
        self.staffing = Staffing(self.store, self.log, ORIGIN)
        self.entrance = Entrance(self.store, SITE)
        self.approving = Approving(self.store, SITE)
        self.keys: dict[int, Authenticator] = {}
        self.codes: dict[int, tuple[str, ...]] = {}
        self.links: dict[str, str] = {}

    def found(self, name: str, role: Role) -> Staff:
        outcome = self.staffing.found(name, role, NOW)
        assert outcome.staff is not None
        assert outcome.link is not None
        self.links[name] = outcome.link
        return outcome.staff

    def found_all(self) -> tuple[Staff, Staff, Staff, Staff]:
        ann, ben = self.found("Ann", Role.ADMIN), self.found("Ben", Role.ADMIN)
        eve, fay = self.found("Eve", Role.APPROVER), self.found("Fay", Role.APPROVER)
        for person in (ann, ben, eve, fay):
            self.enrol(person.number, self.links[person.name])
        return ann, ben, eve, fay

    def enrol(self, number: int, link: str, now: datetime = NOW) -> None:
        token, key = link.partition("#")[2], Authenticator(ORIGIN)
        answer = key.create(self.entrance.enrolment(token, now))
        self.codes[number] = self.entrance.enrol(token, answer, "phone", now)
        self.keys[number] = key

    def login(self, number: int, now: datetime = NOW, cookie: str = "") -> Begun:
        answer = self.keys[number].get(self.entrance.login_options(now))
        return self.entrance.login(answer, cookie, now)

    def present(self, number: int, now: datetime = NOW) -> Who:
        found = self.entrance.who(self.login(number, now).cookie.value, now)
        assert found is not None
        return found

    def told(self) -> list[tuple[int, str, str]]:
        """Actor, act and subject of every entry."""
        return [(row.actor, row.act, row.subject) for row in self.log.rows()]
