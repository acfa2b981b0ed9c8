"""`hansho bench`: measures ours and the peers in one run; the last line is one JSON object."""

import argparse
import json
from typing import TYPE_CHECKING

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


def _positive(text: str) -> int:
    return _between(text, 1, 1_000_000)


def _plaintext(text: str) -> int:
    return _between(text, 1, 3993)


def _between(text: str, least: int, most: int) -> int:
    number = int(text)
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f"{number} is not between {least} and {most}")
    return number
