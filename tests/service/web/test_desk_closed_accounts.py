"""Who approves is told that a writer's account was closed since, and asked once more."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.desk.ports import MACHINE, Role
from tests.service.web.city_pages import get
from tests.service.web.desk_world import World, desk_world
from tests.service.web.keyed import keyed


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


def test_what_a_closed_account_submitted_is_approved_only_after_that_was_read(
    world: World,
) -> None:
    eve, path = keyed(world, "Eve", Role.APPROVER), f"/desk/submissions/{world.waiting.id}"
    before = get(world, path, eve.person)
    world.service.staffing.disable(world.author.staff.number, MACHINE, datetime.now(UTC))

    page = get(world, path, eve.person)
    unread = world.ask("POST", f"{path}/ask", eve.person, b"{}")
    read = world.ask("POST", f"{path}/ask", eve.person, b'{"knows": true}')

    said = "Author wrote or submitted this. Their account was closed by a command on the machine"
    assert [(said in one, 'name="knows"' in one) for one in (before, page)] == [
        (False, False),
        (True, True),
    ]
    assert (unread.status_code, read.status_code) == (409, 200)
    assert "was closed since" in unread.json()["detail"]
    sent = world.ask("POST", f"{path}/approve", eve.person, eve.signed(read.json()))
    assert (sent.status_code, "next" in sent.json()) == (200, True)
