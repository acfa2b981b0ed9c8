"""A street is given back over HTTP by another person's passkey: by no other way, and once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alerts.model import Kind
from service.desk.ports import Grant, Role
from service.desk.reopening import Stage
from tests.service.web.city_pages import closed, send
from tests.service.web.desk_world import UPTOWN, World, desk_world
from tests.service.web.keyed import PAST, TAKEN, changed, given_a_key, keyed, statuses

PATH = "/desk/city/reopenings/1"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


def stage(world: World) -> Stage:
    return world.room.reopening.reopening(1).stage


def test_another_person_s_passkey_gives_a_street_back_once(world: World) -> None:
    eve = keyed(world, "Eve", Role.APPROVER)
    before, body = closed(world), eve.signed(eve.asked(world, PATH))

    answers = [world.ask("POST", f"{PATH}/approve", eve.person, body) for _ in range(2)]

    assert len(before) > 0
    assert [one.status_code for one in answers] == [200, 409]
    assert (closed(world), stage(world)) == ([], Stage.DONE)


def test_of_two_approvers_and_a_double_click_at_once_one_carries_it_out(world: World) -> None:
    people = [keyed(world, name, Role.APPROVER) for name in ("Eve", "Fay")]
    bodies = [(one.person, one.signed(one.asked(world, PATH))) for one in people for _ in "12"]

    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda one: world.ask("POST", f"{PATH}/approve", *one), bodies)

    assert statuses(answers) == [200, 409, 409, 409]
    acts = [row.act for row in world.service.audit.rows()]
    assert acts.count("reopening.approve") == 1


def test_its_author_cannot_approve_it_by_any_session_role_or_signature(world: World) -> None:
    author, eve = world.author, keyed(world, "Eve", Role.APPROVER)
    own = given_a_key(world, world.author)
    asked = eve.asked(world, PATH)
    attempts = [
        world.ask("POST", f"{PATH}/ask", author, b"{}"),
        world.ask("POST", f"{PATH}/approve", author, eve.signed(asked)),
        world.ask("POST", f"{PATH}/approve", eve.person, own.signed(asked)),
        world.ask("POST", f"{PATH}/approve", eve.person, eve.signed(own_login(world))),
    ]

    assert statuses(attempts) == [409, 409, 409, 409]
    assert (len(closed(world)) > 0, stage(world)) == (True, Stage.WAITING)


def own_login(world: World) -> dict[str, Any]:
    """A challenge that anybody gets, in place of the one over the change."""
    options = world.service.entrance.login_options(datetime.now(UTC))
    return {"nonce": "00" * 32, "options": options}


@pytest.mark.parametrize(
    "limits",
    [{"area": UPTOWN.area}, {"kinds": frozenset({Kind.FIRE})}, {"ends": PAST}],
    ids=["elsewhere", "one hazard", "expired"],
)
def test_who_may_not_here_for_all_hazards_now_is_asked_nothing(
    world: World, limits: dict[str, Any]
) -> None:
    eve = keyed(world, "Eve", Role.APPROVER, Role.VIEWER, **limits)

    answers = [
        world.ask("POST", f"{PATH}/{act}", eve.person, body)
        for act, body in (("ask", b"{}"), ("reject", {"reason": "no"}))
    ]

    assert statuses(answers) == [403, 403]
    assert stage(world) is Stage.WAITING


@pytest.mark.parametrize("change", TAKEN.values(), ids=TAKEN)
def test_what_was_taken_between_question_and_answer_counts(
    world: World, change: dict[str, Any]
) -> None:
    eve = keyed(world, "Eve", Role.APPROVER)
    body = eve.signed(eve.asked(world, PATH))
    changed(world, eve, **change)

    answer = world.ask("POST", f"{PATH}/approve", eve.person, body)

    assert answer.status_code in (401, 403)
    assert (len(closed(world)) > 0, stage(world)) == (True, Stage.WAITING)


def test_a_one_time_password_closes_and_proposes_and_decides_on_nothing(world: World) -> None:
    grants = tuple(Grant(role=one, begins=PAST) for one in (Role.COMPOSER, Role.APPROVER))
    weak = world.person("Weak", grants, "totp")

    answers = [
        world.ask("POST", f"{PATH}/{act}", weak, body)
        for act, body in (
            ("ask", b"{}"),
            ("approve", b'{"nonce": "00", "answer": {}}'),
            ("reject", {"reason": "no"}),
        )
    ]
    proposed = send(world, "/desk/city/reopenings", weak, closure="1", reason="dry")

    assert statuses(answers) == [403, 403, 403]
    assert proposed.status_code == 303
    assert weak.staff.number in [one.proposed_by for one in world.room.reopening.waiting()]
