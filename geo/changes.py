"""What changed in the streets since the city bundle was built: closures, new zones, sites' states.

A closure is kept as pieces of street in coordinates, so that it outlives the bundle whose edges
it was drawn on; phones get edge numbers of the bundle that they hold (`wire`). A state of the
whole is a value with a number that grows by one with every change. docs/formats.md has the bytes.
Coordinates are lon5, lat5: degrees (WGS 84) times 10⁵, rounded half up, as in the street graph.
"""

from collections.abc import Collection, Iterable, Mapping
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


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """Who said it, when and why, and when somebody is to look again. Phones never get it.

    `by`: a number that the service knows people by; 0 is the machine itself.
    """

    at: datetime
    by: int = 0
    reason: str = ""
    review: datetime | None = None


class Closure(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of street that are not to be walked, for one hazard or (None) for all.

    `number` names it for good: no later closure gets it. `segments` are lon5, lat5 of both ends, in
    canonical order. `label`, `since`, `by` and `review` as in `Word`; nothing ends at `review`.
    """

    number: int
    label: str
    effect: Effect
    hazard: str | None
    segments: tuple[Segment, ...]
    since: datetime
    by: int = 0
    review: datetime | None = None


class CityChanges(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that holds now; `n` counts the changes that led here, `at` is the last one's.

    `words`: the last word about a site, by its id, also where that is that nobody knows.
    """

    n: int = 0
    at: datetime = _NEVER
    closures: tuple[Closure, ...] = ()
    sites: dict[str, SiteState] = msgspec.field(default_factory=dict)
    words: dict[str, Word] = msgspec.field(default_factory=dict)

    def state_of(self, site_id: str) -> SiteState:
        return self.sites.get(site_id, SiteState.UNKNOWN)

    def closure(self, number: int) -> Closure | None:
        return next((one for one in self.closures if one.number == number), None)


def with_closure(
    changes: CityChanges,
    segments: Iterable[Segment],
    *,
    label: str,
    hazard: str | None,
    effect: Effect,
    now: datetime,
    by: int = 0,
    review: datetime | None = None,
) -> CityChanges:
    """One more closure. Raises ChangeRefused: nothing in it, too many, a zone of no hazard."""
    if effect is Effect.ZONE and hazard is None:
        raise ChangeRefused("a zone is the zone of one hazard: name it")
    canonical = tuple(sorted({_canonical(segment) for segment in segments}))
    if not canonical:
        raise ChangeRefused("no street lies there: nothing was closed; look at the place again")
    closure = Closure(
        number=changes.n + 1,
        label=label,
        effect=effect,
        hazard=hazard,
        segments=canonical,
        since=now,
        by=by,
        review=review,
    )
    closures = (*changes.closures, closure)
    if sum(len(one.segments) for one in closures) > MOST_EDGES:
        raise ChangeRefused(
            f"more than {MOST_EDGES:,} pieces of street would be closed: build a new city with "
            "`hansho city build --ground …`, or close less"
        )
    return _next(changes, now, closures=closures)


def with_sites(changes: CityChanges, states: Mapping[str, SiteState], word: Word) -> CityChanges:
    """What the town says of sites now, as one change; unknown is no word for phones."""
    return reopened(changes, (), states, word)


def reopened(
    changes: CityChanges, numbers: Collection[int], states: Mapping[str, SiteState], word: Word
) -> CityChanges:
    """Closures lifted and sites' states said, as one change. Raises ChangeRefused if no closure
    has one of the numbers."""
    for number in numbers:
        if changes.closure(number) is None:
            known = ", ".join(str(one.number) for one in changes.closures) or "none"
            raise ChangeRefused(f"no closure has the number {number}; there are: {known}")
    closures = tuple(one for one in changes.closures if one.number not in numbers)
    said = {**changes.sites, **states}
    sites = {one: state for one, state in said.items() if state is not SiteState.UNKNOWN}
    words = {**changes.words, **dict.fromkeys(states, word)}
    return _next(changes, word.at, closures=closures, sites=sites, words=words)


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
