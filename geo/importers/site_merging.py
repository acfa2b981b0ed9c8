"""Rows that mean one place become one: the same id, or the same name within 30 m."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from math import cos, hypot, radians

import msgspec

from geo.importers.site_rows import PlaceRow
from geo.sites import HAZARDS

SAME_PLACE_M = 30.0
_METRES_A_DEGREE = 111_319.5


class Merged(msgspec.Struct, frozen=True):
    """Each place once, in the order of the rows; `notes` name the rows that disagreed."""

    places: tuple[PlaceRow, ...]
    joined: int
    notes: tuple[str, ...]


def merged(rows: Sequence[PlaceRow]) -> Merged:
    """The first row stands and takes from later ones what it lacks.

    Where they disagree about a hazard, the place is not designated for it: nobody is sent to a
    place of which one list says no.
    """
    by_id: dict[str, int] = {}
    by_name: dict[str, list[int]] = defaultdict(list)
    places: list[PlaceRow] = []
    notes: list[str] = []
    joined = 0
    for row in rows:
        at = by_id.get(row.id) if row.id else None
        name = unicodedata.normalize("NFKC", row.name["ja"])
        if at is None:
            at = next((i for i in by_name[name] if _metres(places[i], row) <= SAME_PLACE_M), None)
        if at is None:
            at = len(places)
            places.append(row)
            by_name[name].append(at)
        else:
            notes += _disagreement(places[at], row)
            places[at] = _joined(places[at], row)
            joined += 1
        if row.id:
            by_id[row.id] = at
    return Merged(tuple(places), joined, tuple(notes))


def _disagreement(first: PlaceRow, second: PlaceRow) -> list[str]:
    if first.hazards is None or second.hazards is None:
        return []
    odd = first.hazards ^ second.hazards
    told = ", ".join(hazard for bit, hazard in enumerate(HAZARDS) if odd >> bit & 1)
    return [f"{first.name['ja']}: two rows disagree about {told}; not used for it"] if odd else []


def _joined(first: PlaceRow, second: PlaceRow) -> PlaceRow:
    hazards = first.hazards if second.hazards is None else second.hazards
    if first.hazards is not None and second.hazards is not None:
        hazards = first.hazards & second.hazards
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
