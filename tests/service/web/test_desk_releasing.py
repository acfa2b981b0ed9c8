"""/desk/policy and /desk/warnings over HTTP: who decides, with which key, and what comes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.model import Kind, Strength
from alerts.release import Handling
from alerts.report import AreaClaim, Code
from service.desk.ports import Role
from service.desk.rings import Why
from tests.factories import AGENCY
from tests.service.web.desk_world import RIVERSIDE, UPTOWN, World, desk_world
from tests.service.web.keyed import keyed, statuses
from tests.service.web.waiting_warning import waiting, warned

POLICY = "/desk/policy/1"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    settings = {"senders": (AGENCY,), "town_areas": (RIVERSIDE.key, UPTOWN.key)}
    with desk_world(tmp_path, **settings) as made:
        yield made


def shown(world: World, path: str) -> str:
    answer = world.client.get(path, headers={**world.author.cookie, "Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.text


def told(world: World, path: str) -> bool:
    return world.service.alerts.past(path.rpartition("/")[2]).told is not None


def rings(world: World) -> set[Why]:
    world.service.rings.ringer.look(datetime.now(UTC))
    return {one.why for one in world.service.rings.ringer.going_on()}


def test_a_warning_that_waits_is_listed_read_and_rings(world: World) -> None:
    path = waiting(world)

    assert path in shown(world, "/desk/warnings")
    page = shown(world, path)
    assert "Push to the phones now" in page
    assert "Flash flood" in page
    assert Why.WARNING in rings(world)


def test_the_first_page_lists_it_among_what_waits_until_it_was_decided(world: World) -> None:
    path, eve = waiting(world), keyed(world, "Eve", Role.APPROVER)
    own = path.replace("warnings", "alerts")
    before = shown(world, "/desk")
    body = eve.signed(eve.asked(world, path))

    assert world.ask("POST", f"{path}/approve", eve.person, body).status_code == 200

    after = shown(world, "/desk")
    assert (path in before, own in before) == (True, False)
    assert (path in after, own in after) == (False, True)
    assert "Flash flood" in after


def test_one_approvers_passkey_pushes_it_once_and_the_ring_ends(world: World) -> None:
    path, eve = waiting(world), keyed(world, "Eve", Role.APPROVER)
    before, body = told(world, path), eve.signed(eve.asked(world, path))

    answers = [world.ask("POST", f"{path}/approve", eve.person, body) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 404]
    assert answers[0].json() == {"next": "/desk/warnings?done=pushed"}
    assert (before, told(world, path)) == (False, True)
    assert Why.WARNING not in rings(world)


def test_what_another_signed_or_nobody_pushes_nothing(world: World) -> None:
    path = waiting(world)
    eve, fay = keyed(world, "Eve", Role.APPROVER), keyed(world, "Fay", Role.APPROVER)
    asked = eve.asked(world, path)

    attempts = [
        world.ask("POST", f"{path}/approve", fay.person, fay.signed(asked)),
        world.ask("POST", f"{path}/approve", eve.person, fay.signed(asked)),
        world.ask("POST", f"{path}/ask", world.person("Weak", (), "totp"), b"{}"),
    ]

    assert statuses(attempts) == [403, 409, 409]
    assert not told(world, path)


def test_what_is_not_pushed_leaves_the_list_with_its_reason_in_the_log(world: World) -> None:
    path, eve = waiting(world), keyed(world, "Eve", Role.APPROVER)
    given = {"number": "1", "why": "the river is dry"}

    answer = world.ask("POST", f"{path}/decline", eve.person, given)

    assert answer.headers["location"] == "/desk/warnings?done=declined"
    assert path not in shown(world, "/desk/warnings?done=declined")
    assert not told(world, path)
    assert "the river is dry" in shown(world, "/desk/audit")


def test_another_persons_passkey_changes_the_table_for_what_comes_next(world: World) -> None:
    eve = keyed(world, "Eve", Role.APPROVER)
    body = eve.signed(eve.asked(world, POLICY))

    answers = [world.ask("POST", f"{POLICY}/approve", eve.person, body) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 409]
    wanted = world.service.means.may_go().wanted(Kind.FLOOD, Strength.READY, "")
    assert wanted is Handling.APPROVAL
    assert "proposed by Author, approved by Eve" in shown(world, "/desk/policy")


def test_the_table_the_proposal_and_its_end_are_pages(world: World) -> None:
    eve = keyed(world, "Eve", Role.APPROVER)
    before = shown(world, "/desk/policy"), shown(world, POLICY)

    answer = world.ask("POST", f"{POLICY}/reject", eve.person, {"reason": "we sleep at night"})

    assert POLICY in before[0]
    assert "Flood · Be ready: shown only → one approver" in before[1]
    assert answer.headers["location"] == "/desk/policy?done=rejected"
    assert "we sleep at night" in shown(world, "/desk/policy?done=rejected")


def test_a_warning_without_known_ground_rings_and_offers_a_draft_for_the_town(world: World) -> None:
    nowhere = AreaClaim(description="Nowhere", geocodes=(Code(name="JIS", value="00000"),))

    warned(world, areas=(nowhere,))
    page = shown(world, "/desk/warnings")
    answer = world.ask("POST", "/desk/warnings/town", world.author, {"kind": "flood"})

    assert "nobody knows for where" in page
    assert Why.UNMATCHED in rings(world)
    draft = world.service.desk.composing.draft(answer.headers["location"].rpartition("/")[2])
    assert (draft.kind, draft.area) == (Kind.FLOOD, world.service.desk.means.town)
