"""`hansho audit`: shows the desk's log, and finds whatever was done to it."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from geo.errors import HanshoError
from service.audit_keys import own_public_keys, public_keys_in
from service.cli import add_settings
from service.desk.audit_findings import Findings, examined
from service.desk.audit_heads import HEADS_FILE, Head, read_heads
from service.desk.ports import AuditRow
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


class HeadsMissing(HanshoError):
    """There is no file of heads; name the one that was exported."""


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "audit",
        help="show and verify the desk's log",
        description="The log of all that was done at the desk. It only grows; each entry is "
        "chained to the one before it, and signed heads of it are kept off the machine.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_verify(commands)
    _add_show(commands)


def verify(given: argparse.Namespace) -> int:
    """Exit code 0 only if nothing was found."""
    from service.wiring import stored_audit_rows

    settings = load_settings(given.settings)
    keys = own_public_keys(settings.keys_dir) if given.key is None else public_keys_in(given.key)
    heads = _heads(given.head or settings.audit_folder / HEADS_FILE)
    findings = examined(stored_audit_rows(settings), heads, keys)
    for fault in findings.faults:
        print(f"entry {fault.n}: {fault.reason}")
    print(_summary(findings))
    return 1 if findings.faults else 0


def show(given: argparse.Namespace) -> int:
    """One JSON object a line, oldest first."""
    from service.wiring import stored_audit_rows

    settings = load_settings(given.settings)
    chosen = (row for row in stored_audit_rows(settings) if row.n > given.after)
    for row in chosen:
        if given.subject in (None, row.subject):
            print(json.dumps(_told(row), ensure_ascii=False))
    return 0


def _heads(file: Path) -> tuple[Head, ...]:
    try:
        return read_heads(file.read_bytes())
    except OSError as error:
        raise HeadsMissing(
            f"{file}: {error.strerror}. Without a head nobody can tell whether the log's end was "
            "cut off; name the exported file with --head"
        ) from error


def _summary(findings: Findings) -> str:
    verdict = f"{len(findings.faults)} faults" if findings.faults else "no fault"
    text = f"{verdict}: {findings.entries} entries against {findings.heads} heads"
    if findings.entries > findings.covered:
        text += f"; entries after {findings.covered} have no head yet"
    return text


def _told(row: AuditRow) -> dict[str, object]:
    return {
        "n": row.n,
        "at": row.at.isoformat(),
        "actor": row.actor,
        "act": row.act,
        "subject": row.subject,
        "body": msgspec.json.decode(row.body),
        "hash": row.hash.hex(),
    }


def _add_verify(commands: "Subparsers") -> None:
    parser = commands.add_parser(
        "verify",
        help="find entries that were changed, dropped, cut off or moved",
        description="Reads the store itself, whether it is being served or not. Run it on another "
        "machine, over a copy, if this one is not trusted.",
    )
    parser.add_argument(
        "--head", type=Path, metavar="FILE", help="the exported heads (default: where they go)"
    )
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="public key of the heads (default: this machine's)"
    )
    add_settings(parser)
    parser.set_defaults(run=verify)


def _add_show(commands: "Subparsers") -> None:
    parser = commands.add_parser("show", help="print the entries, one JSON object a line")
    parser.add_argument("--after", type=int, default=0, metavar="N", help="only later ones")
    parser.add_argument("--subject", metavar="TEXT", help="only of this subject, such as staff:3")
    add_settings(parser)
    parser.set_defaults(run=show)
