"""`hansho cancel ID`: withdraws an alert that was sent in error, from everyone who ever got it."""

import argparse
import json
from typing import TYPE_CHECKING

from service.cli import add_settings
from service.cli.issue import DRAFTED
from service.control import ask
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "cancel",
        help="withdraw an alert that was sent in error",
        description="Withdraws an alert. Everyone ever recorded for it is told that it was sent in "
        "error, and nobody else. For danger that is over, use `hansho issue --all-clear`. Outside "
        "a training space one approver confirms it at the desk first (exit code 3).",
    )
    parser.add_argument("alert", metavar="ID", help="the alert's id: 16 characters")
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(arguments.settings)
    answer = ask(settings.socket_path, {"command": "cancel", "alert": arguments.alert})
    print(json.dumps(answer, ensure_ascii=False))
    return DRAFTED if answer["outcome"] == "waiting" else 0
