"""`hansho staff`: lets people into the desk, and shuts them out. Asks the running service."""

import argparse
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alerts.languages import LANGUAGES
from alerts.model import Kind
from service.cli import add_settings
from service.cli.geojson_file import geometry_in
from service.control import ask
from service.desk.ports import Role
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

Told = Callable[[argparse.Namespace], dict[str, Any]]


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "staff",
        help="invite, list and disable the people of the desk",
        description="The first two admins and two approvers are let in at once. Everybody after "
        "them waits until admins endorse it at the desk.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    invite = commands.add_parser("invite", help="let somebody in; prints a link for one person")
    invite.add_argument("name", metavar="NAME")
    _add_grants(invite)
    _finish(invite, lambda given: {"step": "invite", "name": given.name, **_grants(given)})
    change = commands.add_parser("change", help="propose other roles; earlier ones go on till then")
    _add_number(change)
    _add_grants(change)
    _finish(change, lambda given: {"step": "change", "staff": given.number, **_grants(given)})
    for step, help_text in (
        ("renew", "a new link, for somebody who did not use theirs or lost every passkey"),
        ("disable", "shut an account at once and end its sessions"),
        ("lost", "end somebody's devices and sessions at once; a recovery code brings them back"),
    ):
        plain = commands.add_parser(step, help=help_text)
        _add_number(plain)
        _finish(plain, _about_one(step))
    drop = commands.add_parser("drop", help="take a proposal back")
    drop.add_argument("proposal", metavar="ID")
    _finish(drop, lambda given: {"step": "drop", "proposal": given.proposal})
    _add_policy(commands)
    everybody = commands.add_parser("list", help="everybody, and what waits")
    _finish(everybody, lambda _given: {"step": "list"})


def _add_policy(commands: "Subparsers") -> None:
    parser = commands.add_parser(
        "policy",
        help="what a feed's warnings may do by themselves",
        description="Export writes what holds. Import makes a draft: a person at the desk proposes "
        "it, and another one approves it with a passkey. Nothing changes before.",
    )
    steps = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for step, help_text in (
        ("export", "write what holds, as TOML"),
        ("import", "make a draft of a file that waits at the desk"),
    ):
        one = steps.add_parser(step, help=help_text)
        one.add_argument("file", type=Path, metavar="FILE")
        add_settings(one)
        one.set_defaults(run=_export_policy if step == "export" else _import_policy)


def _export_policy(given: argparse.Namespace) -> int:
    answer = _asked(given, {"step": "policy_export"})
    given.file.write_text(answer.pop("policy"), "utf-8")
    print(json.dumps({"written": str(given.file)}, ensure_ascii=False))
    return 0


def _import_policy(given: argparse.Namespace) -> int:
    text = given.file.read_text("utf-8")
    answer = _asked(given, {"step": "policy_import", "policy": text})
    print(json.dumps(answer, ensure_ascii=False))
    return 0


def _asked(given: argparse.Namespace, command: dict[str, Any]) -> dict[str, Any]:
    settings = load_settings(given.settings)
    return dict(ask(settings.socket_path, {"command": "staff", **command}))


def _about_one(step: str) -> Told:
    return lambda given: {"step": step, "staff": given.number}


def _add_number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER", help="as `hansho staff list` has it")


def _add_grants(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--role",
        action="append",
        required=True,
        choices=[one.value for one in Role],
        help="may be given more than once",
    )
    parser.add_argument(
        "--area", type=Path, metavar="FILE", help="jurisdiction, GeoJSON (default: the whole town)"
    )
    parser.add_argument(
        "--kind",
        action="append",
        choices=[one.value for one in Kind],
        help="only for this hazard; may be given more than once",
    )
    parser.add_argument(
        "--language",
        action="append",
        choices=list(LANGUAGES),
        help="what a translator writes and reviews; may be given more than once (default: all)",
    )
    parser.add_argument(
        "--until", type=_day, metavar="DATE", help="the role ends then, such as 2027-04-01"
    )


def _day(text: str) -> str:
    """ISO 8601 with a zone: a date ends at its first moment, by this machine's zone."""
    try:
        return datetime.fromisoformat(text).astimezone().isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError("write a date such as 2027-04-01") from error


def _grants(given: argparse.Namespace) -> dict[str, Any]:
    told: dict[str, Any] = {"roles": given.role, "kinds": given.kind, "until": given.until}
    if given.language:
        told["languages"] = given.language
    if given.area is not None:
        told["area"] = geometry_in(given.area)
    return told


def _finish(parser: argparse.ArgumentParser, command: Told) -> None:
    add_settings(parser)

    def run(given: argparse.Namespace) -> int:
        settings = load_settings(given.settings)
        answer = ask(settings.socket_path, {"command": "staff", **command(given)})
        print(json.dumps(answer, ensure_ascii=False))
        return 0

    parser.set_defaults(run=run)
