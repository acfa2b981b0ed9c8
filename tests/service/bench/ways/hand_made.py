"""A town of one long street, drawn by hand, for which every right answer is known by counting.

80 nodes 50 m apart from west to east along the equator, so that a node is 45 units of 10⁻⁵° on.
"""

import json
from pathlib import Path

from service.bench.ways.town import RawFiles

NODES = 80
APART = 45
"""Units of 10⁻⁵° of longitude between neighbours: 50.09 m, which is 501 dm."""
STEP_DM = 501


def spot(node: int) -> tuple[int, int]:
    return node * APART, 0


def way(first: int, last: int) -> tuple[tuple[int, int], ...]:
    step = 1 if last >= first else -1
    return tuple(spot(node) for node in range(first, last + step, step))


def write_town(
    folder: Path,
    sites: dict[int, str],
    zone: tuple[int, int] | None = None,
    ford: int | None = None,
) -> RawFiles:
    """`sites`: node -> hazards as the national file flags them, such as 洪水. `zone`: a flood zone
    from one node to another, both included. `ford`: the piece after this node is one.
    """
    points = "".join(
        f'<node id="{n + 1}" lat="0.0" lon="{n * APART / 1e5:.5f}"/>' for n in range(NODES)
    )
    _write(folder / "streets.osm", f"<osm version='0.6'>{points}{_ways(ford)}</osm>")
    rows = [
        f"S{node},町,場所{node},,{0.0},{node * APART / 1e5:.5f},{'1' if '洪水' in flags else ''},"
        f"{'1' if '地震' in flags else ''},"
        for node, flags in sites.items()
    ]
    head = "common_id,都道府県名及び市町村名,施設・場所名,住所,緯度,経度,洪水,地震,備考"
    _write(folder / "sites.csv", "\n".join([head, *rows]))
    zones = [_zone(folder, *zone)] if zone else []
    return RawFiles(folder / "streets.osm", (folder / "sites.csv",), tuple(zones))


def _ways(ford: int | None) -> str:
    runs = [(0, NODES - 1, "")]
    if ford is not None:
        runs = [(0, ford, ""), (ford, ford + 1, "ford"), (ford + 1, NODES - 1, "")]
    made = []
    for number, (first, last, danger) in enumerate(runs, 1):
        refs = "".join(f'<nd ref="{n + 1}"/>' for n in range(first, last + 1))
        tag = '<tag k="ford" v="yes"/>' if danger else ""
        made.append(f'<way id="{number}">{refs}<tag k="highway" v="residential"/>{tag}</way>')
    return "".join(made)


def _zone(folder: Path, first: int, last: int) -> Path:
    west, east = (first * APART - 10) / 1e5, (last * APART + 10) / 1e5
    ring = [[west, -0.001], [east, -0.001], [east, 0.001], [west, 0.001], [west, -0.001]]
    feature = {
        "type": "Feature",
        "properties": {"hazard": "flood", "effect": "zone"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    file = folder / "ground-flood.geojson"
    _write(file, json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return file


def _write(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
