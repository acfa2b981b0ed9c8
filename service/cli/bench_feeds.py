"""`hansho bench feeds`: what hostile feeds cost the watch, and the honest feed beside them."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from service.cli.bench_stderr import not_measured, tell_load, teller

if TYPE_CHECKING:
    from service.bench.feeds.measuring import Attacked

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(benches: "Subparsers") -> None:
    feeds = benches.add_parser(
        "feeds",
        help="what a hostile feed costs, and the honest feed beside it",
        description="Watches one hostile feed after the other on the loopback, each in a process "
        "of its own and beside an honest feed: memory, processor seconds, when it was given up, "
        "and when the honest feed's warning was taken in. Exit code 1 if a goal was missed.",
    )
    feeds.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    feeds.add_argument(
        "--attack", action="append", metavar="NAME", help="only this one; may be given again"
    )
    feeds.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from service.bench.feeds.attacks import ATTACKS
    from service.bench.feeds.measuring import measure
    from service.bench.measuring import BenchFailed

    by_name = {one.name: one for one in ATTACKS}
    names = arguments.attack or list(by_name)
    if unknown := [name for name in names if name not in by_name]:
        said = f"no attack {', '.join(unknown)}; attacks are {', '.join(by_name)}"
        return not_measured("feeds", said)
    say, measured = teller(arguments), []
    for name in names:
        say(f"{name}: {by_name[name].what}")
        try:
            with tempfile.TemporaryDirectory() as folder:
                measured.append(measure(by_name[name], Path(folder)))
        except BenchFailed as error:
            return not_measured("feeds", str(error))
        if not arguments.json:
            _show(measured[-1])
    tell_load()
    results = [{"size": one.name, "ours": msgspec.to_builtins(one)} for one in measured]
    print(json.dumps({"bench": "feeds", "results": results}, ensure_ascii=False))
    return 0 if all(one.is_met for one in measured) else 1


def _show(one: "Attacked") -> None:
    cost, harm = one.cost, "" if one.is_unharmed else "; IT WAS HARMED"
    print(
        f"{one.name}: {cost.extra_mib} MiB (peak of the resident set), {cost.cpu_s} s of processor "
        f"time, given up after {cost.given_up_s} s: {cost.said}\n"
        f"  the honest feed brought {cost.taken} warnings meanwhile, the first in "
        f"{cost.honest_first_s} s, its longest round took {cost.honest_worst_s} s{harm}"
    )
