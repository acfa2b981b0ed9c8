"""The ways as an OpenStreetMap XML file (version 0.6), with invented ids from 1 onwards."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np

from service.demo.fictional.roads import Tags, Way
from service.demo.fictional.streets import Point
from service.demo.fictional.warp import Warp

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="Minatohama City">\n'
_MADE = 'version="1"'


def write_osm(
    file: Path, warp: Warp, points: Sequence[Point], ways: Sequence[Way], tagged: Mapping[int, Tags]
) -> None:
    """`points` of the sheet by number; `tagged`: tags of single points. The rest is left out."""
    used = sorted({node for way in ways for node in way.nodes} | set(tagged))
    sheet = np.array(points)[used]
    lons, lats = warp.to_degrees(sheet[:, 0], sheet[:, 1])
    ids = {node: number for number, node in enumerate(used, 1)}
    with file.open("w", encoding="utf-8") as output:
        output.write(_HEAD)
        for node, lon, lat in zip(used, lons.tolist(), lats.tolist(), strict=True):
            start = f' <node id="{ids[node]}" {_MADE} lat="{lat:.6f}" lon="{lon:.6f}"'
            tags = tagged.get(node)
            output.write(f"{start}>\n{_tags(tags)} </node>\n" if tags else f"{start}/>\n")
        for number, way in enumerate(ways, 1):
            refs = "".join(f'  <nd ref="{ids[node]}"/>\n' for node in way.nodes)
            output.write(f' <way id="{number}" {_MADE}>\n{refs}{_tags(way.tags)} </way>\n')
        output.write("</osm>\n")


def _tags(tags: Tags) -> str:
    return "".join(f'  <tag k="{key}" v={quoteattr(value)}/>\n' for key, value in tags.items())
