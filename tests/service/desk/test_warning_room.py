"""An agency's warning that waits: one approver pushes it word for word, or leaves it shown."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.model import Phase, Relation, Strength
from alerts.release import Handling, Past
from service.desk.acting import Changed, DeskRefused, NotAllowed
from service.desk.ports import Entry, Spent
from service.errors import NotFound
from tests.factories import NOW
from tests.service.desk.released import ALERT_ID, Town, town_over
from tests.service.desk.rig import APPROVER, AUTHOR, SECOND, sign

MINUTE = timedelta(minutes=1)
ENTRY = Entry(at=NOW, actor=2, act="test", subject="test")


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with town_over(request.param, tmp_path) as made:
        yield made


def push(town: Town, who=APPROVER) -> None:
    asked = town.warnings.ask(who, ALERT_ID, NOW)
    town.warnings.push(who, ALERT_ID, asked.nonce, sign(who, asked), NOW + MINUTE)


def said(town: Town, number: int) -> list[str]:
    """What phones read of it: every text without its revision's number."""
    texts = [json.loads(one.payload) for one in town.rig.alerts.editions(ALERT_ID, number)]
    return [
        f"{one['notification']['title']}\n{one['notification']['body']}"
        for one in texts
        if one["notification"]["data"]["relation"] == Relation.NEW
    ]


def test_one_approver_pushes_it_as_the_next_revision_word_for_word(town: Town) -> None:
    waits = town.issue()

    push(town)

    alert = town.rig.alerts.alert(ALERT_ID)
    assert alert is not None
    assert (alert.latest.number, alert.latest.texts) == (2, waits.texts)
    assert town.rig.alerts.past(ALERT_ID) == Past(told=alert.latest, last=alert.latest)
    assert said(town, 2) == said(town, 1)
    assert (town.warnings.waiting(NOW), town.woken) == ((), [True])
    assert town.rig.acts() == ["warning.push"]


def test_nobody_pushes_it_twice(town: Town) -> None:
    town.issue()
    first, second = (town.warnings.ask(who, ALERT_ID, NOW) for who in (APPROVER, SECOND))
    town.warnings.push(APPROVER, ALERT_ID, first.nonce, sign(APPROVER, first), NOW)

    with pytest.raises(NotFound):
        town.warnings.push(SECOND, ALERT_ID, second.nonce, sign(SECOND, second), NOW)


def test_what_was_signed_is_what_is_pushed(town: Town) -> None:
    town.issue()
    asked = town.warnings.ask(APPROVER, ALERT_ID, NOW)
    town.issue(2, strength=Strength.PROTECT)

    with pytest.raises(Spent):
        town.warnings.push(APPROVER, ALERT_ID, asked.nonce, sign(APPROVER, asked), NOW)

    assert town.rig.alerts.past(ALERT_ID).told is None


def test_what_is_not_pushed_stays_on_the_page_and_asks_no_more(town: Town) -> None:
    town.issue()

    town.warnings.decline(APPROVER, ALERT_ID, 1, "the river is dry", NOW)

    assert [one.id for one in town.rig.alerts.live(NOW)] == [ALERT_ID]
    assert (town.warnings.waiting(NOW), town.woken) == ((), [])
    assert town.rig.alerts.past(ALERT_ID).is_declined
    assert town.rig.acts() == ["warning.decline"]


def test_a_refusal_is_of_the_revision_that_was_read(town: Town) -> None:
    town.issue()
    town.issue(2, strength=Strength.PROTECT)

    with pytest.raises(Changed):
        town.warnings.decline(APPROVER, ALERT_ID, 1, "the river is dry", NOW)


def test_not_pushing_needs_a_reason(town: Town) -> None:
    town.issue()

    with pytest.raises(DeskRefused, match="write why"):
        town.warnings.decline(APPROVER, ALERT_ID, 1, " ", NOW)


def test_who_only_writes_decides_nothing_of_an_agencys_warning(town: Town) -> None:
    town.issue()

    with pytest.raises(NotAllowed):
        town.warnings.ask(AUTHOR, ALERT_ID, NOW)


@pytest.mark.parametrize(
    ("number", "handling", "changes"),
    [
        (2, Handling.SHOW, {"phase": Phase.ALL_CLEAR}),
        (2, Handling.SHOW, {"strength": Strength.READY}),
    ],
)
def test_what_ended_or_is_only_shown_now_waits_no_more(
    town: Town, number: int, handling: Handling, changes: dict[str, object]
) -> None:
    town.issue()
    town.issue(number, handling, **changes)

    assert town.warnings.waiting(NOW) == ()
    with pytest.raises(NotFound):
        town.warnings.one(ALERT_ID, NOW)
