"""What one hazard makes of the streets: where one may walk, and how much longer a street counts.

Tables after DOMAIN section 4; docs/formats.md repeats them for whoever writes another reader.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo import streets
from geo.ground import Bits, Ground
from geo.sites import NUMBER_OF
from geo.streets import StreetGraph

Ints = NDArray[np.int64]


class Profile(StrEnum):
    """Who walks. `NEEDS`: no stairs and no steep streets."""

    DEFAULT = "default"
    NEEDS = "needs"


class Walking(msgspec.Struct, frozen=True, eq=False):
    """By edge, each (m,): costs in decimetres from u to v and back; closed; in the zone.

    Closed edges are never walked; those of the zone only by who is inside it, to leave.
    """

    onward: Ints
    back: Ints
    closed: Bits
    zone: Bits
    has_zone: bool


_PLAIN = 10
_COSTLY = 40
_SEAWARD = {"storm_surge": 40, "tsunami": 40}
_TRAPS = streets.UNDERPASS | streets.FORD
_CLOSED_BY = {
    "flood": _TRAPS,
    "inland_flood": _TRAPS,
    "storm_surge": _TRAPS,
    "tsunami": streets.UNDERPASS,
}
_ZONE_BY = {
    "flood": streets.WATERSIDE,
    "inland_flood": streets.WATERSIDE,
    "storm_surge": streets.WATERSIDE,
}
_EVERYWHERE = {streets.STAIRS: 15, streets.STEEP: 15}
_FACTORS: Mapping[str, Mapping[int, int]] = {
    "flood": {streets.BRIDGE: 40},
    "inland_flood": {streets.BRIDGE: 20},
    "storm_surge": {streets.BRIDGE: 40},
    "landslide": {streets.STEEP: 30, streets.STREAM: 40},
    "earthquake": {
        streets.TUNNEL: 50,
        streets.UNDERPASS: 50,
        streets.LEVEL_CROSSING: 30,
        streets.NARROW: 20,
        streets.BRIDGE: 20,
    },
    "tsunami": {streets.WATERSIDE: 40, streets.BRIDGE: 20},
    "fire": {streets.NARROW: 30, streets.TUNNEL: 30},
    "volcano": {streets.STREAM: 40, streets.STEEP: 20},
}


def walking_in(
    graph: StreetGraph,
    ground: Ground,
    hazard: str,
    profile: Profile = Profile.DEFAULT,
    closed: Iterable[int] = (),
    zone: Iterable[int] = (),
) -> Walking:
    """`closed` and `zone`: edges that are so just now, beside the maps; unknown numbers do nothing.

    An edge that somebody puts into the zone makes no zone: only a map knows where one ends.
    """
    layer = ground.layers[NUMBER_OF[hazard]]
    factors = _factors(graph, hazard, layer.costly)
    shut = _CLOSED_BY.get(hazard, 0)
    if profile is Profile.NEEDS:
        shut |= streets.STAIRS | streets.STEEP
    return Walking(
        onward=_costs(graph, factors, hazard, streets.SEAWARD),
        back=_costs(graph, factors, hazard, streets.SEAWARD_BACK),
        closed=_with(layer.closed | _flagged(graph, shut), closed),
        zone=_with(layer.zone | _flagged(graph, _ZONE_BY.get(hazard, 0)), zone),
        has_zone=layer.has_zone,
    )


def _factors(graph: StreetGraph, hazard: str, costly: Bits) -> Ints:
    """Tenths, by edge: the greatest of all that apply, never their product."""
    factors = np.where(costly, _COSTLY, _PLAIN)
    for table in (_EVERYWHERE, _FACTORS[hazard]):
        for flag, tenths in table.items():
            factors = np.where(_flagged(graph, flag), np.maximum(factors, tenths), factors)
    return factors


def _costs(graph: StreetGraph, factors: Ints, hazard: str, seaward: int) -> Ints:
    if hazard in _SEAWARD:
        towards = np.maximum(factors, _SEAWARD[hazard])
        factors = np.where(_flagged(graph, seaward), towards, factors)
    costs: Ints = np.maximum(1, (graph.length_dm.astype(np.int64) * factors + 5) // 10)
    return costs


def _flagged(graph: StreetGraph, flags: int) -> Bits:
    flagged: Bits = (graph.edge_flags & np.uint16(flags)) != 0
    return flagged


def _with(bits: Bits, edges: Iterable[int]) -> Bits:
    added = bits.copy()
    numbers = np.fromiter(edges, np.int64)
    added[numbers[(numbers >= 0) & (numbers < bits.size)]] = True
    return added
