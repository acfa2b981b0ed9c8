"""`hansho bench words`: one alert in every language, beside gettext."""

import argparse
import json
from typing import TYPE_CHECKING

from service.cli.bench_stderr import not_measured

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_MOST_TURNS = 10_000


def add_parser(benches: "Subparsers") -> None:
    words = benches.add_parser(
        "words",
        help="one alert in twenty languages, beside gettext",
        description="Puts one changed order into words in all languages that have a catalogue, as "
        "if all were reviewed, and makes every push of it. gettext looks the same sentences up.",
    )
    words.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    words.add_argument("--turns", type=int, default=50, metavar="N", help="turns each (50)")
    words.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from service.bench.words import GOAL_MS, measure, report

    if not 1 <= arguments.turns <= _MOST_TURNS:
        return not_measured("words", f"turns go from 1 to {_MOST_TURNS:,}")
    measured = measure(arguments.turns)
    if not arguments.json:
        print(f"Processor milliseconds for one alert in {measured.languages} languages (median):")
        print(f"{measured.ms['ours']:>9.2f}  hansho, sentences and pushes (goal {GOAL_MS:g})")
        print(f"{measured.ms['ours_words']:>9.2f}  hansho, sentences alone")
        print(f"{measured.ms['gettext']:>9.2f}  gettext and str.format, the same sentences")
    print(json.dumps(report(measured)))
    return 0
