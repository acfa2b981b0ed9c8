"""`hansho release`: a store that is on hold records and sends again."""

import argparse
import json
from typing import TYPE_CHECKING

from service.cli import add_settings
from service.control import ask
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "release",
        help="let a restored store record and send again",
        description="A service whose store is a restored backup, older than the one served last, "
        "or new on this machine records and sends nothing. Look at the status page what is live "
        "in it, end what is over, then release it: whatever it owes goes out at once. It is told "
        "in the desk's log.",
    )
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(arguments.settings)
    print(json.dumps(ask(settings.socket_path, {"command": "release"}), ensure_ascii=False))
    return 0
