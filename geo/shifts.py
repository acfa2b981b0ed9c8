"""What a change does to ways: which street nodes go another way, lose theirs or get one, and where
to they lead. Compares two fields of one hazard; whole cities, in numpy.
"""

from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo.field import AT_SITE, NO_WAY, OUT
from geo.live import Live
from geo.sites import Places
from geo.streets import StreetGraph
from geo.targets import sites_at

Ints = NDArray[np.int64]
Steps = NDArray[np.uint8]


class Gain(msgspec.Struct, frozen=True):
    """To how many street nodes a site is where their way ends, before and after."""

    before: int
    after: int


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of street nodes, of one hazard. `changed`: have a way before and after, and another.

    `lost`: had one and have none, `on_it` of them because they lie on closed streets alone;
    `gained`: the other way round. `sites`: by id, those to which more or fewer lead than before.
    """

    hazard: str
    nodes: int
    changed: int
    lost: int
    on_it: int
    gained: int
    sites: Mapping[str, Gain] = {}

    @property
    def is_none(self) -> bool:
        return not (self.changed or self.lost or self.gained)


def shift_between(
    graph: StreetGraph,
    places: Places,
    hazard: str,
    before: tuple[Steps, Live],
    after: tuple[Steps, Live],
) -> Shift:
    """`before`, `after`: the steps of a field (n,) of this graph, and what held with it."""
    old, new = before[0], after[0]
    had, has = old != NO_WAY, new != NO_WAY
    onward, ends = _followed(graph, new)
    differs = _anywhere(old != new, onward)
    was = _followed(graph, old)[1]
    return Shift(
        hazard=hazard,
        nodes=len(old),
        changed=int((had & has & (differs | (was != ends))).sum()),
        lost=int((had & ~has).sum()),
        on_it=int((had & ~has & _on_closed(graph, after[1].closed_in(hazard))).sum()),
        gained=int((~had & has).sum()),
        sites=_gains(
            _by_site(places, hazard, before[1], old, was),
            _by_site(places, hazard, after[1], new, ends),
        ),
    )


def _on_closed(graph: StreetGraph, closed: tuple[int, ...]) -> NDArray[np.bool_]:
    """By node, whether none of its streets is open."""
    is_open = np.ones(len(graph.edges), np.bool_)
    is_open[[edge for edge in closed if edge < len(is_open)]] = False
    enclosed = np.ones(len(graph.lon5), np.bool_)
    enclosed[graph.edges[is_open]] = False
    return enclosed


def _followed(graph: StreetGraph, steps: Steps) -> tuple[Ints, Ints]:
    """By node: the next one (itself at an end), and the one where its way ends."""
    here = np.arange(len(steps), dtype=np.int64)
    walks = steps < OUT
    onward = here.copy()
    onward[walks] = graph.arcs.head[graph.arcs.start[here[walks]] + steps[walks]]
    return onward, _doubled(onward)


def _doubled(onward: Ints) -> Ints:
    """Where everything comes to rest: each round looks twice as far ahead."""
    ends = onward
    while not np.array_equal(further := ends[ends], ends):
        ends = further
    return ends


def _anywhere(marked: NDArray[np.bool_], onward: Ints) -> NDArray[np.bool_]:
    """By node, whether it or any node further along its way is marked."""
    found, ahead = marked.copy(), onward
    while True:
        found |= found[ahead]
        further = ahead[ahead]
        if np.array_equal(further, ahead):
            return found
        ahead = further


def _by_site(places: Places, hazard: str, live: Live, steps: Steps, ends: Ints) -> dict[str, int]:
    """Site id -> how many nodes' ways end at it."""
    arriving = ends[(steps != NO_WAY) & (steps[ends] == AT_SITE)]
    leads_to = sites_at(places, hazard, live)
    counts: dict[str, int] = {}
    for node, count in zip(*np.unique(arriving, return_counts=True), strict=True):
        site = leads_to.get(int(node))
        if site is not None:
            counts[site.id] = counts.get(site.id, 0) + int(count)
    return counts


def _gains(before: dict[str, int], after: dict[str, int]) -> dict[str, Gain]:
    ids = sorted({*before, *after})
    both = {one: Gain(before.get(one, 0), after.get(one, 0)) for one in ids}
    return {one: gain for one, gain in both.items() if gain.before != gain.after}
