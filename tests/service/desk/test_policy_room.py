"""What may go by itself is decided by two people, also where something is switched off."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alerts.model import Kind, Strength
from alerts.release import DEFAULT, Handling, ReleasePolicy
from service.desk.acting import Changed, DeskRefused, NotAllowed
from service.desk.policies import Policy, Stage, changed
from service.desk.ports import Entry
from service.desk.rings import Why
from service.policy_file import read_policy, written
from tests.factories import NOW
from tests.service.desk.released import FLOOD, Town, town_over
from tests.service.desk.rig import APPROVER, AUTHOR, BOTH, SECOND, person, sign

TSUNAMI = (Kind.TSUNAMI, Strength.LEAVE, "")
ENTRY = Entry(at=NOW, actor=1, act="test", subject="test")


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with town_over(request.param, tmp_path) as made:
        yield made


def proposed(town: Town, line=TSUNAMI, handling: Handling = Handling.SHOW) -> Policy:
    return town.policy.change(AUTHOR, line, handling, "too many", NOW)


def approve(town: Town, made: Policy, who=APPROVER) -> Policy:
    asked = town.policy.ask(who, made.id, NOW)
    return town.policy.approve(who, made.id, asked.nonce, sign(who, asked), NOW)


def test_the_built_in_table_holds_until_two_people_decide(town: Town) -> None:
    made = proposed(town)

    assert (town.policy.holds(), town.policy.approved()) == (DEFAULT, None)
    assert (made.stage, made.proposed_by) == (Stage.WAITING, AUTHOR.number)
    assert [(one.why, one.subject) for one in town.rig.rings] == [(Why.POLICY, f"policy:{made.id}")]


def test_switching_tsunami_warnings_off_holds_once_another_person_approves(town: Town) -> None:
    done = approve(town, proposed(town))

    assert town.policy.holds() == changed(DEFAULT, *TSUNAMI, Handling.SHOW)
    assert (done.stage, done.decided_by, done.decided_at) == (Stage.APPROVED, APPROVER.number, NOW)
    assert town.rig.acts() == ["policy.propose", "policy.approve"]


def test_nobody_approves_their_own_proposal(town: Town) -> None:
    made = town.policy.change(BOTH, TSUNAMI, Handling.SHOW, "too many", NOW)

    with pytest.raises(DeskRefused, match="another person has to approve it"):
        town.policy.ask(BOTH, made.id, NOW)


def test_what_would_replace_another_table_than_holds_is_not_approved(town: Town) -> None:
    first, second = proposed(town), proposed(town, FLOOD, Handling.APPROVAL)
    approve(town, first)

    with pytest.raises(Changed):
        town.policy.ask(APPROVER, second.id, NOW)


def test_the_newest_approval_holds(town: Town) -> None:
    approve(town, proposed(town))
    again = proposed(town, TSUNAMI, Handling.AUTOMATIC)

    approve(town, again, SECOND)

    assert town.policy.holds().wanted(*TSUNAMI) is Handling.AUTOMATIC
    assert [one.stage for one in town.policy.history()] == [Stage.APPROVED, Stage.APPROVED]


def test_what_was_rejected_or_taken_back_changes_nothing_for_good(town: Town) -> None:
    rejected, dropped = proposed(town), proposed(town, FLOOD, Handling.APPROVAL)

    town.policy.reject(APPROVER, rejected.id, "we sleep", NOW)
    town.policy.drop(AUTHOR, dropped.id, NOW)

    assert [one.stage for one in town.policy.history()] == [Stage.DROPPED, Stage.REJECTED]
    assert town.policy.holds() == DEFAULT


def test_a_second_click_finds_the_first_proposal(town: Town) -> None:
    assert proposed(town).id == proposed(town).id


@pytest.mark.parametrize("handling", [DEFAULT.wanted(*TSUNAMI)])
def test_what_holds_already_is_no_proposal(town: Town, handling: Handling) -> None:
    with pytest.raises(DeskRefused, match="this holds already"):
        proposed(town, TSUNAMI, handling)


def test_a_viewer_proposes_nothing(town: Town) -> None:
    with pytest.raises(NotAllowed):
        town.policy.change(person(5), TSUNAMI, Handling.SHOW, "too many", NOW)


def test_early_warnings_are_not_made_automatic(town: Town) -> None:
    early = (Kind.EARTHQUAKE, Strength.PROTECT, "")

    with pytest.raises(DeskRefused, match="a push comes after the shaking"):
        town.policy.change(AUTHOR, early, Handling.AUTOMATIC, "faster", NOW)


def test_a_file_makes_a_draft_that_a_person_proposes_and_another_approves(town: Town) -> None:
    wanted = changed(DEFAULT, *FLOOD, Handling.APPROVAL)
    draft = town.policy.bring(read_policy(written(wanted)), NOW)

    with pytest.raises(DeskRefused, match="somebody has to propose this first"):
        town.policy.ask(APPROVER, draft.id, NOW)
    made = town.policy.take_up(AUTHOR, draft.id, "rivers rise", NOW)
    approve(town, made)

    assert (draft.stage, made.proposed_by) == (Stage.DRAFT, AUTHOR.number)
    assert town.policy.holds() == wanted


def test_a_file_holds_every_line_of_the_table() -> None:
    assert read_policy(written(DEFAULT)) == DEFAULT
    assert read_policy("rules = []\n") == ReleasePolicy()


@pytest.mark.parametrize("text", ["no toml", "rules = 3", "other = []", '[[rules]]\nkind = "rain"'])
def test_a_file_that_is_no_policy_says_so(text: str) -> None:
    with pytest.raises(DeskRefused, match="mend the file"):
        read_policy(text)
