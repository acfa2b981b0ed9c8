"""The `hansho` command. Each command is a module with `add_parser`; this file only joins them."""

import argparse
import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from geo.errors import HanshoError

COMMANDS = (
    "serve",
    "demo",
    "check",
    "watch",
    "issue",
    "cancel",
    "report",
    "export",
    "city",
    "keys",
    "staff",
    "words",
    "audit",
    "backup",
    "release",
    "bench",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. Errors are one sentence that says what to do."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parsed = _parser(given).parse_args(given)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        return int(parsed.run(parsed))
    except HanshoError as error:
        print(f"hansho: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def add_settings(parser: argparse.ArgumentParser) -> None:
    """`--settings FILE`: every command that touches a service takes it."""
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help="settings of the service (TOML); default: $HANSHO_SETTINGS, else training in var/",
    )


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Loads only the command that is asked for, so that `hansho issue` waits for no other."""
    parser = argparse.ArgumentParser(
        prog="hansho",
        description="Hazard warnings as encrypted Web Push, to everyone in the area, in their "
        "own language.",
    )
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name in given[:1] if given and given[0] in COMMANDS else COMMANDS:
        import_module(f"service.cli.{name}").add_parser(subparsers)
    return parser
