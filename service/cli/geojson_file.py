"""One shape out of a GeoJSON file, for commands that take an area."""

import json
from pathlib import Path
from typing import Any

from geo.errors import HanshoError


class AreaUnreadable(HanshoError):
    """The file with the area cannot be read; the message says what it must hold."""


def geometry_in(path: Path) -> dict[str, Any]:
    """The geometry of a GeoJSON file that holds one. Raises AreaUnreadable."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AreaUnreadable(f"{path}: {error}; give a GeoJSON file (RFC 7946)") from error
    if isinstance(told, dict) and told.get("type") == "FeatureCollection":
        features = told.get("features")
        told = features[0] if isinstance(features, list) and len(features) == 1 else None
    if isinstance(told, dict) and told.get("type") == "Feature":
        told = told.get("geometry")
    if not isinstance(told, dict):
        raise AreaUnreadable(f"{path}: must hold exactly one feature or geometry")
    return told
