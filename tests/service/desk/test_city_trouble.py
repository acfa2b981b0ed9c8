"""While an alert sends people to sites, those in its area that take nobody in are named."""

import msgspec
import pytest

from alerts.model import Kind, Phase, Revision, Strength
from alerts.testing_examples import revision
from geo.changes import CityChanges, Word, with_sites
from geo.sites import SiteState, mask_of
from service.desk.city_trouble import Out, Trouble, trouble_of
from tests.factories import NOW, box
from tests.geo.crossroads import LAT, LON, crossroads, places

GRAPH, NODES = crossroads()
PLACES = places(GRAPH, NODES, 0, 2, 8)
# The two southern corners, and not the northern one.
SOUTH = box(LON * 1e-5 - 0.001, LAT * 1e-5 - 0.005, 0.0055)


def order(**changes: object) -> Revision:
    live = revision(kind=Kind.FLOOD, strength=Strength.LEAVE, area=SOUTH)
    return msgspec.structs.replace(live, **{"phase": Phase.LIVE, **changes})


def said(**states: SiteState) -> CityChanges:
    return with_sites(CityChanges(), states, Word(at=NOW))


def ids(found: Trouble | None) -> list[str]:
    return [] if found is None else [one.site.id for one in found.out]


@pytest.mark.parametrize("state", [SiteState.FULL, SiteState.CLOSED])
def test_a_site_in_the_area_that_takes_nobody_in_is_named_with_its_time(state: SiteState) -> None:
    found = trouble_of(order(), PLACES, said(S0=state))

    assert found == Trouble(sites=2, out=(Out(site=PLACES.sites[0], state=state, since=NOW),))
    assert not found.none_left


def test_where_every_site_is_out_it_says_that_none_is_left() -> None:
    found = trouble_of(order(), PLACES, said(S0=SiteState.FULL, S2=SiteState.CLOSED))

    assert found is not None
    assert (ids(found), found.none_left) == (["S0", "S2"], True)


def test_a_site_outside_the_area_is_no_trouble_of_its() -> None:
    assert trouble_of(order(), PLACES, said(S8=SiteState.CLOSED)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"phase": Phase.ALL_CLEAR},
        {"strength": Strength.READY},
        {"strength": Strength.PROTECT},
        {"kind": Kind.STORM},
        {"kind": Kind.FIRE},
    ],
    ids=["over", "ready", "protect", "no sites", "not designated"],
)
def test_an_alert_that_sends_nobody_there_says_nothing(changes: dict[str, object]) -> None:
    assert trouble_of(order(**changes), PLACES, said(S0=SiteState.CLOSED)) is None


def test_before_a_tsunami_a_full_site_takes_people_in() -> None:
    towers = msgspec.structs.replace(
        PLACES,
        sites=tuple(
            msgspec.structs.replace(one, hazards=mask_of("tsunami")) for one in PLACES.sites
        ),
    )

    found = [
        trouble_of(order(kind=Kind.TSUNAMI), towers, said(S0=state))
        for state in (SiteState.FULL, SiteState.CLOSED)
    ]

    assert [ids(one) for one in found] == [[], ["S0"]]
