"""Which OpenStreetMap ways people can walk in a disaster, and what each is: rules over tags alone.

Strict where a way may be locked, moving or under construction, because a wrong way kills and a
missing one only makes a detour. `REASONS` are the words in the report; `docs/cities.md` has the
same table for people.
"""

import re
from collections.abc import Mapping

import msgspec

from geo.streets import BRIDGE, FORD, LEVEL_CROSSING, NARROW, STAIRS, TUNNEL, UNDERPASS

Tags = Mapping[str, str]

CLASS_OF = {
    **dict.fromkeys(("trunk", "primary", "secondary"), 1),
    **dict.fromkeys(("trunk_link", "primary_link", "secondary_link"), 1),
    **dict.fromkeys(("tertiary", "tertiary_link", "unclassified", "road"), 2),
    **dict.fromkeys(("residential", "living_street", "service"), 3),
    **dict.fromkeys(("footway", "path", "pedestrian", "track", "bridleway", "cycleway", "ford"), 4),
    "steps": 5,
}

REASONS = {
    "motorway": "motorway or road for motor vehicles only: no people on foot",
    "forbidden": "people on foot may not use it (foot=no)",
    "private": "private or restricted: a gate may be locked",
    "indoor": "inside a building: may be locked, dark or full of smoke",
    "lift": "lift: stops without power",
    "ferry": "ferry: stops in a warning",
    "building": "under construction, planned or given up",
    "mountaineering": "mountaineering path: hands or rope needed",
    "one_way": "one-way for people on foot (a graph of ways back and forth cannot hold it)",
    "no_way": "no way to walk along (platform, race track, bus lane, rest area, …)",
    "unknown": "a kind of way unknown to us",
    "gate": "beside a locked or forbidden gate or a wall",
    "incomplete": "its points are not in the file",
}

_MOTOR = {"motorway", "motorway_link"}
_UNBUILT = {"construction", "proposed", "planned", "abandoned", "razed", "disused", "demolished"}
_NO_WAY = {"platform", "raceway", "bus_guideway", "busway", "escape", "rest_area", "services"}
_YES = {"yes", "designated", "permissive", "destination", "official", "public"}
_NO = {"no", "private", "use_sidepath", "customers", "delivery", "military", "permit", "residents"}
_HANDS = {"demanding_alpine_hiking", "alpine_hiking", "difficult_alpine_hiking"}
_HANDS |= {"demanding_mountain_hiking"}
_ROOFED = {"no", "building_passage", "avalanche_protector"}
_PASSABLE_BARRIERS = {"bollard", "kerb", "cycle_barrier", "lift_gate", "block", "height_restrictor"}
_CLOSED_BARRIERS = {"wall", "fence", "hedge", "retaining_wall", "city_wall"}
_LEVEL_CROSSINGS = {"level_crossing", "crossing"}

NARROW_M = 4.0
# As the map data given by Yahoo Japan in 2011 writes it. 3.0–5.5 m straddles the limit; its middle
# is above, and it is what nearly all residential streets there have.
_NARROW_CLASSES = {"1.5m未満", "1.5m〜3.0m", "3.0m未満"}
_NARROW_RANKS = {"4", "5"}
_LENGTH = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*(m|metres?|meters?|cm|ft|feet|')?\s*(?:$|[;\-\d\"])")
_METRES = {"cm": 0.01, "ft": 0.3048, "feet": 0.3048, "'": 0.3048}


class Walk(msgspec.Struct, frozen=True):
    """A way to walk: class 1–5 and flags of `geo.streets`."""

    street_class: int
    flags: int


def walk_of(tags: Tags) -> Walk | str | None:
    """A way's treatment: how it is walked, or the reason (a key of `REASONS`) why not.

    None: no street at all, such as a river.
    """
    highway = tags.get("highway", "")
    if not highway:
        return "ferry" if tags.get("route") == "ferry" and tags.get("foot") != "no" else None
    refused = _refused(highway, tags)
    if refused is not None:
        return refused
    steps = highway == "steps" or tags.get("yh:TYPE") == "石段"
    flags = _flags(tags) | (STAIRS if steps else 0)
    return Walk(5 if steps else CLASS_OF[highway], flags)


def point_flags(tags: Tags) -> int:
    """Flags of the edges on both sides of a point: a level crossing, a ford."""
    crossing = LEVEL_CROSSING if tags.get("railway") in _LEVEL_CROSSINGS else 0
    return crossing | (FORD if _is(tags, "ford") or tags.get("highway") == "ford" else 0)


def blocks(tags: Tags) -> bool:
    """Whether nobody gets past this point for sure: a wall, a locked gate, one with foot=no."""
    barrier = tags.get("barrier", "")
    foot = tags.get("foot") or tags.get("access", "")
    if not barrier or tags.get("foot") in _YES:
        return False
    if tags.get("foot") in _NO or barrier in _CLOSED_BARRIERS or tags.get("locked") == "yes":
        return True
    return barrier not in _PASSABLE_BARRIERS and foot in _NO


def _refused(highway: str, tags: Tags) -> str | None:
    foot = tags.get("foot", "")
    invited = foot in _YES
    checks = (
        ("building", highway in _UNBUILT or tags.get("construction") == "yes"),
        ("lift", highway == "elevator"),
        ("no_way", highway in _NO_WAY or tags.get("railway") == "platform"),
        ("motorway", highway in _MOTOR or (_is(tags, "motorroad") and not invited)),
        ("indoor", highway == "corridor" or _is(tags, "indoor")),
        ("unknown", highway not in CLASS_OF),
        ("forbidden", foot in ("no", "use_sidepath")),
        ("private", not invited and (foot in _NO or tags.get("access") in _NO)),
        ("mountaineering", tags.get("sac_scale") in _HANDS or highway == "via_ferrata"),
        ("one_way", tags.get("oneway:foot") in ("yes", "-1", "1")),
    )
    return next((reason for reason, holds in checks if holds), None)


def _flags(tags: Tags) -> int:
    bridge = tags.get("bridge", "no") != "no" or tags.get("yh:STRUCTURE") == "橋"
    tunnel = tags.get("tunnel", "no") != "no" or tags.get("yh:STRUCTURE") == "トンネル"
    below = not bridge and (
        (tunnel and tags.get("tunnel") not in _ROOFED)
        or _layer(tags) < 0
        or tags.get("location") == "underground"
    )
    return (
        (BRIDGE if bridge else 0)
        | (TUNNEL if tunnel else 0)
        | (UNDERPASS if below else 0)
        | (FORD if _is(tags, "ford") or tags.get("highway") == "ford" else 0)
        | (NARROW if _narrow(tags) else 0)
    )


def _layer(tags: Tags) -> float:
    try:
        return float(tags.get("layer", "0"))
    except ValueError:
        return 0.0


def _narrow(tags: Tags) -> bool:
    """Under 4 m: a measured width first, then the classes of Japanese data, then alleys."""
    for key in ("width", "est_width", "width:carriageway"):
        metres = metres_of(tags.get(key, ""))
        if metres is not None:
            return metres < NARROW_M
    classes = set(tags.get("yh:WIDTH", "").split(";"))
    if classes != {""}:
        return bool(classes & _NARROW_CLASSES)
    if "yh:WIDTH_RANK" in tags:
        return tags["yh:WIDTH_RANK"] in _NARROW_RANKS
    return tags.get("service") == "alley" or tags.get("width") == "narrow"


def metres_of(text: str) -> float | None:
    """`3`, `3.5 m`, `2,5`, `350 cm`, `10'` in metres; the first figure of a range; else None."""
    found = _LENGTH.match(text)
    if found is None:
        return None
    return float(found[1].replace(",", ".")) * _METRES.get(found[2] or "m", 1.0)


def _is(tags: Tags, key: str) -> bool:
    return tags.get(key, "no") != "no"
