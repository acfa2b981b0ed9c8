"""`hansho bench reads`: public addresses under load, beside nginx with the same bytes."""

import argparse
import json
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from geo.errors import HanshoError
from service.cli.bench_stderr import not_measured, tell_load, teller
from service.cli.kept_bench import add_options, kept_rows, run_folder
from service.demo.server import DemoFailed

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_SIZE, _PAIRS, _COUNT = 100_000, 5, 50_000


def add_parser(benches: "Subparsers") -> None:
    reads = benches.add_parser(
        "reads",
        help="current alerts and an alert's page under load, beside nginx",
        description="Runs the service over a town of phones, issues an alert to all of them, and "
        "meanwhile reads 500 times a second: the list of alerts, then the alert's page; once "
        "nothing is sent any more, as often as h2load can. nginx takes the same with the same "
        "bytes as files. Rows that were measured before are not measured again. Needs nginx and "
        "h2load. Exit code 2 if it could not be measured.",
    )
    reads.add_argument(
        "--size", type=int, default=_SIZE, metavar="N", help=f"phones that are told ({_SIZE})"
    )
    reads.add_argument(
        "--pairs", type=int, default=_PAIRS, metavar="N", help=f"turns of each ({_PAIRS})"
    )
    reads.add_argument(
        "--count", type=int, default=_COUNT, metavar="N", help=f"requests of h2load ({_COUNT})"
    )
    add_options(reads)
    reads.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if not 100 <= arguments.size <= 2_000_000:
        return not_measured("reads", "sizes go from 100 to 2,000,000")
    if not 1 <= arguments.pairs <= 50 or not 100 <= arguments.count <= 10_000_000:
        return not_measured("reads", "pairs go from 1 to 50, counts from 100 to 10,000,000")
    # Towns are written through stores of their own, one after the other.
    logging.getLogger("service.store").setLevel(logging.ERROR)
    try:
        results = _rows(arguments)
    except (HanshoError, DemoFailed) as error:
        return not_measured("reads", str(error))
    if not arguments.json:
        _show(results)
    print(json.dumps({"bench": "reads", "results": results}))
    return 0


def _rows(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    # The store and the service take a second to import; no other command is to wait for them.
    from service.bench.reads.row import ADDRESSES, Means, measure, result

    def measured(address: str) -> dict[str, Any]:
        with run_folder(arguments) as folder:
            means = Means(folder=folder, size=arguments.size, count=arguments.count, say=say)
            return result(measure(means, address, arguments.pairs))

    kept, say = kept_rows("reads", arguments), teller(arguments)
    rows = []
    for address in ADDRESSES:
        key: dict[str, object] = {
            "address": address,
            "size": arguments.size,
            "pairs": arguments.pairs,
        }
        rows.append(kept.row(key, partial(measured, address)))
    return rows


def _show(results: list[dict[str, Any]]) -> None:
    for one in results:
        ours, ratios = one["ours"], one["ratios"]
        print(
            f"{one['address']}: {ours['items_per_s']:,.0f} unchanged answers a second "
            f"({ratios['nginx']:.2f} of nginx), {ours['whole_per_s']:,.0f} whole ones "
            f"({ratios['nginx_whole']:.2f}); while {one['size']:,} phones are told, 99 % of "
            f"{one['rate']} a second within {ours['meanwhile']['p99_ms']:.1f} ms"
        )
    tell_load()
