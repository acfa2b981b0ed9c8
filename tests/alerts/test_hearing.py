"""Triage by voices: one danger in one place, through a day of telegrams (docs/triage.md)."""

from itertools import pairwise

from alerts.changes import changes
from alerts.model import Phase, Relation, Strength
from alerts.triage import Outcome
from alerts.wording import is_silent
from tests.alerts.heard import HOUR, Town, at, hazard, telegram

LIVE, OVER = Phase.LIVE, Phase.ALL_CLEAR
READY, SLOW, LEAVE, KNOW = Strength.READY, Strength.LEAVE_IF_SLOW, Strength.LEAVE, Strength.KNOW


def test_each_place_has_a_history_of_its_own() -> None:
    town = Town()

    first = town.says(telegram(0, hazard(READY, ["east", "west"])))
    raised = town.says(telegram(1, hazard(LEAVE, ["east"]), hazard(READY, ["west"])))
    again = town.says(telegram(2, hazard(LEAVE, ["east"]), hazard(READY, ["west"])))
    lowered = town.says(telegram(3, hazard(SLOW, ["east"]), hazard(READY, ["west"])))
    over = town.says(telegram(4, hazard(READY, ["west"]), hazard(KNOW, ["east"], ended=True)))

    assert first == [("east", LIVE, READY), ("west", LIVE, READY)]
    assert raised == [("east", LIVE, LEAVE)]
    assert again == []
    assert lowered == [("east", LIVE, SLOW)]
    assert over == [("east", OVER, SLOW)]
    assert [one.latest.place_names["en"] for one in town.store.live(at(4))] == ["west"]


def test_what_is_raised_is_heard_and_what_is_lowered_is_silent() -> None:
    town = Town()
    revisions = [
        town.hears(telegram(number, hazard(strength, ["east"])))[0]
        for number, strength in enumerate((READY, LEAVE, SLOW))
    ]

    silent = [
        is_silent(after, Relation.CHANGED, changes(before, after))
        for before, after in pairwise(revisions)
    ]

    assert silent == [False, True]
    assert {one.alert_id for one in revisions} == {revisions[0].alert_id}
    assert [one.number for one in revisions] == [1, 2, 3]


def test_an_unchanged_re_issue_renews_without_a_push_until_a_quarter_is_left() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))

    pushes = {hour: town.hears(telegram(hour, hazard(LEAVE, ["east"]))) for hour in range(1, 31)}

    assert [hour for hour, heard in pushes.items() if heard] == [19]
    (renewed,) = pushes[19]
    assert renewed.expires == at(19) + 24 * HOUR
    assert town.store.live(at(30 + 11))


def test_an_all_clear_of_what_was_never_heard_tells_nobody() -> None:
    town = Town()

    taken = town.takes(telegram(0, hazard(KNOW, ["east"], ended=True)))

    assert [(one.outcome, one.revision) for one in taken] == [(Outcome.UPDATE, None)]
