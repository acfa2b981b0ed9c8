"""People of a running desk with a passkey in software: they sign what the desk asks them to."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec

from alerts.model import Kind
from service.desk.ports import Change, Entry, Grant, Role
from tests.authenticator import Authenticator
from tests.service.web.desk_world import HERE, UPTOWN, Person, World

PAST = datetime(2024, 1, 1, tzinfo=UTC)
TAKEN: dict[str, dict[str, Any]] = {
    "disabled": {"active": False},
    "no role": {"grants": ()},
    "ended": {"grants": (Grant(role=Role.APPROVER, begins=PAST, ends=PAST + timedelta(days=1)),)},
    "elsewhere": {"grants": (Grant(role=Role.APPROVER, begins=PAST, area=UPTOWN.area),)},
    "another hazard": {
        "grants": (Grant(role=Role.APPROVER, begins=PAST, kinds=frozenset({Kind.SNOW})),)
    },
    "recovered": {"may_approve_from": datetime(2099, 1, 1, tzinfo=UTC)},
}
"""Each takes from an approver what a decision wants (`changed`)."""


class Keyed(msgspec.Struct, frozen=True):
    """A person, and the passkey that they registered."""

    person: Person
    key: Authenticator

    def asked(self, world: World, path: str) -> dict[str, Any]:
        """Nonce and options of `…/ask`. Fails if the desk refuses."""
        answer = world.ask("POST", f"{path}/ask", self.person, b"{}")
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def signed(self, asked: dict[str, Any]) -> bytes:
        """The body of `…/approve`."""
        answer = json.loads(self.key.get(asked["options"]))
        return json.dumps({"nonce": asked["nonce"], "answer": answer}).encode()

    def approve(self, world: World, path: str) -> httpx.Response:
        return world.ask(
            "POST", f"{path}/approve", self.person, self.signed(self.asked(world, path))
        )


def keyed(world: World, name: str, *roles: Role, **limits: Any) -> Keyed:
    """`limits`: of every grant (area, kinds, ends)."""
    begins = datetime.now(UTC) - timedelta(days=3)
    grants = tuple(Grant(role=role, begins=begins, **limits) for role in roles)
    return given_a_key(world, world.person(name, grants))


def changed(world: World, somebody: Keyed, **changes: Any) -> None:
    """As two admins would, and a day later; the session stays."""
    staff = msgspec.structs.replace(somebody.person.staff, **changes)
    entry = Entry(at=datetime.now(UTC), actor=0, act="staff.change", subject="")
    world.apply(Change(staff=staff), entry)


def given_a_key(world: World, person: Person) -> Keyed:
    """A passkey that does not count, as those that are synchronised: of two answers at once, the
    second is not refused as a copied one's."""
    key, now = Authenticator(HERE, counts=False), datetime.now(UTC)
    options = world.service.entrance.another(person.who, now)
    world.service.entrance.add(person.who, key.create(options), "key", now)
    return Keyed(person, key)


def statuses(answers: Iterable[httpx.Response]) -> list[int]:
    return sorted(answer.status_code for answer in answers)
