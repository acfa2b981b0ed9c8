"""Where and how strong an earthquake was, as parameters for whoever shows it.

The position is ISO 6709 in `Coordinate`: `+34.8+138.5-20000/` in degrees, or `+3447.1+13829.9-…`
in degrees and minutes, which is finer and preferred; the depth is in metres below the sea and
missing where it is unknown. Some telegrams of 2021 name the old datum of Tokyo, about 400 m aside:
less than the tenth of a degree in which they are given.
"""

import math
import re
from collections.abc import Iterator

from lxml import etree

from alerts.report import Code
from alerts.sources.jma.elements import children, text, time

ORIGIN_TIME = "jma:origin_time"
NAME = "jma:hypocentre"
POSITION = "jma:position"
DEPTH_KM = "jma:depth_km"
MAGNITUDE = "jma:magnitude"

_ISO_6709 = re.compile(
    r"([+-][0-9]{2,6}(?:\.[0-9]{1,9})?)([+-][0-9]{3,7}(?:\.[0-9]{1,9})?)([+-][0-9]{1,7})?/"
)


def parameters(body: etree._Element | None) -> tuple[Code, ...]:
    """Of each earthquake of a body in turn: time, name, position (lon,lat), depth, magnitude."""
    if body is None:
        return ()
    return tuple(code for quake in children(body, "Earthquake") for code in _of(quake))


def position(said: str) -> tuple[float, float, float | None] | None:
    """ISO 6709 → lon, lat in degrees, depth in km (None: not given); None where it is none."""
    found = _ISO_6709.fullmatch(said)
    if found is None:
        return None
    lat, lon = _degrees(found[1], 2), _degrees(found[2], 3)
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
        return None
    return lon, lat, None if found[3] is None else 0.0 - float(found[3]) / 1000


def _of(quake: etree._Element) -> Iterator[Code]:
    origin = time(quake, "OriginTime")
    if origin is not None:
        yield Code(name=ORIGIN_TIME, value=origin.isoformat())
    if name := text(quake, "Hypocenter/Area/Name"):
        yield Code(name=NAME, value=name)
    if place := _finest(quake):
        lon, lat, depth = place
        yield Code(name=POSITION, value=f"{lon:.4f},{lat:.4f}")
        if depth is not None:
            yield Code(name=DEPTH_KM, value=f"{depth:g}")
    if magnitude := _magnitude(quake):
        yield Code(name=MAGNITUDE, value=magnitude)


def _finest(quake: etree._Element) -> tuple[float, float, float | None] | None:
    written = [text(one) for one in children(quake, "Hypocenter/Area/Coordinate")]
    return next((found for one in sorted(written, key=len)[::-1] if (found := position(one))), None)


def _magnitude(quake: etree._Element) -> str:
    """The number, or the agency's words where there is none: `Ｍ８を超える巨大地震`, `Ｍ不明`."""
    for said in children(quake, "Magnitude"):
        try:
            number = float(text(said))
        except ValueError:
            number = math.nan
        return f"{number:.1f}" if math.isfinite(number) else said.get("description", "").strip()
    return ""


def _degrees(said: str, width: int) -> float | None:
    """±D…D[.d], or with minutes, or with seconds, told apart by the digits before the point."""
    sign = -1.0 if said[0] == "-" else 1.0
    whole = said[1:].split(".")[0]
    digits, number = len(whole) - width, float(said[1:])
    if digits == 0:
        return sign * number
    if digits == 2:
        return sign * (number // 100 + number % 100 / 60)
    if digits == 4:
        return sign * (number // 10_000 + number % 10_000 // 100 / 60 + number % 100 / 3600)
    return None
