"""Spec of `service.desk.policy_store`: rules that hold whatever code asks for something else."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from alerts.model import Kind, Strength
from alerts.release import DEFAULT, Handling
from service.desk.desk_store import RuleBroken
from service.desk.policies import Policy, Stage
from service.desk.policy_store import Declining, PolicyApproval, Pushing
from service.desk.ports import DeskChanged, Entry, Spent
from tests.factories import NOW
from tests.service.desk.released import ALERT_ID, Town, town_over
from tests.service.desk.rig import APPROVER, BOTH

TSUNAMI = (Kind.TSUNAMI, Strength.LEAVE, "")
ENTRY = Entry(at=NOW, actor=1, act="test", subject="test")
MADE = Policy(policy=DEFAULT, reason="why", proposed_by=1, proposed_at=NOW)


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with town_over(request.param, tmp_path) as made:
        yield made


def pushing(town: Town, nonce: bytes) -> Pushing:
    found = town.warnings.one(ALERT_ID, NOW)
    return Pushing(approver=2, nonce=nonce, content=found.hash, at=NOW, issue=found.issue)


def test_what_is_proposed_comes_back_and_holds_nothing(town: Town) -> None:
    first, second = (town.store.propose(MADE, ENTRY) for _ in range(2))

    assert first == msgspec.structs.replace(MADE, id=1)
    assert (town.store.policy(1), town.store.policy(3)) == (first, None)
    assert town.store.policies() == (second, first)
    assert town.store.policies(1) == (second,)
    assert town.store.holds() is None


@pytest.mark.parametrize(
    "wrong",
    [
        msgspec.structs.replace(MADE, stage=Stage.APPROVED),
        msgspec.structs.replace(MADE, proposed_by=0),
    ],
    ids=["approved", "nobody"],
)
def test_nothing_begins_approved_and_nobody_is_no_author(town: Town, wrong: Policy) -> None:
    with pytest.raises(RuleBroken):
        town.store.propose(wrong, ENTRY)

    assert town.store.policies() == ()


def test_a_command_brings_a_draft_that_cannot_be_approved(town: Town) -> None:
    brought = msgspec.structs.replace(MADE, proposed_by=0, stage=Stage.DRAFT)
    made = town.store.propose(brought, ENTRY)
    approval = PolicyApproval(id=made.id, approver=2, nonce=b"n" * 32, at=NOW)

    with pytest.raises(DeskChanged):
        town.store.approve(approval, ENTRY)


@pytest.mark.parametrize("stage", [Stage.REJECTED, Stage.DROPPED])
def test_a_decision_is_final(town: Town, stage: Stage) -> None:
    made = town.store.propose(MADE, ENTRY)
    town.store.decide(made.id, stage, 2, NOW, "no", ENTRY)
    approval = PolicyApproval(id=made.id, approver=2, nonce=b"n" * 32, at=NOW)

    with pytest.raises(DeskChanged):
        town.store.decide(made.id, Stage.DROPPED, 1, NOW, "", ENTRY)
    with pytest.raises(DeskChanged):
        town.store.approve(approval, ENTRY)


def test_the_database_itself_lets_nobody_approve_their_own(town: Town) -> None:
    made = town.policy.change(BOTH, TSUNAMI, Handling.SHOW, "too many", NOW)
    asked = town.rig.desk.means.signing.ask(made.hash, BOTH.number, NOW)
    own = PolicyApproval(id=made.id, approver=BOTH.number, nonce=asked.nonce, at=NOW)

    with pytest.raises(RuleBroken):
        town.store.approve(own, ENTRY)

    assert town.policy.holds() == DEFAULT


def test_an_approval_without_its_signature_changes_nothing(town: Town) -> None:
    made = town.store.propose(MADE, ENTRY)
    nonce = PolicyApproval(id=made.id, approver=APPROVER.number, nonce=b"n" * 32, at=NOW)

    with pytest.raises(Spent):
        town.store.approve(nonce, ENTRY)

    assert town.policy.holds() == DEFAULT


def test_the_database_pushes_nothing_without_a_challenge(town: Town) -> None:
    town.issue()
    unsigned = pushing(town, b"n" * 32)

    with pytest.raises(Spent):
        town.store.push(unsigned, ENTRY)

    assert town.rig.alerts.past(ALERT_ID).told is None
    assert [one.id for one in town.warnings.waiting(NOW)] == [ALERT_ID]


def test_what_was_decided_is_neither_pushed_nor_declined_again(town: Town) -> None:
    town.issue()
    late = pushing(town, b"n" * 32)
    declining = Declining(alert_id=ALERT_ID, number=1, by=2, at=NOW, why="no")
    town.store.decline(declining, ENTRY)

    with pytest.raises(DeskChanged):
        town.store.push(late, ENTRY)
    with pytest.raises(DeskChanged):
        town.store.decline(declining, ENTRY)
