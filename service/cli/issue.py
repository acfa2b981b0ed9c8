"""`hansho issue FILE`: hands a warning to the running service, which sends what comes of it."""

import argparse
import json
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from alerts.sources.markup import MAX_BYTES
from geo.errors import HanshoError
from service.cli import add_settings
from service.control import ask
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_ACTED = ("new", "update", "cancel")


class FileUnreadable(HanshoError):
    """The file of the warning cannot be opened; name another."""


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "issue",
        help="issue a warning from a file",
        description="Hands a warning (CAP) to the running service, which sends it. Prints one "
        "JSON object; exit code 0 only if every warning in the file led to an alert.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--all-clear", metavar="ID", help="the file is the all-clear (responseType AllClear) for ID"
    )
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(arguments.settings)
    command = {"command": "issue", "report": b64encode(_read(arguments.file)).decode()}
    if arguments.all_clear:
        command["all_clear"] = arguments.all_clear
    answer = ask(settings.socket_path, command)
    print(json.dumps(answer, ensure_ascii=False))
    return 0 if all(one["outcome"] in _ACTED for one in answer["alerts"]) else 1


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise FileUnreadable(
                f"{file}: more than {MAX_BYTES // 2**20} MB is not read; ask the sender for the "
                "warning without its attachments"
            )
        return file.read_bytes()
    except OSError as error:
        raise FileUnreadable(f"{file}: {error.strerror}; name another file") from error
