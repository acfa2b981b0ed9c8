"""`hansho bench reads`: public addresses under load, beside nginx with the same bytes."""

import argparse
import json
import logging
import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import HanshoError
from service.demo.server import DemoFailed

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_SIZE, _PAIRS, _COUNT = 100_000, 5, 50_000
_NOT_MEASURED = 2
_STATE = Path("var/bench")  # as service.bench.kept_rows.FOLDER


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
    reads.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    reads.add_argument(
        "--size", type=int, default=_SIZE, metavar="N", help=f"phones that are told ({_SIZE})"
    )
    reads.add_argument(
        "--pairs", type=int, default=_PAIRS, metavar="N", help=f"turns of each ({_PAIRS})"
    )
    reads.add_argument(
        "--count", type=int, default=_COUNT, metavar="N", help=f"requests of h2load ({_COUNT})"
    )
    reads.add_argument("--fresh", action="store_true", help="measure also what was measured")
    reads.add_argument(
        "--state", type=Path, default=_STATE, metavar="DIR", help=f"where rows are kept ({_STATE})"
    )
    reads.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if not 100 <= arguments.size <= 2_000_000:
        return _not_measured("sizes go from 100 to 2,000,000")
    if not 1 <= arguments.pairs <= 50 or not 100 <= arguments.count <= 10_000_000:
        return _not_measured("pairs go from 1 to 50, counts from 100 to 10,000,000")
    # Towns are written through stores of their own, one after the other.
    logging.getLogger("service.store").setLevel(logging.ERROR)
    try:
        results = _rows(arguments)
    except (HanshoError, DemoFailed) as error:
        return _not_measured(str(error))
    if not arguments.json:
        _show(results)
    print(json.dumps({"bench": "reads", "results": results}))
    return 0


def _rows(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    # The store and the service take a second to import; no other command is to wait for them.
    from service.bench.kept_rows import KeptRows
    from service.bench.reads.row import ADDRESSES, Means, measure, result

    def measured(address: str) -> dict[str, Any]:
        # Beside the rows, for `/tmp` may be memory, where a ledger costs nothing.
        with tempfile.TemporaryDirectory(prefix="run-", dir=state) as folder:
            means = Means(folder=Path(folder), size=arguments.size, count=arguments.count, say=say)
            return result(measure(means, address, arguments.pairs))

    state: Path = arguments.state.absolute()
    state.mkdir(parents=True, exist_ok=True)
    kept = KeptRows("reads", folder=state, fresh=arguments.fresh)
    say = _nothing if arguments.json else _aloud
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
    load, processors = os.getloadavg()[0], os.cpu_count()
    print(f"load {load:.1f} on {processors} processors; times want a quiet one", file=sys.stderr)


def _aloud(what: str) -> None:
    print(f"  {what}", file=sys.stderr)


def _nothing(_: str) -> None:
    pass


def _not_measured(reason: str) -> int:
    print(f"hansho bench reads: {reason}", file=sys.stderr)
    return _NOT_MEASURED
