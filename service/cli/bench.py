"""`hansho bench`: measures ours and the peers in one run; the last line is one JSON object."""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from service.cli import (
    bench_audience,
    bench_city,
    bench_crash,
    bench_days,
    bench_dispatch,
    bench_feeds,
    bench_field,
    bench_reach,
    bench_reads,
    bench_table,
    bench_ways,
    bench_words,
)
from service.cli.bench_stderr import not_measured, tell_load, teller
from service.demo.browsers.chromium import find_chromium
from service.demo.server import DemoFailed

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser("bench", help="measure this service beside other software")
    benches = parser.add_subparsers(title="benches", required=True, metavar="BENCH")
    encryption = benches.add_parser(
        "encryption", help="sealing one message for one phone, beside pywebpush and http_ece"
    )
    encryption.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    encryption.add_argument(
        "--size", type=_positive, default=500, metavar="N", help="messages per turn (500)"
    )
    encryption.add_argument(
        "--pairs", type=_positive, default=9, metavar="N", help="turns per contestant (9)"
    )
    encryption.add_argument(
        "--bytes", type=_plaintext, default=1200, metavar="N", help="bytes of plaintext (1200)"
    )
    encryption.set_defaults(run=run)
    page = benches.add_parser(
        "page",
        help="the page's budgets on a weak phone and a weak line, in Chromium",
        description="Starts the service with an exercise on the loopback and measures in Chromium "
        "what a page may cost. The table of goals goes to stderr. Exit code 0 if all was measured, "
        "met or not; 2 if not.",
    )
    page.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    page.add_argument("--pairs", type=_positive, default=5, metavar="N", help="turns each (5)")
    page.add_argument(
        "--pushes", type=_positive, default=60, metavar="N", help="pushes; 30 at least count (60)"
    )
    page.set_defaults(run=run_page)
    bench_audience.add_parser(benches)
    bench_city.add_parser(benches)
    bench_crash.add_parser(benches)
    bench_dispatch.add_parser(benches)
    bench_feeds.add_parser(benches)
    bench_field.add_parser(benches)
    bench_reach.add_parser(benches)
    bench_days.add_parser(benches)
    bench_reads.add_parser(benches)
    bench_table.add_parser(benches)
    bench_ways.add_parser(benches)
    bench_words.add_parser(benches)


def run(arguments: argparse.Namespace) -> int:
    # The peers take half a second to import; no other command is to wait for them.
    from service.bench.encryption import WORDS, measure, report

    measured = measure(arguments.size, arguments.pairs, arguments.bytes)
    if not arguments.json:
        print(f"Messages of {arguments.bytes} bytes sealed per CPU second (median):")
        for name, speed in measured.items_per_cpu_s.items():
            print(f"{speed:>10,.0f}  {WORDS[name]}")
    print(json.dumps(report(measured)))
    return 0


def run_page(arguments: argparse.Namespace) -> int:
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return not_measured("page", "playwright is not installed; `make setup` brings it along")
    from service.bench.page.budgets import report, table
    from service.bench.page.measuring import measure

    say = teller(arguments)
    try:
        find_chromium()
        with tempfile.TemporaryDirectory(prefix="hansho-") as name, sync_playwright() as driver:
            measured = measure(driver, Path(name), arguments.pairs, arguments.pushes, say)
    except (DemoFailed, Error) as error:
        return not_measured("page", str(error))
    print(table(measured), file=sys.stderr)
    tell_load()
    print(json.dumps(report(measured)))
    return 0


def _positive(text: str) -> int:
    return _between(text, 1, 1_000_000)


def _plaintext(text: str) -> int:
    return _between(text, 1, 3993)


def _between(text: str, least: int, most: int) -> int:
    number = int(text)
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f"{number} is not between {least} and {most}")
    return number
