"""`hansho city build`: a city's streets, sites and ground become one bundle for phones."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from geo.bundle import Source, write_bundle
from geo.errors import HanshoError
from geo.importers.boundaries import import_areas
from geo.importers.city import STEPS, CityBuilt, CityFiles, build_city
from geo.importers.city_report import by_hazard, dropped_of, lines_of
from geo.importers.ground_files import GroundFile
from geo.places import write_gazetteer
from geo.sites import HAZARDS
from geo.zones import write_zones
from service.city import ZONES

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

FICTIONAL_NAME = {"ja": "湊浜市", "en": "Minatohama"}
_BROTLI_QUALITY = 11
_INPUTS = ("sites", "shelters", "ground", "elevation", "population", "areas")


def add_parser(commands: "Subparsers") -> None:
    build = commands.add_parser(
        "build",
        help="make the bundle of streets, sites and ways to safety",
        description="Reads a town's files and writes DIR/city.bundle (for phones: name DIR as "
        "`city` in the settings), DIR/city.zones (mapped zones, for the desk) and DIR/city.json "
        "(what was read, dropped and why). The last line of the output is one JSON object. "
        "docs/cities.md says how each file is treated.",
    )
    streets = build.add_mutually_exclusive_group(required=True)
    streets.add_argument(
        "--streets", type=Path, metavar="FILE", help="OpenStreetMap: .osm, .osm.gz or .osm.pbf"
    )
    streets.add_argument(
        "--fictional",
        type=int,
        metavar="N",
        help="a city that does not exist, of about N street nodes; its files go to DIR/source",
    )
    for name, what in (
        ("--sites", "designated emergency evacuation sites: CSV or GeoJSON; may be repeated"),
        ("--shelters", "designated shelters: CSV or GeoJSON; may be repeated"),
    ):
        build.add_argument(name, action="append", default=[], type=Path, metavar="FILE", help=what)
    build.add_argument(
        "--ground",
        action="append",
        default=[],
        type=_ground_file,
        metavar="[HAZARD:]FILE",
        help="mapped zones, closed or costly ground in any format of GDAL; may be repeated",
    )
    build.add_argument("--elevation", type=Path, metavar="FILE", help=".asc grid or lon,lat,metres")
    build.add_argument(
        "--population", type=Path, metavar="FILE", help="lon,lat,people: spreads by capacity"
    )
    build.add_argument("--areas", type=Path, metavar="FILE", help="official areas of the town")
    build.add_argument("--code-field", default="code", metavar="F", help="of --areas")
    build.add_argument("--name-field", default="name", metavar="N", help="of --areas")
    build.add_argument("--scheme", default="town", metavar="S", help="of the codes of --areas")
    build.add_argument(
        "--name", action="append", default=[], type=_language_and_name, metavar="L=NAME",
        help="the city's name, such as ja=金沢市; may be repeated",
    )  # fmt: skip
    build.add_argument(
        "--language", default="ja", metavar="L", help="of plain names on the street map (ja)"
    )
    build.add_argument(
        "--source", action="append", default=[], metavar="TEXT",
        help="attribution that a file's licence asks for; may be repeated",
    )  # fmt: skip
    build.add_argument("-o", "--output", required=True, type=Path, metavar="DIR")
    build.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    begun = time.monotonic()
    try:
        arguments.output.mkdir(parents=True, exist_ok=True)
        files = _files(arguments)
        built = _build(files)
        raw = write_bundle(built.bundle)
        _write(arguments, built, raw)
    except (HanshoError, ValueError, OSError) as error:
        print(f"hansho: {error}", file=sys.stderr)
        return 2
    for line in lines_of(built.report):
        print(line, file=sys.stderr)
    print(json.dumps(_summary(built, raw, time.monotonic() - begun), ensure_ascii=False))
    return 0


def _files(arguments: argparse.Namespace) -> CityFiles:
    if arguments.fictional is not None:
        return _fictional(arguments)
    name = dict(arguments.name)
    return CityFiles(
        streets=arguments.streets,
        sites=tuple(arguments.sites),
        shelters=tuple(arguments.shelters),
        ground=tuple(arguments.ground),
        elevation=arguments.elevation,
        population=arguments.population,
        name=name or {arguments.language: arguments.streets.name.partition(".")[0]},
        local=arguments.language,
        sources=tuple(Source(text, text, "") for text in arguments.source),
    )


def _fictional(arguments: argparse.Namespace) -> CityFiles:
    """Writes the raw files of a city that does not exist, and names them as a town would."""
    from service.demo.fictional import write_city

    given = [name for name in _INPUTS if getattr(arguments, name)]
    if given:
        raise ValueError(f"--fictional brings its own files; leave out --{', --'.join(given)}")
    folder = arguments.output / "source"
    write_city(folder, arguments.fictional)
    arguments.areas = folder / "areas.geojson"
    return CityFiles(
        streets=folder / "streets.osm",
        sites=(folder / "sites.csv", folder / "sites-open-data.csv"),
        shelters=(folder / "shelters.csv",),
        ground=tuple(GroundFile(path) for path in sorted(folder.glob("ground-*.geojson"))),
        elevation=folder / "elevation.asc",
        population=folder / "population.csv",
        name=dict(arguments.name) or FICTIONAL_NAME,
        fictional=True,
    )


def _build(files: CityFiles) -> CityBuilt:
    columns = (TextColumn("{task.description:20}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=len(STEPS))

        def told(step: str, done: int, _of: int | None) -> None:
            text = f"{step} {done:,}" if done else step
            bar.update(task, description=text, completed=STEPS.index(step))

        return build_city(files, int(time.time()), told)


def _write(arguments: argparse.Namespace, built: CityBuilt, raw: bytes) -> None:
    """The bundle last: what is there is whole, whatever happens on the way."""
    folder = arguments.output
    if arguments.areas is not None:
        read = import_areas(
            [arguments.areas], arguments.code_field, arguments.name_field, arguments.scheme
        )
        write_gazetteer(folder / "areas.gazetteer", read.areas)
        built.report["areas"] = {
            "areas": len(read.areas),
            "dropped": [f"{code or '(no code)'}: {reason}" for code, reason in read.dropped],
        }
    told = {"head": msgspec.to_builtins(built.bundle.head), "report": built.report}
    write_zones(folder / ZONES, built.zones)
    (folder / "city.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    part = folder / "city.bundle.part"
    part.write_bytes(raw)
    part.replace(folder / "city.bundle")


def _summary(built: CityBuilt, raw: bytes, seconds: float) -> dict[str, object]:
    counts = built.bundle.head.counts
    fields = b"".join(built.bundle.fields[h] for h in HAZARDS if h in built.bundle.fields)
    return {
        "nodes": counts["nodes"],
        "edges": counts["edges"],
        "km": round(counts["metres"] / 1000, 1),
        "sites": counts["sites"],
        "by_hazard": by_hazard(built.bundle.places),
        "dropped": dropped_of(built.report),
        "bytes_raw": len(raw),
        "bytes_br": len(brotli.compress(raw, quality=_BROTLI_QUALITY)),
        "fields_br": len(brotli.compress(fields, quality=_BROTLI_QUALITY)),
        "seconds": round(seconds, 2),
    }


def _ground_file(text: str) -> GroundFile:
    hazard, colon, path = text.partition(":")
    if not colon or Path(text).exists():
        return GroundFile(Path(text))
    if hazard not in HAZARDS:
        raise argparse.ArgumentTypeError(
            f"{hazard!r} is no hazard; write one of {', '.join(HAZARDS)} before the colon"
        )
    return GroundFile(Path(path), hazard)


def _language_and_name(text: str) -> tuple[str, str]:
    language, equals, name = text.partition("=")
    if not (language and equals and name):
        raise argparse.ArgumentTypeError("write a language and a name, such as ja=金沢市")
    return language, name
