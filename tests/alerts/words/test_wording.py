"""What people read while an alert is live. DOMAIN sections 1, 2, 5, 7, 11."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from alerts.model import (
    Action,
    Kind,
    Message,
    Order,
    Relation,
    Revision,
    Strength,
)
from alerts.phrases import Phrasebook
from alerts.wording import messages

Revise = Callable[..., Revision]
Say = Callable[..., Message]
SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)


def test_an_order_is_said_whole_without_network_position_or_code(order: Revise, say: Say):
    said = say(order(), "en")

    assert said == Message(
        alert_id="abcdefgh23456789",
        number=1,
        language="en",
        relation=Relation.NEW,
        lang="en",
        direction="ltr",
        title="Flood: evacuation order 避難指示",
        lines=(
            "Level 4 order: evacuation order (避難指示). Hazard: Flood.",
            "This order is for dangerous places in or near Hashiba (橋場).",
            "Leave dangerous places now",
            "Everyone: leave dangerous places.",
            "Do not walk through water. If the way is flooded, go up where you are.",
            "It holds until we tell you that it is over.",
            "Order message from City of Kanda, 22 Nov 14:02.",
        ),
        extra=(),
        references=("In Japanese: 警戒レベル4 避難指示：洪水",),
        silent=False,
        action=Action.LEAVE_FOR_SITE,
        do=2,
        where=1,
        retelling=said.retelling,
    )


def test_an_agency_speaks_of_conditions_and_of_its_end(warning: Revise, say: Say):
    said = say(warning(), "ja")

    assert (said.title, said.lines) == (
        "洪水：レベル4相当",
        (
            "洪水について、レベル4相当の状況です。",
            "対象は、橋場とその付近です。",
            "今すぐ危険な場所から離れて",
            "レベル4相当の行動：危険な場所から全員避難。",
            "移動するとき、水の中を歩かないでください。道が冠水していたら、その場で上の階へ。",
            "この情報の有効期限は11月22日 20:02です。",
            "Weather Agency　11月22日 14:02（防災情報）",
        ),
    )


@pytest.mark.parametrize(
    ("order_", "strength", "sentence"),
    [
        (
            Order.EMERGENCY_SAFETY,
            Strength.PROTECT,
            "Your life is in danger. Protect yourself now.",
        ),
        (Order.EVACUATE, Strength.LEAVE, "Everyone: leave dangerous places."),
        (
            Order.ELDERLY_AND_OTHERS,
            Strength.LEAVE_IF_SLOW,
            "Older people and all who need time: leave dangerous places now. Others: get ready.",
        ),
    ],
)
def test_the_fixed_meaning_of_an_orders_level_stands_in_full(
    order: Revise, say: Say, order_: Order, strength: Strength, sentence: str
):
    said = say(order(order=order_, strength=strength), "en")

    assert sentence in said.lines


@pytest.mark.parametrize("kind", [Kind.FLOOD, Kind.LANDSLIDE, Kind.STORM_SURGE])
@pytest.mark.parametrize(
    ("strength", "level", "sentence"),
    [
        (Strength.PROTECT, 5, "Your life is in danger. Protect yourself now."),
        (Strength.LEAVE, 4, "Everyone: leave dangerous places."),
        (Strength.LEAVE_IF_SLOW, 3, "Older people and all who need time: leave dangerous places"),
        (Strength.READY, 2, "Check your way and your zone."),
    ],
)
def test_the_agencys_levels_are_conditions_with_the_same_meaning(
    warning: Revise,
    say: Say,
    kind: Kind,
    strength: Strength,
    level: int,
    sentence: str,
):
    said = say(warning(kind=kind, strength=strength), "en")

    assert f"conditions of level {level}" in said.title
    assert any(sentence in line for line in said.lines)


@pytest.mark.parametrize("kind", [Kind.FLOOD, Kind.LANDSLIDE, Kind.STORM_SURGE])
@pytest.mark.parametrize("language", ["ja", "ja-simple", "en"])
def test_a_warning_whose_issuer_names_no_level_gets_none_from_us(
    warning: Revise, say: Say, kind: Kind, language: str
):
    said = [say(warning(kind=kind, strength=s, names_level=False), language) for s in Strength]

    words = [line for m in said for line in (m.title, *m.lines, *m.references)]
    assert not any("evel " in line or "レベル" in line for line in words)


@pytest.mark.parametrize("kind", [k for k in Kind if k.value not in ("flood", "landslide")])
def test_other_hazards_never_borrow_a_level(warning: Revise, say: Say, kind: Kind):
    if kind is Kind.STORM_SURGE:
        return
    said = [say(warning(kind=kind, strength=s), "en") for s in Strength]

    assert not any("evel " in line for m in said for line in (m.title, *m.lines, *m.references))


@pytest.mark.parametrize(
    ("strength", "title"),
    [
        (Strength.PROTECT, "大津波警報"),
        (Strength.LEAVE, "津波警報"),
        (Strength.LEAVE_IF_SLOW, "津波警報"),
        (Strength.READY, "津波注意報"),
    ],
)
def test_tsunami_classes_show_their_names_without_a_digit(
    warning: Revise, say: Say, strength: Strength, title: str
):
    said = say(warning(kind=Kind.TSUNAMI, strength=strength), "ja")

    assert said.title == title


def test_revision_1_is_new_to_all_and_a_later_one_stands_in_three_relations(
    order: Revise, phrases: Phrasebook
):
    first = [m.relation for m in messages(order(), phrases, ["en"])]
    second = [m.relation for m in messages(order(number=2), phrases, ["en"])]

    assert (first, second) == ([Relation.NEW], list(Relation))


def test_new_is_audible_other_changes_are_silent(order: Revise, phrases: Phrasebook):
    said = messages(order(number=2), phrases, ["en"])

    assert {m.relation: m.silent for m in said} == {
        Relation.NEW: False,
        Relation.CHANGED: True,
        Relation.LEFT: True,
    }


def test_a_raised_order_is_audible_and_says_so(order: Revise, phrases: Phrasebook):
    before = order(order=Order.ELDERLY_AND_OTHERS, strength=Strength.LEAVE_IF_SLOW)

    said = messages(order(number=2), phrases, ["en"], previous=before)

    changed = said[1]
    assert (changed.silent, changed.lines[0]) == (
        False,
        "Changed: the order is stronger than before.",
    )


def test_an_update_says_what_changed(warning: Revise, phrases: Phrasebook):
    later = warning(number=2, expires=SENT + timedelta(hours=9))

    said = messages(later, phrases, ["en"], previous=warning())

    assert said[1].title.startswith("Changed: ")
    assert said[1].lines[0] == "Changed: its time has changed."


def test_a_future_onset_reads_from_its_time(warning: Revise, say: Say):
    said = say(warning(onset=SENT + timedelta(hours=4)), "en")

    assert "Expected from 22 Nov 18:02." in said.lines


def test_level_5_says_where_to_go_if_going_out_is_dangerous(order: Revise, say: Say):
    said = say(order(order=Order.EMERGENCY_SAFETY, strength=Strength.PROTECT), "en")

    assert said.extra == (
        "If it is dangerous to go out, go to a higher floor, away from the slope and the river.",
    )


def test_after_shaking_people_near_the_sea_are_told_not_to_wait(warning: Revise, say: Say):
    said = say(warning(kind=Kind.EARTHQUAKE, strength=Strength.KNOW), "en")

    assert said.extra == ("Near the sea: go up, do not wait for a warning.",)


def test_a_place_without_a_name_is_not_invented(order: Revise, say: Say):
    said = say(order(place_names={}), "en")

    assert "This order is for dangerous places in or near the area on the map." in said.lines


def test_an_unknown_language_is_a_broken_promise(order: Revise, phrases: Phrasebook):
    with pytest.raises(KeyError):
        messages(order(), phrases, ["xx"])
