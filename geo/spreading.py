"""Capacity spreading: a start cost for sites that would overflow, so that some walk further.

Worked out once, when a city is built. Never for a tsunami, and never where the room of only some of
the sites is known: no number is invented. Deterministic, with whole decimetres.
"""

import msgspec
import numpy as np

from geo.field import AT_SITE, NO_WAY, field_of
from geo.ground import Ground
from geo.live import NOTHING_CHANGED
from geo.sites import HAZARDS, Places, Site
from geo.streets import Ints, StreetGraph
from geo.targets import site_at, start_costs
from geo.walking import Walking, walking_in

ROUNDS = 12
# Nobody is asked to walk more than a kilometre further for the sake of room.
MOST_DM = 10_000
_FIRST_STEP_DM = 4_000


def spread(graph: StreetGraph, ground: Ground, places: Places, people: Ints) -> Places:
    """The sites with `spread` in place of their own. `people` (n,): who sets out from each node.

    In each round a site that more people walk to than it holds becomes dearer; of all rounds the
    one counts in which the fewest find no room, the earliest on ties.
    """
    spreads: dict[str, dict[str, int]] = {site.id: {} for site in places.sites}
    for hazard in HAZARDS:
        for site_id, extra in _for_hazard(graph, ground, places, people, hazard).items():
            if extra:
                spreads[site_id][hazard] = extra
    return msgspec.structs.replace(
        places, sites=tuple(_with(s, spreads[s.id]) for s in places.sites)
    )


def loads(
    graph: StreetGraph, walking: Walking, places: Places, people: Ints, hazard: str
) -> dict[str, int]:
    """How many people walk to each site, by id; only sites that somebody walks to."""
    starts = start_costs(places, hazard, NOTHING_CHANGED)
    step = field_of(graph, walking, starts, leaves=False).step
    ahead = np.arange(step.size)
    walks = step < AT_SITE
    ahead[walks] = graph.arcs.head[graph.arcs.start[:-1][walks] + step[walks]]
    while not np.array_equal(further := ahead[ahead], ahead):
        ahead = further
    arrived = np.bincount(ahead[step != NO_WAY], people[step != NO_WAY], minlength=step.size)
    found: dict[str, int] = {}
    for node in np.flatnonzero(arrived).tolist():
        site = site_at(places, hazard, NOTHING_CHANGED, node)
        if site is not None:
            found[site.id] = int(arrived[node])
    return found


def _for_hazard(
    graph: StreetGraph, ground: Ground, places: Places, people: Ints, hazard: str
) -> dict[str, int]:
    """Decimetres by site id; empty where nothing is to be spread."""
    sites = [s for s in places.sites if s.node is not None and s.designated_for(hazard)]
    room = {site.id: site.capacity for site in sites if site.capacity is not None}
    if hazard == "tsunami" or len(sites) < 2 or len(room) < len(sites):
        return {}
    walking = walking_in(graph, ground, hazard)
    extra = dict.fromkeys(room, 0)
    best, fewest = extra, -1
    for number in range(ROUNDS):
        tried = _placed(places, hazard, extra)
        walked = loads(graph, walking, tried, people, hazard)
        without_room = sum(max(0, walked.get(one, 0) - room[one]) for one in room)
        if fewest < 0 or without_room < fewest:
            best, fewest = extra, without_room
        if not without_room:
            break
        extra = {one: _dearer(extra[one], walked.get(one, 0), room[one], number) for one in room}
    least = min(best.values())
    return {one: dm - least for one, dm in best.items()}


def _dearer(extra: int, walked: int, room: int, number: int) -> int:
    """A step in proportion to the share that finds no room, smaller from round to round."""
    if walked <= room:
        return extra
    step = _FIRST_STEP_DM * (walked - room) // walked // (1 + number // 2)
    return min(MOST_DM, extra + max(10, step))


def _placed(places: Places, hazard: str, extra: dict[str, int]) -> Places:
    sites = tuple(
        _with(site, {hazard: extra[site.id]}) if site.id in extra else site for site in places.sites
    )
    return msgspec.structs.replace(places, sites=sites)


def _with(site: Site, spreads: dict[str, int]) -> Site:
    return msgspec.structs.replace(site, spread=spreads)
