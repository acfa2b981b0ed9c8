"""Alerts as a GeoJSON FeatureCollection (RFC 7946), with properties in the words of the glossary.

Names and times are those of the push payload (docs/formats.md): times in epoch seconds.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from alerts.channels.atom import Entry
from alerts.levels import level_of

MEDIA_TYPE = "application/geo+json"


def geojson(entries: Sequence[Entry]) -> bytes:
    features = [_feature(entry) for entry in entries]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


def _feature(entry: Entry) -> dict[str, Any]:
    revision = entry.approved.revision
    return {
        "type": "Feature",
        "id": revision.alert_id,
        "geometry": revision.area.geojson(),
        "properties": _properties(entry),
    }


def _properties(entry: Entry) -> dict[str, Any]:
    revision, said = entry.approved.revision, entry.said
    return {
        "id": revision.alert_id,
        "rev": revision.number,
        "mode": revision.mode.value,
        "phase": revision.phase.value,
        "authority": revision.authority.value,
        "kind": revision.kind.value,
        "strength": revision.strength.value,
        "level": level_of(revision),
        "order": None if revision.order is None else revision.order.value,
        "issuer": revision.issuer,
        "lang": said.language,
        "title": said.title,
        "lines": said.lines,
        "do": said.do,
        "where": said.where,
        "sent": _epoch(revision.sent),
        "issued": _epoch(revision.issued),
        "onset": _epoch(revision.onset),
        "until": None if revision.is_order else _epoch(revision.valid_until),
        "review": _epoch(revision.review),
        "web": said.web,
        "cap": entry.cap,
    }


def _epoch(when: datetime | None) -> int | None:
    return None if when is None else int(when.timestamp())
