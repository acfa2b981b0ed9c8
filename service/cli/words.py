"""`hansho words`: the corrections of the desk as catalogues, and catalogues as corrections."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from service.cli import add_settings
from service.control import ask
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_TIMEOUT_S = 600.0


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "words",
        help="write out what translators corrected at the desk, and bring in files",
        description="Export writes every catalogue with what was reviewed at the desk, laid out as "
        "translations/ is. Import has words that differ from what is said wait at the desk for a "
        "second speaker, in the name of a translator; nothing is said of them before.",
    )
    steps = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    out = steps.add_parser("export", help="write the catalogues into a folder")
    out.add_argument("folder", type=Path, metavar="DIR", help="written over what is there")
    add_settings(out)
    out.set_defaults(run=export)
    back = steps.add_parser("import", help="have the words of a folder's catalogues wait")
    back.add_argument("folder", type=Path, metavar="DIR")
    back.add_argument("--by", required=True, metavar="NAME", help="a translator of the desk")
    add_settings(back)
    back.set_defaults(run=bring)


def export(given: argparse.Namespace) -> int:
    """Reads the store, whether it is being served or not."""
    from service.wiring import stored_said
    from service.word_files import write_out

    settings = load_settings(given.settings)
    written = write_out(given.folder, stored_said(settings))
    print(json.dumps({"written": len(written), "folder": str(given.folder)}, ensure_ascii=False))
    return 0


def bring(given: argparse.Namespace) -> int:
    """Exits 1 if anything was refused; all else waits at the desk."""
    from service.word_files import read_in

    settings = load_settings(given.settings)
    command = {"command": "words", "by": given.by, "words": read_in(given.folder)}
    answer = ask(settings.socket_path, command, _TIMEOUT_S)
    refused = answer.pop("refused")
    for one in refused:
        print(one, file=sys.stderr)
    print(json.dumps({**answer, "refused": len(refused)}, ensure_ascii=False))
    return 1 if refused else 0
