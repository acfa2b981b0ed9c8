"""What holds just now, as a field reads it."""

import numpy as np
import pytest

from geo.field import AT_SITE, NO_WAY, field_in
from geo.ground import bare_ground
from geo.live import Live
from geo.sites import Places, Site, SiteState
from geo.street_building import build_graph

GRAPH = build_graph([0, 0, 0], [0, 40, 80], [(0, 1), (1, 2)], [3, 3], [0, 0], [0, 0], [{}]).graph
PARK = Site(id="park", name={}, at=(0, 0), node=2, hazards=255)


def _steps(hazard: str, live: Live) -> list[int]:
    return field_in(GRAPH, bare_ground(2), Places((PARK,)), hazard, live).step.tolist()


def test_edges_of_another_bundle_are_left_aside_and_states_kept() -> None:
    live = Live(
        bundle="a", n=1, closed=(1,), zone_for={"fire": (0,)}, sites={"park": SiteState.OPEN}
    )

    assert live.on("a") == live
    assert live.on("b") == Live(bundle="b", n=1, sites={"park": SiteState.OPEN})


@pytest.mark.parametrize(
    ("state", "hazard", "steps"),
    [
        (SiteState.OPEN, "flood", [0, 1, AT_SITE]),
        (SiteState.CLOSED, "flood", [NO_WAY] * 3),
        (SiteState.CLOSED, "tsunami", [NO_WAY] * 3),
        (SiteState.FULL, "fire", [NO_WAY] * 3),
        (SiteState.FULL, "tsunami", [0, 1, AT_SITE]),
        (SiteState.UNKNOWN, "earthquake", [0, 1, AT_SITE]),
    ],
)
def test_nobody_is_led_to_a_closed_site_nor_to_a_full_one_but_from_a_tsunami(
    state: SiteState, hazard: str, steps: list[int]
) -> None:
    assert _steps(hazard, Live(sites={"park": state})) == steps


def test_an_unconfirmed_site_counts_half_a_kilometre_more_only_where_water_or_slopes_may_reach() -> (
    None
):
    costs = {
        hazard: int(field_in(GRAPH, bare_ground(2), Places((PARK,)), hazard).cost[2])
        for hazard in ("flood", "landslide", "storm_surge", "inland_flood", "tsunami", "fire")
    }

    assert costs == {
        "flood": 5000,
        "landslide": 5000,
        "storm_surge": 5000,
        "inland_flood": 5000,
        "tsunami": 0,
        "fire": 0,
    }


def test_a_street_is_closed_for_all_hazards_or_for_one() -> None:
    live = Live(closed_for={"fire": (1,)})

    assert _steps("fire", live) == [NO_WAY, NO_WAY, AT_SITE]
    assert _steps("earthquake", live) == [0, 1, AT_SITE]
    assert _steps("earthquake", Live(closed=(1, 99))) == [NO_WAY, NO_WAY, AT_SITE]


def test_a_new_zone_is_left_and_never_entered_and_is_no_proof_of_safety_outside() -> None:
    live = Live(zone_for={"tsunami": (1,), "flood": (1,)})

    assert _steps("flood", live) == [NO_WAY, NO_WAY, AT_SITE]
    assert _steps("tsunami", live) == [NO_WAY, NO_WAY, AT_SITE]
    assert np.array_equal(_steps("flood", Live(zone_for={"flood": (0, 1)})), [0, 1, AT_SITE])
