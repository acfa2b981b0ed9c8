"""The `hansho` command. Each command is a module with `add_parser`; this file only joins them."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from alerts.ports import StoreUnavailable
from geo.gazetteer_file import GazetteerUnreadable
from service.errors import HanshoError

_REFUSALS = (HanshoError, StoreUnavailable, GazetteerUnreadable)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. Errors are one sentence that says what to do."""
    parsed = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        return int(parsed.run(parsed))
    except _REFUSALS as error:
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


def _parser() -> argparse.ArgumentParser:
    # Imported here, so that `hansho issue` does not wait for what only other commands need.
    from service.cli import bench, cancel, check, city, demo, issue, keys, serve

    parser = argparse.ArgumentParser(
        prog="hansho",
        description="Hazard warnings as encrypted Web Push, to everyone in the area, in their "
        "own language.",
    )
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for module in (serve, demo, check, issue, cancel, city, keys, bench):
        module.add_parser(subparsers)
    return parser
