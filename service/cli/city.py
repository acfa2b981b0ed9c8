"""`hansho city areas FILE…`: official areas with codes and names, from boundary files."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console
from rich.progress import Progress

from geo.errors import HanshoError
from geo.importers.boundaries import ImportResult, import_areas
from geo.importers.code_tables import Coded, coded, read_coast, read_codes
from geo.places import Gazetteer, write_gazetteer
from service.cli import city_build, city_codes, city_live

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_NO_COAST = "none"


def add_parser(subparsers: "Subparsers") -> None:
    city = subparsers.add_parser("city", help="prepare a town's data")
    commands = city.add_subparsers(title="commands", required=True, metavar="COMMAND")
    areas = commands.add_parser(
        "areas",
        help="import official areas with their codes and names",
        description="Reads boundary files (GeoJSON, shapefile, …; .gz and .zip too) and writes one "
        "file of official areas for `gazetteer` in the settings. Features of one code become one "
        "area. The last line of the output is one JSON object: file, areas, dropped; with a table "
        "or a coast or --only also codes and elsewhere, how many of each.",
    )
    areas.add_argument("files", nargs="+", type=Path, metavar="FILE")
    areas.add_argument("--code-field", required=True, metavar="F", help="field with the code")
    areas.add_argument("--name-field", required=True, metavar="N", help="field with the name")
    areas.add_argument(
        "--scheme", required=True, metavar="S", help="scheme of the codes: jma, jis, emma, ugc, …"
    )
    areas.add_argument(
        "--name-language", default="ja", metavar="L", help="language of the name (default: ja)"
    )
    areas.add_argument(
        "--also-name",
        action="append",
        default=[],
        type=_language_and_field,
        metavar="L=FIELD",
        help="names in a further language; may be repeated",
    )
    areas.add_argument(
        "--codes",
        type=Path,
        metavar="FILE",
        help="table of codes without a polygon, CSV or GeoJSON: scheme, code, name_ja, name_en, "
        "covers (keys of official areas with ; between, or elsewhere)",
    )
    areas.add_argument(
        "--coast",
        metavar="FILE|none",
        help="GeoJSON with the town's coastal zone of each tsunami region (code), or none for a "
        "town without coast",
    )
    areas.add_argument(
        "--gazetteer",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="official areas imported before, that the table may name, too; may be repeated",
    )
    areas.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="KEY",
        help="scheme:code of an area that is watched, as jma:1720100; the others of the files are "
        "then known as elsewhere, and their warnings are nobody's here; may be repeated",
    )
    areas.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
    areas.set_defaults(run=run)
    city_codes.add_parser(commands)
    city_build.add_parser(commands)
    city_live.add_parsers(commands)


def run(arguments: argparse.Namespace) -> int:
    try:
        result, beside = _chosen(_import(arguments), arguments.only)
        tables = _tables(arguments, result)
    except (HanshoError, ValueError) as error:
        print(f"hansho: {error}", file=sys.stderr)
        return 2
    for code, reason in result.dropped:
        print(f"dropped {code or '(no code)'}: {reason}", file=sys.stderr)
    if not result.areas:
        print("hansho: no area could be imported; nothing was written", file=sys.stderr)
        return 1
    given = tables or Coded()
    elsewhere = tuple(sorted({*given.elsewhere, *beside}))
    write_gazetteer(arguments.output, result.areas, codes=given.codes, elsewhere=elsewhere)
    dropped = [{"code": code, "reason": reason} for code, reason in result.dropped]
    told = {"file": str(arguments.output), "areas": len(result.areas), "dropped": dropped}
    if tables is not None or arguments.only:
        told |= {"codes": len(given.codes), "elsewhere": len(elsewhere)}
    print(json.dumps(told, ensure_ascii=False))
    return 0


def _chosen(result: ImportResult, only: Sequence[str]) -> tuple[ImportResult, tuple[str, ...]]:
    """The areas that are watched, and the keys of the rest. Raises ValueError for one not there."""
    if not only:
        return result, ()
    if absent := sorted(set(only) - {one.key for one in result.areas}):
        raise ValueError(f"--only: {', '.join(absent)} is in none of the files; look at the code")
    watched = tuple(one for one in result.areas if one.key in only)
    beside = tuple(one.key for one in result.areas if one.key not in only)
    return msgspec.structs.replace(result, areas=watched), beside


def _tables(arguments: argparse.Namespace, result: ImportResult) -> Coded | None:
    """What the town's tables mean; None where none was given."""
    if arguments.codes is None and arguments.coast is None:
        return None
    known = Gazetteer.load(*arguments.gazetteer)
    known = Gazetteer.of([*known.all(), *result.areas])
    no_coast = arguments.coast == _NO_COAST
    coast = read_coast(Path(arguments.coast)) if arguments.coast and not no_coast else ()
    rows = read_codes(arguments.codes) if arguments.codes is not None else ()
    return coded(rows, known, coast, no_coast=no_coast)


def _import(arguments: argparse.Namespace) -> ImportResult:
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("official areas", total=None)
        return import_areas(
            arguments.files,
            arguments.code_field,
            arguments.name_field,
            arguments.scheme,
            name_language=arguments.name_language,
            extra_names=dict(arguments.also_name),
            progress=lambda done, of: progress.update(task, completed=done, total=of),
        )


def _language_and_field(text: str) -> tuple[str, str]:
    language, equals, field = text.partition("=")
    if not (language and equals and field):
        raise argparse.ArgumentTypeError("write a language and a field, such as en=NAME_EN")
    return language, field
