"""Small OpenStreetMap files, written for a test."""

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

Tags = Mapping[str, str]


class Drawing:
    """Points by number, ways, multipolygons; `text` is the file."""

    def __init__(self, bounds: tuple[float, float, float, float] | None = None) -> None:
        self.bounds = bounds
        self._nodes: list[str] = []
        self._ways: list[str] = []
        self._relations: list[str] = []

    def node(self, number: int, lon: float, lat: float, tags: Tags | None = None) -> "Drawing":
        place = f'<node id="{number}" version="1" lon="{lon:.7f}" lat="{lat:.7f}">'
        self._nodes.append(place + _tags(tags or {}) + "</node>")
        return self

    def way(self, number: int, points: Sequence[int], **tags: str) -> "Drawing":
        refs = "".join(f'<nd ref="{point}"/>' for point in points)
        self._ways.append(f'<way id="{number}" version="1">{refs}{_tags(tags)}</way>')
        return self

    def area(self, number: int, members: Sequence[tuple[int, str]], **tags: str) -> "Drawing":
        parts = "".join(f'<member type="way" ref="{w}" role="{r}"/>' for w, r in members)
        kind = _tags({"type": "multipolygon", **tags})
        self._relations.append(f'<relation id="{number}" version="1">{parts}{kind}</relation>')
        return self

    def text(self, ways_first: bool = False) -> str:
        nodes, ways = "".join(self._nodes), "".join([*self._ways, *self._relations])
        body = ways + nodes if ways_first else nodes + ways
        return f'<?xml version="1.0"?><osm version="0.6">{self._box()}{body}</osm>'

    def _box(self) -> str:
        if self.bounds is None:
            return ""
        west, south, east, north = self.bounds
        return f'<bounds minlon="{west}" minlat="{south}" maxlon="{east}" maxlat="{north}"/>'

    def write(self, path: Path, ways_first: bool = False) -> Path:
        raw = self.text(ways_first).encode()
        path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
        return path


def _tags(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())
