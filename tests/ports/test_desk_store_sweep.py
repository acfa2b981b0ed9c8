"""DeskStore.sweep: what is deleted when its time is over, and what stays."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.desk.submission import State
from service.desk.desk_store import Swept
from service.store.sqlite.store import open_store
from tests.factories import NOW
from tests.ports.desk_acts import ENTRY
from tests.service.desk.rig import APPROVER, AUTHOR, Rig, rig

DAY = timedelta(days=1)
LATER = NOW + 100 * DAY
BEFORE = LATER - 90 * DAY


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with rig(request.param, tmp_path) as made:
        yield made


def test_a_draft_that_nobody_saved_any_more_goes_with_all_its_versions(town: Rig) -> None:
    draft = town.order()

    early = town.store.sweep(NOW, LATER)
    swept = town.store.sweep(BEFORE, LATER)

    assert (early, swept) == (Swept(drafts=0, texts=0), Swept(drafts=1, texts=0))
    assert town.store.draft(draft.id, 1) is None
    assert town.acts()[-1] == "desk.sweep"


def test_what_waits_stays_whole(town: Rig) -> None:
    submission = town.submitted()

    swept = town.store.sweep(BEFORE, LATER)

    assert swept == Swept(drafts=0, texts=0)
    assert town.store.frozen(submission.id) is not None
    assert town.store.draft(submission.draft_id) is not None


def test_of_what_was_rejected_the_texts_go_and_all_else_stays(town: Rig) -> None:
    submission = town.submitted()
    town.store.decide(submission.id, State.REJECTED, APPROVER.number, NOW, "no", ENTRY)
    decided = town.store.submission(submission.id)

    swept = town.store.sweep(BEFORE, LATER)
    again = town.store.sweep(BEFORE, LATER)

    assert (swept, again) == (Swept(drafts=1, texts=1), Swept(drafts=0, texts=0))
    assert town.store.frozen(submission.id) is None
    assert town.store.submission(submission.id) == decided


def test_an_order_that_still_holds_keeps_all_that_was_written_of_it(town: Rig) -> None:
    submission = town.issued()

    swept = town.store.sweep(BEFORE, LATER)

    assert swept == Swept(drafts=0, texts=0)
    assert town.store.frozen(submission.id) is not None


def test_once_it_has_ended_for_long_its_texts_go(town: Rig) -> None:
    order = town.issued()
    withdrawal = town.desk.deciding.begin_withdrawal(APPROVER, order.alert_id, town.now)
    town.approve(withdrawal)

    soon = town.store.sweep(NOW, LATER)
    swept = town.store.sweep(BEFORE, LATER)

    assert (soon, swept) == (Swept(drafts=0, texts=0), Swept(drafts=1, texts=2))
    assert [one.phase for one in town.store.issued_for(order.alert_id)] == ["withdrawn", "live"]


def test_a_sweep_of_nothing_is_not_in_the_log(town: Rig) -> None:
    length = len(town.acts())

    town.store.sweep(BEFORE, LATER)

    assert len(town.acts()) == length


def test_no_other_code_empties_or_changes_what_was_decided(tmp_path: Path) -> None:
    with rig("sqlite", tmp_path) as town:
        submission = town.issued()
    file = open_store(tmp_path / "hansho.db")
    file.close()
    connection = sqlite3.connect(tmp_path / "hansho.db")

    for change in (
        "frozen = x'00'",
        "frozen = x'', reason = 'other'",
        "frozen = x'', state = 'waiting'",
        "frozen = x'', hash = zeroblob(32)",
        "reason = 'other'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            connection.execute(
                f"UPDATE desk_submissions SET {change} WHERE id = ?",
                (submission.id,),
            )
    connection.close()


def test_what_waits_is_not_emptied(tmp_path: Path) -> None:
    with rig("sqlite", tmp_path) as town:
        submission = town.submitted(AUTHOR)
    connection = sqlite3.connect(tmp_path / "hansho.db")

    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute(
            "UPDATE desk_submissions SET frozen = x'' WHERE id = ?", (submission.id,)
        )
    connection.close()


def test_what_comes_back_after_a_sweep_is_a_submission(town: Rig) -> None:
    submission = town.submitted()
    town.store.decide(submission.id, State.RETURNED, APPROVER.number, NOW, "mend", ENTRY)

    town.store.sweep(BEFORE, LATER)

    (kept,) = town.store.submissions()
    wanted = msgspec.structs.replace(
        submission, state=State.RETURNED, decided_by=APPROVER.number, decided_at=NOW, reason="mend"
    )
    assert kept == wanted
