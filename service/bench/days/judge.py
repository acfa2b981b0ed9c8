"""Who should know what, and who was pushed what: found apart from the service's own books.

Inside is whoever's point lies in the revision's area, by shapely and not by cells. A phone may be
pushed to whose cell lies at the edge; beyond that nobody may. The bound is DESIGN section 5's.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from alerts.model import Kind, Phase, Revision
from geo.grid import cell_at, cell_bounds

_EDGE_DEGREES = 0.0012
"""130 m of latitude, and the 50 m by which an area grows at any longitude up to 65°."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Where a phone is, in degrees. `path`: of its endpoint."""

    path: str
    lon: float
    lat: float


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone found in a push once it had opened it."""

    path: str
    alert_id: str
    number: int


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Counted over all phones and all moments; every number but `looks` should be 0.

    `looks`: phone by phone after each telegram. `missed`: revisions that a phone inside, or one
    that was told before, did not hold. `elsewhere`: pushes to phones outside. `twice`: pushes of a
    revision that the phone had. `beyond`: pushes beyond the changes of (hazard, strength) at the
    phone and the changes of what was recorded for it. `unrung`: revisions that waited for an
    approver whom no ring called, or who would not have found them in the list.
    """

    looks: int = 0
    missed: int = 0
    elsewhere: int = 0
    twice: int = 0
    beyond: int = 0
    unrung: int = 0

    @property
    def faults(self) -> int:
        return self.missed + self.elsewhere + self.twice + self.beyond + self.unrung


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """`inside`, `near`, `recorded`: paths; `recorded` were owed it or an earlier revision."""

    revision: Revision
    inside: frozenset[str]
    near: frozenset[str]
    recorded: frozenset[str]
    ran_out: bool


class Judge:
    def __init__(self, spots: Iterable[Spot]) -> None:
        self._spots = tuple(spots)
        self._boxes = [shapely.box(*cell_bounds(cell_at(one.lon, one.lat))) for one in self._spots]
        self._told: dict[tuple[str, int], _Told] = {}
        self._newest: dict[str, _Told] = {}
        self._held: dict[tuple[str, str], set[int]] = {}
        self._changes: Counter[str] = Counter()
        self._pushes: Counter[str] = Counter()
        self._missed: set[tuple[str, str, int]] = set()
        self._beyond: Counter[str] = Counter()
        self._looks = self._elsewhere = self._twice = self._unrung = 0

    def told(self, revision: Revision, now: datetime, *, ran_out: bool = False) -> None:
        """A revision that goes out. `now`: by the day's clock, aware. `ran_out`: it is not valid
        any more, so that nobody has to get it; what ends it goes to them all the same."""
        inside, near = self._inside(revision), self._near(revision)
        before = self._newest.get(revision.alert_id)
        recorded = frozenset[str]() if before is None else before.recorded
        if before is not None and _said(before.revision) != _said(revision):
            self._changes.update(recorded)
        for path in inside - recorded:
            held = self._strongest(path, revision, now)
            self._changes[path] += held is None or revision.strength.rank < held
        told = _Told(
            revision=revision,
            inside=inside,
            near=near,
            recorded=inside | recorded,
            ran_out=ran_out,
        )
        self._told[revision.alert_id, revision.number] = self._newest[revision.alert_id] = told

    def pushed(self, push: Push) -> None:
        self._pushes[push.path] += 1
        held = self._held.setdefault((push.path, push.alert_id), set())
        told = self._told.get((push.alert_id, push.number))
        if told is None or push.path not in told.near | told.recorded:
            self._elsewhere += 1
        self._twice += push.number in held
        held.add(push.number)

    def waited(self, unrung: Collection[str]) -> None:
        """After each telegram: the alerts that wait since it, of which the desk heard nothing."""
        self._unrung += len(unrung)

    def look(self) -> None:
        """At every phone, once all that was owed is said to have left."""
        self._looks += len(self._spots)
        for alert_id, told in self._newest.items():
            for path in () if told.ran_out else told.recorded:
                held = self._held.get((path, alert_id), ())
                if told.revision.number != max(held, default=0):
                    self._missed.add((path, alert_id, told.revision.number))
        for path, count in self._pushes.items():
            self._beyond[path] = max(self._beyond[path], count - self._changes[path])

    def verdict(self) -> Verdict:
        return Verdict(
            looks=self._looks,
            missed=len(self._missed),
            elsewhere=self._elsewhere,
            twice=self._twice,
            beyond=self._beyond.total(),
            unrung=self._unrung,
        )

    def _strongest(self, path: str, revision: Revision, now: datetime) -> int | None:
        """The rank of the strongest of its hazard that this phone is under; 0 is the strongest.

        Every shock is a hazard of its own, and so is whatever has no kind (decision 34).
        """
        if revision.kind in (Kind.EARTHQUAKE, Kind.OTHER):
            return None
        ranks = [
            one.revision.strength.rank
            for one in self._newest.values()
            if one.revision.kind is revision.kind
            and one.revision.alert_id != revision.alert_id
            and path in one.inside
            and (one.revision.expires is None or one.revision.expires > now)
        ]
        return min(ranks, default=None)

    def _inside(self, revision: Revision) -> frozenset[str]:
        if revision.phase is not Phase.LIVE:
            return frozenset()
        shapely.prepare(revision.area.geometry)
        lons = np.array([one.lon for one in self._spots])
        lats = np.array([one.lat for one in self._spots])
        return self._paths(shapely.contains_xy(revision.area.geometry, lons, lats))

    def _near(self, revision: Revision) -> frozenset[str]:
        if revision.phase is not Phase.LIVE:
            return frozenset()
        far = shapely.distance(self._boxes, revision.area.geometry)
        return self._paths(far <= _EDGE_DEGREES)

    def _paths(self, are: NDArray[np.bool_]) -> frozenset[str]:
        return frozenset(one.path for one, is_it in zip(self._spots, are, strict=True) if is_it)


def _said(revision: Revision) -> Revision:
    """Without what changes each hour though nothing does: the wording, and when it was said."""
    same = {"number": 0, "sent": _NEVER, "issued": _NEVER, "lifetime_floor": None}
    return msgspec.structs.replace(revision, texts=(), note="", still_holds=(), **same)
