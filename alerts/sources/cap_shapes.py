"""CAP `area` → AreaClaim: rings and circles as drawn, turned from lat,lon to lon,lat.

A shape that cannot be read is a sentence in `faults` and never a guess: a shape with swapped
coordinates would warn the wrong people. Whether a ring crosses itself is judged by `geo`. A ring
may run past ±180° (up to ±360°), as senders on the date line write it; `geo` cuts it there.
"""

import re

from lxml import etree

from alerts.report import AreaClaim, Circle, Code, Position, Ring
from alerts.sources.cap_block import ORDER, Block, Notes, string_of
from alerts.sources.cap_values import codes

MIN_PAIRS = 4
MAX_RADIUS_KM = 20_038.0
"""Half the equator: a larger circle covers the earth and is a slip of units."""

# DWD writes the holes of a polygon as geocodes of this name.
_HOLE = "EXCLUDE_POLYGON"
_NUMBER = r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})"
_PAIR = re.compile(rf"({_NUMBER}),({_NUMBER})")
_CIRCLE = re.compile(rf"({_NUMBER})\s*,\s*({_NUMBER})\s+({_NUMBER})")


class _Fault(Exception):
    """Why a shape cannot be read; the sentence is its message. Never leaves this module."""


def area_claim(element: etree._Element, namespace: str, notes: Notes) -> AreaClaim:
    """One area with all its shapes and codes; never raises."""
    block = Block(element, namespace, ORDER["area"], notes)
    geocodes = codes(block, "geocode", namespace, notes)
    faults: list[str] = []
    polygons: list[Ring] = []
    circles: list[Circle] = []
    for text in _drawn(block, geocodes, notes):
        try:
            polygons.append(_ring(text, notes))
        except _Fault as fault:
            faults.append(f"A polygon was refused: {fault}")
    for child in block.elements("circle"):
        try:
            circles.append(_circle(string_of(child)))
        except _Fault as fault:
            faults.append(f"A circle was refused: {fault}")
    if not block.has("areaDesc"):
        notes.add("An area has no description (areaDesc).")
    return AreaClaim(
        description=block.text("areaDesc"),
        polygons=tuple(polygons),
        circles=tuple(circles),
        holes=_holes(geocodes, notes),
        geocodes=tuple(code for code in geocodes if code.name != _HOLE),
        faults=tuple(dict.fromkeys(faults)),
    )


def _drawn(block: Block, geocodes: tuple[Code, ...], notes: Notes) -> list[str]:
    """The texts of the polygons. An empty one beside codes draws nothing, so the codes count.

    NWS writes county-wide warnings so. Without codes it is a polygon that was lost on the way.
    """
    texts = [string_of(child) for child in block.elements("polygon")]
    drawn = [text for text in texts if text.strip()]
    if len(drawn) < len(texts) and (drawn or geocodes):
        notes.add("A polygon was left out: it is empty.")
        return drawn
    return texts


def _holes(geocodes: tuple[Code, ...], notes: Notes) -> tuple[Ring, ...]:
    holes: list[Ring] = []
    for code in geocodes:
        if code.name != _HOLE:
            continue
        try:
            holes.append(_ring(code.value, notes))
        except _Fault as fault:
            notes.add(f"A hole (EXCLUDE_POLYGON) was left out, so more people are warned: {fault}")
    return tuple(holes)


def _ring(text: str, notes: Notes) -> Ring:
    """`lat,lon lat,lon …` → a closed ring in lon, lat."""
    pairs = text.split()
    if not pairs:
        raise _Fault("it is empty.")
    if any(_PAIR.fullmatch(pair) is None for pair in pairs):
        spaced = ",".join(part.strip() for part in text.split(",")).split()
        if any(_PAIR.fullmatch(pair) is None for pair in spaced):
            wrong = next(pair for pair in pairs if _PAIR.fullmatch(pair) is None)
            raise _Fault(f"“{wrong[:60]}” is not a pair of latitude and longitude.")
        notes.add("Coordinates of a polygon have spaces around their commas; they were read.")
        pairs = spaced
    if len(pairs) < MIN_PAIRS:
        raise _Fault(f"it has {len(pairs)} points, and CAP asks for at least {MIN_PAIRS}.")
    ring = tuple(_position(*pair.split(",")) for pair in pairs)
    if ring[0] != ring[-1]:
        notes.add("A polygon does not end where it begins; it was closed with a straight line.")
        ring = (*ring, ring[0])
    return ring


def _circle(text: str) -> Circle:
    """`lat,lon radius`, the radius in kilometres. Radius 0 is kept: a later stage rings for it."""
    match = _CIRCLE.fullmatch(text.strip())
    if match is None:
        raise _Fault(f"“{text.strip()[:60]}” is not “latitude,longitude radius”.")
    lon, lat = _position(match.group(1), match.group(2))
    radius = float(match.group(3))
    if not 0 <= radius <= MAX_RADIUS_KM:
        raise _Fault(f"a radius of {match.group(3)[:30]} km is not possible.")
    turns = 360 if lon < -180 else -360 if lon > 180 else 0
    return Circle(lon=lon + turns, lat=lat, radius_km=abs(radius))


def _position(latitude: str, longitude: str) -> Position:
    lat, lon = float(latitude), float(longitude)
    if not -90 <= lat <= 90:
        raise _Fault(
            f"the latitude {latitude[:30]} is out of range; latitude and longitude may be swapped."
        )
    if not -360 <= lon <= 360:
        raise _Fault(f"the longitude {longitude[:30]} is out of range.")
    return (lon, lat)
