"""What of an OpenStreetMap file orients people or floods: water, rail, green, named places. Rules
over tags alone.

A feature's `kind` is one of `KINDS`. Water that runs underground (a culvert, a covered ditch) is
none: it is neither seen nor does it rise beside the street.
"""

from collections.abc import Mapping

Tags = Mapping[str, str]

LINES = ("coastline", "river", "canal", "ditch", "stream", "rail")
AREAS = ("water", "lake", "green")
POINTS = ("quarter", "station", "crossing", "bridge", "landmark")
KINDS = LINES + AREAS + POINTS
KEYS: tuple[str, ...] = ("natural", "waterway", "landuse", "leisure", "railway", "place")
KEYS += ("tourism", "historic", "amenity", "man_made", "junction", "shop")

_WATERWAYS = {"river": "river", "tidal_channel": "river", "canal": "canal", "stream": "stream"}
_WATERWAYS |= {"ditch": "ditch", "drain": "ditch"}
_RUNNING = {"river", "canal", "stream", "ditch", "drain", "moat", "oxbow", "harbour"}
_GREEN = {
    "leisure": {"park", "garden", "nature_reserve", "recreation_ground", "common"},
    "landuse": {"forest", "cemetery", "recreation_ground", "village_green"},
    "natural": {"wood", "scrub", "heath"},
    "amenity": {"grave_yard"},
}
_RAIL = {"rail", "light_rail", "narrow_gauge", "tram", "monorail"}
_QUARTERS = {"suburb", "quarter", "neighbourhood", "borough", "village", "hamlet", "town"}
# In the order in which people know them.
LANDMARKS = (
    ("historic", "castle"),
    ("amenity", "townhall"),
    ("amenity", "hospital"),
    ("tourism", "museum"),
    ("amenity", "university"),
    ("tourism", "attraction"),
    ("leisure", "stadium"),
    ("amenity", "theatre"),
    ("amenity", "place_of_worship"),
    ("shop", "mall"),
)


def line_kind(tags: Tags) -> str | None:
    """The kind of a way taken as a line."""
    if tags.get("natural") == "coastline":
        return "coastline"
    if _underground(tags):
        return None
    if tags.get("railway") in _RAIL and tags.get("service") not in ("yard", "spur", "siding"):
        return "rail"
    return _WATERWAYS.get(tags.get("waterway", ""))


def area_kind(tags: Tags) -> str | None:
    """The kind of a closed way or multipolygon: running water, a lake or pond, or green."""
    if _underground(tags):
        return None
    if tags.get("waterway") == "riverbank":
        return "water"
    if tags.get("natural") == "water":
        return "water" if tags.get("water") in _RUNNING else "lake"
    if tags.get("landuse") in ("reservoir", "basin"):
        return "lake"
    return "green" if any(tags.get(key) in values for key, values in _GREEN.items()) else None


def point_kind(tags: Tags) -> str | None:
    """The kind of a named point, or of an area that is shown as a point."""
    if tags.get("highway") == "traffic_signals" or tags.get("junction") == "yes":
        return "crossing"
    if tags.get("railway") in ("station", "halt", "tram_stop"):
        return "station"
    if tags.get("place") in _QUARTERS:
        return "quarter"
    if tags.get("man_made") == "bridge":
        return "bridge"
    return "landmark" if landmark_rank(tags) is not None else None


def landmark_rank(tags: Tags) -> int | None:
    """The place in `LANDMARKS`, less for what has an article about it; None for no landmark."""
    for rank, (key, value) in enumerate(LANDMARKS):
        if tags.get(key) == value:
            return rank if "wikidata" in tags or "wikipedia" in tags else rank + len(LANDMARKS)
    return None


def _underground(tags: Tags) -> bool:
    return tags.get("tunnel", "no") != "no" or tags.get("location") == "underground"
