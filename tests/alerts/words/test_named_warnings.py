"""What an agency announced is said in every language, with the agency's own name beside it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from alerts.model import Authority, Kind, Message, Phase, Revision, Strength
from alerts.named_warnings import NAMED_MEMBERS, Named, named
from alerts.phrases import PHRASES
from alerts.report import Text

Revise = Callable[..., Revision]
Say = Callable[..., Message]
KANA = re.compile(r"[ぁ-ヿー ]+")


def announced(event: str, language: str = "ja") -> tuple[Text, ...]:
    return (Text(language=language, event=event),)


def test_a_tornado_advisory_is_said_as_what_it_is_with_its_official_name(warning: Revise, say: Say):
    advisory = warning(kind=Kind.TORNADO, strength=Strength.READY, texts=announced("竜巻注意情報"))

    said = {language: say(advisory, language).lines for language in ("en", "ja-simple")}

    assert said["en"][0] == (
        "A tornado may form (竜巻注意情報). Dark clouds, thunder or cold gusts are signs of it."
    )
    assert said["ja-simple"][0].startswith("「竜巻注意情報(たつまき ちゅうい じょうほう)」：")


@pytest.mark.parametrize(
    ("kind", "event", "member"),
    [
        (Kind.TORNADO, "竜巻注意情報（目撃情報あり）", "tornado_seen"),
        (Kind.FLOOD, "網走・北見・紋別地方気象防災速報（記録的短時間大雨）", "record_rain"),
        (Kind.FLOOD, "千葉県気象防災速報（線状降水帯発生）", "rain_band"),
        (Kind.FLOOD, "六角川氾濫警戒情報", "river_warning"),
        (Kind.EARTHQUAKE, "震度速報", "shaking"),
        (Kind.EARTHQUAKE, "南海トラフ地震臨時情報（巨大地震警戒）", "nankai_warning"),
        (Kind.VOLCANO, "桜島 やや多量の降灰", "ash_some"),
        (Kind.VOLCANO, "桜島 多量の降灰", "ash_heavy"),
        (Kind.VOLCANO, "御嶽山 噴火したもよう", "eruption"),
        (Kind.VOLCANO, "箱根山 噴火警報：避難等", "eruption_warning"),
        (Kind.SNOW, "暴風雪特別警報", "special"),
        (Kind.OTHER, "濃霧注意報", "fog"),
    ],
)
def test_the_most_specific_name_counts(warning: Revise, kind: Kind, event: str, member: str):
    found = named(warning(kind=kind, names_level=False, texts=announced(event)))

    assert found
    assert found.member == member


@pytest.mark.parametrize(
    "fields",
    [
        {"texts": announced("緊急放送")},
        {"texts": announced("濃霧注意報")},
        {"texts": announced("竜巻注意情報", language="en")},
        {"texts": announced("竜巻注意情報"), "authority": Authority.MAYOR},
        {"texts": announced("竜巻注意情報"), "phase": Phase.WITHDRAWN},
    ],
    ids=["unknown", "of another hazard", "not Japanese", "a mayor", "withdrawn"],
)
def test_all_else_is_said_by_its_hazard(warning: Revise, fields: dict[str, object]):
    assert named(warning(**{"kind": Kind.TORNADO, **fields})) is None


def test_levels_and_the_classes_of_tsunamis_keep_their_own_sentences(warning: Revise):
    flood = warning(kind=Kind.FLOOD, texts=announced("レベル４氾濫危険情報"))
    tsunami = warning(kind=Kind.TSUNAMI, texts=announced("津波観測に関する情報"))

    assert (named(flood), named(tsunami)) == (None, None)


def test_an_ended_warning_is_not_announced_again(warning: Revise):
    lifted = warning(kind=Kind.VOLCANO, texts=announced("桜島 噴火警報解除"))

    assert named(lifted) is None


@pytest.mark.parametrize("member", NAMED_MEMBERS)
def test_every_name_has_its_sentence(member: str):
    assert PHRASES[f"warning.what.named.{member}"].slots == ("term",)


def test_a_name_s_reading_is_kana_alone(warning: Revise):
    found = named(warning(kind=Kind.TORNADO, texts=announced("竜巻注意情報")))

    assert isinstance(found, Named)
    assert KANA.fullmatch(found.reading)


def test_what_to_do_stands_beside_what_was_announced(warning: Revise, say: Say):
    quake = warning(
        kind=Kind.EARTHQUAKE,
        strength=Strength.PROTECT,
        texts=announced("緊急地震速報（警報）"),
        expires=None,
        onset=None,
    )

    said = say(quake, "en")

    assert said.lines[0] == "Strong shaking will begin in a moment (緊急地震速報（警報）)."
    assert said.do is not None
    assert said.lines[said.do] == "Protect yourself at once"
    assert "More shaking may follow. Keep away from what may fall." in said.extra


@pytest.mark.parametrize(
    ("kind", "advice"),
    [
        (Kind.VOLCANO, "Cover your mouth, nose and eyes, and keep well away from the volcano."),
        (Kind.FIRE, "Keep away from the smoke, stay low, and go across the wind."),
        (Kind.INDUSTRIAL, "Go indoors, close doors and windows, and switch off fans."),
        (Kind.HEAT, "Stay in a cool room, drink water often, and look after each other."),
        (Kind.SNOW, "Do not drive. Stay away from roofs that snow may fall from."),
        (Kind.INLAND_FLOOD, "Leave cellars and underpasses before water comes in."),
    ],
)
def test_each_hazard_has_advice_of_its_own(warning: Revise, say: Say, kind: Kind, advice: str):
    said = say(warning(kind=kind, expires=None, issued=warning().sent + timedelta(0)), "en")

    assert advice in said.extra
