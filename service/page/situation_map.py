"""The town's areas as a drawing, with a table that says the same in words.

Areas are numbered, for names have no room on a phone; the numbers stand in the table. The drawing
is a picture to whoever listens, and the table comes right after it.
"""

import math
from collections.abc import Sequence
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from geo.places import OfficialArea
from service.page.markup import Html, element, join
from service.page.shell import section
from service.page.situation_facts import Ground, Situation
from service.page.situation_marks import Mark, legend, mark_of, painted
from service.page.situation_words import Titles, place
from service.page.visit import Visit

_WIDTH = 320.0
_MARGIN = 4.0
_TALLEST = 420.0
# Half a unit of the drawing: nothing that is left out could be seen.
_ROUGHNESS = 0.5


class TownMap:
    """The areas' outlines in the drawing's own units; worked out when they are first wanted."""

    def __init__(self, areas: Sequence[OfficialArea]) -> None:
        self._areas = areas

    @cached_property
    def outlines(self) -> dict[str, tuple[str, tuple[float, float]]]:
        """Key -> path and the point for its number, x and y downwards."""
        return {one.key: self._outline(one.area.geometry) for one in self._areas}

    @cached_property
    def height(self) -> float:
        _, south, _, north = self._box
        return (north - south) * self._scale + 2 * _MARGIN

    @cached_property
    def _box(self) -> tuple[float, float, float, float]:
        west, south, east, north = shapely.total_bounds([one.area.geometry for one in self._areas])
        return float(west), float(south), float(east), float(north)

    @cached_property
    def _shrink(self) -> float:
        _, south, _, north = self._box
        return math.cos(math.radians((south + north) / 2))

    @cached_property
    def _scale(self) -> float:
        """Units for a degree of latitude."""
        west, south, east, north = self._box
        wide = (_WIDTH - 2 * _MARGIN) / max((east - west) * self._shrink, 1e-9)
        return min(wide, (_TALLEST - 2 * _MARGIN) / max(north - south, 1e-9))

    def _outline(self, geometry: BaseGeometry) -> tuple[str, tuple[float, float]]:
        west, _, east, north = self._box
        across = (east - west) * self._shrink * self._scale
        left = (_WIDTH - across) / 2
        flat = shapely.transform(
            geometry,
            lambda at: (
                (at - (west, north)) * (self._shrink * self._scale, -self._scale) + (left, _MARGIN)
            ),
        )
        rough = flat.simplify(_ROUGHNESS)
        inside = flat.representative_point()
        return _path(flat if rough.is_empty else rough), (inside.x, inside.y)


def where(visit: Visit, situation: Situation, drawn: TownMap, titles: Titles) -> Html:
    """The map's section; nothing where the town has no official areas, or too many to draw."""
    grounds = situation.grounds
    if not grounds:
        return Html("")
    marks = [mark_of(one.strongest) for one in grounds if one.strongest is not None]
    shown = legend(visit, marks, with_none=len(marks) < len(grounds))
    picture = _picture(visit, grounds, drawn, len(marks))
    table = _table(visit, grounds, titles)
    heading = visit.say("situation.map.title")
    return section(heading, picture, shown, table, id="where")


def _picture(visit: Visit, grounds: Sequence[Ground], drawn: TownMap, live: int) -> Html:
    said = visit.say(
        "situation.map.summary", count=visit.number(len(grounds)), live=visit.number(live)
    )
    shapes = [_shape(one, drawn) for one in grounds]
    numbers = [_number(at, drawn.outlines[one.area.key][1]) for at, one in enumerate(grounds, 1)]
    return element(
        "svg",
        *shapes,
        *numbers,
        role="img",
        aria_label=said,
        viewBox=f"0 0 {_WIDTH:.0f} {drawn.height:.0f}",
        class_="town",
    )


def _shape(ground: Ground, drawn: TownMap) -> Html:
    path, _ = drawn.outlines[ground.area.key]
    strongest = ground.strongest
    if strongest is None:
        return element("path", class_="mark fill-none", d=path)
    return painted("path", mark_of(strongest), d=path)


def _number(at: int, point: tuple[float, float]) -> Html:
    x, y = point
    return element("text", str(at), x=f"{x:.1f}", y=f"{y:.1f}", class_="number")


def _table(visit: Visit, grounds: Sequence[Ground], titles: Titles) -> Html:
    """What holds somewhere first; the number is that of the map."""
    numbered = list(enumerate(grounds, 1))
    ranked = sorted(numbered, key=lambda row: (_rank(row[1]), row[0]))
    head = element(
        "tr",
        element("th", visit.say("situation.table.area"), scope="col"),
        element("th", visit.say("situation.table.what"), scope="col"),
    )
    rows = [_row(visit, at, ground, titles) for at, ground in ranked]
    return element("table", element("thead", head), element("tbody", *rows))


def _rank(ground: Ground) -> Mark:
    strongest = ground.strongest
    return Mark(99, "") if strongest is None else mark_of(strongest)


def _row(visit: Visit, at: int, ground: Ground, titles: Titles) -> Html:
    named = element(
        "th",
        element("span", f"{at}. ", class_="number"),
        place(visit, ground.area.names),
        scope="row",
    )
    links = [
        element("a", titles.of(visit, one.latest), href=visit.link(f"alerts/{one.id}"))
        for one in ground.alerts
    ]
    if not links:
        return element("tr", named, element("td", visit.say("situation.none"), class_="note"))
    return element("tr", named, element("td", _apart(links)))


def _apart(links: Sequence[Html]) -> Html:
    parts = [link if at == 0 else join(element("br"), link) for at, link in enumerate(links)]
    return join(*parts)


def _path(geometry: BaseGeometry) -> str:
    rings = [
        ring
        for polygon in shapely.get_parts(geometry)
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return "".join(_ring(ring.coords[:-1]) for ring in rings)


def _ring(positions: Sequence[tuple[float, ...]]) -> str:
    return "M" + "L".join(f"{one[0]:.1f} {one[1]:.1f}" for one in positions) + "Z"
