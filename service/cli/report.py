"""`hansho report FILE`: makes a draft at the desk out of a warning that somebody else wrote."""

import argparse
import json
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from service.cli import add_settings
from service.cli.issue import read_warning
from service.control import ask
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "report",
        help="make a draft at the desk from a warning in a file",
        description="Takes a warning (CAP) over as a draft, with its hazard and its area. An "
        "agency's warning becomes a notice, never an order. Nothing is sent.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(arguments.settings)
    raw = b64encode(read_warning(arguments.file)).decode()
    answer = ask(settings.socket_path, {"command": "report", "report": raw})
    print(json.dumps(answer, ensure_ascii=False))
    return 0
