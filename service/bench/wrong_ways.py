"""`hansho bench ways`: builds a city from raw files, asks it for ways, and lets the judge count."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec

from geo.bundle import Bundle, read_bundle, write_bundle
from geo.importers.city import CityFiles, build_city
from geo.importers.ground_files import GroundFile
from service.bench.our_ways import OurCity, Told
from service.bench.ways.judging import Finding, judge_hazard, random_starts, report
from service.bench.ways.optimum import Situation
from service.bench.ways.raw_sites import HAZARDS
from service.bench.ways.synthetic_zones import write_zones
from service.bench.ways.town import JudgedTown, RawFiles, read_town

Say = Callable[[str], None]
_STATES = ("closed", "full", "open", "open", "unknown", "unknown", "unknown", "unknown")
_CLOSED_IN = 300  # one street piece of so many is closed by the town


class Judged(msgspec.Struct, frozen=True):
    """`findings` by hazard; `nodes` and `pieces` of the judge's own net."""

    nodes: int
    pieces: int
    findings: dict[str, Finding]

    def line(self, city: str) -> dict[str, object]:
        """The last line of `hansho bench`: the judge is the only peer."""
        result = {
            "size": self.nodes,
            "city": city,
            "pieces": self.pieces,
            "ours": report(self.findings),
            "peers": {},
            "ratios": {},
        }
        return {"bench": "ways", "results": [result]}

    @property
    def wrong(self) -> int:
        return sum(one.wrong for one in self.findings.values())


def files_in(folder: Path) -> RawFiles:
    """The raw files of a folder: `streets.osm…`, `sites*.csv…`, `ground-*.geojson`,
    `elevation.asc`. Raises ValueError without streets.
    """
    streets = sorted(folder.glob("streets.osm*"))
    if not streets:
        raise ValueError(f"{folder} has no streets.osm, .osm.gz or .osm.pbf; check the folder")
    heights = folder / "elevation.asc"
    return RawFiles(
        streets=streets[0],
        sites=tuple(sorted(folder.glob("sites*.csv*"))),
        zones=tuple(sorted(folder.glob("ground-*.geojson"))),
        heights=heights if heights.exists() else None,
    )


def with_synthetic_zones(files: RawFiles, folder: Path, seed: int) -> RawFiles:
    """For a town whose zones are not at hand: seeded ones over its streets, written as files."""
    town = read_town(files)
    lons = [lon / 1e5 for lon, _ in town.net.spots]
    lats = [lat / 1e5 for _, lat in town.net.spots]
    box = (min(lons), min(lats), max(lons), max(lats))
    return msgspec.structs.replace(files, zones=write_zones(folder, box, seed))


def judge_city(files: RawFiles, starts: int, seed: int, say: Say = lambda _: None) -> Judged:
    """`starts` random ones for each of the eight hazards; some sites and streets are closed."""
    say("the judge reads the raw files")
    town = read_town(files)
    told = told_at_random(town, seed)
    say("the city is built")
    ours = OurCity(built(files), told)
    situation = situation_of(town, told, ours)
    findings = {}
    for hazard in HAZARDS:
        say(hazard)
        claims = ours.claims(hazard, random_starts(town, hazard, starts, seed), seed)
        findings[hazard] = judge_hazard(town, hazard, claims, situation)
    return Judged(len(town.net.spots), len(town.net.pieces), findings)


def judge_with_synthetic_zones(files: RawFiles, starts: int, seed: int, say: Say) -> Judged:
    with TemporaryDirectory(prefix="hansho-") as folder:
        return judge_city(with_synthetic_zones(files, Path(folder), seed), starts, seed, say)


def built(files: RawFiles) -> Bundle:
    """The city as a phone has it: written as a bundle, and read again."""
    return read_bundle(write_bundle(build_city(_city_files(files), made=0).bundle))


def told_at_random(town: JudgedTown, seed: int) -> Told:
    """A state for every site, and a few closed pieces of street."""
    chance = Random(f"{seed} told")  # noqa: S311 (a bench must repeat)
    spots, pieces = town.net.spots, town.net.pieces
    return Told(
        states={door.site.id: chance.choice(_STATES) for door in town.doors},
        closed=tuple(
            (spots[piece.a], spots[piece.b])
            for piece in pieces
            if chance.randrange(_CLOSED_IN) == 0
        ),
    )


def situation_of(town: JudgedTown, told: Told, ours: OurCity) -> Situation:
    """The same in the judge's words."""
    spots, ends = town.net.spots, {frozenset(pair) for pair in told.closed}
    closed = (
        number
        for number, piece in enumerate(town.net.pieces)
        if frozenset((spots[piece.a], spots[piece.b])) in ends
    )
    return Situation(states=told.states, closed=frozenset(closed), spread=ours.spread)


def _city_files(files: RawFiles) -> CityFiles:
    return CityFiles(
        streets=files.streets,
        sites=files.sites,
        ground=tuple(GroundFile(path) for path in files.zones),
        elevation=files.heights,
        name={"en": "judged city"},
    )
