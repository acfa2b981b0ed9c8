"""All-clear, withdrawal, leaving the area, drills. DOMAIN sections 6, 7, 8."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from alerts.model import (
    Action,
    Authority,
    Holding,
    Kind,
    Message,
    Mode,
    Order,
    Phase,
    Relation,
    Revision,
    Strength,
)
from alerts.phrases import Phrasebook
from alerts.wording import messages

Revise = Callable[..., Revision]
Say = Callable[..., Message]
SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_an_ending_goes_to_those_told_before_and_is_audible(
    order: Revise, phrases: Phrasebook, phase: Phase
):
    said = messages(order(number=2, phase=phase), phrases, ["en"])

    assert [(m.relation, m.silent, m.action) for m in said] == [
        (Relation.CHANGED, False, Action.OVER)
    ]


def test_who_is_out_of_the_area_is_told_so_and_never_that_it_is_safe(order: Revise, say: Say):
    said = say(order(number=2), "en", Relation.LEFT)

    assert (said.action, said.lines[:2]) == (
        Action.KNOW,
        (
            "Your place is no longer in the area of this order. Hazard: Flood.",
            "The order still holds in or near Hashiba (橋場). "
            "This does not mean that your place is safe.",
        ),
    )


def test_an_all_clear_says_first_what_still_holds_orders_before_warnings(order: Revise, say: Say):
    surge = Holding(
        kind=Kind.STORM_SURGE,
        strength=Strength.PROTECT,
        authority=Authority.AGENCY,
        order=None,
        place_names={"en": "the coast"},
        names_level=True,
    )
    slope = Holding(
        kind=Kind.LANDSLIDE,
        strength=Strength.LEAVE,
        authority=Authority.MAYOR,
        order=Order.EVACUATE,
        place_names={"en": "Hashiba"},
    )
    ended = order(number=2, phase=Phase.ALL_CLEAR, still_holds=(surge, slope))

    said = say(ended, "en", Relation.CHANGED)

    assert said.lines[:3] == (
        "Still in force: Landslide: evacuation order 避難指示, in or near Hashiba.",
        "This warning is still valid: Storm surge: conditions of level 5 レベル5相当, "
        "in or near the coast.",
        "The evacuation order (避難指示) is lifted. Hazard: Flood.",
    )


def test_more_holdings_than_fit_are_at_least_mentioned(order: Revise, say: Say):
    slope = Holding(
        kind=Kind.LANDSLIDE,
        strength=Strength.LEAVE,
        authority=Authority.MAYOR,
        order=Order.EVACUATE,
        place_names={},
    )
    ended = order(number=2, phase=Phase.ALL_CLEAR, still_holds=(slope,) * 3)

    said = say(ended, "en", Relation.CHANGED)

    assert said.lines[2] == "More of our alerts still hold here. Open Hansho to see them."


def test_our_withdrawal_was_an_error_and_a_foreign_one_is_the_issuers(
    order: Revise, warning: Revise, say: Say
):
    ours = say(order(number=2, phase=Phase.WITHDRAWN), "en", Relation.CHANGED)
    foreign = say(warning(number=2, phase=Phase.WITHDRAWN), "en", Relation.CHANGED)

    assert ours.lines[0] == "The order was sent in error. It does not hold. Hazard: Flood."
    assert foreign.lines[:2] == (
        "The issuer has withdrawn this warning. Hazard: Flood.",
        "This does not mean that the danger is over.",
    )


def test_an_exercise_that_something_real_ended_is_no_error_and_says_where_to_look(
    order: Revise, warning: Revise, say: Say
):
    ended = {"number": 2, "phase": Phase.WITHDRAWN, "mode": Mode.DRILL, "stopped": True}

    ours = say(order(**ended), "en", Relation.CHANGED)
    notice = say(warning(**ended, withdrawn_here=True), "en", Relation.CHANGED)

    assert ours.action is Action.OVER
    assert ours.lines[:2] == (
        "The exercise of this order was ended for a real alert. Hazard: Flood.",
        "Whatever is real stands on the first page. Do what it says there.",
    )
    assert notice.lines[:2] == (
        "This exercise was ended for something real. Hazard: Flood.",
        "Look at the first page for what is real, and do what it says.",
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "We took it back on 22 Nov 14:02. It had been sent in the name of Weather Agency."),
        ("ja", "Weather Agencyの情報を11月22日 14:02に当方で取り消しました。"),
    ],
)
def test_what_we_took_back_is_not_said_to_be_a_message_of_the_agency(
    warning: Revise, say: Say, language: str, line: str
):
    ours = warning(number=2, phase=Phase.WITHDRAWN, withdrawn_here=True)

    said = say(ours, language, Relation.CHANGED)

    assert said.lines[-1] == line


@pytest.mark.parametrize("mode", Mode)
def test_the_end_of_a_drill_does_not_say_that_nothing_real_is_known(
    order: Revise, say: Say, mode: Mode
):
    ended = order(number=2, phase=Phase.ALL_CLEAR, mode=mode)

    said = say(ended, "en", Relation.CHANGED)

    claims = "We know of no other alert for this area now. Stay careful." in said.lines
    assert claims is (mode is not Mode.DRILL)


def test_at_level_five_a_tsunami_leaves_only_the_way_up(order: Revise, say: Say):
    said = say(
        order(kind=Kind.TSUNAMI, order=Order.EMERGENCY_SAFETY, strength=Strength.PROTECT), "en"
    )

    assert (said.action, "go to a higher floor" in said.extra[0]) == (Action.PROTECT, True)


def test_the_issuers_note_is_shown_with_its_withdrawal(warning: Revise, say: Say):
    noted = warning(number=2, phase=Phase.WITHDRAWN, note="Sensor fault")

    said = say(noted, "en", Relation.CHANGED)

    assert said.extra == ("The issuer writes: Sensor fault",)


def test_no_known_end_is_said_and_is_no_all_clear(warning: Revise, say: Say):
    said = say(warning(expires=None), "en")

    assert "No end is known yet." in said.lines


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.TRAINING])
@pytest.mark.parametrize(
    ("language", "begins", "ends"),
    [
        ("ja", "【訓練】", "これは訓練です。実際の災害ではありません。"),
        (
            "ja-simple",
            "【訓練】",
            "これは 訓練(くんれん)です。ほんとうの 災害(さいがい)では ありません。",
        ),
        ("en", "DRILL", "This is a drill. Nothing has happened."),
        ("th", "【訓練】", "This is a drill. Nothing has happened."),
    ],
)
def test_a_drill_says_so_first_and_last_and_makes_no_sound(
    order: Revise, phrases: Phrasebook, mode: Mode, language: str, begins: str, ends: str
):
    said = [
        message
        for phase in Phase
        for message in messages(order(number=2, mode=mode, phase=phase), phrases, [language])
    ]

    assert all(m.title.startswith(begins) for m in said)
    assert all(m.lines[-1].endswith(ends) for m in said)
    assert all(m.silent for m in said)
