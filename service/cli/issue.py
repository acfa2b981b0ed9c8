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
# Nothing was sent, but nothing is lost: a draft waits at the desk.
DRAFTED = 3


class FileUnreadable(HanshoError):
    """The file of the warning cannot be opened; name another."""


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "issue",
        help="issue a warning from a file",
        description="Hands a warning (CAP) to the running service. A training space sends it; "
        "elsewhere it becomes a draft, which two people send from the desk. Prints one JSON "
        "object; exit code 0 only if every warning in the file led to an alert, 3 if it became "
        "a draft.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", nargs="?")
    parser.add_argument(
        "--break-glass",
        metavar="TEMPLATE",
        help="send a template that two people approved beforehand, at once and alone: its name or "
        "the beginning of its hash; it is reviewed afterwards",
    )
    parser.add_argument(
        "--all-clear", metavar="ID", help="the file is the all-clear (responseType AllClear) for ID"
    )
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(arguments.settings)
    command = _command(arguments)
    answer = ask(settings.socket_path, command)
    print(json.dumps(answer, ensure_ascii=False))
    if answer["outcome"] == "draft":
        return DRAFTED
    return 0 if all(one["outcome"] in _ACTED for one in answer["alerts"]) else 1


def _command(arguments: argparse.Namespace) -> dict[str, str]:
    if arguments.break_glass:
        if arguments.file is not None or arguments.all_clear:
            raise FileUnreadable("--break-glass sends a template as it stands; leave the rest out")
        return {"command": "issue", "break_glass": arguments.break_glass}
    if arguments.file is None:
        raise FileUnreadable("name the file of the warning, or a template with --break-glass")
    command = {"command": "issue", "report": b64encode(read_warning(arguments.file)).decode()}
    if arguments.all_clear:
        command["all_clear"] = arguments.all_clear
    return command


def read_warning(file: Path) -> bytes:
    """Raises FileUnreadable, saying what to do."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise FileUnreadable(
                f"{file}: more than {MAX_BYTES // 2**20} MB is not read; ask the sender for the "
                "warning without its attachments"
            )
        return file.read_bytes()
    except OSError as error:
        raise FileUnreadable(f"{file}: {error.strerror}; name another file") from error
