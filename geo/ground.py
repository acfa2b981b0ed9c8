"""Where one must not walk: which edges are closed, costly or in a zone, for each hazard.

What the streets themselves are (an underpass, a waterside way) follows from their flags by the
tables here; mapped layers add zones, closed and costly edges, and those alone are kept in section
GRND of the city bundle. An alert's area closes nothing.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo.sites import HAZARDS
from geo.varints import VarintReader, bit_runs, uvarints

Bits = NDArray[np.bool_]


class HazardLayers(msgspec.Struct, frozen=True, eq=False):
    """What the maps say for one hazard; each (m,), by edge. `has_zone`: a zone was mapped."""

    has_zone: bool
    zone: Bits
    closed: Bits
    costly: Bits


class Ground(msgspec.Struct, frozen=True, eq=False):
    """The mapped layers of all hazards, in the order of `geo.sites.HAZARDS`."""

    layers: tuple[HazardLayers, ...]


def bare_ground(edges: int) -> Ground:
    """Nothing mapped."""
    none = np.zeros(edges, np.bool_)
    return Ground(tuple(HazardLayers(False, none, none, none) for _ in HAZARDS))


def encode_ground(ground: Ground) -> bytes:
    """The bytes of section GRND."""
    return b"".join(
        uvarints([layer.has_zone])
        + bit_runs(layer.zone)
        + bit_runs(layer.closed)
        + bit_runs(layer.costly)
        for layer in ground.layers
    )


def decode_ground(raw: bytes, edges: int) -> Ground:
    """Reads section GRND of a graph with `edges` edges. Raises `geo.unreadable.BytesUnreadable`."""
    reader = VarintReader(raw, "the ground")
    layers: list[HazardLayers] = []
    for hazard in HAZARDS:
        has_zone = bool(reader.one(1, f"has_zone of {hazard}"))
        zone, closed, costly = (
            reader.bits(edges, f"{layer} of {hazard}") for layer in ("zone", "closed", "costly")
        )
        if zone.any() and not has_zone:
            raise reader.fault(f"{hazard} has edges in a zone, and no zone")
        layers.append(HazardLayers(has_zone, zone, closed, costly))
    reader.end()
    return Ground(tuple(layers))
