"""Lists of sites and shelters, from files to what a city bundle holds."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from geo.bundle import Source
from geo.importers import gsi
from geo.importers.site_access import Access
from geo.importers.site_merging import merged
from geo.importers.site_rows import Inside, PlaceRow, Quarantined, judged
from geo.importers.street_cutting import fives
from geo.importers.tables import Table, TableUnreadable, read_table
from geo.remarks import narrowed, read_remark
from geo.sites import HAZARDS, Shelter, Site

_NEEDED = ("name", "lat", "lon")


class ListRead(msgspec.Struct, frozen=True):
    """Places of all files together, each once; `rows` as they stood; the rest is what was not
    taken, and why.
    """

    places: tuple[PlaceRow, ...] = ()
    rows: int = 0
    joined: int = 0
    outside: int = 0
    quarantined: tuple[Quarantined, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


def read_lists(paths: Sequence[Path], inside: Inside, sites: bool) -> ListRead:
    """`sites`: the list has to say for which hazards a place is designated.

    Raises `geo.importers.tables.TableUnreadable`.
    """
    kept: list[Sequence[PlaceRow]] = []
    read = ListRead()
    for path in paths:
        table = read_table(path, _NEEDED)
        if sites and not any(hazard in table.rows[0] for hazard in HAZARDS):
            raise TableUnreadable(
                f"{path} does not say for which hazards a place is designated, so nobody can be "
                "sent there; give it as --shelters"
            )
        found = judged(table.rows, inside)
        kept.append(found.kept)
        odd = [f"{path.name}: the flag {f!r} ({n} times) is not designated"
               for f, n in found.odd_flags.items()]  # fmt: skip
        read = ListRead(
            rows=read.rows + len(table.rows),
            outside=read.outside + found.outside,
            quarantined=read.quarantined + found.quarantined,
            notes=(*read.notes, *odd),
            sources=(*read.sources, _source(path, table)),
        )
    once = merged(kept)
    return msgspec.structs.replace(
        read, places=once.places, joined=once.joined, notes=(*read.notes, *once.notes)
    )


class SitesMade(msgspec.Struct, frozen=True):
    """`notes`: flags that a remark takes away, then remarks that only people can read."""

    sites: tuple[Site, ...]
    notes: tuple[str, ...]


def sites_of(places: Sequence[PlaceRow], access: Access) -> SitesMade:
    """Ascending by id, so that the tie-break between equals does not hang on a file's order."""
    made: list[Site] = []
    notes: list[str] = []
    unread: Counter[str] = Counter()
    for ident, place in _with_ids(places):
        at = _at5(place)
        entry = access.of(at)
        node, off_dm = entry if entry is not None else (None, 0)
        remark = read_remark(place.remark)
        left = narrowed(place.hazards or 0, remark)
        if left.dropped:
            notes.append(f"{place.name['ja']}: not for {', '.join(left.dropped)} ({place.remark})")
        if not remark.is_read:
            unread[place.remark] += 1
        made.append(
            Site(
                id=ident,
                name=place.name,
                at=at,
                node=node,
                off_dm=off_dm,
                hazards=left.hazards,
                remark=place.remark,
                floors=left.floors,
                parts=left.parts,
                capacity=place.capacity,
                address=place.address,
            )
        )
    notes += [f"remark only for people to read: {text} ({n})" for text, n in unread.most_common()]
    return SitesMade(tuple(made), tuple(notes))


def shelters_of(places: Sequence[PlaceRow]) -> tuple[Shelter, ...]:
    return tuple(
        Shelter(
            id=ident,
            name=place.name,
            at=_at5(place),
            remark=place.remark,
            restricted_to=place.restricted_to,
        )
        for ident, place in _with_ids(places)
    )


def _with_ids(places: Sequence[PlaceRow]) -> list[tuple[str, PlaceRow]]:
    """A place without an id gets one of its position, the same in every import."""
    taken: Counter[str] = Counter()
    named = []
    for place in places:
        ident = place.id or "at{}_{}".format(*_at5(place))
        taken[ident] += 1
        named.append((ident if taken[ident] == 1 else f"{ident}-{taken[ident]}", place))
    return sorted(named, key=lambda one: one[0])


def _at5(place: PlaceRow) -> tuple[int, int]:
    lon5, lat5 = fives(np.array([place.lon, place.lat]))
    return int(lon5), int(lat5)


def _source(path: Path, table: Table) -> Source:
    if table.national:
        return Source(*gsi.ATTRIBUTION)
    return Source(path.name, f"出典：{table.publisher}" if table.publisher else path.name, "")
