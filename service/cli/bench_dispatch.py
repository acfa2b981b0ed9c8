"""`hansho bench dispatch`: pushes from issue to last accepted, beside other senders."""

import argparse
import json
import logging
import signal
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from geo.errors import HanshoError
from service.cli.bench_stderr import NOT_MEASURED, not_measured, tell_load, teller
from service.cli.kept_bench import add_options, kept_rows, run_folder
from service.demo.server import DemoFailed

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_PAIRS = {10_000: 5, 100_000: 5, 1_000_000: 3}
_PAIRS_ELSE = 5


def add_parser(benches: "Subparsers") -> None:
    dispatch = benches.add_parser(
        "dispatch",
        help="pushes from issue to last accepted, beside other senders",
        description="Fills a store with phones, runs the service on it and issues an alert to all, "
        "then withdraws it. nginx takes the pushes on the loopback; unless its log and the ledger "
        "name the same people, nothing is told. Peers send the same to at most 10,000. Rows that "
        "were measured before are not measured again. Needs nginx and h2load. Exit code 2 if it "
        "could not be measured.",
    )
    dispatch.add_argument(
        "--size", type=int, metavar="N", help="phones (one row each for 10000, 100000, 1000000)"
    )
    dispatch.add_argument(
        "--pairs", type=int, metavar="N", help="turns of each (5; of a million phones 3)"
    )
    add_options(dispatch)
    dispatch.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    size, pairs = arguments.size, arguments.pairs
    if size is not None and not 100 <= size <= 2_000_000:
        return not_measured("dispatch", "sizes go from 100 to 2,000,000")
    if pairs is not None and not 1 <= pairs <= 50:
        return not_measured("dispatch", "pairs go from 1 to 50")
    # Whoever ends the bench ends what it has started, too.
    signal.signal(signal.SIGTERM, _stop)
    # Towns are written and judged through stores of their own, one after the other.
    logging.getLogger("service.store").setLevel(logging.ERROR)
    try:
        results = _rows(arguments, [size] if size else list(_PAIRS))
    except (HanshoError, DemoFailed) as error:
        return not_measured("dispatch", str(error))
    if not arguments.json:
        _show(results)
    print(json.dumps({"bench": "dispatch", "results": results}))
    return 0


def _rows(arguments: argparse.Namespace, sizes: Sequence[int]) -> list[dict[str, Any]]:
    # The store and the service take a second to import; no other command is to wait for them.
    from service.bench.dispatch.row import measure, result

    def measured(size: int, pairs: int) -> dict[str, Any]:
        with run_folder(arguments) as folder:
            return result(measure(folder, size, pairs, teller(arguments)))

    kept = kept_rows("dispatch", arguments)
    rows = []
    for size in sizes:
        pairs = arguments.pairs or _PAIRS.get(size, _PAIRS_ELSE)
        key: dict[str, object] = {"size": size, "pairs": pairs}
        rows.append(kept.row(key, partial(measured, size, pairs)))
    return rows


def _show(results: list[dict[str, Any]]) -> None:
    for one in results:
        ours = one["ours"]
        low, high = ours["spread"]["items_per_cpu_s"]
        print(
            f"{one['size']:,} phones: {ours['items_per_cpu_s']:,} pushes a CPU second "
            f"({low:,} to {high:,}), first after {ours['first_s']:.2f} s, last after "
            f"{ours['wall_s']:.2f} s, withdrawn in {ours['withdrawal']['wall_s']:.2f} s, "
            f"{ours['peak_mib']:.0f} MiB"
        )
        for name, ratio in one["ratios"].items():
            print(f"{ratio:>10.2f} times as fast as {name}")
    tell_load()


def _stop(*_: object) -> None:
    raise SystemExit(NOT_MEASURED)
