"""Rows that mean one place become one: the same id, or the same name within 30 m.

In one list two rows of one name may be two parts of it, each designated for hazards of its own (the
tower for tsunamis, the grounds for the rest, as the national list has them): they stay two sites.
Lists are compared place by place: nobody is sent where one of them says no.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from math import cos, hypot, radians

import msgspec

from geo.importers.site_rows import PlaceRow
from geo.sites import HAZARDS

SAME_PLACE_M = 30.0
_METRES_A_DEGREE = 111_319.5


class Merged(msgspec.Struct, frozen=True):
    """Each place once, in the order of the rows; `notes` name places about which rows disagree."""

    places: tuple[PlaceRow, ...]
    joined: int
    notes: tuple[str, ...]


def merged(lists: Sequence[Sequence[PlaceRow]]) -> Merged:
    """The first row stands and takes from later ones what it lacks.

    Of one list, rows of one id are one place, designated for what all of them name; rows of one
    name within 30 m are one if they name the same hazards. A row of a later list means every part
    of its place; a part keeps those of its hazards that some row of that list names.
    """
    places = _Places()
    notes: list[str] = []
    joined = 0
    for rows in lists:
        own = _Places()
        for row in rows:
            at = own.twin_of(row)
            if at is None:
                own.add(row)
                continue
            notes += _disagreement(own.all[at], own.all[at].hazards, row.hazards)
            own.all[at] = _filled(own.all[at], row, _both(own.all[at].hazards, row.hazards))
            joined += 1
        joined += places.take(own.all, notes)
    return Merged(tuple(places.all), joined, tuple(dict.fromkeys(notes)))


class _Places:
    def __init__(self) -> None:
        self.all: list[PlaceRow] = []
        self._by_id: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)

    def add(self, row: PlaceRow) -> None:
        self._by_name[_plain(row)].append(len(self.all))
        if row.id:
            self._by_id[row.id] = len(self.all)
        self.all.append(row)

    def parts_of(self, row: PlaceRow) -> list[int]:
        """Where the place of this row stands: by id alone, else every part of that name there."""
        if row.id and row.id in self._by_id:
            return [self._by_id[row.id]]
        return [
            at for at in self._by_name[_plain(row)] if _metres(self.all[at], row) <= SAME_PLACE_M
        ]

    def twin_of(self, row: PlaceRow) -> int | None:
        """The place that a further row of the same list repeats."""
        if row.id and row.id in self._by_id:
            return self._by_id[row.id]
        same = (at for at in self.parts_of(row) if self.all[at].hazards == row.hazards)
        return next(same, None)

    def take(self, rows: Sequence[PlaceRow], notes: list[str]) -> int:
        """Joins another list's rows to the places there are; how many were joined."""
        told: dict[int, list[PlaceRow]] = defaultdict(list)
        fresh = []
        for row in rows:
            parts = self.parts_of(row)
            for at in parts:
                told[at].append(row)
            if not parts:
                fresh.append(row)
                continue
            ours = _either(self.all[at].hazards for at in parts)
            theirs = _either(one.hazards for at in parts for one in [row, *told[at]])
            if ours is not None and theirs is not None and theirs & ~ours:
                notes += _disagreement(self.all[parts[0]], ours, ours | theirs)
        for at, others in told.items():
            first = self.all[at]
            theirs = _either(one.hazards for one in others)
            if first.hazards is not None and theirs is not None:
                notes += _disagreement(first, first.hazards, first.hazards & theirs)
            hazards = _both(first.hazards, theirs)
            self.all[at] = reduce(lambda one, other: _filled(one, other, hazards), others, first)
        for row in fresh:
            self.add(row)
        return len(rows) - len(fresh)


def _plain(row: PlaceRow) -> str:
    return unicodedata.normalize("NFKC", row.name["ja"])


def _either(hazards: Iterable[int | None]) -> int | None:
    known = [one for one in hazards if one is not None]
    return reduce(int.__or__, known) if known else None


def _both(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return one & other


def _disagreement(place: PlaceRow, one: int | None, other: int | None) -> list[str]:
    odd = 0 if one is None or other is None else one ^ other
    told = ", ".join(hazard for bit, hazard in enumerate(HAZARDS) if odd >> bit & 1)
    return [f"{place.name['ja']}: rows disagree about {told}; not used for it"] if odd else []


def _filled(first: PlaceRow, second: PlaceRow, hazards: int | None) -> PlaceRow:
    remarks = dict.fromkeys(one for one in (first.remark, second.remark) if one)
    return msgspec.structs.replace(
        first,
        id=first.id or second.id,
        name={**second.name, **first.name},
        hazards=hazards,
        remark=" / ".join(remarks),
        capacity=first.capacity if first.capacity is not None else second.capacity,
        address=first.address or second.address,
        restricted_to=first.restricted_to or second.restricted_to,
    )


def _metres(a: PlaceRow, b: PlaceRow) -> float:
    east = (a.lon - b.lon) * _METRES_A_DEGREE * cos(radians(a.lat))
    return hypot(east, (a.lat - b.lat) * _METRES_A_DEGREE)
