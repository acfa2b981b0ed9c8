"""What changed in the streets since the city bundle was built: closures, new zones, sites' states.

A closure is kept as pieces of street in coordinates, so that it outlives the bundle whose edges
it was drawn on; phones get edge numbers of the bundle that they hold (`wire`). A state of the
whole is a value with a number that grows by one with every change. docs/formats.md has the bytes.
Coordinates are lon5, lat5: degrees (WGS 84) times 10⁵, rounded half up, as in the street graph.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo.errors import HanshoError
from geo.sites import SiteState

VERSION = 1
# More than this is no list of changes but another city: every phone would fetch it on every open.
MOST_EDGES = 20_000
_NEVER = datetime.fromtimestamp(0, UTC)

Segment = tuple[int, int, int, int]


class ChangeRefused(HanshoError):
    """The change cannot be made; the message says why and what to do."""


class Effect(StrEnum):
    """`CLOSED`: nobody walks there. `ZONE`: nobody enters, and who is inside leaves."""

    CLOSED = "closed"
    ZONE = "zone"


class Closure(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of street that are not to be walked, for one hazard or (None) for all.

    `number` names it to the operator; `segments` are lon5, lat5 of both ends, in canonical order.
    """

    number: int
    label: str
    effect: Effect
    hazard: str | None
    segments: tuple[Segment, ...]
    since: datetime


class CityChanges(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that holds now; `n` counts the changes that led here, `at` is the last one's."""

    n: int = 0
    at: datetime = _NEVER
    closures: tuple[Closure, ...] = ()
    sites: dict[str, SiteState] = msgspec.field(default_factory=dict)


def with_closure(
    changes: CityChanges,
    segments: Iterable[Segment],
    *,
    label: str,
    hazard: str | None,
    effect: Effect,
    now: datetime,
) -> CityChanges:
    """One more closure. Raises ChangeRefused: nothing in it, too many, a zone of no hazard."""
    if effect is Effect.ZONE and hazard is None:
        raise ChangeRefused("a zone is the zone of one hazard: name it")
    canonical = tuple(sorted({_canonical(segment) for segment in segments}))
    if not canonical:
        raise ChangeRefused("no street lies there: nothing was closed; look at the place again")
    closure = Closure(
        number=1 + max((one.number for one in changes.closures), default=changes.n),
        label=label,
        effect=effect,
        hazard=hazard,
        segments=canonical,
        since=now,
    )
    closures = (*changes.closures, closure)
    if sum(len(one.segments) for one in closures) > MOST_EDGES:
        reason = f"more than {MOST_EDGES:,} pieces of street would be closed: build a new city"
        raise ChangeRefused(f"{reason} with `hansho city build --ground …`, or close less")
    return _next(changes, now, closures=closures)


def without_closure(changes: CityChanges, number: int, now: datetime) -> CityChanges:
    """The street is open again. Raises ChangeRefused if no closure has this number."""
    closures = tuple(one for one in changes.closures if one.number != number)
    if len(closures) == len(changes.closures):
        known = ", ".join(str(one.number) for one in changes.closures) or "none"
        raise ChangeRefused(f"no closure has the number {number}; there are: {known}")
    return _next(changes, now, closures=closures)


def with_site(changes: CityChanges, site_id: str, state: SiteState, now: datetime) -> CityChanges:
    """What the town says of a site now; unknown is the absence of a word and is not kept."""
    sites = {one: said for one, said in changes.sites.items() if one != site_id}
    if state is not SiteState.UNKNOWN:
        sites[site_id] = state
    return _next(changes, now, sites=sites)


def _next(changes: CityChanges, now: datetime, **new: Any) -> CityChanges:
    return msgspec.structs.replace(changes, n=changes.n + 1, at=now, **new)


def _canonical(segment: Segment) -> Segment:
    lon, lat, other_lon, other_lat = segment
    return min(segment, (other_lon, other_lat, lon, lat))


class EdgeIndex:
    """From a piece of street in coordinates to its edge number.

    `lon5`, `lat5` have shape (n,), `edges` (m, 2): positions in them.
    """

    def __init__(
        self, lon5: NDArray[np.int32], lat5: NDArray[np.int32], edges: NDArray[np.int32]
    ) -> None:
        u, v = edges[:, 0], edges[:, 1]
        ends = np.column_stack([lon5[u], lat5[u], lon5[v], lat5[v]]).tolist()
        self._numbers = {_canonical(tuple(one)): edge for edge, one in enumerate(ends)}

    def edges(self, segments: Iterable[Segment]) -> tuple[list[int], int]:
        """Edge numbers, and how many pieces lie on no street of this bundle (any more)."""
        found = [self._numbers.get(_canonical(one)) for one in segments]
        return [one for one in found if one is not None], found.count(None)


def wire(changes: CityChanges, index: EdgeIndex, bundle: str) -> dict[str, Any]:
    """As phones get it (docs/formats.md, "Changes"). `bundle`: whose edge numbers these are."""
    closed: set[int] = set()
    by_hazard: dict[str, dict[str, set[int]]] = {"closed_for": {}, "zone_for": {}}
    for closure in changes.closures:
        edges, _ = index.edges(closure.segments)
        if closure.hazard is None:
            closed.update(edges)
        else:
            kept = by_hazard[f"{closure.effect.value}_for"]
            kept.setdefault(closure.hazard, set()).update(edges)
    told: dict[str, Any] = {
        "v": VERSION,
        "bundle": bundle,
        "n": changes.n,
        "at": int(changes.at.timestamp()),
        "closed": sorted(closed),
    }
    for key, hazards in by_hazard.items():
        told[key] = {hazard: sorted(edges) for hazard, edges in sorted(hazards.items())}
    told["sites"] = {site: state.value for site, state in sorted(changes.sites.items())}
    return told


def lost(changes: CityChanges, index: EdgeIndex) -> Mapping[int, int]:
    """Closure number -> pieces of it that this bundle has no street for: somebody must look."""
    missing = {one.number: index.edges(one.segments)[1] for one in changes.closures}
    return {number: count for number, count in missing.items() if count}
