"""What an approver signs over HTTP is sent once, by whoever may at that very moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from service.desk.ports import Grant, Role
from tests.service.web.desk_world import UPTOWN, World, desk_world
from tests.service.web.keyed import PAST, TAKEN, changed, given_a_key, keyed, statuses


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


def paths(world: World) -> dict[str, str]:
    return {
        "submission": f"/desk/submissions/{world.waiting.id}",
        "template": f"/desk/templates/{world.template.hash.hex()}",
    }


def state(world: World) -> tuple[int, bool]:
    """How many alerts there are, and whether the template may be sent."""
    template = world.service.desk.templates.template(world.template.hash)
    return len(world.service.alerts.recent(9)), template.is_ready


@pytest.mark.parametrize("what", ["submission", "template"])
@pytest.mark.parametrize("change", TAKEN.values(), ids=TAKEN)
def test_what_was_taken_between_question_and_answer_counts(
    world: World, what: str, change: dict[str, Any]
) -> None:
    eve, path, before = keyed(world, "Eve", Role.APPROVER), paths(world)[what], state(world)
    body = eve.signed(eve.asked(world, path))
    changed(world, eve, **change)

    answer = world.ask("POST", f"{path}/approve", eve.person, body)

    assert answer.status_code in (401, 403)
    assert state(world) == before


@pytest.mark.parametrize("what", ["submission", "template"])
def test_two_approvers_and_a_double_click_at_once_do_it_once(world: World, what: str) -> None:
    path = paths(world)[what]
    people = [keyed(world, name, Role.APPROVER) for name in ("Eve", "Fay")]
    bodies = [(one.person, one.signed(one.asked(world, path))) for one in people for _ in "12"]

    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda one: world.ask("POST", f"{path}/approve", *one), bodies)

    assert statuses(answers) == [200, 409, 409, 409]


@pytest.mark.parametrize("what", ["submission", "template"])
def test_a_signature_over_one_thing_is_good_for_no_other_and_for_nobody_else(
    world: World, what: str
) -> None:
    eve, fay = (keyed(world, name, Role.APPROVER) for name in ("Eve", "Fay"))
    author, path, before = given_a_key(world, world.author), paths(world)[what], state(world)
    other = paths(world)["template" if what == "submission" else "submission"]
    asked = eve.asked(world, path)

    answers = [
        world.ask("POST", f"{other}/approve", eve.person, eve.signed(asked)),
        world.ask("POST", f"{path}/approve", fay.person, eve.signed(asked)),
        world.ask("POST", f"{path}/approve", fay.person, fay.signed(asked)),
        world.ask("POST", f"{path}/approve", eve.person, fay.signed(asked)),
        world.ask("POST", f"{path}/approve", author.person, author.signed(asked)),
        world.ask("POST", f"{path}/ask", author.person, b"{}"),
    ]

    assert statuses(answers) == [409] * 6
    assert state(world) == before


def test_a_jurisdiction_that_shrank_while_a_draft_was_open_holds_when_it_is_submitted(
    world: World,
) -> None:
    gus = keyed(world, "Gus", Role.COMPOSER)
    path, fields = f"/desk/drafts/{world.draft.id}", {"version": str(world.draft.version)}
    uptown = Grant(role=Role.COMPOSER, begins=PAST, area=UPTOWN.area)
    changed(world, gus, grants=(uptown,))

    answer = world.ask("POST", f"{path}/submission", gus.person, fields)

    assert answer.status_code == 403
    assert "outside your jurisdiction" in answer.json()["detail"]


def test_a_sheet_of_broken_glass_is_sent_by_nobody_after_its_template_was_retired(
    world: World,
) -> None:
    eve, fay = (keyed(world, name, Role.APPROVER) for name in ("Eve", "Fay"))
    path = paths(world)["template"]
    eve.approve(world, path)
    sheet = world.ask("POST", f"{path}/glass", fay.person, {"mode": "training"}).headers["location"]
    body = fay.signed(fay.asked(world, sheet))
    world.ask("POST", f"{path}/retirement", eve.person, {})
    before = state(world)

    answers = [
        world.ask("POST", f"{sheet}/approve", fay.person, body),
        world.ask("POST", f"{path}/glass", fay.person, {"mode": "training"}),
    ]

    assert statuses(answers) == [409, 409]
    assert state(world) == before
