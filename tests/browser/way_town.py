"""A town with streets: a square of blocks round the place that is ordered to leave, two sites."""

from pathlib import Path
from typing import Any

import numpy as np

from geo.bundle import Bundle, Head, write_bundle
from geo.field import shipped_fields
from geo.ground import bare_ground
from geo.sites import Places, Site, mask_of
from geo.street_building import build_graph
from service.city import BUNDLE
from service.control import ask
from service.demo import drill
from service.demo.drill import Bulletin
from service.demo.server import operate
from tests.browser.town import PATIENCE_S, Town

WIDE = 13
"""Corners along each side; between two of them 50 m or a little less."""
_STEP_LON, _STEP_LAT = 50, 44
_KNOWN = {
    "ja": "兼六小学校",
    "ja-simple": "けんろくしょうがっこう",
    "en": "Kenroku Elementary School",
}
_OTHER = {"ja": "中央公民館", "ja-simple": "ちゅうおうこうみんかん", "en": "Chuo Community Centre"}
_NAMES = ({}, {"ja": "橋場通り", "ja-simple": "はしばどおり", "en": "Hashiba-dori"})
_WALK = b"<parameter><valueName>hansho:drill</valueName><value>walk</value></parameter>"


class WayTown(Town):
    """Its exercises are for walking the way, so that one is shown. `names`: of more streets."""

    def __init__(self, folder: Path, *names: dict[str, str]) -> None:
        super().__init__(folder, [], {})
        city = folder / "city"
        city.mkdir()
        (city / BUNDLE).write_bytes(write_bundle(blocks(*self.point, *names)))
        settings = self._settings
        lines = [one for one in settings.read_text("utf-8").splitlines() if "city =" not in one]
        settings.write_text("\n".join([f'city = "{city}"', *lines]) + "\n", "utf-8")

    def change(self, **step: Any) -> dict[str, Any]:
        """What an operator says of the streets, as `hansho city …` does."""
        return dict(ask(self._folder / "hansho.sock", {"command": "city", **step}))

    def close(self, lon: float, lat: float) -> None:
        self.change(step="close", close={"where": {"at": [lon, lat], "within": 10.0}})

    def say(self, site: str, state: str) -> None:
        self.change(step="site", site={"site": site, "state": state})

    def corner(self, column: int, row: int) -> tuple[float, float]:
        """Lon, lat of a corner, the middle one of the square being `point`."""
        lon, lat = self.point
        half = WIDE // 2
        return (
            lon + (column - half) * _STEP_LON * 1e-5,
            lat + (row - half) * _STEP_LAT * 1e-5,
        )

    def _issue(self, bulletin: Bulletin, *options: str) -> str:
        plain = drill.to_xml(bulletin)
        at = plain.index(b"<area>")
        file = self._folder / f"{bulletin.identifier}.xml"
        file.write_bytes(plain[:at] + _WALK + plain[at:])
        return operate(["issue", *options, str(file)], self._settings, PATIENCE_S).alert_id


def blocks(lon: float, lat: float, *names: dict[str, str]) -> Bundle:
    """The southern row is Hashiba-dori; all sites are for floods, none for a tsunami."""
    half = WIDE // 2
    west, south = round(lon * 1e5) - half * _STEP_LON, round(lat * 1e5) - half * _STEP_LAT
    cells = np.arange(WIDE * WIDE)
    columns, rows = cells % WIDE, cells // WIDE
    across = [(one, one + 1) for one in cells if one % WIDE < WIDE - 1]
    along = [(one, one + WIDE) for one in cells if one // WIDE < WIDE - 1]
    edges = np.array([*across, *along])
    made = build_graph(
        west + columns * _STEP_LON,
        south + rows * _STEP_LAT,
        edges,
        np.full(len(edges), 3),
        np.zeros(len(edges)),
        [int(a < WIDE and b < WIDE) for a, b in edges],
        (*_NAMES, *names),
    )
    graph = made.graph
    north = WIDE * WIDE - 1

    def site(id: str, name: dict[str, str], cell: int) -> Site:
        node = int(made.node_of[cell])
        at = (int(graph.lon5[node]), int(graph.lat5[node]))
        return Site(id=id, name=name, at=at, node=node, hazards=mask_of("flood", "earthquake"))

    places = Places((site("kenroku", _KNOWN, 0), site("chuo", _OTHER, north)))
    ground = bare_ground(len(edges))
    head = Head(
        id="blocks",
        name={"ja": "湊浜市", "ja-simple": "みなとはまし", "en": "Minatohama"},
        made=1_763_000_000,
        bbox5=(west, south, west + (WIDE - 1) * _STEP_LON, south + (WIDE - 1) * _STEP_LAT),
        kx=graph.kx,
        coverage=(
            tuple(
                (west + 6 * _STEP_LON + x * 5_000, south + 6 * _STEP_LAT + y * 5_000)
                for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
            ),
        ),
        fictional=True,
    )
    fields = shipped_fields(graph, ground, places)
    return Bundle(head=head, graph=graph, ground=ground, places=places, fields=fields)
