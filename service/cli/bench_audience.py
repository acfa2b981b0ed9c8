"""`hansho bench audience`: who is in an area, beside PostGIS and geopandas."""

import argparse
import json
from typing import TYPE_CHECKING

from service.cli.bench_stderr import not_measured, tell_load, teller
from service.cli.kept_bench import add_options, kept_rows

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_LEAST, _MOST = 1_000, 10_000_000


def add_parser(benches: "Subparsers") -> None:
    audience = benches.add_parser(
        "audience",
        help="who is in an area, beside PostGIS and geopandas",
        description="Fills a store and a PostGIS of its own with a made-up city and finds who is "
        "in outlines of 50 to 100,000 vertices; at ten million phones in one of 10,000. The "
        "answers are compared first, and a difference fails the run. Rows that were "
        "measured before are not measured again.",
    )
    audience.add_argument(
        "--size",
        type=int,
        action="append",
        metavar="N",
        help="phones; may be given again (1000000 and 10000000)",
    )
    audience.add_argument("--pairs", type=int, default=5, metavar="N", help="turns each (5)")
    add_options(audience)
    audience.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    # geopandas and the stores take a second to import; no other command is to wait for them.
    from service.bench.audience import LARGE, MILLION, measure, report
    from service.bench.measuring import BenchFailed

    sizes = tuple(arguments.size or (MILLION, LARGE))
    if not all(_LEAST <= one <= _MOST for one in sizes) or not 1 <= arguments.pairs <= 50:
        return not_measured("audience", "sizes go from 1,000 to 10,000,000, pairs from 1 to 50")
    try:
        kept = kept_rows("audience", arguments)
        rows = measure(sizes, arguments.pairs, kept, teller(arguments))
    except BenchFailed as error:
        return not_measured("audience", str(error))
    if not arguments.json:
        for row in rows:
            _show(row)
    tell_load()
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
