"""What a warning means, by tables. Events are quoted from warnings that were really sent."""

from itertools import product

import msgspec
import pytest

from alerts.meaning import Meaning, fault_of_desk, kind_of, meaning, strength_of
from alerts.model import Authority, Kind, Order, Strength
from alerts.report import Code, Hazard, Text


def hazard(
    event: str = "",
    *,
    codes: dict[str, str] | None = None,
    parameters: dict[str, str] | None = None,
    **rest: object,
) -> Hazard:
    return Hazard(
        texts=(Text(language="en", event=event),),
        areas=(),
        event_codes=tuple(Code(name=n, value=v) for n, v in (codes or {}).items()),
        parameters=tuple(Code(name=n, value=v) for n, v in (parameters or {}).items()),
        **rest,
    )


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("Falling rocks, landslide", Kind.LANDSLIDE),
        ("Bushfire", Kind.FIRE),
        ("Minor forest-fire warning", Kind.FIRE),
        ("Earthquake", Kind.EARTHQUAKE),
        ("terremoto", Kind.EARTHQUAKE),
        ("Tsunami Warning", Kind.TSUNAMI),
        ("津波注意報", Kind.TSUNAMI),
        ("高潮警報", Kind.STORM_SURGE),
        ("Sturmflut", Kind.STORM_SURGE),
        ("土砂災害警戒情報", Kind.LANDSLIDE),
        ("HITZE", Kind.HEAT),
        ("Minor high-temperature warning", Kind.HEAT),
        ("Aviso de Ciclón Tropical en el Pacífico", Kind.STORM),
        ("Blizzard Warning", Kind.SNOW),
        ("Minor snow-ice warning", Kind.SNOW),
        ("暴風雪警報", Kind.SNOW),
        ("Extreme Thunderstorm warning", Kind.STORM),
        ("Gewitterwarnung", Kind.STORM),
        ("Vigilance jaune orages", Kind.STORM),
        ("WINDBÖEN", Kind.STORM),
        ("Vent de tempéte", Kind.STORM),
        ("Ветер", Kind.STORM),
        ("SMALL CRAFT CAUTION", Kind.STORM),
        ("Flash Flood Watch", Kind.FLOOD),
        ("Lluvia intensa", Kind.FLOOD),
        ("fortes pluies", Kind.FLOOD),
        ("STARKREGEN", Kind.FLOOD),
        ("yoğun yağmur", Kind.FLOOD),
        ("Ulewa", Kind.FLOOD),
        ("أمطار غزيرة", Kind.FLOOD),
        ("大雨警報", Kind.FLOOD),
        ("氾濫危険情報", Kind.FLOOD),
        ("Tornado", Kind.TORNADO),
        ("噴火警報", Kind.VOLCANO),
        ("Special Weather Statement", Kind.OTHER),
        ("Theatre closed", Kind.OTHER),
        ("Required Monthly Test", Kind.OTHER),
    ],
)
def test_events_are_recognised_in_the_languages_in_which_they_came(event: str, kind: Kind):
    assert kind_of(hazard(event)) is kind


def test_the_most_specific_word_of_all_languages_names_the_kind():
    two = Hazard(
        texts=(Text(language="en", event="Storm"), Text(language="ja", event="高潮警報")), areas=()
    )

    assert kind_of(two) is Kind.STORM_SURGE


def test_codes_speak_before_words_and_our_own_before_all():
    coded = hazard("Alert", codes={"SAME": "TOR"})
    ours = hazard("Storm", codes={"SAME": "TOR", "hansho:kind": "landslide"})

    assert (kind_of(coded), kind_of(ours)) == (Kind.TORNADO, Kind.LANDSLIDE)


def test_a_headline_and_then_the_category_help_where_the_event_says_nothing():
    headlined = Hazard(
        texts=(Text(language="en", event="Alert", headline="River flood at Hashiba"),), areas=()
    )

    assert kind_of(headlined) is Kind.FLOOD
    assert kind_of(hazard("Alert", categories=("Safety", "Fire"))) is Kind.FIRE


@pytest.mark.parametrize(
    ("order", "strength"),
    [
        (Order.EMERGENCY_SAFETY, Strength.PROTECT),
        (Order.EVACUATE, Strength.LEAVE),
        (Order.ELDERLY_AND_OTHERS, Strength.LEAVE_IF_SLOW),
    ],
)
@pytest.mark.parametrize("place", ["codes", "parameters"])
def test_a_desks_order_has_the_strength_of_its_level(order: Order, strength: Strength, place: str):
    ordered = hazard("避難情報", **{place: {"hansho:kind": "flood", "hansho:order": order.value}})

    assert meaning(ordered, from_desk=True) == Meaning(
        kind=Kind.FLOOD, strength=strength, authority=Authority.MAYOR, order=order
    )


def test_an_agencys_warning_never_becomes_an_order_whatever_codes_it_carries():
    posing = hazard(
        "Flood",
        codes={"hansho:order": "evacuate"},
        response_types=("Evacuate",),
        urgency="Immediate",
        severity="Extreme",
        certainty="Observed",
    )

    said = meaning(posing, from_desk=False)

    assert (said.authority, said.order) == (Authority.AGENCY, None)


def test_a_desk_that_names_no_order_gives_none():
    notice = hazard("Flood", response_types=("Evacuate",), severity="Severe")

    said = meaning(notice, from_desk=True)

    assert (said.authority, said.order, said.strength) == (Authority.MAYOR, None, Strength.LEAVE)


def test_a_desks_notice_has_the_strength_that_it_says_and_not_that_of_a_class_it_names():
    strength = Code(name="hansho:strength", value="know")
    notice = msgspec.structs.replace(in_japanese("大雨警報"), parameters=(strength,))

    assert meaning(notice, from_desk=True).strength is Strength.KNOW
    assert meaning(notice, from_desk=False).strength is not Strength.KNOW


def test_a_slip_in_a_desks_strength_is_held():
    slip = hazard("Flood", parameters={"hansho:strength": "leeve"})

    assert fault_of_desk(slip) == (
        "hansho:strength is “leeve”, and must be one of protect, leave, leave_if_slow, ready, know"
    )


@pytest.mark.parametrize(
    ("responses", "urgency", "severity", "certainty", "strength"),
    [
        (("AllClear",), "Immediate", "Extreme", "Observed", Strength.KNOW),
        (("Evacuate",), "Past", "Extreme", "Observed", Strength.KNOW),
        (("Evacuate",), "Immediate", "Extreme", "Unlikely", Strength.KNOW),
        (("Evacuate",), "Expected", "Severe", "Likely", Strength.LEAVE),
        (("Evacuate",), "Unknown", "Unknown", "Unknown", Strength.LEAVE),
        (("Evacuate",), "Expected", "Minor", "Observed", Strength.KNOW),
        (("Shelter",), "Immediate", "Severe", "Possible", Strength.PROTECT),
        (("Shelter",), "Expected", "Severe", "Likely", Strength.READY),
        ((), "Immediate", "Extreme", "Observed", Strength.PROTECT),
        ((), "Immediate", "Extreme", "Very Likely", Strength.PROTECT),
        ((), "Immediate", "Extreme", "Possible", Strength.LEAVE_IF_SLOW),
        ((), "Future", "Extreme", "Likely", Strength.LEAVE_IF_SLOW),
        ((), "Unknown", "Extreme", "Observed", Strength.READY),
        ((), "Immediate", "Extreme", "Unknown", Strength.READY),
        (("Monitor",), "Immediate", "Severe", "Likely", Strength.READY),
        ((), "Future", "Moderate", "Likely", Strength.READY),
        (("Execute",), "Unknown", "Unknown", "Unknown", Strength.READY),
        ((), "Unknown", "Unknown", "Unknown", Strength.KNOW),
        (("Prepare",), "Immediate", "Minor", "Likely", Strength.KNOW),
    ],
)
def test_an_agencys_strength_follows_the_table(
    responses: tuple[str, ...], urgency: str, severity: str, certainty: str, strength: Strength
):
    warned = hazard(
        "Wind", response_types=responses, urgency=urgency, severity=severity, certainty=certainty
    )

    assert strength_of(warned, Kind.STORM) is strength


def test_unknown_values_alone_never_wake_a_phone():
    severities = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
    known = ("Immediate", "Expected", "Future")

    said = {
        strength_of(hazard(urgency=u, severity=s, certainty=c), kind)
        for s, kind in product(severities, Kind)
        for u, c in [*product(known, ("Unknown",)), *product(("Unknown",), ("Observed", "Likely"))]
    }

    assert not any(strength.is_urgent for strength in said)


@pytest.mark.parametrize(
    ("event", "strength"),
    [
        ("大津波警報", Strength.PROTECT),
        ("津波警報", Strength.LEAVE),
        ("津波注意報", Strength.READY),
        ("Tsunami Watch", Strength.READY),
        ("Tsunami Warning", Strength.LEAVE),
        ("Tsunami", Strength.LEAVE),
    ],
)
def test_a_tsunami_has_the_strength_of_its_class(event: str, strength: Strength):
    warned = hazard(event, urgency="Immediate", severity="Extreme", certainty="Observed")

    assert strength_of(warned, Kind.TSUNAMI) is strength


def in_japanese(event: str, headline: str = "", language: str = "ja") -> Hazard:
    text = Text(language=language, event=event, headline=headline)
    return msgspec.structs.replace(
        hazard(event, urgency="Expected", severity="Severe", certainty="Likely"), texts=(text,)
    )


@pytest.mark.parametrize(
    ("event", "strength"),
    [
        ("レベル５大雨特別警報", Strength.PROTECT),
        ("大雨特別警報", Strength.PROTECT),
        ("レベル4土砂災害危険警報", Strength.LEAVE),
        ("高潮危険警報", Strength.LEAVE),
        ("レベル３氾濫警報", Strength.LEAVE_IF_SLOW),
        ("大雨警報", Strength.LEAVE_IF_SLOW),
        ("レベル2大雨注意報", Strength.READY),
        ("大雨注意報", Strength.READY),
        ("早期注意情報（大雨）", Strength.KNOW),
    ],
)
def test_an_agencys_level_is_read_from_the_name_of_its_class(event: str, strength: Strength):
    said = meaning(in_japanese(event), from_desk=False)

    assert (said.strength, said.names_level) == (strength, True)


def test_the_headline_names_the_class_where_the_event_does_not():
    said = meaning(in_japanese("大雨", "レベル４大雨危険警報を発表"), from_desk=False)

    assert (said.strength, said.names_level) == (Strength.LEAVE, True)


@pytest.mark.parametrize(
    "warned",
    [
        in_japanese("暴風警報"),
        in_japanese("洪水警報", language="zh-TW"),
        in_japanese("大雨"),
        in_japanese("Flood warning, level 4", language="en"),
    ],
    ids=["no levelled hazard", "not Japanese", "no class", "another country's levels"],
)
def test_no_level_is_made_up(warned: Hazard):
    assert not meaning(warned, from_desk=False).names_level


def test_a_desk_names_no_level_but_by_its_order():
    assert not meaning(in_japanese("大雨警報"), from_desk=True).names_level
