"""Every refusal of the desk can be read by staff in Japanese, with everything put into it."""

import ast
import string

from alerts.desk.finding import Finding
from service.desk.acting import Changed, DeskRefused, Held
from service.desk_page.refusing import pieces, refusal, refusal_of
from service.desk_page.words.refusals import JA, ROOMS
from tests.service.desk_page.refusing_sites import pieces_of, sites, sites_in


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_refusal_in_the_source_has_its_japanese() -> None:
    known = {pieces(template) for template in JA}

    lacking = {
        f"{site.where}: {'{…}'.join(site.pieces)}"
        for site in sites()
        if site.pieces is not None and site.pieces not in known
    }

    assert lacking == set(), "add them to a room of service/desk_page/words/refusals/"


def test_every_refusal_is_written_where_it_is_raised() -> None:
    unseen = {site.where for site in sites() if site.pieces is None}

    assert unseen == set(), "raise a literal or an f-string, or pass on what has a .reason"


def test_no_row_is_left_of_a_refusal_that_is_gone() -> None:
    said = {site.pieces for site in sites()}
    stale = {one for room in ROOMS[1:] for one in room.JA if pieces(one) not in said}

    assert stale == set()


def test_the_japanese_has_the_slots_of_the_english() -> None:
    other = {english for english, japanese in JA.items() if slots(english) != slots(japanese)}

    assert other == set()


def test_no_refusal_is_in_two_rooms() -> None:
    all_of_them = [template for room in ROOMS for template in room.JA]

    assert len(all_of_them) == len(set(all_of_them))


def test_every_template_is_found_again_from_what_it_says() -> None:
    for english, japanese in JA.items():
        filled = english.format_map(dict.fromkeys(slots(english), "⟨7⟩"))

        assert refusal("ja", filled) == japanese.format_map(dict.fromkeys(slots(japanese), "⟨7⟩"))


def test_a_state_inside_a_refusal_is_said_in_words() -> None:
    said = [
        refusal("ja", "this was decided already: issued"),
        refusal(
            "ja", "None of your roles allows this (composer or approver may). Ask one of them."
        ),
    ]

    assert said == [
        "もう決まっています（発信済み）。画面を読み込み直してください。",
        "あなたの役割ではできません（できる役割：書く・承認して送る）。その人に頼んでください。",
    ]


def test_a_rule_of_the_database_inside_a_refusal_is_said_in_japanese() -> None:
    raised = "the desk's rules forbid this: a draft keeps its mode; begin a new draft"

    assert refusal("ja", raised) == (
        "発信卓の決まりに反します：下書きの本番・訓練は変えられません。新しく作ってください。"
    )


def test_several_refusals_in_one_are_said_one_by_one() -> None:
    changed = Changed(
        (
            "The area is not the one that was submitted. Look at it and submit anew.",
            "The text of the alert is another than submitted: ja (new). Submit anew.",
        )
    )
    finding = Finding(id="missing.who", severity="refuse", sentence="It does not say who speaks.")

    said = [
        refusal("ja", str(changed)),
        refusal_of("ja", changed),
        refusal_of("ja", Held((finding,))),
    ]

    assert said == [
        "区域が提出時と違います。確かめて、提出し直してください。"
        "発表の文が提出時と違います：ja (new)。提出し直してください。",
        "区域が提出時と違います。確かめて、提出し直してください。 "
        "発表の文が提出時と違います：ja (new)。提出し直してください。",
        "誰が言うのか書かれていません。発表者を書いてください。",
    ]


def test_what_nobody_has_translated_is_said_in_english_and_never_left_out() -> None:
    said = refusal_of("ja", DeskRefused("a new rule; ask the town's IT"))

    assert said == "（英文のみ）a new rule; ask the town's IT"


def test_in_english_a_refusal_says_itself() -> None:
    said = refusal_of("en", DeskRefused("this was decided already: issued"))

    assert said == "this was decided already: issued"


def test_a_refusal_put_together_elsewhere_is_seen_as_one_that_cannot_be_told() -> None:
    source = "def f(x):\n    raise DeskRefused(made_up(x))\n"

    (site,) = sites_in(source)

    assert site.pieces is None


def test_values_put_into_a_sentence_part_its_pieces() -> None:
    said = ast.parse('f"{name}: version {n} was saved"', mode="eval").body

    assert pieces_of(said) == ("", ": version ", " was saved")
