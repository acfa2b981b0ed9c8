"""DeskStore: a draft's mode, what was rejected, templates' lives, and reviews of break-glass."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.desk.submission import State, Submission
from alerts.desk.template import LOOKED_AT_EVERY, Template
from alerts.model import Mode
from service.desk.desk_store import Review, RuleBroken
from service.desk.ports import MACHINE, DeskChanged
from tests.factories import NOW
from tests.ports.desk_acts import ENTRY, approve, challenge, issuing, template
from tests.service.desk.rig import APPROVER, AUTHOR, BOTH, SECOND, Rig, rig


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """Over MemoryDeskStore, then over SQLite."""
    with rig(request.param, tmp_path) as made:
        yield made


def approved(town: Rig) -> Template:
    made = template(town)
    approve(town, made, APPROVER.number)
    stored = town.store.template(made.hash)
    assert stored is not None
    return stored


def broken_glass(town: Rig) -> Submission:
    """Sent by the machine alone."""
    made = approved(town)
    submission = town.desk.freezing.freeze(made.draft, MACHINE, NOW, made.hash)
    town.store.issue(issuing(town, submission.id, None, None), ENTRY)
    return submission


def test_a_draft_is_submitted_in_its_own_mode_alone(town: Rig) -> None:
    waiting = town.submitted(mode=Mode.DRILL)
    frozen = town.store.frozen(waiting.id)
    assert frozen is not None
    real = msgspec.structs.replace(waiting, mode=Mode.REAL)

    with pytest.raises(RuleBroken, match="mode that it began with"):
        town.store.submit(real, frozen, ENTRY)

    assert town.store.submissions() == (waiting,)


def test_what_was_rejected_is_not_submitted_again(town: Rig) -> None:
    submission = town.submitted()
    frozen = town.store.frozen(submission.id)
    assert frozen is not None
    town.store.decide(submission.id, State.REJECTED, APPROVER.number, NOW, "no", ENTRY)

    with pytest.raises(RuleBroken, match="rejected for good"):
        town.store.submit(submission, frozen, ENTRY)


def test_a_draft_that_waits_twice_is_sent_once(town: Rig) -> None:
    first = town.submitted()
    frozen = town.store.frozen(first.id)
    assert frozen is not None
    another = msgspec.structs.replace(first, alert_id="b" * 16)
    second = town.store.submit(another, frozen, ENTRY)
    nonces = [challenge(town, one.id, APPROVER.number) for one in (first, second)]
    again = issuing(town, second.id, APPROVER.number, nonces[1])

    town.store.issue(issuing(town, first.id, APPROVER.number, nonces[0]), ENTRY)
    with pytest.raises(DeskChanged):
        town.store.issue(again, ENTRY)

    assert [one.id for one in town.alerts.recent(9)] == [first.alert_id]


def test_everything_that_a_draft_became_is_found_newest_first(town: Rig) -> None:
    first = town.submitted()
    draft = town.desk.composing.draft(first.draft_id)
    town.store.decide(first.id, State.RETURNED, APPROVER.number, NOW, "later", ENTRY)
    second = town.desk.deciding.submit(AUTHOR, draft.id, draft.version, NOW)
    town.submitted()

    found = town.store.of_draft(draft.id)

    assert [(one.id, one.state, one.reason) for one in found] == [
        (second.id, State.WAITING, ""),
        (first.id, State.RETURNED, "later"),
    ]


def test_a_template_knows_when_it_was_approved_looked_at_and_retired(town: Rig) -> None:
    made = approved(town)
    later = NOW + timedelta(days=300)

    town.store.look_at_template(made.hash, msgspec.structs.replace(ENTRY, at=later))
    seen = town.store.template(made.hash)
    town.store.retire_template(made.hash, msgspec.structs.replace(ENTRY, at=later))
    retired = town.store.template(made.hash)

    assert (made.approved_at, made.due()) == (NOW, NOW + LOOKED_AT_EVERY)
    assert seen is not None
    assert seen.due() == later + LOOKED_AT_EVERY
    assert retired == msgspec.structs.replace(seen, retired_at=later)
    assert (retired.is_ready, retired.due(), retired.hash) == (False, None, made.hash)


def test_a_retired_template_is_not_sent_and_not_retired_twice(town: Rig) -> None:
    made = approved(town)
    submission = town.desk.freezing.freeze(made.draft, MACHINE, NOW, made.hash)
    town.store.retire_template(made.hash, ENTRY)

    with pytest.raises(RuleBroken, match="retired"):
        town.store.retire_template(made.hash, ENTRY)
    with pytest.raises(RuleBroken, match="retired template"):
        town.store.issue(issuing(town, submission.id, None, None), ENTRY)
    with pytest.raises(LookupError):
        town.store.retire_template(b"x" * 32, ENTRY)

    assert town.alerts.recent(9) == ()


def test_an_unapproved_template_is_not_looked_at(town: Rig) -> None:
    made = template(town)

    with pytest.raises(RuleBroken, match="approved template"):
        town.store.look_at_template(made.hash, ENTRY)


def test_what_one_person_sent_is_owed_two_reviews_by_others(town: Rig) -> None:
    sent = broken_glass(town)
    town.issued()
    first, second = (
        Review(staff=who, at=NOW, was_right=who == 2, note="looked at") for who in (2, 3)
    )

    owed = [[one.id for one in town.store.unreviewed()]]
    town.store.review(sent.id, first, ENTRY)
    owed.append([one.id for one in town.store.unreviewed()])
    with pytest.raises(RuleBroken, match="already"):
        town.store.review(sent.id, first, ENTRY)
    town.store.review(sent.id, second, ENTRY)
    owed.append([one.id for one in town.store.unreviewed()])

    assert owed == [[sent.id], [sent.id], []]
    assert town.store.reviews(sent.id) == (first, second)


def test_nobody_reviews_their_own_sending_nor_what_two_people_sent(town: Rig) -> None:
    made = approved(town)
    alone = town.desk.freezing.freeze(made.draft, SECOND.number, NOW, made.hash)
    town.store.issue(issuing(town, alone.id, None, None), ENTRY)
    together = town.issued()
    own = Review(staff=SECOND.number, at=NOW, was_right=True, note="mine")
    other = Review(staff=BOTH.number, at=NOW, was_right=True, note="theirs")

    with pytest.raises(RuleBroken):
        town.store.review(alone.id, own, ENTRY)
    with pytest.raises(RuleBroken):
        town.store.review(together.id, other, ENTRY)
    with pytest.raises(RuleBroken):
        town.store.review(alone.id, msgspec.structs.replace(other, note=" "), ENTRY)

    assert town.store.reviews(alone.id) == town.store.reviews(together.id) == ()
