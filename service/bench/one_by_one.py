"""The other way to answer everybody: a router that is asked for one way after the other.

pyvalhalla comes as a wheel for Python 3.12 and newer, and is put into an environment of its own in
a folder to throw away. It gets the same streets and the zone as a polygon to keep out of, and is
even told which site to go to; ours has to find that out. Where it cannot be had, a reason is given.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
import numpy as np
import osmium
from osmium.osm.mutable import Node, Way

from geo import streets, way
from geo.field import AT_SITE, Field, field_in
from geo.ground import Bits
from geo.walking import walking_in
from service.bench.street_grid import HAZARD, Grid

VALHALLA = "pyvalhalla, one way after the other"
_CHILD = Path(__file__).with_name("valhalla_child.py")
_WAYS = 300
_OLDEST = (3, 12)
_SEED = 7


class OneByOne(msgspec.Struct, frozen=True, kw_only=True):
    """`ways` answered in `cpu_s` seconds of the router's process; `refused` had none for it."""

    ways: int
    refused: int
    cpu_s: float
    version: str


def measure_one_by_one(grid: Grid) -> OneByOne | str:
    """What was measured, or the reason why nothing was."""
    with tempfile.TemporaryDirectory(prefix="hansho-") as name:
        folder = Path(name)
        python = _environment(folder)
        if isinstance(python, str):
            return python
        write_streets(grid, folder / "streets.osm.pbf")
        (folder / "asked.json").write_text(json.dumps(_asked(grid)), "utf-8")
        run = subprocess.run(  # noqa: S603
            [str(python), str(_CHILD), str(folder)], capture_output=True, text=True, check=False
        )
        if run.returncode:
            return f"the router did not run: {(run.stderr.splitlines() or ['no reason'])[-1]}"
        told = json.loads(run.stdout)
    return OneByOne(
        ways=told["routed"], refused=told["refused"], cpu_s=told["cpu_s"], version=told["version"]
    )


def _environment(folder: Path) -> Path | str:
    """Python in a new environment that has pyvalhalla, or the reason why there is none."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        return "uv is not installed; `make setup` brings it along"
    newer = _newer_python()
    if newer is None:
        return f"no Python {'.'.join(map(str, _OLDEST))} or newer is here"
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
    python = folder / "environment" / "bin" / "python"
    wheel = ("pip", "install", "--python", str(python), "--only-binary", ":all:", "pyvalhalla")
    for step in (("venv", "--python", str(newer), str(python.parents[1])), wheel):
        run = subprocess.run(  # noqa: S603
            [uv, "--quiet", *step], env=environment, capture_output=True, check=False
        )
        if run.returncode:
            return f"uv {step[0]} failed: no wheel of pyvalhalla could be had for {newer}"
    return python


def _newer_python() -> Path | None:
    """The newest Python that pyvalhalla's wheels are made for: on the path, or one of pyenv's."""
    named = [shutil.which(f"python3.{minor}") for minor in range(20, _OLDEST[1] - 1, -1)]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [sys.executable, *filter(None, named), *map(str, pyenv.glob("*/bin/python3"))]
    versions = {python: _version_of(python) for python in found}
    fitting = {python: version for python, version in versions.items() if version >= _OLDEST}
    return Path(max(fitting, key=fitting.__getitem__)) if fitting else None


def _version_of(python: str) -> tuple[int, ...]:
    """(0,) for what does not run, such as a shim without a version behind it."""
    ask = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    run = subprocess.run(ask, capture_output=True, text=True, check=False)  # noqa: S603
    return tuple(map(int, run.stdout.split())) if run.returncode == 0 else (0,)


def write_streets(grid: Grid, path: Path) -> None:
    """The streets that are open for `HAZARD`, each edge a way of OpenStreetMap."""
    graph = grid.graph
    open_edges = np.flatnonzero(~walking_in(graph, grid.ground, HAZARD).closed)
    with osmium.SimpleWriter(str(path)) as writer:
        for node, at in enumerate(_positions(graph)):
            writer.add_node(Node(id=node + 1, location=at))
        for number, edge in enumerate(open_edges.tolist()):
            u, v = graph.edges[edge].tolist()
            stairs = graph.edge_flags[edge] & streets.STAIRS
            tags = {"highway": "steps" if stairs else "residential"}
            writer.add_way(Way(id=number + 1, nodes=[u + 1, v + 1], tags=tags))


def _asked(grid: Grid) -> dict[str, object]:
    """Ways from places outside the zone to the site that ours leads to, and the zone to avoid."""
    graph = grid.graph
    walking = walking_in(graph, grid.ground, HAZARD)
    field = field_in(graph, grid.ground, grid.places, HAZARD)
    away = np.flatnonzero((field.step < AT_SITE) & ~field.inside & ~_touches(grid, walking.zone))
    starts = np.random.default_rng(_SEED).choice(away, _WAYS).tolist()
    at = _positions(graph)
    wet = graph.edges[walking.zone]
    west, east = graph.lon5.min() - 100, graph.lon5.max() + 100
    south, north = graph.lat5[wet].min(), graph.lat5[wet].max()
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return {
        "exclude": [[float(lon) * 1e-5, float(lat) * 1e-5] for lon, lat in corners],
        "ways": [[at[start], at[_end(grid, field, start)]] for start in starts],
    }


def _touches(grid: Grid, zone: Bits) -> Bits:
    touches = np.zeros(len(grid.graph.lon5), np.bool_)
    touches[grid.graph.edges[zone]] = True
    return touches


def _end(grid: Grid, field: Field, start: int) -> int:
    found = way.way(grid.graph, field, start)
    if found is None:
        raise ValueError(f"node {start} has no way")
    return found.nodes[-1]


def _positions(graph: streets.StreetGraph) -> list[tuple[float, float]]:
    """lon, lat in degrees by node."""
    return [
        (round(lon * 1e-5, 5), round(lat * 1e-5, 5))
        for lon, lat in zip(graph.lon5.tolist(), graph.lat5.tolist(), strict=True)
    ]
