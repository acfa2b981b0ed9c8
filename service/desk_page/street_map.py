"""A small map of streets as SVG: what is closed, what was found, what is ticked. North is up.

For the eye; the list beside it has the same stretches for the keyboard and for screen readers.
Lengths in metres from the map's middle, x to the east, y to the south.
"""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo.closing import Edges
from geo.sites import Site
from geo.streets import StreetGraph
from geo.stretches import Stretch
from service.page.markup import Html, element

HALVES = (150, 300, 600, 1200)
"""Metres from the middle to the edge, from the closest map to the widest."""

_FOOTWAYS = 4
_WIDEST_WITH_FOOTWAYS = 600


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Middle in degrees; `half` one of `HALVES`."""

    lon: float
    lat: float
    half: int


class Drawn(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """`found` in the order of the list, `ticked` by number; `closed` are edges."""

    found: Sequence[Stretch] = ()
    ticked: frozenset[int] = frozenset()
    closed: Iterable[int] = ()
    sites: Sequence[Site] = ()
    point: tuple[float, float] | None = None


class _Frame:
    def __init__(self, graph: StreetGraph, view: View) -> None:
        self.graph = graph
        self.x = np.asarray((graph.lon5 - view.lon * 1e5) * graph.kx * 1e-6, np.float64)
        self.y = np.asarray((view.lat * 1e5 - graph.lat5) * graph.ky * 1e-6, np.float64)
        near = (np.abs(self.x) <= view.half * 1.2) & (np.abs(self.y) <= view.half * 1.2)
        u, v = graph.edges[:, 0], graph.edges[:, 1]
        self.inside: NDArray[np.bool_] = near[u] | near[v]

    def path(self, edges: Edges) -> str:
        ends = self.graph.edges[edges]
        parts = zip(
            self.x[ends[:, 0]].round().astype(int).tolist(),
            self.y[ends[:, 0]].round().astype(int).tolist(),
            self.x[ends[:, 1]].round().astype(int).tolist(),
            self.y[ends[:, 1]].round().astype(int).tolist(),
            strict=True,
        )
        return "".join(f"M{a} {b}L{c} {d}" for a, b, c, d in parts)

    def at(self, lon5: float, lat5: float, view: View) -> tuple[float, float]:
        graph = self.graph
        return (
            (lon5 - view.lon * 1e5) * graph.kx * 1e-6,
            (view.lat * 1e5 - lat5) * graph.ky * 1e-6,
        )


def street_map(graph: StreetGraph, view: View, drawn: Drawn, label: str) -> Html:
    """`data-…` tell the page's script where on earth a click was."""
    frame = _Frame(graph, view)
    shown = frame.inside
    if view.half > _WIDEST_WITH_FOOTWAYS:
        shown = shown & (graph.edge_class < _FOOTWAYS)
    closed = np.array(sorted(set(drawn.closed)), np.int64)
    half = view.half
    return element(
        "svg",
        element("path", d=frame.path(np.flatnonzero(shown)), class_="street"),
        element("path", d=frame.path(closed[frame.inside[closed]]), class_="shut"),
        *_stretches(frame, drawn),
        *_sites(frame, view, drawn.sites),
        *_point(frame, view, drawn.point),
        *_labels(frame, view, drawn.found),
        viewBox=f"{-half} {-half} {2 * half} {2 * half}",
        role="img",
        aria_label=label,
        class_="street-map",
        data_lon=f"{view.lon:.6f}",
        data_lat=f"{view.lat:.6f}",
        data_kx=graph.kx,
        data_ky=graph.ky,
    )


def _stretches(frame: _Frame, drawn: Drawn) -> list[Html]:
    return [
        element(
            "path",
            d=frame.path(one.edges),
            class_="found ticked" if one.number in drawn.ticked else "found",
            data_stretch=one.number,
        )
        for one in drawn.found
    ]


def _labels(frame: _Frame, view: View, found: Sequence[Stretch]) -> list[Html]:
    """The list's numbers, each at the middle of its stretch; one that would lie on another is left
    out, and is there on a closer map."""
    labels: list[Html] = []
    taken: list[tuple[float, float]] = []
    size = view.half // 12
    for number, one in enumerate(found, start=1):
        middle = int(frame.graph.edges[one.edges[len(one.edges) // 2], 0])
        x, y = float(frame.x[middle]), float(frame.y[middle])
        is_free = all(abs(x - a) > 2 * size or abs(y - b) > size for a, b in taken)
        if max(abs(x), abs(y)) < view.half and is_free:
            taken.append((x, y))
            labels.append(element("text", str(number), x=round(x), y=round(y), font_size=size))
    return labels


def _sites(frame: _Frame, view: View, sites: Sequence[Site]) -> list[Html]:
    side, marks = view.half // 20, []
    for site in sites:
        x, y = frame.at(*site.at, view)
        if max(abs(x), abs(y)) < view.half:
            marks.append(
                element(
                    "rect",
                    element("title", site.name.get("ja", site.id)),
                    x=round(x) - side // 2,
                    y=round(y) - side // 2,
                    width=side,
                    height=side,
                    class_="site",
                )
            )
    return marks


def _point(frame: _Frame, view: View, point: tuple[float, float] | None) -> list[Html]:
    if point is None:
        return []
    x, y = frame.at(point[0] * 1e5, point[1] * 1e5, view)
    return [element("circle", cx=round(x), cy=round(y), r=view.half // 25, class_="point")]


def view_of(
    graph: StreetGraph, edges: Edges, otherwise: tuple[float, float], half: int = 300
) -> View:
    """Round the middle of these edges, wide enough for them as far as the widest map is."""
    nodes = np.unique(graph.edges[edges]) if len(edges) else np.zeros(0, np.int64)
    if not nodes.size:
        return View(lon=otherwise[0], lat=otherwise[1], half=half)
    west, east = int(graph.lon5[nodes].min()), int(graph.lon5[nodes].max())
    south, north = int(graph.lat5[nodes].min()), int(graph.lat5[nodes].max())
    reach = max((east - west) * graph.kx, (north - south) * graph.ky) * 1e-6 / 2
    wide = next((one for one in HALVES if one >= max(reach * 1.1, half)), HALVES[-1])
    return View(lon=(west + east) / 2e5, lat=(south + north) / 2e5, half=wide)
