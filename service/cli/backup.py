"""`hansho backup FILE`: a copy of the store, while it is being served or not."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from service.cli import add_settings
from service.control import ServerUnreachable, ask
from service.settings import Settings, load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_TIMEOUT_S = 3600.0


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "backup",
        help="copy the store, while it is being served or not",
        description="Writes a copy of the store to a new file that only its owner can read. The "
        "keys are not in it. A service that starts with such a copy is on hold until "
        "`hansho release`. Delete copies after seven days: they hold phones that were deleted "
        "since.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; it must not be there")
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(arguments.settings)
    file = arguments.file.absolute()
    try:
        told = ask(settings.socket_path, {"command": "backup", "file": str(file)}, _TIMEOUT_S)
    except ServerUnreachable:
        told = _without_service(settings, file)
    print(json.dumps(told, ensure_ascii=False))
    return 0


def _without_service(settings: Settings, file: Path) -> dict[str, object]:
    """Under the store's lock. Raises StoreUnavailable: a service has it and does not answer."""
    from service.store_commands import copied
    from service.wiring import store_at

    store = store_at(settings.store_path)
    try:
        return copied(store.lineage, file)
    finally:
        store.close()
