"""`hansho bench reach`: whom an area reaches, at every redraw of the desk's map."""

import argparse
import json
from typing import TYPE_CHECKING

from service.cli.bench_stderr import not_measured, tell_load

if TYPE_CHECKING:
    from service.bench.reach import Measured

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_SIZE = 1_000_000


def add_parser(benches: "Subparsers") -> None:
    reach = benches.add_parser(
        "reach",
        help="counting whom an area reaches, beside SQL and shapely",
        description="Fills a store with a made-up city and counts in it whom two areas reach, "
        "drawn again and again: one of a district, one of the city.",
    )
    reach.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    reach.add_argument("--size", type=int, default=_SIZE, metavar="N", help="phones (1000000)")
    reach.add_argument("--turns", type=int, default=9, metavar="N", help="redraws of each (9)")
    reach.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    # shapely and the stores take half a second to import; no other command is to wait for them.
    from service.bench.reach import measure, report

    if not 1_000 <= arguments.size <= 10_000_000 or not 1 <= arguments.turns <= 50:
        return not_measured("reach", "sizes go from 1,000 to 10,000,000, turns from 1 to 50")
    measured = measure(arguments.size, arguments.turns)
    if not arguments.json:
        for one in measured:
            _show(one)
    tell_load()
    print(json.dumps(report(measured)))
    return 0


def _show(one: "Measured") -> None:
    print(
        f"{one.size:,} phones, {one.vertices:,} vertices; copy {one.copied_s:.1f} CPU s; a redraw:"
    )
    for name, timed in one.times.items():
        told = timed.told()
        cpu, wall, worst = (1_000 * told[key] for key in ("cpu_s", "wall_s", "wall_s_worst"))
        print(f"{cpu:>10,.1f} ms CPU {wall:>10,.1f} ms {worst:>10,.1f} ms at worst  {name}")
