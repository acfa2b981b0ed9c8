"""What each role sees is whole, and every button that a page shows them lets them through."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import cast

import lxml.html
import pytest

from service.desk.ports import Grant, Role
from tests.factories import AGENCY
from tests.service.web.desk_doors import DOORS, Door
from tests.service.web.desk_world import Person, Strength, World, desk_world
from tests.service.web.waiting_warning import waiting

PAGES = [name for name, door in DOORS.items() if name.startswith("GET ") and not door.is_open]
LOOKING = {"city/closing", "city/saying", "city/reopening", "events", "reviews/1"}
"""Pages that say that nothing was chosen or is owed, and a stream without an end."""
SESSIONS: list[tuple[Role, Strength]] = [
    *((role, cast("Strength", "passkey")) for role in Role),
    (Role.COMPOSER, "totp"),
    (Role.APPROVER, "totp"),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("onlookers"), senders=(AGENCY,)) as made:
        yield made


@pytest.fixture(scope="module")
def warning(world: World) -> str:
    """The id of an agency's alert that waits for an approver."""
    return waiting(world).rpartition("/")[2]


def someone(world: World, role: Role, strength: Strength) -> Person:
    grant = Grant(role=role, begins=datetime.now(UTC) - timedelta(days=3))
    return world.person(f"{role} {strength} {world.log_length()}", (grant,), strength)


def pages(world: World, person: Person, warning: str) -> Iterator[tuple[str, int, str]]:
    """Address, status and text of every page that the desk has."""
    for name in PAGES:
        names = world.names
        if name.startswith("GET /desk/warnings/"):
            names |= {"alert_id": warning}
        path = name.removeprefix("GET ").format(**names)
        if path.removeprefix("/desk/").endswith(tuple(LOOKING)):
            continue
        headers = {**person.cookie, "Accept": "text/html", "Accept-Language": "en"}
        answer = world.client.get(path, headers=headers, follow_redirects=False)
        yield name, answer.status_code, answer.text


def door_of(action: str) -> tuple[str, Door] | None:
    for name, door in DOORS.items():
        method, path = name.split(" ")
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))
        if method == "POST" and re.fullmatch(pattern, action):
            return name, door
    return None


def actions(text: str) -> set[str]:
    """Where forms of the page post to, and what its signing buttons ask."""
    if not text.startswith("<!doctype html>"):
        return set()
    page = lxml.html.fromstring(text)
    posted = {str(one.get("action")) for one in page.forms if one.get("method") == "post"}
    posted -= {"/desk/rings"}  # the frame's own form: its script completes the address when called
    signed = {f"{one}/ask" for one in page.xpath("//*[@data-act='sign']/@data-path")}
    return posted | signed


@pytest.mark.parametrize(("role", "strength"), SESSIONS)
def test_every_page_of_a_role_is_whole_and_shows_no_button_that_would_be_refused(
    world: World, warning: str, role: Role, strength: Strength
) -> None:
    person, faults, dead = someone(world, role, strength), [], set()

    for name, status, text in pages(world, person, warning):
        may = role.value in DOORS[name].roles.split()
        if status != (200 if may else 403):
            faults.append((name, status))
        for action in actions(text):
            found = door_of(action)
            is_through = found is not None and role.value in found[1].roles.split()
            is_strong = found is None or not found[1].needs or strength == "passkey"
            if not (is_through and is_strong):
                dead.add((name, action))

    assert (faults, dead) == ([], set())
