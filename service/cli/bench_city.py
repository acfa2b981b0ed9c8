"""`hansho bench city`: a built city in bytes beside other formats, and in time on a weak phone."""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.bundle import read_bundle
from geo.unreadable import BytesUnreadable
from service.cli.bench_stderr import not_measured, tell_load
from service.demo.browsers.chromium import find_chromium
from service.demo.server import DemoFailed

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(benches: "Subparsers") -> None:
    city = benches.add_parser(
        "city",
        help="a built city: bytes beside GeoJSON, FlatGeobuf and PMTiles; times on a weak phone",
        description="Weighs DIR/city.bundle, as `hansho city build` wrote it, and the same streets "
        "in other formats; then finds ways with it in Chromium, as on a processor six times as "
        "slow. What cannot be made or measured here is named with the reason. The table of goals "
        "goes to stderr.",
    )
    city.add_argument("folder", type=Path, metavar="DIR")
    city.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    city.add_argument(
        "--no-tiles", action="store_true", help="leave PMTiles out: no package is fetched"
    )
    city.add_argument(
        "--no-browser", action="store_true", help="leave the times on a phone out: bytes alone"
    )
    city.add_argument(
        "--turns", type=_turns, default=5, metavar="N", help="turns in the browser (5)"
    )
    city.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    # geopandas takes two seconds to import; no other command is to wait for it.
    from service.bench.city import report, weigh

    try:
        bundle = (arguments.folder / "city.bundle").read_bytes()
        weighed = weigh(bundle, with_tiles=not arguments.no_tiles)
    except (OSError, BytesUnreadable) as error:
        return not_measured("city", f"{error}; make a city with `hansho city build`")
    for name, reason in weighed.skipped.items():
        print(f"{name} not made: {reason}", file=sys.stderr)
    if not arguments.json:
        print(f"{weighed.nodes:,} nodes, {weighed.edges:,} edges; bytes of the streets, packed:")
        print(f"{weighed.streets:>12,}  hansho")
        for name, size in sorted(weighed.peers.items(), key=lambda one: one[1]):
            print(f"{size:>12,}  {name}")
    rows = [] if arguments.no_browser else _on_a_phone(arguments.folder, bundle, arguments.turns)
    told = report(weighed)
    print(json.dumps({**told, "results": [*told["results"], *rows]}))
    return 0


def _on_a_phone(folder: Path, bundle: bytes, turns: int) -> list[dict[str, object]]:
    """A result for each goal; none, and the reason on stderr, where there can be none."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return _left_out("playwright is not installed; `make setup` brings it along")
    from service.bench.city_goals import GOALS
    from service.bench.city_phone import measure
    from service.bench.page.budgets import results, table

    try:
        find_chromium()
        with tempfile.TemporaryDirectory(prefix="hansho-") as name, sync_playwright() as driver:
            city, streets = read_bundle(bundle), folder.resolve()
            measured = measure(driver, city, streets, Path(name), turns)
    except (DemoFailed, Error) as error:
        return _left_out(str(error))
    print(table(measured, GOALS), file=sys.stderr)
    tell_load()
    return results(measured, GOALS)


def _left_out(reason: str) -> list[dict[str, object]]:
    print(f"times on a phone not measured: {reason}", file=sys.stderr)
    return []


def _turns(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1_000:
        raise argparse.ArgumentTypeError(f"{number} is not between 1 and 1000")
    return number
