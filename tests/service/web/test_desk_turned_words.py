"""Reasons and names stand in the log as they are read: marks that turn a text are refused."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import httpx
import pytest

from alerts.desk.submission import State
from service.desk.acting import DeskRefused
from service.desk.ports import Grant, Role
from service.web.desk.asking import Form
from tests.service.web.desk_world import Person, World, desk_world

TURNS = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
HINTS = ["\u200e", "\u200f", "\u061c"]
TURNED = "river \u202ehgih\u202c"
TEXT = "the text has invisible marks that turn its direction"
NAME = "the name has invisible marks, so that it can look like another"

REASONS = [
    ("/desk/submissions/{number}/return", "reason", {}),
    ("/desk/submissions/{number}/reject", "reason", {}),
    ("/desk/city/reopenings/{number}/reject", "reason", {}),
    ("/desk/policy", "reason", {"kind": "flood", "strength": "know", "handling": "approval"}),
    ("/desk/policy/{number}/proposal", "reason", {}),
    ("/desk/policy/{number}/reject", "reason", {}),
    ("/desk/warnings/{alert_id}/decline", "why", {"number": "1"}),
    ("/desk/words/{language}/{phrase}", "note", {"act": "save", "words": "At once"}),
    ("/desk/words/corrections/{number}/return", "why", {}),
    ("/desk/reviews/{number}", "note", {"was": "right"}),
]
NAMES = [
    ("/desk/drafts/{draft_id}/template", {"hours": "6"}),
    ("/desk/staff/proposals", {"role": "viewer"}),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture(scope="module")
def judge(world: World) -> Person:
    begins = datetime.now(UTC) - timedelta(days=3)
    return world.person("Judge", tuple(Grant(role=one, begins=begins) for one in Role))


def ask(world: World, person: Person, path: str, body: dict[str, str]) -> httpx.Response:
    answer: httpx.Response = world.client.post(
        path.format(**world.names),
        data={**body, "csrf": person.csrf},
        headers={"Accept": "text/html", "Accept-Language": "en", **person.cookie},
        follow_redirects=False,
    )
    return answer


def reason_of(typed: str) -> str:
    return Form(urlencode({"reason": typed}).encode()).reason("reason")


@pytest.mark.parametrize(("path", "field", "others"), REASONS, ids=[one[0] for one in REASONS])
def test_a_reason_that_reads_otherwise_than_it_is_is_refused_and_nothing_is_done(
    world: World, judge: Person, path: str, field: str, others: dict[str, str]
) -> None:
    newest = world.service.audit.newest()

    answer = ask(world, judge, path, {**others, field: TURNED})

    assert 400 <= answer.status_code < 500
    assert TEXT in answer.text
    assert world.service.audit.newest() == newest


@pytest.mark.parametrize("mark", [*TURNS, *HINTS])
@pytest.mark.parametrize(("path", "others"), NAMES, ids=[one[0] for one in NAMES])
def test_a_name_that_looks_like_another_is_refused(
    world: World, judge: Person, path: str, others: dict[str, str], mark: str
) -> None:
    answer = ask(world, judge, path, {**others, "name": f"riv{mark}er"})

    assert 400 <= answer.status_code < 500
    assert NAME in answer.text


def test_a_reason_is_kept_letter_by_letter_with_marks_that_only_hint_at_a_direction(
    world: World, judge: Person
) -> None:
    typed = "the sign says \u200fخروج\u200e, and\r\nit is\u061c open"

    answer = ask(world, judge, "/desk/submissions/{number}/return", {"reason": typed})

    kept = world.service.desk.deciding.submission(world.waiting.id)
    assert answer.status_code == 303
    assert (kept.state, kept.reason) == (State.RETURNED, typed.replace("\r\n", "\n"))


@pytest.mark.parametrize("mark", TURNS)
def test_each_mark_that_turns_a_text_is_refused(mark: str) -> None:
    with pytest.raises(DeskRefused, match=TEXT):
        reason_of(f"a{mark}b")


def test_lines_stay_and_controls_are_left_out() -> None:
    assert reason_of(" one\r\ntwo\tthree\x00\x7f ") == "one\ntwo three"
