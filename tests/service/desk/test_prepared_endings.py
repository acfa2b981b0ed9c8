"""The endings that were approved with an alert are those that are sent, but for the clock."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from alerts.model import Relation
from alerts.ports import Edition
from tests.service.desk.rig import APPROVER, AUTHOR, Rig, rig

LATER = timedelta(hours=2)
_CLOCK = re.compile(r"\d{1,2}:\d{2}|\d{1,2}月\d{1,2}日|\d{1,2} [A-Z][a-z]{2}")


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with rig(request.param, tmp_path) as made:
        yield made


def said(editions: tuple[Edition, ...]) -> dict[tuple[str, Relation], tuple[str, str, Any]]:
    """Title, body without clock times, and what the phone is to do, by reader."""
    found = {}
    for one in editions:
        told = msgspec.json.decode(one.payload)["notification"]
        data = {name: told["data"][name] for name in ("kind", "strength", "phase", "action")}
        body = _CLOCK.sub("--", told["body"])
        found[one.language, one.relation] = (_CLOCK.sub("--", told["title"]), body, data)
    return found


def test_a_withdrawal_says_what_was_prepared_with_the_alert(town: Rig) -> None:
    order = town.issued()
    prepared = town.store.frozen(order.id)

    begun = town.desk.deciding.begin_withdrawal(APPROVER, order.alert_id, town.now + LATER)
    town.approve(begun, APPROVER, town.now + LATER)

    assert prepared is not None
    sent = town.alerts.editions(order.alert_id, 2)
    assert said(sent) == said(prepared.withdrawal)
    assert len(sent) == len(town.desk.means.core.languages)


def test_an_all_clear_says_what_was_prepared_with_the_alert(town: Rig) -> None:
    order = town.issued()
    prepared = town.store.frozen(order.id)

    draft = town.desk.composing.begin_lifting(AUTHOR, order.alert_id, town.now + LATER)
    begun = town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now + LATER)
    town.approve(begun, APPROVER, town.now + LATER)

    assert prepared is not None
    assert said(town.alerts.editions(order.alert_id, 2)) == said(prepared.all_clear)


def test_an_all_clear_first_says_what_still_holds_even_if_that_began_afterwards(town: Rig) -> None:
    order, other = town.issued(), town.issued()

    draft = town.desk.composing.begin_lifting(AUTHOR, order.alert_id, town.now + LATER)
    begun = town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now + LATER)
    town.approve(begun, APPROVER, town.now + LATER)

    assert other.alert_id != order.alert_id
    english = next(
        told[1]
        for (language, _), told in said(town.alerts.editions(order.alert_id, 2)).items()
        if language == "en"
    )
    assert english.startswith("Still in force: Flood: evacuation order")
