"""Earthquakes as seismic networks publish them: GeoJSON points with `mag` and `time`.

The form is that of the USGS's summary feeds, which other networks copy: times in milliseconds of
the epoch, positions as longitude, latitude and depth in km. Such a file says where the ground broke
and not who felt it, nor whether the sea comes: its `tsunami` flag means "see the warning centre".
So nobody is ever warned by it; each earthquake is kept for the desk, and says why.
"""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from alerts.model import Kind, Strength
from alerts.report import (
    Code,
    Hazard,
    MessageType,
    Official,
    Report,
    Scope,
    Status,
    Text,
    Unreadable,
)
from alerts.sources.cap_block import Notes, clean
from alerts.sources.received import Received, Source, nothing_in

FORMAT = "quake-geojson"
MAX_FEATURES = 20_000
MAX_ID = 100

NOT_FELT = (
    "It tells where an earthquake was, not who felt it, and warns of no tsunami: those come from "
    "the agency in charge of the place. The status page keeps it."
)
_EMPTY = "The file holds no earthquake. Nothing is to be done unless one was expected."
_TOO_MANY = f"The file holds more than {MAX_FEATURES} earthquakes. Choose a feed of fewer days."

KINDS = MappingProxyType({"earthquake": Kind.EARTHQUAKE})
"""By `type`; blasts, collapses and ice quakes are none of ours by name."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DELETED = "deleted"

Properties = dict[str, Any]


def _is_quakes(received: Received) -> bool:
    """A collection that counts itself, as these feeds do, or points with `mag` and `time`.

    A mapping says what else the points are, and goes first.
    """
    value = received.json
    if value is None or received.mapping is not None:
        return False
    features = _features(value)
    if not features:
        counted = value.get("metadata")
        return isinstance(counted, dict) and {"generated", "count"} <= counted.keys()
    return {"mag", "time"} <= _properties(features[0]).keys() and _type(features[0]) == "Point"


def _read(received: Received) -> tuple[Report | Unreadable, ...]:
    features = _features(received.json or {})
    if len(features) > MAX_FEATURES:
        return (Unreadable(reason=_TOO_MANY, format=FORMAT),)
    return tuple(_message(one) for one in features) or (nothing_in(received, _EMPTY, FORMAT),)


quakes = Source(_is_quakes, _read)


def _message(feature: dict[str, Any]) -> Report | Unreadable:
    said = _properties(feature)
    name, at = _words(feature.get("id")), _time(said.get("time"))
    sent = _time(said.get("updated")) or at
    if not name or len(name) > MAX_ID or sent is None:
        return Unreadable(
            format=FORMAT,
            reason="An earthquake in the file has no id or no time, so that no update could name "
            "it. Ask the network for its feed's form.",
        )
    network = "".join(_words(said.get("net")).split())[:MAX_ID]
    is_over = _words(said.get("status")).lower() == _DELETED
    return Report(
        format=FORMAT,
        sender=f"fdsn:{network}",
        identifier="".join(name.split()),
        sent=sent,
        status=Status.ACTUAL,
        message_type=MessageType.CANCEL if is_over else MessageType.ALERT,
        scope=Scope.PUBLIC,
        stream="".join(f"quake/{name}".split()),
        hazards=() if is_over else (_hazard(feature, said),),
        not_public=NOT_FELT,
    )


def _hazard(feature: dict[str, Any], said: Properties) -> Hazard:
    kind = KINDS.get(_words(said.get("type")), Kind.OTHER)
    web = _words(said.get("url"))
    return Hazard(
        texts=(
            Text(
                language="en",
                event=_words(said.get("type")) or Kind.EARTHQUAKE.value,
                headline=_words(said.get("title")),
                web=web if web.startswith("https://") else "",
            ),
        ),
        areas=(),
        categories=("Geo",),
        parameters=tuple(_parameters(feature, said)),
        response_types=("Monitor",),
        urgency="Past",
        severity="Unknown",
        certainty="Observed",
        official=Official(kind=kind.value, strength=Strength.KNOW.value),
        part=kind.value,
    )


def _parameters(feature: dict[str, Any], said: Properties) -> Iterator[Code]:
    """The names of JMA's (alerts.sources.jma.hypocentre) after `quake:`; lon,lat and km."""
    if at := _time(said.get("time")):
        yield Code(name="quake:origin_time", value=at.isoformat())
    if place := _words(said.get("place")):
        yield Code(name="quake:hypocentre", value=place)
    lon, lat, depth = _position(feature)
    if lon is not None and lat is not None and abs(lon) <= 180 and abs(lat) <= 90:
        yield Code(name="quake:position", value=f"{lon:.4f},{lat:.4f}")
        if depth is not None:
            yield Code(name="quake:depth_km", value=f"{depth:g}")
    for name, key in (("magnitude", "mag"), ("max_mmi", "mmi")):
        if (number := _number(said.get(key))) is not None:
            yield Code(name=f"quake:{name}", value=f"{number:.1f}")
    if review := _words(said.get("status")):
        yield Code(name="quake:review", value=review)


def _position(feature: dict[str, Any]) -> tuple[float | None, float | None, float | None]:
    geometry = feature.get("geometry")
    found = geometry.get("coordinates") if isinstance(geometry, dict) else None
    numbers = [_number(one) for one in found[:3]] if isinstance(found, list) else []
    lon, lat, depth = (*numbers, None, None, None)[:3]
    return lon, lat, depth


def _features(value: dict[str, Any]) -> list[dict[str, Any]]:
    if value.get("type") == "Feature":
        return [value]
    found = value.get("features") if value.get("type") == "FeatureCollection" else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _properties(feature: dict[str, Any]) -> Properties:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _type(feature: dict[str, Any]) -> str:
    geometry = feature.get("geometry")
    return _words(geometry.get("type")) if isinstance(geometry, dict) else ""


def _words(value: object) -> str:
    return clean(value, Notes()) if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    """Whole numbers beyond any float are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def _time(value: object) -> datetime | None:
    """Milliseconds of the epoch → aware UTC; None beyond the calendar."""
    number = _number(value)
    try:
        return None if number is None else _EPOCH + timedelta(milliseconds=number)
    except OverflowError:
        return None
