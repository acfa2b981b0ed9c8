"""`hansho check FILE…`: what each warning would become, one JSON object a line. Sends nothing."""

import argparse
import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alerts.sources.geojson_mapping import Mapping, read_mapping
from geo.errors import HanshoError
from service.checking import Checker, Line
from service.cli import add_settings
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


class MappingUnreadable(HanshoError):
    """The mapping of a source's GeoJSON cannot be opened or leads nowhere."""


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "check",
        help="say what warnings would become",
        description="Prints one JSON object a line for each warning in the files: what it is, what "
        "it would become (outcome) and why. Nothing is sent or stored. Each file stands alone "
        "unless --sequence is given. Exit code 1 if any file could not be read.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--at",
        type=_clock,
        metavar="TIME",
        help="set the clock: an ISO 8601 time with offset, or `sent` for each file's own time",
    )
    parser.add_argument(
        "--sequence",
        action="store_true",
        help="read the files in order as one service would: updates, cancels, duplicates",
    )
    parser.add_argument("--areas", action="store_true", help="add the matched area as GeoJSON")
    parser.add_argument(
        "--gazetteer",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="official areas (hansho city areas) beside those of the settings; may be repeated",
    )
    parser.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help="what the properties of a source's own GeoJSON mean (docs/howto/read-geojson.md)",
    )
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(arguments.settings)
    checker = Checker(
        settings, arguments.gazetteer, new_id=lambda: secrets.token_hex(8), areas=arguments.areas
    )
    mapping = _mapping(arguments.mapping)
    unreadable = False
    for file in arguments.files:
        for line in _check(checker, file, arguments, mapping):
            unreadable |= line["outcome"] == "error"
            print(json.dumps(line, ensure_ascii=False), flush=True)
    return 1 if unreadable else 0


def _check(
    checker: Checker, file: Path, arguments: argparse.Namespace, mapping: Mapping | None
) -> list[Line]:
    try:
        raw = file.read_bytes()
    except OSError as error:
        return [checker.unreadable(str(file), f"the file cannot be opened: {error.strerror}")]
    if not arguments.sequence:
        checker.forget()
    clock = datetime.now(UTC) if arguments.at is None else arguments.at
    now = None if clock == _SENT else clock
    return checker.check(str(file), raw, now, mapping)


def _mapping(file: Path | None) -> Mapping | None:
    if file is None:
        return None
    try:
        return read_mapping(file.read_text("utf-8"))
    except OSError as error:
        raise MappingUnreadable(f"{file} cannot be opened: {error.strerror}") from error
    except ValueError as error:
        raise MappingUnreadable(f"{file}: {error}") from error


_SENT = "sent"


def _clock(text: str) -> datetime | str:
    if text == _SENT:
        return _SENT
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        parsed = None
    if parsed is None or parsed.tzinfo is None:
        raise argparse.ArgumentTypeError(
            "write a time with offset, such as 2026-11-22T14:02:00+09:00, or `sent`"
        )
    return parsed.astimezone(UTC)
