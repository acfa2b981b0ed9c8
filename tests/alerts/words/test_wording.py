"""What people read. DOMAIN sections 1, 2, 5, 7, 8, 11."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from alerts.languages import LANGUAGES, WRITTEN
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
from alerts.report import Text
from alerts.wording import messages

Revise = Callable[..., Revision]
SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)


def only(
    revision: Revision, phrases: Phrasebook, language: str, relation: Relation = Relation.NEW
) -> Message:
    found = [m for m in messages(revision, phrases, [language]) if m.relation is relation]
    assert len(found) == 1
    return found[0]


def test_an_order_is_said_whole_without_network_position_or_code(
    order: Revise, phrases: Phrasebook
):
    said = only(order(), phrases, "en")

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
            "Leave now for a safe place",
            "Everyone: leave dangerous places.",
            "Do not walk through water. If the way is flooded, go up where you are.",
            "It holds until we tell you that it is over.",
            "Order message from City of Kanda, 22 Nov 14:02.",
        ),
        extra=(),
        references=("In Japanese: 警戒レベル4 避難指示：洪水",),
        silent=False,
        action=Action.LEAVE_FOR_SITE,
    )


def test_an_agency_speaks_of_conditions_and_of_its_end(warning: Revise, phrases: Phrasebook):
    said = only(warning(), phrases, "ja")

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
    order: Revise, phrases: Phrasebook, order_: Order, strength: Strength, sentence: str
):
    said = only(order(order=order_, strength=strength), phrases, "en")

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
    phrases: Phrasebook,
    kind: Kind,
    strength: Strength,
    level: int,
    sentence: str,
):
    said = only(warning(kind=kind, strength=strength), phrases, "en")

    assert f"conditions of level {level}" in said.title
    assert any(sentence in line for line in said.lines)


@pytest.mark.parametrize("kind", [k for k in Kind if k.value not in ("flood", "landslide")])
def test_other_hazards_never_borrow_a_level(warning: Revise, phrases: Phrasebook, kind: Kind):
    if kind is Kind.STORM_SURGE:
        return
    said = [only(warning(kind=kind, strength=s), phrases, "en") for s in Strength]

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
    warning: Revise, phrases: Phrasebook, strength: Strength, title: str
):
    said = only(warning(kind=Kind.TSUNAMI, strength=strength), phrases, "ja")

    assert said.title == title


def test_no_text_claims_to_know_where_its_reader_is(
    order: Revise, warning: Revise, phrases: Phrasebook
):
    said = [
        line
        for revision in (order(number=2), warning(number=2))
        for message in messages(revision, phrases, ["en"])
        for line in (message.title, *message.lines, *message.extra)
    ]

    assert not any("you are in" in line.lower() for line in said)
    assert any("in or near Hashiba" in line for line in said)


def test_revision_1_is_new_to_all_and_a_later_one_stands_in_three_relations(
    order: Revise, phrases: Phrasebook
):
    first = [m.relation for m in messages(order(), phrases, ["en"])]
    second = [m.relation for m in messages(order(number=2), phrases, ["en"])]

    assert (first, second) == ([Relation.NEW], list(Relation))


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_an_ending_goes_to_those_told_before_and_is_audible(
    order: Revise, phrases: Phrasebook, phase: Phase
):
    said = messages(order(number=2, phase=phase), phrases, ["en"])

    assert [(m.relation, m.silent, m.action) for m in said] == [
        (Relation.CHANGED, False, Action.OVER)
    ]


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


def test_who_is_out_of_the_area_is_told_so_and_never_that_it_is_safe(
    order: Revise, phrases: Phrasebook
):
    said = only(order(number=2), phrases, "en", Relation.LEFT)

    assert (said.action, said.lines[:2]) == (
        Action.KNOW,
        (
            "Your place is no longer in the area of this order. Hazard: Flood.",
            "The order still holds in or near Hashiba (橋場). "
            "This does not mean that your place is safe.",
        ),
    )


def test_an_all_clear_says_first_what_still_holds_orders_before_warnings(
    order: Revise, phrases: Phrasebook
):
    surge = Holding(
        kind=Kind.STORM_SURGE,
        strength=Strength.PROTECT,
        authority=Authority.AGENCY,
        order=None,
        place_names={"en": "the coast"},
    )
    slope = Holding(
        kind=Kind.LANDSLIDE,
        strength=Strength.LEAVE,
        authority=Authority.MAYOR,
        order=Order.EVACUATE,
        place_names={"en": "Hashiba"},
    )
    ended = order(number=2, phase=Phase.ALL_CLEAR, still_holds=(surge, slope))

    said = only(ended, phrases, "en", Relation.CHANGED)

    assert said.lines[:3] == (
        "Still in force: Landslide: evacuation order 避難指示, in or near Hashiba.",
        "This warning is still valid: Storm surge: conditions of level 5 レベル5相当, "
        "in or near the coast.",
        "The evacuation order (避難指示) is lifted. Hazard: Flood.",
    )


def test_more_holdings_than_fit_are_at_least_mentioned(order: Revise, phrases: Phrasebook):
    slope = Holding(
        kind=Kind.LANDSLIDE,
        strength=Strength.LEAVE,
        authority=Authority.MAYOR,
        order=Order.EVACUATE,
        place_names={},
    )
    ended = order(number=2, phase=Phase.ALL_CLEAR, still_holds=(slope,) * 3)

    said = only(ended, phrases, "en", Relation.CHANGED)

    assert said.lines[2] == "More of our alerts still hold here. Open Hansho to see them."


def test_our_withdrawal_was_an_error_and_a_foreign_one_is_the_issuers(
    order: Revise, warning: Revise, phrases: Phrasebook
):
    ours = only(order(number=2, phase=Phase.WITHDRAWN), phrases, "en", Relation.CHANGED)
    foreign = only(warning(number=2, phase=Phase.WITHDRAWN), phrases, "en", Relation.CHANGED)

    assert ours.lines[0] == "The order was sent in error. It does not hold. Hazard: Flood."
    assert foreign.lines[:2] == (
        "The issuer has withdrawn this warning. Hazard: Flood.",
        "This does not mean that the danger is over.",
    )


def test_the_issuers_note_is_shown_with_its_withdrawal(warning: Revise, phrases: Phrasebook):
    noted = warning(number=2, phase=Phase.WITHDRAWN, note="Sensor fault")

    said = only(noted, phrases, "en", Relation.CHANGED)

    assert said.extra == ("The issuer writes: Sensor fault",)


def test_no_known_end_is_said_and_is_no_all_clear(warning: Revise, phrases: Phrasebook):
    said = only(warning(expires=None), phrases, "en")

    assert "No end is known yet." in said.lines


def test_a_future_onset_reads_from_its_time(warning: Revise, phrases: Phrasebook):
    said = only(warning(onset=SENT + timedelta(hours=4)), phrases, "en")

    assert "Expected from 22 Nov 18:02." in said.lines


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


def test_a_language_without_catalogue_falls_back_visibly(order: Revise, phrases: Phrasebook):
    named = order(place_names={"": "Hashiba"})
    simple, english, said = (only(named, phrases, each) for each in ("ja-simple", "en", "vi"))

    assert said.language == "vi"
    assert (said.lang, said.direction) == ("ja", "ltr")
    assert said.title == f"{simple.title} / {english.title}"
    assert said.lines == (
        *simple.lines,
        *english.lines,
        "Chưa có bản tiếng Việt đã được kiểm tra. Đây là tiếng Nhật và tiếng Anh.",
    )


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - set(WRITTEN)))
def test_every_language_says_in_itself_that_it_has_no_text(phrases: Phrasebook, language: str):
    assert phrases.no_text_note(language)


OWN = Text(
    language="en-US",
    event="Flood Warning",
    headline="Asano river: flood warning",
    description="Water rises <b>fast</b>.",
    instruction="Keep away from the bank.",
)


def test_an_agencys_own_words_lead_in_their_language_with_place_and_until(
    warning: Revise, phrases: Phrasebook
):
    said = only(warning(texts=(OWN,)), phrases, "en")

    assert said.title == "Asano river: flood warning"
    assert "It concerns the area in or near Hashiba (橋場)." in said.lines
    assert "This information is valid until 22 Nov 20:02." in said.lines
    assert said.extra == ("Keep away from the bank.", "Water rises fast.")


def test_a_headline_too_long_for_a_title_stands_first_in_the_body(
    warning: Revise, phrases: Phrasebook
):
    long = Text(language="en", event="Flood Warning", headline="Flood warning " + "on and on " * 9)

    said = only(warning(texts=(long,)), phrases, "en")

    assert (said.title, said.lines[0]) == ("Flood Warning", long.headline.strip())


def test_other_languages_get_the_phrasebook_not_a_foreign_text(
    warning: Revise, phrases: Phrasebook
):
    with_text = [only(warning(texts=(OWN,)), phrases, each) for each in ("ja", "ja-simple")]
    without = [only(warning(), phrases, each) for each in ("ja", "ja-simple")]

    assert with_text == without


def test_own_words_in_a_language_without_catalogue_come_before_the_fallback(
    warning: Revise, phrases: Phrasebook
):
    chinese = Text(language="zh-CN", event="洪水", headline="浅野川洪水警报")

    said = only(warning(texts=(chinese,)), phrases, "zh-Hans")

    assert (said.title, said.lang) == ("浅野川洪水警报", "zh-Hans")
    assert said.lines[:-1] == only(warning(), phrases, "vi").lines[:-1]


def test_an_order_keeps_its_fixed_sentences_whatever_the_desk_adds(
    order: Revise, phrases: Phrasebook
):
    added = order(texts=(OWN,))

    said, plain = only(added, phrases, "en"), only(order(), phrases, "en")

    assert (said.title, said.lines) == (plain.title, plain.lines)
    assert said.extra == (
        "Keep away from the bank.",
        "Water rises fast.",
        "Asano river: flood warning",
    )


def test_level_5_says_where_to_go_if_going_out_is_dangerous(order: Revise, phrases: Phrasebook):
    said = only(order(order=Order.EMERGENCY_SAFETY, strength=Strength.PROTECT), phrases, "en")

    assert said.extra == (
        "If it is dangerous to go out, go to a higher floor, away from the slope and the river.",
    )


def test_after_shaking_people_near_the_sea_are_told_not_to_wait(
    warning: Revise, phrases: Phrasebook
):
    said = only(warning(kind=Kind.EARTHQUAKE, strength=Strength.KNOW), phrases, "en")

    assert said.extra == ("Near the sea: go up, do not wait for a warning.",)


def test_a_place_without_a_name_is_not_invented(order: Revise, phrases: Phrasebook):
    said = only(order(place_names={}), phrases, "en")

    assert "This order is for dangerous places in or near the area on the map." in said.lines


def test_an_unknown_language_is_a_broken_promise(order: Revise, phrases: Phrasebook):
    with pytest.raises(KeyError):
        messages(order(), phrases, ["xx"])
