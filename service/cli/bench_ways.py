"""`hansho bench ways`: counts wrong ways to safety with a judge that reads raw files alone."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import HanshoError
from service.cli.bench_stderr import not_measured, teller

if TYPE_CHECKING:
    from service.bench.wrong_ways import Judged

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(benches: "Subparsers") -> None:
    ways = benches.add_parser(
        "ways",
        help="wrong ways to safety, counted by a judge that reads raw files alone",
        description="Builds a city from raw files, asks for the way from random starts for each of "
        "the eight hazards, and judges every one. Exit code 0 if none is wrong, else 1. A hazard "
        "of which no way was shown is not tested, and the table says so.",
    )
    city = ways.add_mutually_exclusive_group(required=True)
    city.add_argument(
        "--city",
        type=Path,
        metavar="DIR",
        help="raw files: streets.osm[.gz|.pbf], sites*.csv, ground-*.geojson, elevation.asc",
    )
    city.add_argument("--fictional", type=int, metavar="N", help="a fictional city of N nodes")
    city.add_argument("--streets", type=Path, metavar="FILE", help="a town without zones at hand")
    ways.add_argument(
        "--sites", action="append", default=[], type=Path, metavar="FILE", help="with --streets"
    )
    ways.add_argument("--starts", type=int, default=10_000, metavar="N", help="a hazard (10000)")
    ways.add_argument("--seed", type=int, default=1703, metavar="N", help="of all chance (1703)")
    ways.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    ways.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        name, judged = _judged(arguments)
    except (HanshoError, ValueError, OSError) as error:
        return not_measured("ways", str(error))
    if not arguments.json:
        _show(judged)
    print(json.dumps(judged.line(name), ensure_ascii=False))
    return 1 if judged.wrong else 0


def _judged(arguments: argparse.Namespace) -> tuple[str, "Judged"]:
    # osmium, geopandas and scipy take a second to import; no other command is to wait for them.
    from service.bench import wrong_ways
    from service.bench.ways.town import RawFiles

    told = (arguments.starts, arguments.seed, teller(arguments))
    if arguments.streets is not None:
        files = RawFiles(arguments.streets, tuple(arguments.sites), ())
        return arguments.streets.name, wrong_ways.judge_with_synthetic_zones(files, *told)
    if arguments.city is not None:
        files = wrong_ways.files_in(arguments.city)
        return arguments.city.name, wrong_ways.judge_city(files, *told)
    from service.demo.fictional import write_city

    with tempfile.TemporaryDirectory(prefix="hansho-") as folder:
        write_city(Path(folder), arguments.fictional)
        files = wrong_ways.files_in(Path(folder))
        return f"fictional {arguments.fictional}", wrong_ways.judge_city(files, *told)


def _show(judged: "Judged") -> None:
    print(f"{judged.nodes:,} nodes, {judged.pieces:,} street pieces")
    for hazard, one in judged.findings.items():
        wrong = ", ".join(f"{fault} {n}" for fault, n in one.faults.items() if n)
        verdict = (wrong or "0 wrong") if one.routed else "not tested: no way was shown"
        print(f"{hazard:>14}  {one.starts:>7,} starts  {one.routed:>7,} routed  {verdict}")
