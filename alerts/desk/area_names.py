"""What a ground is called, in the languages whose names of places are imported.

A name never claims more than the ground: half a district is "parts of" it, a zone in a district is
called so. Machine drafts, like every sentence of the desk.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby

from alerts.desk.area_source import AreaSource, Preset, ZoneInDistrict
from geo.area import Area, intersection
from geo.places import Gazetteer, OfficialArea, joined_names

MOST_NAMES = 3
# So much of a district, or all of them: less is a part; so much of a drawing is all of it.
_WHOLE = 0.98
# Typed for other ground than this, a name would lead people astray.
_SAME_PLACE = 0.5
# Of square degrees, about a football ground: a town and its quarters differ by less.
_DECIMALS = 6
# Less than ten square metres is how two borders lie beside each other.
_SLIVER = 9

_PARTS = {"ja": "{names}の一部", "ja-simple": "{names}の 一部(いちぶ)", "en": "parts of {names}"}
_ZONE_IN = {"ja": "{names}の{zone}", "ja-simple": "{names}の {zone}", "en": "the {zone} in {names}"}
_JOINERS = {"ja": "と", "ja-simple": "と ", "en": " and "}
_DEEP = {
    "ja": "{zone}（深さ{depth}m以上）",
    "ja-simple": "{zone}（深(ふか)さ{depth}m以上(いじょう)）",
    "en": "{zone} ({depth} m deep or more)",
}
ZONE_NAMES: Mapping[str, Mapping[str, str]] = {
    "flood": {
        "ja": "洪水浸水想定区域",
        "ja-simple": "川(かわ)の 水(みず)が 来(く)る ところ",
        "en": "flood zone",
    },
    "landslide": {
        "ja": "土砂災害警戒区域",
        "ja-simple": "がけが くずれる ところ",
        "en": "landslide zone",
    },
    "storm_surge": {
        "ja": "高潮浸水想定区域",
        "ja-simple": "海(うみ)の 水(みず)が 来(く)る ところ",
        "en": "storm surge zone",
    },
    "earthquake": {
        "ja": "地震の危険区域",
        "ja-simple": "地震(じしん)で 危(あぶ)ない ところ",
        "en": "earthquake zone",
    },
    "tsunami": {
        "ja": "津波浸水想定区域",
        "ja-simple": "津波(つなみ)が 来(く)る ところ",
        "en": "tsunami zone",
    },
    "fire": {
        "ja": "火災の危険区域",
        "ja-simple": "火事(かじ)で 危(あぶ)ない ところ",
        "en": "fire zone",
    },
    "inland_flood": {
        "ja": "内水浸水想定区域",
        "ja-simple": "雨(あめ)の 水(みず)が たまる ところ",
        "en": "inland flood zone",
    },
    "volcano": {
        "ja": "火山の危険区域",
        "ja-simple": "火山(かざん)で 危(あぶ)ない ところ",
        "en": "volcano zone",
    },
}


def names_of(source: AreaSource | None, area: Area, gazetteer: Gazetteer) -> dict[str, str]:
    """By language; empty where nothing near is imported. Somebody then has to name the place."""
    match source:
        case Preset(keys=keys):
            return joined_names(_found(keys, gazetteer), MOST_NAMES)
        case ZoneInDistrict(zones=zones, keys=keys):
            reached = _reached(_found(keys, gazetteer), area)
            return _in_zones(zones, joined_names(reached, MOST_NAMES), gazetteer)
        case _:
            return _round(area, gazetteer)


def zone_name(key: str, language: str, gazetteer: Gazetteer) -> str:
    """In ja, ja-simple or en. Raises KeyError for another language or a zone that is not there."""
    hazard, least_m = gazetteer.zones.kind(key)
    name = ZONE_NAMES[hazard][language]
    return name if least_m is None else _DEEP[language].format(zone=name, depth=f"{least_m:g}")


def is_same_place(area: Area, before: Area) -> bool:
    """Whether a name that somebody typed for one ground may stand for the other."""
    shared = intersection(area, before)
    whole = area.geometry.area + before.geometry.area
    both = 0.0 if shared is None else shared.geometry.area
    return bool(both >= _SAME_PLACE * (whole - both))


def _found(keys: Iterable[str], gazetteer: Gazetteer) -> list[OfficialArea]:
    found = (gazetteer.find(key) for key in keys)
    return [one for one in found if one is not None]


def _reached(districts: list[OfficialArea], area: Area) -> list[OfficialArea]:
    """Those of which some ground is meant, most first: a zone does not reach into all of them."""
    shares = [(-round(_shared(one, area), _SLIVER), one.key, one) for one in districts]
    reached = sorted(found for found in shares if found[0] < 0)
    return [one for _, _, one in reached] or districts


def _in_zones(
    zones: tuple[str, ...], names: Mapping[str, str], gazetteer: Gazetteer
) -> dict[str, str]:
    """Other languages name the districts alone: that is more ground, and never less."""
    said = dict(names)
    for language, pattern in _ZONE_IN.items():
        if language in said:
            called = [zone_name(key, language, gazetteer) for key in zones]
            zone = _JOINERS[language].join(called)
            said[language] = pattern.format(names=said[language], zone=zone)
    return said


def _round(area: Area, gazetteer: Gazetteer) -> dict[str, str]:
    chosen = _fitting(area, gazetteer.overlapping(area))
    names = joined_names(chosen, MOST_NAMES)
    if all(_share(one, area) >= _WHOLE for one in chosen):
        return names
    return {
        language: _PARTS.get(language, "{names}").format(names=name)
        for language, name in names.items()
    }


def _fitting(area: Area, near: tuple[OfficialArea, ...]) -> list[OfficialArea]:
    """Of one kind of area (town, quarter, school district) alone: the finest that still lists well.

    `near`: most ground in common first; that order is kept.
    """
    kinds = [
        list(group) for _, group in groupby(sorted(near, key=_scheme), _scheme)
    ]  # sorted is stable: within a kind the order holds
    if not kinds:
        return []
    covering = [kind for kind in kinds if _covered(area, kind) >= _WHOLE] or kinds
    short = [kind for kind in covering if len(kind) <= MOST_NAMES] or covering
    return min(short, key=_coarseness)


def _coarseness(kind: list[OfficialArea]) -> tuple[float, int]:
    ground = sum(float(one.area.geometry.area) for one in kind)
    return round(ground, _DECIMALS), -len(kind)


def _scheme(official: OfficialArea) -> str:
    return official.key.partition(":")[0]


def _covered(area: Area, kind: list[OfficialArea]) -> float:
    shared = sum(_shared(one, area) for one in kind)
    return shared / float(area.geometry.area)


def _share(official: OfficialArea, area: Area) -> float:
    return _shared(official, area) / float(official.area.geometry.area)


def _shared(official: OfficialArea, area: Area) -> float:
    found = intersection(official.area, area)
    return 0.0 if found is None else float(found.geometry.area)
