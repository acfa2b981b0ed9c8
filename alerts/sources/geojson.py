"""Hazard polygons as somebody publishes them (GeoJSON, RFC 7946) → Reports, by a small mapping.

Features of one id are one message. Nothing is guessed: what the mapping does not name makes the
message unreadable, and the sentence says which line of the mapping to write. A feature that is no
longer in the file ends nothing (DOMAIN section 7).
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from alerts.model import Strength
from alerts.report import (
    AreaClaim,
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
from alerts.sources.geojson_mapping import ALL_CLEAR, Choice, Mapping
from alerts.sources.geojson_shapes import area_claims
from alerts.sources.received import Received, Source, nothing_in

FORMAT = "geojson"
MAX_FEATURES = 20_000
MAX_ID = 500

Feature = dict[str, Any]

_EMPTY = "The file holds no warning. Nothing is to be done unless one was expected."
_NO_MAPPING = (
    "The GeoJSON cannot be read as a warning: nothing says what its properties mean. Write a "
    "mapping for this source as docs/howto/read-geojson.md shows."
)


class _Unmapped(Exception):
    """A sentence that says what to do."""


def _is_geojson(received: Received) -> bool:
    return received.json is not None and received.json.get("type") in (
        "FeatureCollection",
        "Feature",
    )


def _read(received: Received) -> tuple[Report | Unreadable, ...]:
    mapping, features = received.mapping, _features(received.json or {})
    if mapping is None:
        return (Unreadable(reason=_NO_MAPPING, format=FORMAT),)
    if len(features) > MAX_FEATURES:
        reason = f"The file holds more than {MAX_FEATURES} features. Ask for a smaller extract."
        return (Unreadable(reason=reason, format=FORMAT),)
    return tuple(_messages(features, mapping)) or (nothing_in(received, _EMPTY, FORMAT),)


geojson = Source(_is_geojson, _read)


def _features(value: dict[str, Any]) -> list[Feature]:
    if value.get("type") == "Feature":
        return [value]
    found = value.get("features")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _messages(features: list[Feature], mapping: Mapping) -> Iterator[Report | Unreadable]:
    together: dict[str, list[Feature]] = {}
    for feature in features:
        together.setdefault(_value(feature, mapping.id), []).append(feature)
    for name, group in together.items():
        try:
            yield _report(name, group, mapping)
        except _Unmapped as problem:
            yield Unreadable(reason=str(problem), format=FORMAT)


def _report(name: str, features: list[Feature], mapping: Mapping) -> Report:
    if not name or len(name) > MAX_ID:
        raise _Unmapped(
            f"{len(features)} feature(s) have no {mapping.id} of at most {MAX_ID} characters, so "
            "that no update could name them. Name another property as id in the mapping."
        )
    times = {_value(one, mapping.sent) for one in features}
    statuses = {_chosen(one, name, "status", mapping.status) for one in features}
    if len(times) > 1 or len(statuses) > 1:
        raise _Unmapped(
            f"Features of “{name[:60]}” disagree about their time or status. Ask the sender, or "
            "name another property as id in the mapping."
        )
    sent = _time(times.pop())
    if sent is None:
        raise _Unmapped(
            f"“{name[:60]}” does not say when it was sent ({mapping.sent}: a time with its offset, "
            "such as 2026-08-01T09:00:00+09:00). Name another property as sent in the mapping."
        )
    notes = Notes()
    hazards = _hazards(name, features, mapping, notes)
    ends = any("AllClear" in hazard.response_types for hazard in hazards)
    return Report(
        format=FORMAT,
        sender=mapping.sender,
        identifier="".join(name.split()),
        sent=sent,
        status=Status(statuses.pop()),
        message_type=MessageType.UPDATE if ends else MessageType.ALERT,
        scope=Scope.PUBLIC,
        stream="".join(f"{mapping.sender}/{name}".split()),
        hazards=hazards,
        notes=notes.all(),
    )


def _hazards(
    name: str, features: list[Feature], mapping: Mapping, notes: Notes
) -> tuple[Hazard, ...]:
    """One for each kind and strength; its ground is that of all its features.

    A part is the kind alone, so that a raise or an ending is one of the same alert, unless one
    message holds several strengths of it.
    """
    found: dict[tuple[str, str], list[Feature]] = {}
    for one in features:
        kind = _chosen(one, name, "kind", mapping.kind)
        strength = _chosen(one, name, "strength", mapping.strength)
        found.setdefault((kind, strength), []).append(one)
    kinds = [kind for kind, _ in found]
    return tuple(
        _hazard(
            kind, strength, group, mapping, notes,
            part=kind if kinds.count(kind) == 1 else f"{kind}/{strength}",
        )
        for (kind, strength), group in found.items()
    )  # fmt: skip


def _hazard(
    kind: str,
    strength: str,
    features: list[Feature],
    mapping: Mapping,
    notes: Notes,
    *,
    part: str,
) -> Hazard:
    texts = list(dict.fromkeys(_text(one, mapping) for one in features))
    if len(texts) > 1:
        notes.add("Features of one warning have different words; the first one's are shown.")
    areas = [claim for one in features for claim in _areas(one, mapping)]
    ended = strength == ALL_CLEAR
    # Of several ends the last: nobody is told too early that it is over.
    ends = [_optional_time(one, mapping.expires, notes) for one in features]
    return Hazard(
        texts=(texts[0],),
        areas=tuple(dict.fromkeys(areas)),  # real feeds repeat whole features
        response_types=("AllClear",) if ended else (),
        urgency="Past" if ended else "Unknown",
        onset=_optional_time(features[0], mapping.onset, notes),
        expires=None if None in ends else max(one for one in ends if one is not None),
        official=Official(kind=kind, strength=Strength.KNOW.value if ended else strength),
        part=part,
    )


def _areas(feature: Feature, mapping: Mapping) -> tuple[AreaClaim, ...]:
    return area_claims(feature.get("geometry"), _value(feature, mapping.area))


def _text(feature: Feature, mapping: Mapping) -> Text:
    web = _value(feature, mapping.web)
    return Text(
        language=mapping.language,
        event=_value(feature, mapping.event),
        headline=_value(feature, mapping.headline),
        description=_value(feature, mapping.description),
        instruction=_value(feature, mapping.instruction),
        web=web if web.startswith(("https://", "http://")) else "",
        area_description=_value(feature, mapping.area),
    )


def _chosen(feature: Feature, name: str, what: str, choice: Choice) -> str:
    if choice.always:
        return choice.always
    said = _value(feature, choice.property)
    if said not in choice.values:
        raise _Unmapped(
            f"“{name[:60]}” says {choice.property} “{said[:60]}”, and the mapping does not know "
            f"what {what} that is. Look at the warning now; then add the value under "
            f"[{what}.values] of the mapping."
        )
    return choice.values[said]


def _value(feature: Feature, name: str) -> str:
    """A property as text; "" for a name that is not set, a null, and what is no single value."""
    if not name:
        return ""
    properties = feature.get("properties")
    inside = properties if isinstance(properties, dict) else {}
    found = feature.get("id") if name == "@id" else inside.get(name)
    if isinstance(found, bool):
        return "true" if found else "false"
    return clean(str(found), Notes()) if isinstance(found, str | int | float) else ""


def _time(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
        return found.astimezone(UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _optional_time(feature: Feature, name: str, notes: Notes) -> datetime | None:
    written = _value(feature, name)
    found = _time(written)
    if written and found is None:
        notes.add(f"The time in {name} cannot be read (“{written[:60]}”); the warning has none.")
    return found
