"""`hansho city areas FILE…`: official areas with codes and names, from boundary files."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from geo.importers.boundaries import BoundariesUnreadable, ImportResult, import_areas
from geo.places import write_gazetteer
from service.cli import city_build, city_live

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    city = subparsers.add_parser("city", help="prepare a town's data")
    commands = city.add_subparsers(title="commands", required=True, metavar="COMMAND")
    areas = commands.add_parser(
        "areas",
        help="import official areas with their codes and names",
        description="Reads boundary files (GeoJSON, shapefile, …; .gz and .zip too) and writes one "
        "file of official areas for `gazetteer` in the settings. Features of one code become one "
        "area. The last line of the output is one JSON object: file, areas, dropped.",
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
    areas.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
    areas.set_defaults(run=run)
    city_build.add_parser(commands)
    city_live.add_parsers(commands)


def run(arguments: argparse.Namespace) -> int:
    try:
        result = _import(arguments)
    except (BoundariesUnreadable, ValueError) as error:
        print(f"hansho: {error}", file=sys.stderr)
        return 2
    for code, reason in result.dropped:
        print(f"dropped {code or '(no code)'}: {reason}", file=sys.stderr)
    if not result.areas:
        print("hansho: no area could be imported; nothing was written", file=sys.stderr)
        return 1
    write_gazetteer(arguments.output, result.areas)
    dropped = [{"code": code, "reason": reason} for code, reason in result.dropped]
    told = {"file": str(arguments.output), "areas": len(result.areas), "dropped": dropped}
    print(json.dumps(told, ensure_ascii=False))
    return 0


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
