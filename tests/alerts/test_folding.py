"""One event from several sources is one alert (docs/triage.md, "Folding")."""

import pytest

from alerts.model import Kind, Phase, Strength
from alerts.report import AreaClaim, Hazard, MessageType, Report, Text
from tests.alerts.heard import (
    Town,
    at,
    cancel,
    county,
    drawn,
    hazard,
    telegram,
)
from tests.factories import order_hazard, report, ring

LIVE, OVER, BACK = Phase.LIVE, Phase.ALL_CLEAR, Phase.WITHDRAWN
READY, SLOW, LEAVE, KNOW = Strength.READY, Strength.LEAVE_IF_SLOW, Strength.LEAVE, Strength.KNOW
ALERT = "landslide/鐘県土砂災害警戒情報"
BULLETIN = "土砂災害警戒情報"
SLIDE = {"part": "土砂災害", "kind": Kind.LANDSLIDE}
SHAKING = {"part": "地震", "kind": Kind.EARTHQUAKE}
QUAKE = "earthquake/20260701120000"
EAST = ring(139.0, 35.0)
WITHIN_EAST = ring(139.003, 35.003, 0.002)


def slide(hours: float, strength: Strength, **changes: object) -> Report:
    return telegram(hours, hazard(strength, ["east"], **SLIDE), **changes)


def alert_of(hours: float, strength: Strength) -> Report:
    """VXWW50: the same as the warning, in a stream of its own."""
    return slide(hours, strength, stream=ALERT, source=BULLETIN)


def neighbour(hours: float, **changes: object) -> Report:
    """A CAP message of another authority: a flood in the east, like the rain."""
    hazards = (
        Hazard(
            texts=(Text(language="en", event="Flood warning"),),
            areas=(AreaClaim(description="", polygons=(EAST,)),),
            urgency="Expected",
            severity="Severe",
            certainty="Likely",
        ),
    )
    return report(
        **{"sent": at(hours), "identifier": f"cap-{hours}", "hazards": hazards, **changes}
    )


def sources(town: Town, hours: float) -> list[set[str]]:
    """Who speaks in each live alert."""
    return [
        {f"{one.key.sender} {one.source}".strip() for one in town.store.voices(alert.id)}
        for alert in town.store.live(at(hours))
    ]


def test_a_second_source_of_the_same_at_the_same_strength_tells_nobody() -> None:
    town = Town()
    town.hears(slide(0, LEAVE))

    assert town.says(alert_of(0.1, LEAVE)) == []
    assert sources(town, 0.1) == [{"jma 気象警報・注意報（Ｒ０６）（大雨）", f"jma {BULLETIN}"}]


def test_a_second_source_that_is_weaker_tells_nobody() -> None:
    town = Town()
    town.hears(slide(0, LEAVE))

    assert town.says(alert_of(0.1, READY)) == []


def test_a_second_source_that_is_stronger_on_the_same_ground_raises_the_alert() -> None:
    town = Town()
    town.hears(slide(0, SLOW))

    assert town.says(alert_of(0.1, LEAVE)) == [("east", LIVE, LEAVE)]
    assert len(town.store.live(at(0.1))) == 1


def test_what_is_stronger_on_a_part_of_the_ground_is_an_alert_of_its_own() -> None:
    town = Town()
    town.hears(telegram(0, county(KNOW, **SHAKING), stream=QUAKE))

    heard = town.says(telegram(0.1, hazard(SLOW, ["west"], **SHAKING), stream=QUAKE))

    assert heard == [("west", LIVE, SLOW)]
    assert len(town.store.live(at(0.1))) == 2


def test_regions_that_shook_and_then_their_towns_are_one_alert() -> None:
    town = Town()
    town.hears(telegram(0, county(SLOW, **SHAKING), stream=QUAKE, source="震度速報"))
    towns = hazard(SLOW, ["east", "west"], **SHAKING), hazard(KNOW, ["north"], **SHAKING)

    assert town.says(telegram(0.1, *towns, stream=QUAKE, source="震源・震度に関する情報")) == []
    assert len(town.store.live(at(0.1))) == 1


def test_a_second_earthquake_is_told_though_the_first_was_stronger() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"], **SHAKING), stream=QUAKE))
    later = telegram(1, hazard(SLOW, ["east"], **SHAKING), stream="earthquake/20260701130000")

    assert town.says(later) == [("east", LIVE, SLOW)]


def test_a_second_attack_is_heard_and_a_repetition_of_the_first_is_not() -> None:
    town = Town()
    missile = {"part": "attack", "kind": Kind.ATTACK}

    def said(hours: float) -> list[tuple[str, Phase, Strength]]:
        sent = telegram(hours, hazard(Strength.PROTECT, ["east"], **missile), stream="qzss/1")
        return town.says(sent)

    assert [len(said(0)), len(said(0.1)), len(said(1))] == [1, 0, 1]


def test_two_phenomena_of_one_sender_are_never_one_alert() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))
    river = hazard(SLOW, ["east"], part="氾濫")

    assert town.says(telegram(0.1, river, stream="river/1")) == [("east", LIVE, SLOW)]


def test_an_all_clear_of_one_source_waits_for_the_other() -> None:
    town = Town()
    town.hears(slide(0, LEAVE))
    town.hears(alert_of(0.1, LEAVE))

    first = town.says(telegram(1, hazard(KNOW, ["east"], ended=True, **SLIDE)))
    second = town.says(
        telegram(2, hazard(KNOW, ["east"], ended=True, **SLIDE), stream=ALERT, source=BULLETIN)
    )

    assert (first, second) == ([], [("east", OVER, LEAVE)])


def test_strength_falls_to_what_the_others_still_say() -> None:
    town = Town()
    town.hears(slide(0, READY))
    town.hears(alert_of(0.1, LEAVE))

    ended = telegram(1, hazard(KNOW, ["east"], ended=True, **SLIDE), stream=ALERT, source=BULLETIN)

    assert town.says(ended) == [("east", LIVE, READY)]


def test_what_is_only_to_know_does_not_hold_back_an_all_clear() -> None:
    town = Town()
    wave = {"part": "津波", "kind": Kind.TSUNAMI}
    town.hears(telegram(0, hazard(LEAVE, ["east"], **wave), stream="tsunami"))
    told = telegram(0.1, hazard(KNOW, ["east"], **wave), stream="tsunami-information/1")
    assert town.says(told) == []

    over = telegram(5, hazard(LEAVE, ["east"], ended=True, **wave), stream="tsunami")

    assert town.says(over) == [("east", OVER, LEAVE)]
    assert town.store.live(at(5)) == ()


def test_what_was_stronger_on_less_ground_goes_on_by_itself_when_the_rest_is_lowered() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))
    (inside,) = neighbour(0.1).hazards
    small = inside.areas[0].__class__(description="", polygons=(WITHIN_EAST,))
    part = Hazard(
        texts=inside.texts, areas=(small,), response_types=("Evacuate",), severity="Severe",
        urgency="Expected", certainty="Likely",
    )  # fmt: skip
    assert town.says(neighbour(0.1, hazards=(part,))) == []

    heard = town.hears(telegram(1, hazard(READY, ["east"])))

    assert sorted(one.strength for one in heard) == [LEAVE, READY]
    assert len(town.store.live(at(1))) == 2


def test_a_neighbours_warning_of_the_same_ground_tells_nobody_twice() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))

    assert town.says(neighbour(0.1)) == []
    assert sources(town, 0.1) == [
        {"jma 気象警報・注意報（Ｒ０６）（大雨）", "weather@agency.example"}
    ]


def test_a_neighbours_cancel_leaves_what_others_say() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))
    first = neighbour(0.1)
    town.hears(first)

    back = neighbour(0.2, message_type=MessageType.CANCEL, references=(first.key,), hazards=())

    assert town.says(back) == []
    assert [one.latest.strength for one in town.store.live(at(0.2))] == [LEAVE]


def test_an_alert_that_a_neighbour_began_goes_on_with_whoever_joined_it() -> None:
    town = Town()
    first = neighbour(0)
    town.hears(first)
    assert town.hears(telegram(0.1, hazard(READY, ["east"]))) == []

    back = neighbour(0.2, message_type=MessageType.CANCEL, references=(first.key,), hazards=())
    town.hears(back)
    over = town.hears(telegram(0.3, hazard(READY, ["east"], ended=True)))

    assert [one.phase for one in over] == [OVER]


def test_a_neighbours_update_of_what_was_folded_changes_the_alert_when_it_is_stronger() -> None:
    town = Town()
    town.hears(telegram(0, hazard(READY, ["east"])))
    first = neighbour(0.1)
    town.hears(first)
    (inside,) = first.hazards
    worse = Hazard(
        texts=inside.texts, areas=inside.areas, response_types=("Evacuate",), severity="Severe",
        urgency="Expected", certainty="Likely",
    )  # fmt: skip

    update = neighbour(
        0.2, message_type=MessageType.UPDATE, references=(first.key,), hazards=(worse,)
    )
    heard = town.hears(update)

    assert [(one.number, one.strength) for one in heard] == [(2, LEAVE)]


def test_what_outlasts_a_stronger_alert_is_one_of_its_own() -> None:
    town = Town()
    town.hears(telegram(0, drawn(LEAVE, EAST, expires=at(1)), stream="x/1"))
    (inside,) = neighbour(0).hazards
    long = Hazard(texts=inside.texts, areas=inside.areas, severity="Severe", expires=at(9))

    assert len(town.hears(neighbour(0.1, hazards=(long,)))) == 1


def test_an_order_of_the_mayor_is_an_alert_of_its_own_whatever_else_is_live() -> None:
    town = Town()
    town.hears(telegram(0, drawn(LEAVE, EAST)))
    order = report(
        sender="desk@town.example", sent=at(0.1), identifier="order", hazards=(order_hazard(),)
    )

    assert [one.is_order for one in town.hears(order)] == [True]
    assert town.hears(telegram(0.2, drawn(LEAVE, EAST), stream="y/1", sender="else")) == []
    assert sorted(one.latest.is_order for one in town.store.live(at(0.2))) == [False, True]


def test_a_warning_never_joins_an_order() -> None:
    town = Town()
    order = report(
        sender="desk@town.example", sent=at(0), identifier="order", hazards=(order_hazard(),)
    )
    town.hears(order)

    heard = town.hears(telegram(0.1, drawn(READY, WITHIN_EAST)))

    assert [one.strength for one in heard] == [READY]


@pytest.mark.parametrize("kind", [Kind.OTHER])
def test_what_has_no_kind_is_never_the_same(kind: Kind) -> None:
    town = Town()
    town.hears(telegram(0, hazard(READY, ["east"], part="濃霧", kind=kind)))

    heard = town.says(telegram(0.1, hazard(READY, ["east"], part="濃霧", kind=kind), sender="else"))

    assert heard == [("east", LIVE, READY)]


def test_a_source_that_takes_back_what_it_said_leaves_what_others_say() -> None:
    town = Town()
    town.hears(slide(0, SLOW))
    town.hears(alert_of(0.1, LEAVE))

    back = town.says(cancel(1, stream=ALERT, source=BULLETIN))
    all_of_it = town.says(cancel(2))

    assert (back, all_of_it) == ([("east", LIVE, SLOW)], [("east", BACK, SLOW)])
