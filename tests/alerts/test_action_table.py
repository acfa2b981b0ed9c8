"""The table of actions as others have it: the page's vectors, and docs/actions.md."""

import re
from collections import Counter
from itertools import product
from pathlib import Path

from alerts.action import RULES, WAYS, Caution, Question, action
from alerts.model import Action, Authority, Kind, Phase, Strength
from tests.alerts import action_vectors

HERE = Path(__file__).parent
DOCUMENT = (HERE.parents[1] / "docs" / "actions.md").read_text("utf-8")
ROW = re.compile(r"^\| (.+?) \| (\w+) \| .+ \|$", re.MULTILINE)
CASES = [
    Question(
        kind=kind,
        strength=strength,
        phase=phase,
        authority=authority,
        facts=facts,
        conditions=conditions,
    )
    for kind, strength, phase, authority, facts, conditions in product(
        Kind, Strength, Phase, Authority, action_vectors.FACTS, action_vectors.CONDITIONS
    )
]


def test_the_vectors_for_the_page_are_up_to_date():
    stored = (HERE / "action-vectors.json").read_text("utf-8")

    assert stored == action_vectors.text(), (
        "rewrite them: python -m tests.alerts.action_vectors > tests/alerts/action-vectors.json"
    )


def test_the_document_has_the_rows_of_the_table_in_their_order():
    rows = [row for row in ROW.findall(DOCUMENT) if row[1] in tuple(Action)]

    assert rows == [(rule.name, rule.action.value) for rule in RULES]


def test_the_document_names_every_caution():
    said = re.findall(r"^\| (\w+) \| ", DOCUMENT.split("## What is said beside it")[1], re.M)

    assert said[1:] == list(Caution)


def test_every_row_decides_some_case_and_every_case_has_a_row():
    decided = Counter(
        next((rule.name for rule in RULES if rule.applies(case)), None) for case in CASES
    )

    assert set(decided) == {rule.name for rule in RULES}


def test_only_leaving_shows_a_way():
    assert {Action.LEAVE_FOR_SITE, Action.LEAVE_SHORE} == WAYS


def test_level_5_never_leads_to_a_way_whatever_the_phone_knows():
    strongest = [
        case
        for case in CASES
        if case.strength is Strength.PROTECT
        and not (case.kind is Kind.TSUNAMI and case.authority is Authority.AGENCY)
    ]

    shown = {
        action(
            case.kind,
            case.strength,
            case.phase,
            case.authority,
            case.facts,
            case.conditions,
        )
        for case in strongest
    }

    assert shown.isdisjoint(WAYS)
