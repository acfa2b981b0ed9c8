"""`hansho city codes`: the beginning of a town's table of codes, out of recorded telegrams."""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from alerts.sources.jma.regions_seen import QUAKE, TSUNAMI, Regions, regions_seen
from alerts.sources.jma.telegram import is_telegram
from alerts.sources.markup import Markup, parse
from geo.importers.code_tables import COLUMNS, ELSEWHERE

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(
        "codes",
        help="begin a table of codes that have no polygon, for `city areas --codes`",
        description="Reads recorded telegrams (*.xml, folders within folders too) and writes every "
        "region of earthquakes and of tsunamis that they name. Regions of earthquakes that do not "
        "hold the town are marked elsewhere, once each --town was seen in one. What is left empty "
        "is the town's to fill in. The last line of the output is one JSON object.",
    )
    parser.add_argument(
        "--from-telegrams", required=True, nargs="+", type=Path, metavar="DIR", dest="folders"
    )
    parser.add_argument(
        "--town",
        required=True,
        action="append",
        metavar="KEY",
        help="a municipality of the town, such as jma:1720100; may be repeated",
    )
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    missing = [str(one) for one in arguments.folders if not one.is_dir()]
    if missing:
        print(f"hansho: no folder {', '.join(missing)}; name where telegrams are", file=sys.stderr)
        return 2
    if arguments.output.exists():
        print(f"hansho: {arguments.output} is there; name a new file", file=sys.stderr)
        return 2
    seen = regions_seen(_telegrams(arguments.folders))
    if not (seen.quake or seen.tsunami):
        print("hansho: these telegrams name no region; nothing was written", file=sys.stderr)
        return 1
    home = seen.home(arguments.town)
    if home is None:
        print(
            f"hansho: not every one of {', '.join(arguments.town)} was seen within a region of "
            "earthquakes, so none is marked elsewhere; write `covers` yourself",
            file=sys.stderr,
        )
    rows = [*_quake_rows(seen, home), *_tsunami_rows(seen)]
    with arguments.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([COLUMNS, *rows])
    to_fill = [f"{scheme}:{code}" for scheme, code, *_, covers in rows if not covers]
    told = {"file": str(arguments.output), "codes": len(rows), "to_fill_in": to_fill}
    print(json.dumps(told, ensure_ascii=False))
    return 0


def _telegrams(folders: Iterable[Path]) -> Iterator[etree._Element]:
    """Roots of all that are telegrams; what is none, or damaged, names no region."""
    for path in sorted(path for folder in folders for path in folder.rglob("*.xml")):
        read = parse(path.read_bytes())
        if isinstance(read, Markup) and is_telegram(read.root):
            yield read.root


def _quake_rows(seen: Regions, home: frozenset[str] | None) -> list[tuple[str, ...]]:
    """`covers` of the town's own regions are the municipalities seen in them: perhaps not all."""
    rows: list[tuple[str, ...]] = []
    for code, name in sorted(seen.quake.items()):
        covers = ""
        if home is not None:
            own = ";".join(sorted(seen.within.get(code, ())))
            covers = own if code in home else ELSEWHERE
        rows.append((QUAKE, code, name, "", covers))
    return rows


def _tsunami_rows(seen: Regions) -> list[tuple[str, ...]]:
    return [(TSUNAMI, code, name, "", "") for code, name in sorted(seen.tsunami.items())]
