"""What a page says of the check number: to each who looks at it, in each state."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.desk.ports import Grant, Role
from tests.service.web.desk_world import Person, World, desk_world

READ_OUT = "Check number: read it to the author, it must be the same"
LISTEN = "Check number: the approver reads it to you, it must be the same"
OF_OTHERS = "Check number, for the author and the approver"
APPROVED = "Check number of what was approved"
NOT_SENT = "Check number of what was submitted; it was not approved"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


@pytest.mark.parametrize("path", ["submissions/{number}", "templates/{hash}", "city/reopenings/1"])
def test_it_says_what_fits_who_is_looking(world: World, path: str) -> None:
    begins = datetime.now(UTC) - timedelta(days=3)
    approver, viewer = (
        world.person(f"{role} {path}", (Grant(role=role, begins=begins),))
        for role in (Role.APPROVER, Role.VIEWER)
    )
    address = f"/desk/{path.format(**world.names)}"

    said = [_said(world, person, address) for person in (approver, world.author, viewer)]

    assert said == [READ_OUT, LISTEN, OF_OTHERS]


def test_once_it_was_decided_nobody_is_asked_to_read_it_out(world: World) -> None:
    begins = datetime.now(UTC) - timedelta(days=3)
    approver = world.person("Turning down", (Grant(role=Role.APPROVER, begins=begins),))
    number = world.waiting.id
    world.service.desk.deciding.reject(approver.who, number, "no flood", datetime.now(UTC))

    both = approver, world.author
    rejected = [_said(world, one, f"/desk/submissions/{number}") for one in both]
    # The world's live order was submitted next.
    approved = [_said(world, one, f"/desk/submissions/{number + 1}") for one in both]

    assert rejected == [NOT_SENT, NOT_SENT]
    assert approved == [APPROVED, APPROVED]


def _said(world: World, person: Person, address: str) -> str:
    headers = {"Accept": "text/html", "Accept-Language": "en", **person.cookie}
    page = world.client.get(address, headers=headers).text
    return page.partition('<p class="check-number"><span>')[2].partition("</span>")[0]
