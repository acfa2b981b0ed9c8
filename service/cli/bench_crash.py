"""`hansho bench crash`: kills, power cuts, and whether anybody was lost."""

import argparse
import json
import logging
import sys
from typing import TYPE_CHECKING, Any

from geo.errors import HanshoError
from service.cli.bench_stderr import not_measured, teller
from service.cli.kept_bench import add_options, kept_rows, run_folder

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_FAILED = 1


def add_parser(benches: "Subparsers") -> None:
    crash = benches.add_parser(
        "crash",
        help="kill the service at any moment, cut the power, and count whom it lost",
        description="Runs the service on a seeded store and kills its processes at moments and "
        "system calls drawn at random, then cuts the power under it: files are rebuilt from what "
        "was on the disk. The log of a sink in another process is the only judge; repeats are "
        "judged by the page's own module. Two spoilt services must be found out. Batches that "
        "were done before are not done again. Needs gcc and node. Exit code 1 if anybody was lost "
        "or would notice, or a spoilt service was not found out; 2 if it could not be measured.",
    )
    crash.add_argument("--points", type=int, default=200, metavar="N", help="kills (200)")
    crash.add_argument("--cuts", type=int, default=50, metavar="N", help="power cuts (50)")
    crash.add_argument("--size", type=int, default=1000, metavar="N", help="phones (1000)")
    crash.add_argument("--seed", default="1", metavar="TEXT", help="draws other points (1)")
    add_options(crash)
    crash.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    # The stores take half a second to import; no other command is to wait for them.
    from service.bench.crash.running import LongForm, failures

    if min(arguments.points, arguments.cuts) < 0 or not 100 <= arguments.size <= 100_000:
        return not_measured("crash", "sizes go from 100 to 100,000")
    logging.getLogger("service.store").setLevel(logging.ERROR)
    try:
        kept = kept_rows("crash", arguments)
        form = LongForm(arguments.size, arguments.seed, kept, teller(arguments))
        with run_folder(arguments) as folder:
            rows = form.run(folder, arguments.points, arguments.cuts)
    except HanshoError as error:
        return not_measured("crash", str(error))
    if not arguments.json:
        for row in rows:
            _show(row)
    found = failures(rows)
    for sentence in found:
        print(f"hansho bench crash: {sentence}", file=sys.stderr)
    print(json.dumps({"bench": "crash", "results": rows}))
    return _FAILED if found else 0


def _show(row: dict[str, Any]) -> None:
    told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in row["ours"].items())
    print(f"{row['case']}: {told}")
