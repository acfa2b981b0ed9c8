"""What an import read, what it dropped and why: one plain JSON object, and its lines for people."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from geo.field import NO_WAY
from geo.importers.context import Context
from geo.importers.ground_files import GroundRead
from geo.importers.osm import OsmFile
from geo.importers.place_lists import ListRead
from geo.importers.street_graph import StreetsMade
from geo.importers.walkable import REASONS
from geo.sites import HAZARDS, Places

_MOST_LINES = 20
Report = dict[str, Any]


def report_of(
    osm: OsmFile,
    streets: StreetsMade,
    lists: Mapping[str, ListRead],
    places: Places,
    ground: GroundRead,
    fields: Mapping[str, bytes],
    drawn: Context,
) -> Report:
    """Parts streets, sites, shelters, ground, map; counts, `dropped` with reasons, `notes`."""
    return {
        "streets": {
            "ways": osm.ways,
            "edges": {name: n for name, n in streets.counts.items() if n},
            "dropped": {REASONS[reason]: n for reason, n in osm.dropped.items()},
            "notes": list(streets.notes),
        },
        "sites": _list(lists["sites"], len(places.sites))
        | {
            "off_the_streets": sum(site.node is None for site in places.sites),
            "by_hazard": by_hazard(places),
            "streets_without_a_way": _lost(fields),
        },
        "shelters": _list(lists["shelters"], len(places.shelters))
        | {"restricted": sum(bool(shelter.restricted_to) for shelter in places.shelters)},
        "ground": {"edges": ground.counts, "notes": _ground_notes(ground)},
        "map": {"features": drawn.counts, "bytes_br": drawn.bytes_br, "notes": list(drawn.notes)},
    }


def by_hazard(places: Places) -> dict[str, int]:
    """How many sites near the streets are designated for each hazard."""
    there = [site for site in places.sites if site.node is not None]
    return {hazard: sum(one.designated_for(hazard) for one in there) for hazard in HAZARDS}


def lines_of(report: Report) -> list[str]:
    """The report for people, a line each; long lists are cut and say so."""
    lines: list[str] = []
    for part, told in report.items():
        counts = ", ".join(f"{k} {v}" for k, v in told.items() if isinstance(v, int))
        lines.append(f"{part}: {counts}" if counts else f"{part}:")
        for key, value in told.items():
            if isinstance(value, dict) and value:
                lines += [f"  {key}: " + ", ".join(f"{k}: {_short(v)}" for k, v in value.items())]
            if isinstance(value, list):
                lines += [f"  {one}" for one in map(_sentence, value[:_MOST_LINES])]
                if len(value) > _MOST_LINES:
                    lines.append(f"  … and {len(value) - _MOST_LINES} more in city.json ({key})")
    return lines


def _short(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key} {n}" for key, n in value.items() if n) or "none"
    return str(value)


def _sentence(one: object) -> str:
    if isinstance(one, dict):
        return f"row {' '.join([str(one['row']), one['name']]).strip()}: {one['reason']}"
    return str(one)


def _list(read: ListRead, kept: int) -> Report:
    return {
        "rows": read.rows,
        "kept": kept,
        "joined": read.joined,
        "outside_the_streets": read.outside,
        "quarantined": [
            {"row": one.row, "name": one.name, "reason": one.reason} for one in read.quarantined
        ],
        "notes": list(read.notes),
    }


def _lost(fields: Mapping[str, bytes]) -> dict[str, int]:
    """Street nodes from which no way leads to safety, by hazard that has a field at all."""
    return {
        hazard: int((np.frombuffer(steps, np.uint8) == NO_WAY).sum())
        for hazard, steps in fields.items()
    }


def _ground_notes(ground: GroundRead) -> list[str]:
    without = [hazard for hazard in HAZARDS if not _has_zone(ground, hazard)]
    return [*ground.notes, *([f"no zone mapped for {', '.join(without)}"] if without else [])]


def _has_zone(ground: GroundRead, hazard: str) -> bool:
    return ground.ground.layers[HAZARDS.index(hazard)].has_zone


def dropped_of(report: Report) -> Report:
    """Short counts for the last line: ways by reason, rows by what became of them."""
    rows = {
        part: {
            "joined": report[part]["joined"],
            "outside": report[part]["outside_the_streets"],
            "quarantined": dict(Counter(one["reason"] for one in report[part]["quarantined"])),
        }
        for part in ("sites", "shelters")
    }
    return {"ways": report["streets"]["dropped"], **rows}
