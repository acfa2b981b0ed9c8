"""`hansho city close | reopen | site | changes`: what the streets are like just now.

Phones fetch it whenever the app is opened, and work out their ways anew. No push is sent for it.
"""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.sites import HAZARDS, SiteState
from service.cli import add_settings
from service.cli.geojson_file import geometry_in
from service.control import ask
from service.settings import load_settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parsers(commands: "Subparsers") -> None:
    _add_close(commands)
    reopen = commands.add_parser("reopen", help="a street can be walked again")
    reopen.add_argument("number", type=int, help="the closure's number (`hansho city changes`)")
    _finish(reopen, lambda given: {"step": "reopen", "number": given.number})
    site = commands.add_parser(
        "site",
        help="say whether a site is open, full or closed",
        description="Says what the town knows of a site. No way leads to a closed or full site; "
        "from a tsunami one runs to a full one too.",
    )
    site.add_argument("site", metavar="SITE", help="its id, or its name if no other has it")
    site.add_argument("state", choices=[state.value for state in SiteState])
    _finish(
        site, lambda given: {"step": "site", "site": {"site": given.site, "state": given.state}}
    )
    changes = commands.add_parser("changes", help="list what is closed, and what sites said")
    _finish(changes, lambda _: {"step": "changes"})


def _add_close(commands: "Subparsers") -> None:
    close = commands.add_parser(
        "close",
        help="close streets to walking, for one hazard or for all",
        description="Closes the pieces of street that fit everything that is given. Prints one "
        "JSON object: the closure's number, the streets' names, pieces and metres closed.",
    )
    close.add_argument("--at", metavar="LON,LAT", type=_position, help="near this point")
    close.add_argument(
        "--within", metavar="M", type=float, default=15.0, help="metres from it (default: 15)"
    )
    close.add_argument("--street", metavar="NAME", help="the street's name in any language")
    close.add_argument("--area", metavar="FILE", type=Path, help="GeoJSON geometry or feature")
    close.add_argument("--label", default="", help="why, for the list of closures")
    close.add_argument("--hazard", choices=HAZARDS, help="for this hazard only (default: all)")
    close.add_argument(
        "--zone",
        action="store_true",
        help="a new zone of the hazard: nobody is led into it, and who is inside is led out",
    )
    _finish(close, _close)


def _close(given: argparse.Namespace) -> dict[str, Any]:
    where: dict[str, Any] = {"at": given.at, "within": given.within, "street": given.street}
    if given.area is not None:
        where["area"] = geometry_in(given.area)
    closing = {
        "where": where,
        "label": given.label,
        "hazard": given.hazard,
        "effect": "zone" if given.zone else "closed",
    }
    return {"step": "close", "close": closing}


def _position(text: str) -> tuple[float, float]:
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError as error:
        reason = "write longitude,latitude in degrees, such as 139.99,34.50"
        raise argparse.ArgumentTypeError(reason) from error
    return lon, lat


def _finish(parser: argparse.ArgumentParser, command: Any) -> None:
    add_settings(parser)

    def run(given: argparse.Namespace) -> int:
        settings = load_settings(given.settings)
        answer = ask(settings.socket_path, {"command": "city", **command(given)})
        print(json.dumps(answer, ensure_ascii=False))
        return 0

    parser.set_defaults(run=run)
