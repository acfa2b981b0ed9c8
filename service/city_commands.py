"""What an operator can say about the streets over the control socket, where the desk cannot.

The same acts as at the desk (`service.desk.city_changes`), in the log as the machine's. What a
command gives back to people nobody else has looked at, so the desk is rung.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo import closing
from geo.changes import ChangeRefused, CityChanges, Effect
from geo.sites import HAZARDS, Site, SiteState
from service.city import City
from service.desk.city_changes import Closing, Saying
from service.desk.city_room import CityRoom

_MOST_REACH_M = 500.0


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """Which streets: those that fit everything that is given.

    `at`: lon, lat in degrees, with `within` metres; `street`: a name; `area`: GeoJSON geometry.
    """

    at: tuple[float, float] | None = None
    within: float = 15.0
    street: str | None = None
    area: dict[str, Any] | None = None


class CloseCommand(msgspec.Struct, frozen=True, kw_only=True):
    where: Where
    label: str = ""
    hazard: str | None = None
    effect: Effect = Effect.CLOSED


class SiteCommand(msgspec.Struct, frozen=True, kw_only=True):
    """`site` is an id, or a name that only one site has."""

    site: str
    state: SiteState


class CityCommands:
    """`city close | reopen | site | changes`; every answer is a JSON object."""

    def __init__(self, room: CityRoom | None) -> None:
        self._room = room
        self._steps: dict[str, Callable[[CityRoom, Mapping[str, Any]], dict[str, Any]]] = {
            "close": _close,
            "reopen": _reopen,
            "site": _site,
            "changes": lambda room, _: _state(room.city.changes),
        }

    def handle(self, command: Mapping[str, Any]) -> dict[str, Any]:
        """Raises ChangeRefused, saying what to do instead."""
        if self._room is None:
            raise ChangeRefused("this service has no city: name its folder as `city` in settings")
        step = self._steps.get(str(command.get("step")))
        if step is None:
            raise ChangeRefused(f"steps are {', '.join(self._steps)}")
        try:
            return step(self._room, command)
        except msgspec.ValidationError as error:
            raise ChangeRefused(f"the command cannot be read: {error}") from error


def _close(room: CityRoom, command: Mapping[str, Any]) -> dict[str, Any]:
    asked = msgspec.convert(command["close"], CloseCommand)
    if asked.hazard is not None and asked.hazard not in HAZARDS:
        raise ChangeRefused(f"{asked.hazard!r} has no ways; hazards are {', '.join(HAZARDS)}")
    edges = _edges(room.city, asked.where)
    graph = room.city.bundle.graph
    wanted = Closing(
        segments=tuple(closing.segments(graph, edges)),
        reason=asked.label or asked.where.street or "",
        hazard=asked.hazard,
        effect=asked.effect,
    )
    closure = room.changing.close_here(wanted, datetime.now(UTC))
    names = sorted({graph.names[name].get("ja", "") for name in graph.edge_name[edges]} - {""})
    metres = round(float(graph.length_dm[edges].sum()) / 10)
    return {
        "number": closure.number,
        "streets": names,
        "pieces": len(edges),
        "metres": metres,
        "n": closure.number,
    }


def _edges(city: City, where: Where) -> closing.Edges:
    """Edges that fit everything that is given. Raises ChangeRefused if nothing is given."""
    graph = city.bundle.graph
    found: list[closing.Edges] = []
    if where.at is not None:
        if not 0 < where.within <= _MOST_REACH_M:
            raise ChangeRefused(f"`within` is more than 0 and at most {_MOST_REACH_M:g} metres")
        found.append(closing.near(graph, *where.at, where.within))
    if where.street is not None:
        found.append(closing.named(graph, where.street))
    if where.area is not None:
        found.append(closing.touching(graph, _shape(where.area)))
    if not found:
        raise ChangeRefused("say which street: a point, a name or an area")
    common = found[0]
    for others in found[1:]:
        common = np.intersect1d(common, others)
    return common


def _shape(geometry: Mapping[str, Any]) -> BaseGeometry:
    try:
        shape: BaseGeometry = shapely.from_geojson(msgspec.json.encode(geometry))
    except ShapelyError as error:
        raise ChangeRefused("the area is no GeoJSON geometry (RFC 7946)") from error
    if shape.is_empty or not shape.is_valid:
        raise ChangeRefused("the area is empty or crosses itself: draw it anew")
    return shape


def _reopen(room: CityRoom, command: Mapping[str, Any]) -> dict[str, Any]:
    number = msgspec.convert(command["number"], int)
    changed = room.changing.reopen_here(number, datetime.now(UTC))
    return {"reopened": number, "n": changed.n}


def _site(room: CityRoom, command: Mapping[str, Any]) -> dict[str, Any]:
    asked = msgspec.convert(command["site"], SiteCommand)
    site = _one_site(room.city.bundle.places.sites, asked.site)
    saying = Saying(states={site.id: asked.state}, reason="")
    changed = room.changing.say_here(saying, datetime.now(UTC))
    return {"site": site.id, "name": site.name, "state": asked.state.value, "n": changed.n}


def _one_site(sites: tuple[Site, ...], wanted: str) -> Site:
    """By id, else by name. Raises ChangeRefused unless exactly one fits."""
    by_id = [site for site in sites if site.id == wanted]
    found = by_id or [site for site in sites if wanted in site.name.values()]
    if len(found) == 1:
        return found[0]
    if not found:
        raise ChangeRefused(f"no site has the id or the name {wanted!r}")
    ids = ", ".join(site.id for site in found[:10])
    raise ChangeRefused(f"{len(found)} sites are called {wanted!r}: name one of {ids}")


def _state(changes: CityChanges) -> dict[str, Any]:
    closures = [
        {
            "number": one.number,
            "label": one.label,
            "effect": one.effect.value,
            "hazard": one.hazard,
            "pieces": len(one.segments),
            "since": one.since.isoformat(),
            "by": one.by,
            "review": None if one.review is None else one.review.isoformat(),
        }
        for one in changes.closures
    ]
    sites = {site: state.value for site, state in changes.sites.items()}
    return {"n": changes.n, "closures": closures, "sites": sites}
