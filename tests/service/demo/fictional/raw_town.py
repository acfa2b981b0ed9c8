"""The raw files of a town as these tests look at them, read without the service's own readers."""

import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import shapely

Point = tuple[float, float]


class RawTown:
    """`ways`: (node ids, tags). `nodes`: id -> lon, lat. `points`: id -> tags of single nodes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.nodes: dict[str, Point] = {}
        self.points: dict[str, dict[str, str]] = {}
        self.ways: list[tuple[list[str], dict[str, str]]] = []
        for element in ET.parse(folder / "streets.osm").getroot():
            tags = {str(tag.get("k")): str(tag.get("v")) for tag in element.findall("tag")}
            name = str(element.get("id"))
            if element.tag == "node":
                self.nodes[name] = (float(element.get("lon", "")), float(element.get("lat", "")))
                self.points |= {name: tags} if tags else {}
            else:
                self.ways.append(([str(part.get("ref")) for part in element.findall("nd")], tags))

    def streets(self) -> list[tuple[list[str], dict[str, str]]]:
        """Ways that people may walk on."""
        return [
            (nodes, tags)
            for nodes, tags in self.ways
            if tags.get("highway", "motorway") != "motorway" and tags.get("access") != "private"
        ]

    def with_tag(self, key: str, value: str | None = None) -> list[dict[str, str]]:
        everything = [*(tags for _, tags in self.ways), *self.points.values()]
        return [tags for tags in everything if key in tags and value in (None, tags[key])]

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def features(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads((self.folder / name).read_text("utf-8"))[
            "features"
        ]
        return found

    def shapes(self, name: str) -> list[Any]:
        return [shapely.geometry.shape(one["geometry"]) for one in self.features(name)]

    def segments(self) -> list[tuple[str, str, dict[str, str]]]:
        return [(a, b, tags) for nodes, tags in self.streets() for a, b in pairwise(nodes)]
