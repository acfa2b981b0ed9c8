"""Every route of the desk × every role, session and jurisdiction: `desk_doors` says who gets in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import NamedTuple

import pytest

from alerts.model import Kind
from service.desk.ports import Grant, Role
from tests.service.web.desk_doors import DOORS, Door
from tests.service.web.desk_world import (
    STALE_MINUTES,
    UPTOWN,
    Person,
    Strength,
    World,
    desk_world,
)

SESSIONS: tuple[tuple[Strength, int], ...] = (
    ("passkey", 0),
    ("passkey", STALE_MINUTES),
    ("totp", 0),
)


class Case(NamedTuple):
    """Somebody with one role: how they came in, how many minutes ago, and what of it fits."""

    role: Role
    strength: Strength
    minutes: int
    lacks: str

    def may(self, door: Door) -> bool:
        if self.role.value not in door.roles.split() or self.lacks == "period":
            return False
        if self.lacks and self.lacks in door.about.split():
            return False
        if not door.needs:
            return True
        return self.strength == "passkey" and (door.needs != "fresh" or not self.minutes)


LACKS = ("", "area", "kind", "period")
CASES = [Case(role, *SESSIONS[0], lacks) for role, lacks in product(Role, LACKS)]
CASES += [Case(role, *session, "") for role, session in product(Role, SESSIONS[1:])]
FITTING = {
    role: Case(Role(role), "passkey", 0, "")
    for role in ("viewer", "translator", "composer", "approver", "admin")
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture(scope="module")
def people(world: World) -> dict[Case, Person]:
    return {case: someone(world, case) for case in CASES}


def someone(world: World, case: Case, name: str = "") -> Person:
    now = datetime.now(UTC)
    ends = now - timedelta(hours=1) if case.lacks == "period" else None
    grant = Grant(
        role=case.role,
        area=UPTOWN.area if case.lacks == "area" else None,
        kinds=frozenset({Kind.FIRE}) if case.lacks == "kind" else None,
        begins=now - timedelta(days=2),
        ends=ends,
    )
    return world.person(f"{name}{case}", (grant,), case.strength, case.minutes)


def routes(world: World) -> set[str]:
    """`METHOD path` of everything under /desk, as the application itself has it."""
    return {
        f"{method} {getattr(route, 'path_format', route.path)}"
        for route in world.app.routes
        for method in getattr(route, "methods", ())
        if route.path.startswith("/desk") and method not in ("OPTIONS", "HEAD")
    }


def address(world: World, name: str) -> tuple[str, str]:
    """Method and path, with the world's own draft, submission, alert … filled in."""
    method, path = name.split(" ")
    return method, path.format(**world.names)


def is_refused(status: int) -> bool:
    assert status < 500, status
    return status in (401, 403)


def test_every_route_of_the_desk_says_here_whom_it_lets_through(world: World) -> None:
    assert routes(world) == set(DOORS)


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if not door.is_open])
def test_a_door_opens_for_those_whom_it_is_for_and_for_nobody_else(
    world: World, people: dict[Case, Person], name: str
) -> None:
    door, through = DOORS[name], {}
    method, path = address(world, name)

    for case, person in people.items():
        who = someone(world, case, name) if door.ends else person
        before = world.log_length()
        answer = world.ask(method, path, who, door.body)
        through[case] = not is_refused(answer.status_code)
        done = set(world.acts_since(before))
        assert not done or (through[case] and (method == "POST" or done <= set(door.notes)))

    assert through == {case: case.may(door) for case in CASES}


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if not door.is_open])
def test_nobody_gets_through_without_a_session(world: World, name: str) -> None:
    method, path = address(world, name)

    answer = world.ask(method, path, None, DOORS[name].body)

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "name", [name for name, door in DOORS.items() if name.startswith("POST") and not door.is_open]
)
def test_no_change_is_made_for_a_page_that_is_not_ours(
    world: World, people: dict[Case, Person], name: str
) -> None:
    door, before = DOORS[name], world.log_length()
    method, path = address(world, name)
    person = people[next(one for one in FITTING.values() if one.may(door))]

    others = world.author.csrf
    forged = [
        world.ask(method, path, person, door.body, token=token).status_code
        for token in ("0" * 64, "", others)
    ]
    elsewhere = world.ask(method, path, person, door.body, origin="https://elsewhere.example")

    assert (forged, elsewhere.status_code) == ([403, 403, 403], 403)
    assert world.acts_since(before) == []


@pytest.mark.parametrize(
    "name", [name for name, door in DOORS.items() if name.startswith("POST") and door.is_open]
)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_no_way_in_is_tried_for_a_page_that_is_not_ours(
    world: World, name: str, headers: dict[str, str]
) -> None:
    method, path = address(world, name)
    body = DOORS[name].body
    sent = {"content": body} if isinstance(body, bytes) else {"data": body}

    answer = world.client.request(method, path, headers=headers, **sent)

    assert answer.status_code == 403
    assert "another site asked for this" in answer.text


def test_no_address_of_the_desk_changes_anything_by_another_method(world: World) -> None:
    assert {name.split(" ")[0] for name in routes(world)} == {"GET", "POST"}


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door.is_open])
def test_an_open_door_stands_open_but_lets_nobody_in_by_itself(world: World, name: str) -> None:
    door, before = DOORS[name], world.log_length()
    method, path = address(world, name)

    answer = world.ask(method, path, None, door.body)

    assert answer.status_code < 500
    assert "__Host-desk" not in answer.headers.get("set-cookie", "")
    assert world.acts_since(before) == []


def test_somebody_without_any_role_gets_through_no_door(world: World) -> None:
    nobody = world.person("Nobody", ())

    answers = {
        name: world.ask(*address(world, name), nobody, door.body).status_code
        for name, door in DOORS.items()
        if not door.is_open
    }

    assert set(answers.values()) == {403}
