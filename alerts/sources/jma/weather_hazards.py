"""From what a weather telegram says of places to hazards: one per part, with all its areas."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice

import msgspec
from lxml import etree

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Code, Hazard
from alerts.sources.jma import saying
from alerts.sources.jma.telegram import Telegram
from alerts.sources.jma.weather_areas import Line
from alerts.sources.jma.weather_codes import Meant

MAX_SAID = 20_000
"""Warnings times areas of one telegram. All of Japan on its worst day stays under half of it."""
_TOO_MUCH = (
    f"The telegram says more than {MAX_SAID} things of places, far beyond any real one; only the "
    "first were read. Look at it, and ask the agency."
)


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """That a warning holds in an area, or `ended` there."""

    meant: Meant
    area: AreaClaim
    ended: bool = False


def told(
    lines: Iterable[Line], of: Callable[[etree._Element], Iterable[tuple[Meant, bool]]]
) -> tuple[list[Said], tuple[str, ...]]:
    """What the lines say of each of their areas, and notes on it.

    `of` reads one `Kind`: the warnings that it tells of, and whether they ended. An item says all
    its kinds of all its areas, which a hostile one makes very many: the sum is bounded.
    """
    everything = (
        Said(meant=meant, area=area, ended=ended)
        for line in lines
        for kind in line.kinds
        for meant, ended in of(kind)
        for area in line.areas
    )
    said = list(islice(everything, MAX_SAID + 1))
    notes = dict.fromkeys(one.meant.note for one in said if one.meant.note)
    return said[:MAX_SAID], (*notes, *((_TOO_MUCH,) if len(said) > MAX_SAID else ()))


def grouped(
    telegram: Telegram,
    said: Iterable[Said],
    *,
    description: str = "",
    expires: datetime | None = None,
) -> tuple[Hazard, ...]:
    """One hazard per part and strength that hold, and per part that ended, as first mentioned."""
    groups: dict[tuple[str, str, bool], tuple[Meant, dict[AreaClaim, None]]] = {}
    for one in said:
        key = (one.meant.part, one.meant.official.strength, one.ended)
        _, areas = groups.setdefault(key, (one.meant, {}))
        areas[one.area] = None
    return tuple(
        hazard(telegram, meant, areas, ended=ended, description=description, expires=expires)
        for (*_, ended), (meant, areas) in groups.items()
    )


def hazard(
    telegram: Telegram,
    meant: Meant,
    areas: Iterable[AreaClaim],
    *,
    ended: bool = False,
    description: str = "",
    expires: datetime | None = None,
) -> Hazard:
    """A hazard in the agency's own words. What ended is no more than to know: the danger is over.

    The part of what ended is the part that it ends.
    """
    official = meant.official
    return saying.hazard(
        telegram,
        Kind(official.kind),
        Strength.KNOW if ended else Strength(official.strength),
        event=meant.name,
        part=meant.part,
        areas=tuple(areas),
        codes=(Code(name=telegram.kind, value=meant.code),) if meant.code else (),
        description=description,
        names_level=official.names_level and not ended,
        ended=ended,
        expires=None if ended else expires,
        category="Geo" if official.kind == Kind.LANDSLIDE else "Met",
    )
