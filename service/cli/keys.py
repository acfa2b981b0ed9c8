"""`hansho keys`: makes, lists and rotates the VAPID keys that phones subscribe with."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from service.cli import add_settings
from service.keys import create_key, desk_keys, load_keys
from service.settings import Settings, load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "keys",
        help="make, list and rotate the keys that phones subscribe with",
        description="VAPID keys, for the mode that the settings name. They lie outside the store.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add(commands, "init", "make the first key; a key that exists is never touched", init)
    _add(commands, "list", "show the id of every key, and which one new phones use", show)
    _add(commands, "rotate", "add a newer key; phones change to it when they open the app", rotate)


def init(settings: Settings) -> int:
    return _create(settings, rotating=False)


def rotate(settings: Settings) -> int:
    return _create(settings, rotating=True)


def show(settings: Settings) -> int:
    ring = load_keys(settings.keys_dir, settings.mode)
    for key_id in sorted(ring.ids):
        print(f"{key_id}  {'current' if key_id == ring.current.key_id else 'older'}")
    return 0


def _create(settings: Settings, *, rotating: bool) -> int:
    file = create_key(settings.keys_dir, settings.mode, rotating=rotating)
    print(f"wrote {file}")
    if settings.mode == "real":
        print(
            "An offline copy is owed: copy this file now to a medium that is kept elsewhere.\n"
            "If it is lost, every phone is lost: push services take no other key for them."
        )
    desk = desk_keys(settings.keys_dir).current.key_id
    print(f"The desk rings its own staff with desk-{desk}.pem beside it; keep a copy of that, too.")
    if rotating:
        print("Restart the service, so that it signs with the newer key as well.")
    return 0


def _add(commands: "Subparsers", name: str, help_text: str, run: Callable[[Settings], int]) -> None:
    parser = commands.add_parser(name, help=help_text)
    add_settings(parser)
    parser.set_defaults(run=lambda arguments: run(load_settings(arguments.settings)))
