"""Who should have got what, who did: exact points against the exact area, nothing from the service.

A phone near the edge is neither inside nor outside: a cell that touches the area grown by 50 m may
be warned, a person in the area must be (DESIGN section 5). A stay that ended and a *here* older
than 12 h tie nobody to anything: who has only such places is outside.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from math import cos, radians
from statistics import median
from typing import Any

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from service.demo.grid import box_of
from service.demo.phones import Phone
from service.demo.push_service import Received

Numbers = frozenset[int]

Shapes = NDArray[np.object_]
"""Shapely geometries, shape (n,)."""

# The shortest degree of latitude there is (at the equator).
_METRES_PER_DEGREE = 110_574.0
# The service grows by 50 m; the rest is for rounding, so that nobody is called unwanted by a hair.
_GROWN_BY_M = 50.0 + 0.5


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One revision as it was issued. `area` in lon, lat degrees; None for an ending (all-clear),
    which goes to the recorded and nobody else. `committed` in epoch seconds."""

    alert_id: str
    revision: int
    committed: float
    area: BaseGeometry | None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What one step came to; sets of phone numbers. `delays` in seconds, ascending, one a phone."""

    inside: Numbers
    outside: Numbers
    sent: Numbers
    missed: Numbers
    unwanted: Numbers
    wrong_language: Numbers
    duplicates: Numbers
    delays: tuple[float, ...]

    @property
    def is_clean(self) -> bool:
        """Whether everybody who should have it has it, once, readable, and nobody else."""
        return not (self.missed or self.unwanted or self.wrong_language or self.duplicates)

    def counts(self) -> dict[str, Any]:
        """The figures for the demo's last line."""
        delays = self.delays
        return {
            "inside": len(self.inside),
            "outside": len(self.outside),
            "sent": len(self.sent),
            "missed": len(self.missed),
            "unwanted": len(self.unwanted),
            "wrong_language": len(self.wrong_language),
            "duplicates": len(self.duplicates),
            "first_s": round(delays[0], 3) if delays else None,
            "median_s": round(median(delays), 3) if delays else None,
            "last_s": round(delays[-1], 3) if delays else None,
        }


Reader = Callable[[str, dict[str, Any]], str]
"""Takes a language and a notification; says why its reader could not read it, or nothing."""


def judge(
    steps: Sequence[Step], phones: Sequence[Phone], received: Sequence[Received], read: Reader
) -> tuple[Finding, ...]:
    """One finding for each step of one alert, in their order.

    For an update, `inside` is recorded ∪ newly inside, where recorded are those whom an earlier
    step reached. Who was missed before is not unwanted later.
    """
    findings: list[Finding] = []
    recorded: Numbers = frozenset()
    owed: Numbers = frozenset()
    for step in steps:
        inside = recorded | _within(step, phones)
        outside = _beyond(step, phones) - recorded - owed
        findings.append(_finding(step, inside, outside, phones, received, read))
        recorded |= findings[-1].sent
        owed |= inside
    return tuple(findings)


def _finding(
    step: Step,
    inside: Numbers,
    outside: Numbers,
    phones: Sequence[Phone],
    received: Sequence[Received],
    read: Reader,
) -> Finding:
    language = {phone.number: phone.language for phone in phones}
    messages = [
        message
        for message in received
        if (message.alert_id, message.revision) == (step.alert_id, step.revision)
    ]
    times = Counter(message.phone for message in messages)
    latest_first = sorted(messages, key=lambda message: message.at, reverse=True)
    first = {message.phone: message.at for message in latest_first}
    sent = frozenset(times)
    unread = (m.phone for m in messages if read(language[m.phone], m.notification))
    return Finding(
        inside=inside,
        outside=outside,
        sent=sent,
        missed=inside - sent,
        unwanted=outside & sent,
        wrong_language=frozenset(unread),
        duplicates=frozenset(number for number, count in times.items() if count > 1),
        delays=tuple(sorted(at - step.committed for at in first.values())),
    )


def _within(step: Step, phones: Sequence[Phone]) -> Numbers:
    """Phones with an exact point of a place that holds in the exact area."""
    if step.area is None:
        return frozenset()
    ties = _ties(phones, step.committed)
    shapely.prepare(step.area)
    points = np.array([(lon, lat) for _, lon, lat, _ in ties]).reshape(-1, 2)
    hit = shapely.intersects_xy(step.area, points[:, 0], points[:, 1])
    return frozenset(tie[0] for tie, is_in in zip(ties, hit, strict=True) if is_in)


def _beyond(step: Step, phones: Sequence[Phone]) -> Numbers:
    """Phones none of whose cells touches the grown area; for an ending, all phones."""
    everyone = frozenset(phone.number for phone in phones)
    if step.area is None:
        return everyone
    ties = _ties(phones, step.committed)
    edges = np.array([box_of(tie[3]) for tie in ties]).reshape(-1, 4)
    cells = shapely.box(edges[:, 0], edges[:, 1], edges[:, 2], edges[:, 3])
    latitude = step.area.centroid.y
    (area,) = flat(np.array([step.area]), latitude)
    hit = shapely.dwithin(area, flat(cells, latitude), _GROWN_BY_M)
    return everyone - {tie[0] for tie, touches in zip(ties, hit, strict=True) if touches}


def _ties(phones: Sequence[Phone], at: float) -> list[tuple[int, float, float, int]]:
    """(phone, lon, lat, cell) of every place that holds."""
    return [
        (phone.number, spot.lon, spot.lat, spot.cell)
        for phone in phones
        for spot in phone.spots
        if spot.holds(at)
    ]


def flat(shapes: Shapes, latitude: float) -> Shapes:
    """Shapes in metres, for areas the size of a town round this latitude (degrees).

    Distances come out up to 1 % short and never long: nobody is called far who is near.
    """
    scale = np.array([cos(radians(latitude)), 1.0]) * _METRES_PER_DEGREE
    result: Shapes = shapely.transform(shapes, lambda points: points * scale)
    return result
