"""DOMAIN section 2: exactly one action, before any way. Every rule is a test that names it."""

from itertools import product

import msgspec
import pytest

from alerts.action import (
    Building,
    Caution,
    Conditions,
    PlaceFacts,
    action,
    cautions,
    needs_water_caution,
    server_action,
)
from alerts.model import Action, Authority, Kind, Phase, Strength

WAYS = {Action.LEAVE_FOR_SITE, Action.LEAVE_SHORE}
ALLOWING = PlaceFacts(
    in_zone=True,
    depth_m=2.0,
    floor_m=5.6,
    hours=12.0,
    in_collapse_zone=False,
    in_landslide_zone=False,
    in_tsunami_zone=False,
)
WET = Conditions(water_reported=True)


def test_level_5_is_never_a_way_whoever_says_it():
    levelled = (Kind.FLOOD, Kind.LANDSLIDE, Kind.STORM_SURGE)

    said = {
        server_action(kind, Strength.PROTECT, Phase.LIVE, authority)
        for kind, authority in product(levelled, Authority)
    }

    assert said == {Action.PROTECT}


@pytest.mark.parametrize("kind", list(Kind))
def test_emergency_safety_measures_are_never_a_way(kind: Kind):
    assert server_action(kind, Strength.PROTECT, Phase.LIVE, Authority.MAYOR) is Action.PROTECT


@pytest.mark.parametrize("kind", [Kind.TORNADO, Kind.ATTACK])
def test_tornado_and_attack_are_never_a_way(kind: Kind):
    said = {
        action(kind, strength, Phase.LIVE, authority, facts, conditions)
        for strength, authority, facts, conditions in product(
            Strength, Authority, (PlaceFacts(), ALLOWING), (Conditions(), WET)
        )
    }

    assert said.isdisjoint(WAYS)


def test_an_earthquake_early_warning_is_never_a_way():
    said = server_action(Kind.EARTHQUAKE, Strength.PROTECT, Phase.LIVE, Authority.AGENCY)

    assert said is Action.PROTECT


def test_from_a_major_tsunami_one_runs_because_it_is_no_level_5():
    said = server_action(Kind.TSUNAMI, Strength.PROTECT, Phase.LIVE, Authority.AGENCY)

    assert said is Action.LEAVE_FOR_SITE


def test_a_tsunami_advisory_leads_off_the_shore_and_to_no_site():
    said = server_action(Kind.TSUNAMI, Strength.READY, Phase.LIVE, Authority.AGENCY)

    assert said is Action.LEAVE_SHORE


def test_a_tsunami_waits_for_nobody_however_quick():
    said = server_action(Kind.TSUNAMI, Strength.LEAVE_IF_SLOW, Phase.LIVE, Authority.AGENCY)

    assert said is Action.LEAVE_FOR_SITE


def test_level_4_asks_everyone_to_leave_for_a_site_order_or_warning():
    said = {
        server_action(Kind.FLOOD, Strength.LEAVE, Phase.LIVE, authority) for authority in Authority
    }

    assert said == {Action.LEAVE_FOR_SITE}


def test_level_3_says_go_now_to_those_who_need_time_and_get_ready_to_the_others():
    def at_level_3(facts: PlaceFacts) -> Action:
        return action(Kind.LANDSLIDE, Strength.LEAVE_IF_SLOW, Phase.LIVE, Authority.MAYOR, facts)

    assert at_level_3(PlaceFacts(needs_time=True)) is Action.LEAVE_FOR_SITE
    assert at_level_3(PlaceFacts()) is Action.BE_READY


@pytest.mark.parametrize("kind", [Kind.STORM, Kind.SNOW, Kind.HEAT])
def test_bad_weather_alone_sends_nobody_out_early(kind: Kind):
    slow = PlaceFacts(needs_time=True)

    said = action(kind, Strength.LEAVE_IF_SLOW, Phase.LIVE, Authority.AGENCY, slow)

    assert said is Action.BE_READY


def test_staying_in_is_right_where_every_fact_is_known_and_allows_it():
    said = action(Kind.FLOOD, Strength.LEAVE, Phase.LIVE, Authority.MAYOR, ALLOWING)

    assert said is Action.STAY_IN


@pytest.mark.parametrize(
    "unknown",
    [
        "in_zone",
        "depth_m",
        "floor_m",
        "hours",
        "in_collapse_zone",
        "in_landslide_zone",
        "in_tsunami_zone",
    ],
)
def test_staying_in_needs_every_fact(unknown: str):
    facts = msgspec.structs.replace(ALLOWING, **{unknown: None})

    said = action(Kind.FLOOD, Strength.LEAVE, Phase.LIVE, Authority.MAYOR, facts)

    assert said is Action.LEAVE_FOR_SITE


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("depth_m", 5.6),
        ("hours", 73.0),
        ("in_collapse_zone", True),
        ("in_landslide_zone", True),
        ("in_tsunami_zone", True),
    ],
)
def test_one_fact_against_it_forbids_staying_in(fact: str, value: float):
    facts = msgspec.structs.replace(ALLOWING, **{fact: value})

    said = action(Kind.FLOOD, Strength.LEAVE, Phase.LIVE, Authority.MAYOR, facts)

    assert said is Action.LEAVE_FOR_SITE


@pytest.mark.parametrize("kind", [Kind.LANDSLIDE, Kind.TSUNAMI, Kind.STORM_SURGE, Kind.FIRE])
def test_staying_in_is_for_floods_alone(kind: Kind):
    said = action(kind, Strength.LEAVE, Phase.LIVE, Authority.MAYOR, ALLOWING)

    assert said is Action.LEAVE_FOR_SITE


def test_water_on_the_way_means_up_here_and_no_way():
    said = action(Kind.FLOOD, Strength.LEAVE, Phase.LIVE, Authority.MAYOR, PlaceFacts(), WET)

    assert said is Action.GO_UP


def test_at_night_or_with_water_the_caution_stands_beside_leaving():
    def cautious(conditions: Conditions) -> bool:
        return needs_water_caution(Kind.FLOOD, Action.LEAVE_FOR_SITE, conditions)

    assert cautious(Conditions(night=True))
    assert cautious(WET)
    assert not cautious(Conditions())


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_what_has_ended_asks_for_nothing(phase: Phase):
    said = {
        server_action(kind, strength, phase, authority)
        for kind, strength, authority in product(Kind, Strength, Authority)
    }

    assert said == {Action.OVER}


def test_without_facts_the_server_never_claims_what_only_a_phone_can_know():
    said = {
        server_action(kind, strength, Phase.LIVE, authority)
        for kind, strength, authority in product(Kind, Strength, Authority)
    }

    assert said.isdisjoint({Action.STAY_IN, Action.GO_UP, Action.OVER})


def test_when_the_wave_comes_before_the_walk_ends_one_goes_up():
    def at(walk_s: float | None, arrival_s: float | None) -> Action:
        facts, outside = PlaceFacts(walk_s=walk_s), Conditions(arrival_s=arrival_s)
        return action(Kind.TSUNAMI, Strength.LEAVE, Phase.LIVE, Authority.AGENCY, facts, outside)

    assert at(walk_s=601, arrival_s=600) is Action.GO_UP
    assert at(walk_s=600, arrival_s=600) is Action.LEAVE_FOR_SITE
    assert at(walk_s=601, arrival_s=None) is Action.LEAVE_FOR_SITE
    assert at(walk_s=None, arrival_s=600) is Action.LEAVE_FOR_SITE


def test_too_late_to_walk_says_which_floor_unless_the_building_is_known_to_be_solid():
    def beside(building: Building | None) -> tuple[Caution, ...]:
        return cautions(Kind.TSUNAMI, Action.GO_UP, PlaceFacts(building=building))

    assert beside(None) == (Caution.SOLID_FLOOR,)
    assert beside(Building.WOODEN) == (Caution.SOLID_FLOOR,)
    assert beside(Building.SOLID) == ()


def test_a_zone_that_nobody_told_of_is_said_to_be_unknown():
    def beside(in_zone: bool | None) -> tuple[Caution, ...]:
        return cautions(Kind.LANDSLIDE, Action.LEAVE_FOR_SITE, PlaceFacts(in_zone=in_zone))

    assert beside(None) == (Caution.ZONE_UNKNOWN,)
    assert beside(False) == ()
    assert beside(True) == ()


def test_needing_time_changes_nothing_once_everyone_must_leave():
    slow = PlaceFacts(needs_time=True)

    said = {
        action(kind, Strength.LEAVE, Phase.LIVE, Authority.MAYOR, slow)
        for kind in (Kind.FLOOD, Kind.LANDSLIDE, Kind.FIRE)
    }

    assert said == {Action.LEAVE_FOR_SITE}
