"""Rows that mean one place become one: the same id, or the same name within 30 m."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from math import cos, hypot, radians

import msgspec

from geo.importers.site_rows import PlaceRow

SAME_PLACE_M = 30.0
_METRES_A_DEGREE = 111_319.5


class Merged(msgspec.Struct, frozen=True):
    """Each place once, in the order of the rows; `notes` say what was joined, in sentences."""

    places: tuple[PlaceRow, ...]
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
            places[at], note = _joined(places[at], row)
            notes.append(note)
        if row.id:
            by_id[row.id] = at
    return Merged(tuple(places), tuple(notes))


def _joined(first: PlaceRow, second: PlaceRow) -> tuple[PlaceRow, str]:
    hazards = first.hazards if second.hazards is None else second.hazards
    disagree = False
    if first.hazards is not None and second.hazards is not None:
        hazards = first.hazards & second.hazards
        disagree = first.hazards != second.hazards
    remarks = dict.fromkeys(one for one in (first.remark, second.remark) if one)
    place = msgspec.structs.replace(
        first,
        id=first.id or second.id,
        name={**second.name, **first.name},
        hazards=hazards,
        remark=" / ".join(remarks),
        capacity=first.capacity if first.capacity is not None else second.capacity,
        address=first.address or second.address,
        restricted_to=first.restricted_to or second.restricted_to,
    )
    note = f"{first.name['ja']}: two rows of one place joined"
    return place, note + (", only hazards that both name are kept" if disagree else "")


def _metres(a: PlaceRow, b: PlaceRow) -> float:
    east = (a.lon - b.lon) * _METRES_A_DEGREE * cos(radians(a.lat))
    return hypot(east, (a.lat - b.lat) * _METRES_A_DEGREE)
