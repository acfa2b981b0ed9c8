"""Which ways people may walk, and what is dangerous about each, by tags (docs/cities.md)."""

import re

from service.bench.ways.raw_map import Tags

_ROADS = {
    "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link", "tertiary",
    "tertiary_link", "unclassified", "road", "residential", "living_street", "service", "footway",
    "path", "pedestrian", "track", "bridleway", "cycleway", "ford", "steps",
}  # fmt: skip
_INVITED = {"yes", "designated", "permissive", "destination", "official", "public"}
_SHUT_OUT = {
    "no", "private", "use_sidepath", "customers", "delivery", "military", "permit", "residents",
}  # fmt: skip
_CLIMBING = {
    "demanding_alpine_hiking", "alpine_hiking", "difficult_alpine_hiking",
    "demanding_mountain_hiking",
}  # fmt: skip
_WALLS = {"wall", "fence", "hedge", "retaining_wall", "city_wall"}
_LOW_BARRIERS = {"bollard", "kerb", "cycle_barrier", "lift_gate", "block", "height_restrictor"}
_UNITS = {"": 1.0, "m": 1.0, "cm": 0.01, "ft": 0.3048, "feet": 0.3048, "'": 0.3048}
_WIDTH = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*(cm|m|metres?|meters?|ft|feet|')?\s*(?=$|[;\-\d\"])")


def dangers_of(tags: Tags) -> frozenset[str] | None:
    """The words for a way that may be walked (`stairs`, `tunnel`, …); None for one that may not."""
    if not _is_walked(tags):
        return None
    bridge = _has(tags, "bridge") or tags.get("yh:STRUCTURE") == "橋"
    tunnel = _has(tags, "tunnel") or tags.get("yh:STRUCTURE") == "トンネル"
    roofed = tags.get("tunnel", "no") in ("no", "building_passage", "avalanche_protector")
    sunk = _level(tags) < 0 or tags.get("location") == "underground" or (tunnel and not roofed)
    words = {
        "stairs": tags["highway"] == "steps" or tags.get("yh:TYPE") == "石段",
        "bridge": bridge,
        "tunnel": tunnel,
        "underpass": sunk and not bridge,
        "ford": _has(tags, "ford") or tags["highway"] == "ford",
        "narrow": _is_narrow(tags),
    }
    return frozenset(word for word, holds in words.items() if holds)


def dangers_at(tags: Tags) -> frozenset[str]:
    """What a single point adds to the pieces on both sides of it."""
    crossing = tags.get("railway") in ("level_crossing", "crossing")
    ford = _has(tags, "ford") or tags.get("highway") == "ford"
    return frozenset(w for w, holds in (("level_crossing", crossing), ("ford", ford)) if holds)


def is_locked(tags: Tags) -> bool:
    """A point that nobody passes: a wall, a locked gate."""
    barrier, foot = tags.get("barrier"), tags.get("foot")
    if not barrier or foot in _INVITED:
        return False
    if barrier in _WALLS or foot in _SHUT_OUT or tags.get("locked") == "yes":
        return True
    return barrier not in _LOW_BARRIERS and not foot and tags.get("access") in _SHUT_OUT


def _is_walked(tags: Tags) -> bool:
    highway, foot = tags.get("highway", ""), tags.get("foot", "")
    if highway not in _ROADS or foot in ("no", "use_sidepath"):
        return False
    if foot not in _INVITED and (foot in _SHUT_OUT or tags.get("access") in _SHUT_OUT):
        return False
    if foot not in _INVITED and _has(tags, "motorroad"):
        return False
    return not (
        tags.get("construction") == "yes"
        or tags.get("railway") == "platform"
        or _has(tags, "indoor")
        or tags.get("sac_scale") in _CLIMBING
        or tags.get("oneway:foot") in ("yes", "-1", "1")
    )


def _has(tags: Tags, key: str) -> bool:
    return tags.get(key, "no") != "no"


def _level(tags: Tags) -> float:
    try:
        return float(tags.get("layer", "0"))
    except ValueError:
        return 0.0


def _is_narrow(tags: Tags) -> bool:
    """Less than 4 m: by a width in figures, else by the classes of Japanese data, else an alley."""
    for key in ("width", "est_width", "width:carriageway"):
        found = _WIDTH.match(tags.get(key, ""))
        if found:
            unit = "m" if (found[2] or "m").startswith("met") else found[2] or "m"
            return float(found[1].replace(",", ".")) * _UNITS[unit] < 4
    if tags.get("yh:WIDTH"):
        return bool({"1.5m未満", "1.5m〜3.0m", "3.0m未満"} & set(tags["yh:WIDTH"].split(";")))
    if "yh:WIDTH_RANK" in tags:
        return tags["yh:WIDTH_RANK"] in ("4", "5")
    return tags.get("service") == "alley" or tags.get("width") == "narrow"
