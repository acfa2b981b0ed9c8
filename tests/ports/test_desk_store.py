"""DeskStore: what was frozen stays, and the desk's rules hold whatever is asked of it."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.desk.submission import State
from alerts.model import Mode
from alerts.ports import RevisionOutOfOrder
from service.desk.desk_store import RuleBroken
from service.desk.ports import MACHINE, DeskChanged, Spent
from service.store.sqlite.store import open_store
from tests.factories import NOW
from tests.ports.desk_acts import ENTRY, approve, challenge, issuing, template
from tests.service.desk.rig import APPROVER, AUTHOR, BOTH, Rig, rig


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """Over MemoryDeskStore, then over SQLite."""
    with rig(request.param, tmp_path) as made:
        yield made


def test_a_draft_comes_back_as_it_was_saved_in_each_version(town: Rig) -> None:
    draft = town.order()

    first, second = (town.store.draft(draft.id, version) for version in (1, 2))

    assert second == draft == town.store.draft(draft.id)
    assert first is not None
    assert (first.area, first.version) == (None, 1)
    assert town.store.drafts() == (draft,)
    assert town.store.draft("nothing") is None


def test_only_the_next_version_is_saved_and_never_another_mode(town: Rig) -> None:
    draft = town.order()
    again = msgspec.structs.replace(draft, version=draft.version)
    drill = msgspec.structs.replace(draft, version=draft.version + 1, mode=Mode.DRILL)

    with pytest.raises(DeskChanged):
        town.store.save_draft(again, ENTRY)
    with pytest.raises(RuleBroken, match="mode"):
        town.store.save_draft(drill, ENTRY)

    assert town.store.draft(draft.id) == draft


def test_what_is_submitted_comes_back_and_waits(town: Rig) -> None:
    first, second = town.submitted(), town.submitted()

    assert (first.id, second.id) == (1, 2)
    assert town.store.submission(1) == first
    assert town.store.submissions(State.WAITING) == (second, first)
    assert town.store.issued_for(first.alert_id) == ()


def test_a_decision_is_final(town: Rig) -> None:
    submission = town.submitted()
    town.store.decide(submission.id, State.REJECTED, APPROVER.number, NOW, "no", ENTRY)

    nonce = challenge(town, submission.id, APPROVER.number)
    for act in (
        lambda: town.store.decide(submission.id, State.RETURNED, 2, NOW, "", ENTRY),
        lambda: town.store.ask(submission.id, 50, ENTRY),
        lambda: town.store.agree(submission.id, ENTRY),
        lambda: town.store.issue(issuing(town, submission.id, APPROVER.number, nonce), ENTRY),
    ):
        with pytest.raises(DeskChanged):
            act()


def test_an_issue_is_stored_whole_or_not_at_all(town: Rig) -> None:
    submission = town.submitted()
    nonce = challenge(town, submission.id, APPROVER.number)
    good = issuing(town, submission.id, APPROVER.number, nonce)
    revision = msgspec.structs.replace(good.issues[0].revision, number=3)
    skipping = msgspec.structs.replace(good.issues[0], revision=revision)
    before = town.audit.newest()

    with pytest.raises(RevisionOutOfOrder):
        town.store.issue(msgspec.structs.replace(good, issues=(skipping,)), ENTRY)
    untouched = (town.store.submission(submission.id), town.audit.newest(), town.alerts.recent(9))
    town.store.issue(good, ENTRY)

    assert untouched == (submission, before, ())
    assert [one.id for one in town.alerts.recent(9)] == [submission.alert_id]
    assert [one.id for one in town.store.issued_for(submission.alert_id)] == [submission.id]


def test_a_challenge_is_used_up_by_the_issue_and_only_its_own(town: Rig) -> None:
    first, second = town.submitted(), town.submitted()
    nonce = challenge(town, first.id, APPROVER.number)

    with pytest.raises(Spent):
        town.store.issue(issuing(town, second.id, APPROVER.number, nonce), ENTRY)
    town.store.issue(issuing(town, first.id, APPROVER.number, nonce), ENTRY)
    with pytest.raises(Spent):
        town.store.issue(issuing(town, second.id, APPROVER.number, nonce), ENTRY)


@pytest.mark.parametrize("approver", [AUTHOR.number, None])
def test_the_store_refuses_the_submitter_and_nobody_as_approver(
    town: Rig, approver: int | None
) -> None:
    submission = town.submitted()
    nonce = challenge(town, submission.id, approver) if approver else None

    with pytest.raises(RuleBroken):
        town.store.issue(issuing(town, submission.id, approver, nonce), ENTRY)

    assert town.alerts.recent(9) == ()


def test_the_store_refuses_an_author_of_any_version_as_approver(town: Rig) -> None:
    draft = town.order(BOTH)
    touched = town.desk.composing.save(AUTHOR, draft, NOW)
    submission = town.desk.deciding.submit(AUTHOR, touched.id, touched.version, NOW)
    nonce = challenge(town, submission.id, BOTH.number)

    with pytest.raises(RuleBroken):
        town.store.issue(issuing(town, submission.id, BOTH.number, nonce), ENTRY)


def test_a_template_is_approved_once_by_somebody_else(town: Rig) -> None:
    made = template(town)

    with pytest.raises(RuleBroken):
        approve(town, made, AUTHOR.number)
    approve(town, made, APPROVER.number)
    with pytest.raises(RuleBroken):
        approve(town, made, BOTH.number)

    stored = msgspec.structs.replace(made, approved_by=APPROVER.number, approved_at=NOW)
    assert town.store.template(made.hash) == stored
    assert town.store.templates() == (stored,)


def test_the_store_refuses_a_writer_of_any_version_as_a_templates_approver(town: Rig) -> None:
    draft = town.order(BOTH)
    touched = town.desk.composing.save(AUTHOR, draft, NOW)
    made = town.desk.templates.save(AUTHOR, touched.id, "river", timedelta(hours=6), NOW)

    with pytest.raises(RuleBroken):
        approve(town, made, BOTH.number)

    kept = town.store.template(made.hash)
    assert kept is not None
    assert kept.approved_by is None


def test_without_an_approved_template_nothing_goes_out_by_one_person(town: Rig) -> None:
    made = template(town)
    submission = town.desk.freezing.freeze(made.draft, MACHINE, NOW, made.hash)

    with pytest.raises(RuleBroken, match="approved template"):
        town.store.issue(issuing(town, submission.id, None, None), ENTRY)
    approve(town, made, APPROVER.number)
    town.store.issue(issuing(town, submission.id, None, None), ENTRY)

    assert len(town.alerts.recent(9)) == 1


# --- the file itself, with no code of ours in between -------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Iterator[tuple[Rig, sqlite3.Connection]]:
    with rig("sqlite", tmp_path) as made:
        made.submitted()
        raw = sqlite3.connect(tmp_path / "hansho.db", isolation_level=None)
        raw.execute("PRAGMA foreign_keys = ON")
        yield made, raw
        raw.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE desk_submissions SET state = 'issued', decided_by = 1, nonce = randomblob(32)",
        "UPDATE desk_submissions SET state = 'issued', decided_by = 2",
        "UPDATE desk_submissions SET state = 'issued', decided_by = NULL, nonce = randomblob(32)",
        "UPDATE desk_submissions SET state = 'issued', decided_by = 0, nonce = randomblob(32)",
        "UPDATE desk_submissions SET submitted_by = 9",
        "UPDATE desk_submissions SET template = randomblob(32)",
        "UPDATE desk_submissions SET hash = randomblob(32)",
        "UPDATE desk_submissions SET frozen = x'00'",
        "UPDATE desk_submissions SET phase = 'withdrawn'",
        "UPDATE desk_submissions SET mode = 'drill'",
        "DELETE FROM desk_submissions",
        "INSERT OR REPLACE INTO desk_submissions SELECT * FROM desk_submissions",
        "UPDATE desk_drafts SET mode = 'drill'",
        "UPDATE desk_drafts SET author = 9",
        "INSERT OR REPLACE INTO desk_drafts SELECT draft, version, mode, 9, saved, body "
        "FROM desk_drafts",
        "INSERT INTO desk_drafts SELECT draft, 99, 'drill', author, saved, body "
        "FROM desk_drafts LIMIT 1",
        "INSERT INTO desk_submissions (draft, version, mode, phase, alert_id, number, hash, "
        "submitted_by, body, frozen, audience, state) SELECT draft, version, 'drill', phase, "
        "alert_id, 9, hash, submitted_by, body, frozen, audience, 'waiting' FROM desk_submissions",
        "INSERT INTO desk_reviews (submission, staff, at, was_right, note) "
        "SELECT id, 3, 0, 1, 'x' FROM desk_submissions",
        "INSERT INTO desk_templates (hash, name, made_by, made_at, body, approved_by, nonce) "
        "VALUES (randomblob(32), 't', 1, 0, x'00', 2, randomblob(32))",
    ],
)
def test_raw_sql_cannot_get_around_the_desks_rules(
    file: tuple[Rig, sqlite3.Connection], statement: str
) -> None:
    town, raw = file
    tables = ("desk_submissions", "desk_drafts", "desk_templates")
    before = [raw.execute(f"SELECT * FROM {table}").fetchall() for table in tables]

    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)

    after = [raw.execute(f"SELECT * FROM {table}").fetchall() for table in tables]
    assert after == before
    assert town.alerts.recent(1) == ()


def test_what_waits_and_what_was_frozen_outlive_a_restart(tmp_path: Path) -> None:
    with rig("sqlite", tmp_path) as made:
        submission = made.submitted()
        frozen = made.store.frozen(submission.id)

    again = open_store(tmp_path / "hansho.db")

    assert again.desk.submission(submission.id) == submission
    assert again.desk.frozen(submission.id) == frozen
    again.close()
