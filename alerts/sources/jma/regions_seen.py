"""Recorded telegrams → the regions without polygons that they name, for a town's table of codes."""

from collections.abc import Iterable

import msgspec
from lxml import etree

from alerts.sources.jma.elements import child, children, text
from geo.schemes import key_of, scheme_of

QUAKE = "jma-quake"
TSUNAMI = "jma-tsunami"


class Regions(msgspec.Struct, frozen=True):
    """Code → name of each region seen, and code of a region of earthquakes → keys of the
    municipalities (scheme jma) that were named within it. Never all of them: only those that felt
    an earthquake in these telegrams.
    """

    quake: dict[str, str]
    tsunami: dict[str, str]
    within: dict[str, frozenset[str]]

    def home(self, towns: Iterable[str]) -> frozenset[str] | None:
        """The regions of earthquakes that hold these municipalities; None if one was never seen.

        A municipality lies in one region, so that all others are elsewhere; but only once each of
        the town's was seen.
        """
        held = [{one for one, keys in self.within.items() if town in keys} for town in towns]
        return frozenset(set().union(*held)) if held and all(held) else None


def regions_seen(telegrams: Iterable[etree._Element]) -> Regions:
    """Of the roots of telegrams of any type; what names no region adds nothing."""
    names: dict[str, dict[str, str]] = {QUAKE: {}, TSUNAMI: {}}
    within: dict[str, set[str]] = {}
    for root in telegrams:
        for scheme, area in _named(root):
            if code := text(area, "Code"):
                names[scheme].setdefault(code, text(area, "Name"))
        for area in children(root, ".//Observation/Pref/Area"):
            if code := text(area, "Code"):
                names[QUAKE].setdefault(code, text(area, "Name"))
                within.setdefault(code, set()).update(_municipalities(area))
    held = {code: frozenset(keys) for code, keys in within.items()}
    return Regions(names[QUAKE], names[TSUNAMI], held)


def _named(root: etree._Element) -> Iterable[tuple[str, etree._Element]]:
    """Scheme and area of every region that a headline or a forecast of waves names."""
    for areas in children(root, ".//Information/Item/Areas"):
        scheme = scheme_of(areas.get("codeType", ""))
        if scheme in (QUAKE, TSUNAMI):
            yield from ((scheme, area) for area in children(areas, "Area"))
    forecast = child(root, ".//Tsunami/Forecast")
    if forecast is not None:
        yield from ((TSUNAMI, area) for area in children(forecast, "Item/Area"))


def _municipalities(area: etree._Element) -> set[str]:
    keys = (key_of("jma", text(city, "Code")) for city in children(area, "City"))
    return {key for key in keys if key is not None}
