"""What a change does to ways, against following every way by hand."""

from hypothesis import given
from hypothesis import strategies as st

from geo.field import field_in
from geo.live import Live
from geo.shifts import Gain, Shift, shift_between
from geo.sites import SiteState
from geo.targets import site_at, sites_at
from geo.way import way
from tests.geo.crossroads import bare, block, crossroads, places

GRAPH, NODES = crossroads()
PLACES = places(GRAPH, NODES, 0, 2, 8)
NOTHING = Live()


def shift(after: Live, before: Live = NOTHING, hazard: str = "flood") -> Shift:
    fields = [field_in(GRAPH, bare(GRAPH), PLACES, hazard, live).step for live in (before, after)]
    return shift_between(GRAPH, PLACES, hazard, (fields[0], before), (fields[1], after))


def test_where_nothing_changes_nothing_shifts() -> None:
    found = shift(NOTHING)

    assert found.is_none
    assert found.sites == {}


def test_a_closed_block_sends_those_behind_it_another_way_and_keeps_those_on_it() -> None:
    closed = tuple(block(GRAPH, NODES, 0, 1))

    found = shift(Live(closed=closed))

    # Only the node in the middle of the block lies on closed streets alone.
    assert (found.lost, found.on_it, found.gained) == (1, 1, 0)
    assert found.changed > 0


def test_a_site_that_is_full_hands_its_people_to_the_others() -> None:
    found = shift(Live(sites={"S0": SiteState.FULL}))

    assert found.lost == 0
    assert found.sites["S0"].after == 0
    assert sum(one.after - one.before for one in found.sites.values()) == 0


def test_where_no_site_is_left_every_way_is_lost() -> None:
    states = dict.fromkeys(("S0", "S2", "S8"), SiteState.CLOSED)

    found = shift(Live(sites=states))

    assert (found.lost, found.on_it, found.changed) == (found.nodes, 0, 0)
    assert sum(one.after for one in found.sites.values()) == 0


def test_giving_it_back_is_the_same_the_other_way_round() -> None:
    closed = Live(closed=tuple(block(GRAPH, NODES, 1, 4)))
    there, back = shift(closed), shift(NOTHING, closed)

    assert (back.gained, back.lost, back.changed) == (there.lost, 0, there.changed)
    assert back.sites == {id: Gain(one.after, one.before) for id, one in there.sites.items()}


@given(
    closed=st.sets(st.integers(0, len(GRAPH.edges) - 1), max_size=8),
    state=st.sampled_from(SiteState),
    hazard=st.sampled_from(["flood", "earthquake", "tsunami"]),
)
def test_counts_are_those_of_following_every_way(
    closed: set[int], state: SiteState, hazard: str
) -> None:
    after = Live(closed=tuple(sorted(closed)), sites={"S2": state})
    before, now = (field_in(GRAPH, bare(GRAPH), PLACES, hazard, one) for one in (NOTHING, after))

    ways = [(way(GRAPH, before, node), way(GRAPH, now, node)) for node in range(len(GRAPH.lon5))]

    found = shift(after, hazard=hazard)
    both = [(old.nodes, new.nodes) for old, new in ways if old and new]
    assert (found.changed, found.lost, found.gained) == (
        sum(old != new for old, new in both),
        sum(old is not None and new is None for old, new in ways),
        sum(old is None and new is not None for old, new in ways),
    )


@given(states=st.dictionaries(st.sampled_from(["S0", "S2", "S8"]), st.sampled_from(SiteState)))
def test_the_site_of_every_node_is_the_site_at_it(states: dict[str, SiteState]) -> None:
    live = Live(sites=states)

    found = sites_at(PLACES, "flood", live)

    nodes = range(len(GRAPH.lon5))
    each = {node: site_at(PLACES, "flood", live, node) for node in nodes}
    assert found == {node: site for node, site in each.items() if site is not None}
