"""A city's raw files become one bundle: the steps in order. The file to read first.

streets ─► cut ─► flags (water, slopes) ─► graph ─► coverage ─► sites ─► ground ─► fields ─► map
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.bundle import Bundle, Head, Source
from geo.field import shipped_fields
from geo.ground import Ground
from geo.importers.city_report import Report, report_of
from geo.importers.context import context
from geo.importers.coverage import coverage, rings5
from geo.importers.drawn_zones import drawn_zones
from geo.importers.ground_files import GroundFile, read_ground
from geo.importers.osm import Progress, read_osm
from geo.importers.place_lists import ListRead, read_lists, shelters_of, sites_of
from geo.importers.population import read_population
from geo.importers.site_access import Access
from geo.importers.site_rows import Inside
from geo.importers.street_graph import street_graph
from geo.importers.zones import zones_of
from geo.sites import HAZARDS, Places
from geo.spreading import spread
from geo.streets import Names, StreetGraph
from geo.zones import Zone

MARGIN_DEGREES = 0.005  # sites up to some 500 m beyond the streets are listed
STEPS = ("points", "ways", "streets", "sites", "ground", "ways to safety", "map")
"""What `progress` hears of, in this order; the first two count what was read."""

OSM = Source("OpenStreetMap", "© OpenStreetMap contributors", "ODbL 1.0")
INVENTED = Source("fictional city", "This city does not exist; its data are made up.", "")


class CityFiles(msgspec.Struct, frozen=True, kw_only=True):
    """What a town hands over. `local` is the language of plain names in the street file.

    `population` (lon, lat, people) is for spreading people over sites whose room is known.
    """

    streets: Path
    sites: tuple[Path, ...] = ()
    shelters: tuple[Path, ...] = ()
    ground: tuple[GroundFile, ...] = ()
    elevation: Path | None = None
    population: Path | None = None
    name: dict[str, str]
    local: str = "ja"
    sources: tuple[Source, ...] = ()
    fictional: bool = False


class CityBuilt(msgspec.Struct, frozen=True, eq=False):
    """`report`: what was read, what was dropped and why, by part; plain JSON values.

    `zones`: the mapped zones as ground to warn, for the desk; phones get what they draw of them.
    """

    bundle: Bundle
    report: Report
    zones: tuple[Zone, ...] = ()


def build_city(
    files: CityFiles, made: int, progress: Progress = lambda _step, _done, _of: None
) -> CityBuilt:
    """`made` in epoch seconds. `progress` hears of steps, things done and, if known, in all.

    Raises what the readers raise for files that cannot be used, each a `HanshoError`, and
    `geo.field.FieldRefused`.
    """
    osm = read_osm(files.streets, files.local, progress)
    progress("streets", 0, None)
    made_streets = street_graph(osm, files.elevation)
    graph = made_streets.graph
    covered = coverage(graph, osm.bounds)
    progress("sites", 0, None)
    inside = _within(covered)
    lists = {
        "sites": read_lists(files.sites, inside, sites=True),
        "shelters": read_lists(files.shelters, inside, sites=False),
    }
    made_sites = sites_of(lists["sites"].places, Access(graph))
    places = Places(made_sites.sites, shelters_of(lists["shelters"].places))
    progress("ground", 0, None)
    ground = read_ground(files.ground, graph)
    zones, zone_notes = zones_of(ground.zones, graph.kx)
    ground = msgspec.structs.replace(ground, notes=ground.notes + zone_notes)
    progress("ways to safety", 0, None)
    places, spread_notes = _spread(files, graph, ground.ground, places)
    fields = shipped_fields(graph, ground.ground, places)
    progress("map", 0, None)
    names = _Names(graph.names)
    drawn = context(osm.features, covered, graph.kx, names.number)
    shown, shown_notes = drawn_zones(zones, covered, graph.kx)
    ground = msgspec.structs.replace(ground, notes=ground.notes + shown_notes)
    bundle = Bundle(
        head=_head(files, made, osm.date, graph, covered, lists, places, ground.ground),
        graph=msgspec.structs.replace(graph, names=tuple(names.all)),
        ground=ground.ground,
        places=places,
        fields=fields,
        context=drawn.features,
        zones=shown,
    )
    lists["sites"] = msgspec.structs.replace(
        lists["sites"], notes=lists["sites"].notes + made_sites.notes + spread_notes
    )
    report = report_of(osm, made_streets, lists, places, ground, fields, drawn)
    return CityBuilt(bundle, report, zones)


class _Names:
    """Names that the map adds after those of the streets; equal ones share a number."""

    def __init__(self, names: Sequence[Names]) -> None:
        self.all: list[dict[str, str]] = [dict(one) for one in names]
        self._number = {tuple(sorted(one.items())): at for at, one in enumerate(self.all)}

    def number(self, names: dict[str, str]) -> int:
        key = tuple(sorted(names.items()))
        if key not in self._number:
            self._number[key] = len(self.all)
            self.all.append(dict(names))
        return self._number[key]


def _head(
    files: CityFiles,
    made: int,
    drawn: str,
    graph: StreetGraph,
    covered: BaseGeometry,
    lists: Mapping[str, ListRead],
    places: Places,
    ground: Ground,
) -> Head:
    zones = zip(HAZARDS, ground.layers, strict=True)
    return Head(
        id=_id_of(files.name),
        name=files.name,
        made=made,
        bbox5=_bbox5(graph),
        kx=graph.kx,
        ky=graph.ky,
        coverage=rings5(covered),
        sources=_sources(files, drawn, *lists.values()),
        counts={
            "nodes": len(graph.lon5),
            "edges": len(graph.edges),
            "metres": int(graph.length_dm.sum(dtype=np.int64)) // 10,
            "sites": len(places.sites),
            "shelters": len(places.shelters),
        },
        fictional=files.fictional,
        zones=tuple(hazard for hazard, layer in zones if layer.has_zone),
    )


def _spread(
    files: CityFiles, graph: StreetGraph, ground: Ground, places: Places
) -> tuple[Places, tuple[str, ...]]:
    """The sites with their spreading, and what to say of it."""
    if files.population is None:
        return places, ()
    people = read_population(files.population, graph)
    spread_out = spread(graph, ground, places, people.at)
    hazards = [hazard for hazard in HAZARDS if any(hazard in s.spread for s in spread_out.sites)]
    told = ", ".join(hazards) or "nobody, for want of need or of every site's capacity"
    return spread_out, (
        f"{int(people.at.sum())} people, {people.beyond} beyond the streets; spread for {told}",
    )


def _within(covered: BaseGeometry) -> Inside:
    reach = covered.buffer(MARGIN_DEGREES)
    shapely.prepare(reach)
    return lambda lon, lat: bool(shapely.intersects_xy(reach, lon, lat))


def _id_of(name: dict[str, str]) -> str:
    """Letters for files and addresses, from the English name; `city` if there is none."""
    return re.sub(r"[^a-z0-9]+", "-", name.get("en", "").lower()).strip("-") or "city"


def _bbox5(graph: StreetGraph) -> tuple[int, int, int, int]:
    lon, lat = graph.lon5, graph.lat5
    return int(lon.min()), int(lat.min()), int(lon.max()), int(lat.max())


def _sources(files: CityFiles, drawn: str, *lists: ListRead) -> tuple[Source, ...]:
    """`drawn`: the date of the street map, or empty."""
    if files.fictional:
        return (INVENTED,)
    read = [source for one in lists for source in one.sources]
    osm = msgspec.structs.replace(OSM, date=drawn)
    return tuple(dict.fromkeys([osm, *read, *files.sources]))
