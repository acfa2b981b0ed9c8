"""All-nodes fields: ours beside plain scipy and networkx, in one run on the same streets.

Plain scipy finds distances alone, without zones, next steps or tie-breaks; it is what ours is built
on, and the ratio is what our rules cost on top. networkx finds each node's path. Both get the
streets of a quiet day, closed ones left out. Graphs in each one's own form are made beforehand and
are not counted. Processor time of this process; medians over turns in which the order alternates.
The router answers for one node at a time, in a process of its own (`service.bench.one_by_one`).
"""

import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import msgspec
import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from geo.field import field_in
from geo.live import Live
from geo.targets import start_costs
from geo.walking import walking_in
from service.bench.one_by_one import VALHALLA, OneByOne, measure_one_by_one
from service.bench.street_grid import HAZARD, Grid, street_grid

SLOW_MOST = 110_000  # nodes; beyond, the slow peers would take minutes and gigabytes
SCIPY = "scipy.sparse.csgraph.dijkstra"
NETWORKX = "networkx.multi_source_dijkstra_path"
_CLOSED_NOW = 50
_TOO_LARGE = "the city is too large for it: minutes and gigabytes"


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """`cpu_s`: processor seconds by contestant, medians, and how many nodes that answered.

    `change_s`: wall seconds of ours anew, after streets were closed; `peak_mib`: of a process of
    its own that makes graph and field; `skipped`: who did not take part, and why.
    """

    nodes: int
    edges: int
    sites: int
    cpu_s: dict[str, float]
    answered: dict[str, int]
    change_s: float
    peak_mib: float
    skipped: dict[str, str]

    def items_per_cpu_s(self) -> dict[str, float]:
        """Nodes answered per second of processor time, by contestant."""
        return {name: self.answered[name] / cpu for name, cpu in self.cpu_s.items()}


def measure(nodes: int, turns: int, with_router: bool = True) -> Measured:
    """Every contestant `turns` times on one graph of about `nodes` nodes, the router once."""
    grid = street_grid(nodes)
    contestants, skipped = _contestants(grid)
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(turns):
        for name in list(contestants) if turn % 2 == 0 else list(reversed(contestants)):
            seconds[name].append(_cpu_s(contestants[name]))
    cpu_s = {name: statistics.median(each) for name, each in seconds.items()}
    answered = dict.fromkeys(contestants, len(grid.graph.lon5))
    asked: OneByOne | str = _TOO_LARGE if with_router else "it was left out"
    if with_router and len(grid.graph.lon5) <= SLOW_MOST:
        asked = measure_one_by_one(grid)
    if isinstance(asked, str):
        skipped[VALHALLA] = asked
    else:
        cpu_s[VALHALLA], answered[VALHALLA] = asked.cpu_s, asked.ways
    return Measured(
        nodes=len(grid.graph.lon5),
        edges=len(grid.graph.edges),
        sites=len(grid.places.sites),
        cpu_s=cpu_s,
        answered=answered,
        change_s=_change_s(grid),
        peak_mib=_peak_mib(nodes),
        skipped=skipped,
    )


def report(measured: list[Measured]) -> dict[str, object]:
    """The last line of `hansho bench` (DESIGN section 12); a ratio above 1: ours is better."""
    return {"bench": "field", "results": [_result(one) for one in measured]}


def _result(measured: Measured) -> dict[str, object]:
    speed = measured.items_per_cpu_s()
    peers = {name: each for name, each in speed.items() if name != "ours"}
    return {
        "size": measured.nodes,
        "edges": measured.edges,
        "sites": measured.sites,
        "ours": {
            "items_per_cpu_s": round(speed["ours"]),
            "cpu_s": round(measured.cpu_s["ours"], 3),
            "change_wall_s": round(measured.change_s, 3),
            "peak_mib": round(measured.peak_mib),
        },
        "peers": {
            name: {"items_per_cpu_s": round(each), "cpu_s": round(measured.cpu_s[name], 3)}
            for name, each in peers.items()
        },
        "ratios": {name: round(speed["ours"] / each, 2) for name, each in peers.items()},
        "skipped": measured.skipped,
    }


def _contestants(grid: Grid) -> tuple[dict[str, Callable[[], object]], dict[str, str]]:
    """What to run, and who cannot take part."""
    graph = grid.graph
    walking = walking_in(graph, grid.ground, HAZARD)
    sources = sorted(start_costs(grid.places, HAZARD, Live()))
    u, v = graph.edges[~walking.closed].T
    weights = walking.onward[~walking.closed].astype(np.float64)
    matrix = csr_array(coo_array((weights, (u, v)), shape=(len(graph.lon5),) * 2))
    _ = graph.arcs, graph.length_dm  # as the matrix is: made once for a graph
    found: dict[str, Callable[[], object]] = {
        "ours": lambda: field_in(graph, grid.ground, grid.places, HAZARD),
        SCIPY: lambda: dijkstra(matrix, directed=False, indices=sources, min_only=True),
    }
    if len(graph.lon5) > SLOW_MOST:
        return found, {NETWORKX: _TOO_LARGE}
    try:
        import networkx
    except ImportError:
        return found, {NETWORKX: "networkx is not installed; `make setup` brings it along"}
    web = networkx.Graph()
    web.add_nodes_from(range(len(graph.lon5)))
    web.add_weighted_edges_from(zip(u.tolist(), v.tolist(), weights.tolist(), strict=True))
    found[NETWORKX] = lambda: networkx.multi_source_dijkstra_path(web, sources)
    return found, {}


def _cpu_s(run: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


def _change_s(grid: Grid) -> float:
    """Wall seconds until a new field is there after some streets were closed."""
    closed = tuple(range(0, len(grid.graph.edges), max(1, len(grid.graph.edges) // _CLOSED_NOW)))
    live = Live(n=1, closed=closed)
    start = time.perf_counter()
    field_in(grid.graph, grid.ground, grid.places, HAZARD, live)
    return time.perf_counter() - start


def _peak_mib(nodes: int) -> float:
    """The most memory of a process that makes the graph and one field, and nothing else."""
    run = [sys.executable, "-m", "service.bench.field", str(nodes)]
    told = subprocess.run(run, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return float(json.loads(told)["peak_mib"])


def _alone(nodes: int) -> None:
    grid = street_grid(nodes)
    field_in(grid.graph, grid.ground, grid.places, HAZARD)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"peak_mib": peak}) + "\n")


if __name__ == "__main__":
    _alone(int(sys.argv[1]))
