"""`hansho export ID --as FORM`: an issued alert in the form that another channel takes."""

import argparse
import sys
from typing import TYPE_CHECKING

from service.cli import add_settings
from service.control import ask
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_FORMS = ("cap", "record", "mail", "speaker", "notice", "post")


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "export",
        help="print an issued alert as CAP, record, mail, loudspeaker script, notice or post",
        description="Prints the newest revision of an alert, in the words that were approved, as "
        "another channel takes it: signed CAP, a JSON record for the prefecture, a mail of at most "
        "200 characters, a script for loudspeakers, a notice to print (HTML), a post.",
    )
    parser.add_argument("alert", metavar="ID", help="the alert's id: 16 characters")
    parser.add_argument("--as", dest="form", choices=_FORMS, required=True)
    parser.add_argument(
        "--language", metavar="TAG", help="of a mail, post or notice; default: ja, a notice: all"
    )
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(arguments.settings)
    command = {"command": "export", "alert": arguments.alert, "as": arguments.form}
    if arguments.language:
        command["language"] = arguments.language
    answer = ask(settings.socket_path, command)
    sys.stdout.write(answer["text"].rstrip("\n") + "\n")
    return 0
