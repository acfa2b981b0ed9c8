"""`hansho bench city`: bytes of a built city beside other formats of the same streets."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.unreadable import BytesUnreadable

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(benches: "Subparsers") -> None:
    city = benches.add_parser(
        "city",
        help="bytes of a built city beside GeoJSON, FlatGeobuf and PMTiles",
        description="Weighs DIR/city.bundle, as `hansho city build` wrote it, and the same streets "
        "in other formats. A format that cannot be made here is named with the reason.",
    )
    city.add_argument("folder", type=Path, metavar="DIR")
    city.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    city.add_argument(
        "--no-tiles", action="store_true", help="leave PMTiles out: no package is fetched"
    )
    city.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    # geopandas takes two seconds to import; no other command is to wait for it.
    from service.bench.city import report, weigh

    try:
        weighed = weigh(
            (arguments.folder / "city.bundle").read_bytes(), with_tiles=not arguments.no_tiles
        )
    except (OSError, BytesUnreadable) as error:
        print(f"hansho: {error}; make a city with `hansho city build`", file=sys.stderr)
        return 2
    for name, reason in weighed.skipped.items():
        print(f"{name} not made: {reason}", file=sys.stderr)
    if not arguments.json:
        print(f"{weighed.nodes:,} nodes, {weighed.edges:,} edges; bytes of the streets, packed:")
        print(f"{weighed.streets:>12,}  hansho")
        for name, size in sorted(weighed.peers.items(), key=lambda one: one[1]):
            print(f"{size:>12,}  {name}")
    print(json.dumps(report(weighed)))
    return 0
