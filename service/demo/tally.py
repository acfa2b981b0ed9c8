"""Counts for people: whom a step reached, by language and by what ties them to the area."""

from collections.abc import Sequence

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from service.demo.judge import Finding
from service.demo.phones import Phone

NEAR = "near"
TIES = ("here", "stay", "home", "old here", NEAR)
"""In order of delivery. Near are phones whose cell touches the area, but no point of theirs."""


class Count(msgspec.Struct, frozen=True):
    """How many should have it, and how many have it."""

    inside: int = 0
    sent: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.inside + other.inside, self.sent + other.sent)


Tally = dict[tuple[str, str], Count]
"""(language, tie) -> count. Everybody who should have it or has it is counted once."""


def tally(phones: Sequence[Phone], finding: Finding, area: BaseGeometry, at: float) -> Tally:
    """`area` in lon, lat degrees; a phone counts under its strongest tie to it at time `at`."""
    shapely.prepare(area)
    counts: Tally = {}
    for phone in phones:
        if phone.number in finding.inside or phone.number in finding.sent:
            key = phone.language, strongest_tie(phone, area, at)
            seen = Count(phone.number in finding.inside, phone.number in finding.sent)
            counts[key] = counts.get(key, Count()) + seen
    return counts


def strongest_tie(phone: Phone, area: BaseGeometry, at: float) -> str:
    """The first of `TIES` that a place of the phone has in the exact area."""
    labels = {
        spot.label(at)
        for spot in phone.spots
        if spot.holds(at) and shapely.intersects_xy(area, spot.lon, spot.lat)
    }
    return next((tie for tie in TIES if tie in labels), NEAR)
