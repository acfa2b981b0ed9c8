"""What came too late at the desk, or never was: said, and nobody's passkey is asked for it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from litestar.testing import RequestFactory

from alerts.desk.rendering import Rendered
from alerts.desk.submission import State
from alerts.model import Phase
from service.desk.ports import Role
from service.web.desk.replying import refusals
from tests.service.web.city_pages import get, send, someone
from tests.service.web.desk_world import Person, World, desk_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


def sheets(world: World) -> list[int]:
    waiting = world.service.desk.means.store.submissions(State.WAITING)
    return [one.id for one in waiting if one.phase is Phase.WITHDRAWN]


def test_many_clicks_on_withdraw_at_once_open_one_sheet(world: World) -> None:
    approver = someone(world, Role.APPROVER)
    now = datetime.now(UTC)

    def click(_: int) -> int:
        begin = world.service.desk.deciding.begin_withdrawal
        return begin(approver.who, world.alert_id, now).id

    with ThreadPoolExecutor(8) as clicks:
        opened = set(clicks.map(click, range(16)))

    assert list(opened) == sheets(world)


def withdraw(world: World, approver: Person) -> None:
    """As if the approver's passkey had signed a sheet of their own."""
    service, now = world.service, datetime.now(UTC)
    deciding, number = service.desk.deciding, approver.staff.number
    sheet = deciding.begin_withdrawal(approver.who, world.alert_id, now)
    asked = service.approving.ask(sheet.hash, number, now)
    frozen = service.desk.means.store.frozen(sheet.id)
    assert frozen is not None
    made = service.desk.freezing.again(sheet, frozen, None, now)
    assert isinstance(made, Rendered)
    deciding.issue(sheet, made, number, asked.nonce, now)


def test_a_sheet_whose_alert_is_over_says_so_and_asks_for_no_passkey(world: World) -> None:
    late, early = (someone(world, Role.APPROVER, name) for name in ("Fay", "Gus"))
    sheet = send(world, f"/desk/alerts/{world.alert_id}/withdrawal", late).headers["location"]
    before = get(world, sheet, late)
    withdraw(world, early)

    page = get(world, sheet, late)
    asked = world.ask("POST", f"{sheet}/ask", late, b"{}")

    said = "Nobody can approve this any more."
    assert [(said in one, 'data-act="sign"' in one) for one in (before, page)] == [
        (False, True),
        (True, False),
    ]
    assert asked.status_code == 409


@pytest.mark.parametrize("path", ["submissions", "reviews"])
def test_a_number_that_no_row_can_have_is_as_unknown_as_any_other(world: World, path: str) -> None:
    page = get(world, f"/desk/{path}/{10**30}", world.author)

    assert "nothing has this number; the list shows what there is" in page.lower()


def test_a_time_that_no_calendar_has_is_refused_like_one_that_cannot_be_read(world: World) -> None:
    fields = {"version": "1", "kind": "flood", "order": "evacuate", "review": "0001-01-01T00:00"}

    answer = send(world, f"/desk/drafts/{world.draft.id}", world.author, **fields)

    assert answer.status_code in (409, 422)
    assert 'role="alert"' in answer.text


BIG = str(10**30)
ORDER = {"version": "1", "kind": "flood", "order": "evacuate"}
FAR = str(10**400)
SHAPE = f'{{"type": "Polygon", "coordinates": [[[{FAR}, 1], [1, 0], [0, 0], [{FAR}, 1]]]}}'


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("drafts/{draft_id}", {**ORDER, "version": BIG}),
        ("drafts/{draft_id}", {**ORDER, "review": "9999-12-31T23:59"}),
        ("drafts/{draft_id}", {**ORDER, "review": "1900-01-01T00:00"}),
        ("drafts/{draft_id}", {**ORDER, "where": "circle", "lon": "1", "lat": "1", "radius": FAR}),
        ("drafts/{draft_id}", {**ORDER, "where": "paste", "paste": SHAPE}),
        ("drafts/{draft_id}/submission", {"version": BIG}),
        ("drafts/{draft_id}/template", {"name": "x", "hours": BIG}),
        ("drafts/{draft_id}/template", {"name": "x", "hours": "99999999"}),
        ("drafts/{draft_id}/template", {"name": "x", "hours": f"-{BIG}"}),
        ("staff/disabling", {"staff": BIG}),
        ("rings/removal", {"device": f"-{BIG}"}),
    ],
)
def test_what_is_typed_beyond_every_range_is_refused_with_a_sentence_and_changes_nothing(
    world: World, path: str, fields: dict[str, str]
) -> None:
    before = world.log_length()

    answer = send(world, f"/desk/{path}".format(**world.names), world.author, **fields)

    assert answer.status_code in (400, 409, 422)
    assert 'role="alert"' in answer.text
    assert set(world.acts_since(before)) <= {"draft.save"}
    assert get(world, f"/desk/drafts/{world.draft.id}", world.author).count("<form") > 1


def test_what_overflows_where_nobody_looked_is_a_refusal_but_in_an_address(world: World) -> None:
    handle = refusals(world.service)[OverflowError]
    asked = {
        number: RequestFactory().get("/desk/submissions/1", path_params={"number": number})
        for number in (1, 10**30)
    }

    answers = [handle(request, OverflowError("too large")) for request in asked.values()]

    assert [(one.status_code, one.content["detail"]) for one in answers] == [
        (
            400,
            "a number or a time is out of range; go back, mend what you typed, and send it again",
        ),
        (404, "nothing has this number; the list shows what there is"),
    ]
