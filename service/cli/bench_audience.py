"""`hansho bench audience`: who is in an area, beside PostGIS and geopandas."""

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_NOT_MEASURED = 2
_LEAST, _MOST = 1_000, 10_000_000


def add_parser(benches: "Subparsers") -> None:
    audience = benches.add_parser(
        "audience",
        help="who is in an area, beside PostGIS and geopandas",
        description="Fills a store and a PostGIS of its own with a made-up city and finds who is "
        "in outlines of 50 to 100,000 vertices; at ten million phones in one of 10,000. The "
        "answers are compared first, and a difference fails the run. Finished rows are kept in "
        "var/bench.",
    )
    audience.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    audience.add_argument(
        "--size",
        type=int,
        action="append",
        metavar="N",
        help="phones; may be given again (1000000 and 10000000)",
    )
    audience.add_argument("--pairs", type=int, default=5, metavar="N", help="turns each (5)")
    audience.add_argument(
        "--fresh", action="store_true", help="measure again what an earlier run has finished"
    )
    audience.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    # geopandas and the stores take a second to import; no other command is to wait for them.
    from service.bench.audience import LARGE, MILLION, measure, report
    from service.bench.kept_rows import KeptRows
    from service.bench.measuring import BenchFailed

    sizes = tuple(arguments.size or (MILLION, LARGE))
    if not all(_LEAST <= one <= _MOST for one in sizes) or not 1 <= arguments.pairs <= 50:
        print("hansho: sizes go from 1,000 to 10,000,000, pairs from 1 to 50", file=sys.stderr)
        return _NOT_MEASURED
    say = _nothing if arguments.json else _aloud
    try:
        rows = measure(sizes, arguments.pairs, KeptRows("audience", fresh=arguments.fresh), say)
    except BenchFailed as error:
        print(f"hansho bench audience: {error}", file=sys.stderr)
        return _NOT_MEASURED
    if not arguments.json:
        for row in rows:
            _show(row)
    load, processors = os.getloadavg()[0], os.cpu_count()
    print(f"load {load:.1f} on {processors} processors; times want a quiet one", file=sys.stderr)
    print(json.dumps(report(rows)))
    return 0


def _show(row: dict[str, object]) -> None:
    print(
        f"{row['size']:,} phones, {row['vertices']:,} vertices, {row['inside']:,} inside; seconds:"
    )
    ours, peers = row["ours"], row["peers"]
    assert isinstance(ours, dict)
    assert isinstance(peers, dict)
    for name, told in {"ours": ours, **peers}.items():
        print(f"{told['wall_s']:>10.3f} {told['cpu_s']:>10.3f} CPU  {name}")


def _aloud(what: str) -> None:
    print(f"{what} …", file=sys.stderr)


def _nothing(_: str) -> None:
    pass
