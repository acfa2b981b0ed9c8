"""`hansho bench field`: every street's way to safety, beside scipy, networkx and a router."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from service.cli.bench_stderr import not_measured

if TYPE_CHECKING:
    from service.bench.field import Measured

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_SIZES = (100_000, 1_000_000)


def add_parser(benches: "Subparsers") -> None:
    field = benches.add_parser(
        "field",
        help="every street's way to safety, beside scipy, networkx and a router",
        description="Solves one hazard for all nodes of a made-up mesh of streets. networkx and "
        "pyvalhalla take part up to 100,000 nodes; who cannot take part is named with the reason.",
    )
    field.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    field.add_argument(
        "--size",
        type=int,
        action="append",
        metavar="N",
        help="street nodes, about; may be repeated (100000, then 1000000)",
    )
    field.add_argument("--turns", type=int, default=5, metavar="N", help="turns each (5)")
    field.add_argument(
        "--no-router", action="store_true", help="leave pyvalhalla out: no package is fetched"
    )
    field.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    # scipy and the peers take a second to import; no other command is to wait for them.
    from service.bench.field import measure, report

    sizes = arguments.size or _SIZES
    if min(sizes) < 100 or max(sizes) > 2_000_000 or arguments.turns < 1:
        return not_measured("field", "sizes go from 100 to 2,000,000, turns from 1")
    measured = [measure(size, arguments.turns, not arguments.no_router) for size in sizes]
    for one in measured:
        for name, reason in one.skipped.items():
            print(f"{one.nodes:,} nodes: {name} did not take part: {reason}", file=sys.stderr)
        if not arguments.json:
            _show(one)
    print(json.dumps(report(measured)))
    return 0


def _show(measured: "Measured") -> None:
    print(f"{measured.nodes:,} nodes, {measured.sites:,} sites; nodes answered per CPU second:")
    for name, speed in sorted(measured.items_per_cpu_s().items(), key=lambda one: -one[1]):
        print(f"{speed:>14,.0f}  {name}")
