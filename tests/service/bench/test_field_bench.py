"""The field's bench measures what it says: the contestants solve the same streets."""

import json
from pathlib import Path

import networkx
import numpy as np
import osmium
import pytest
from msgspec.structs import replace

from geo.field import field_in
from geo.ground import bare_ground
from geo.targets import UNCONFIRMED_DM
from geo.walking import walking_in
from service.bench.field import Measured, _contestants, report
from service.bench.one_by_one import write_streets
from service.bench.street_grid import HAZARD, street_grid
from service.cli import main

GRID = street_grid(2000)


def test_the_mesh_is_of_the_size_that_was_asked_for() -> None:
    nodes, edges = len(GRID.graph.lon5), len(GRID.graph.edges)

    assert 1800 < nodes < 2200
    assert 1.1 < edges / nodes < 1.2
    assert GRID.graph.length_dm.max() <= 620


def test_without_a_zone_the_plain_solvers_find_our_costs() -> None:
    grid = replace(GRID, ground=bare_ground(len(GRID.graph.edges)))
    contestants, _ = _contestants(grid)
    walking = walking_in(grid.graph, grid.ground, HAZARD)
    web = networkx.Graph()
    for (u, v), cost in zip(grid.graph.edges.tolist(), walking.onward.tolist(), strict=True):
        web.add_edge(u, v, weight=cost)

    by_scipy = contestants["scipy.sparse.csgraph.dijkstra"]()
    by_networkx = contestants["networkx.multi_source_dijkstra_path"]()

    field = field_in(grid.graph, grid.ground, grid.places, HAZARD)
    ours = [cost - UNCONFIRMED_DM if cost >= 0 else None for cost in field.cost.tolist()]
    assert isinstance(by_networkx, dict)
    assert [cost if np.isfinite(cost) else None for cost in by_scipy] == ours
    assert {u: networkx.path_weight(web, path, "weight") for u, path in by_networkx.items()} == {
        u: cost for u, cost in enumerate(ours) if cost is not None
    }


def test_the_router_gets_every_open_street(tmp_path: Path) -> None:
    write_streets(GRID, tmp_path / "streets.osm.pbf")

    ways = sum(1 for one in osmium.FileProcessor(tmp_path / "streets.osm.pbf") if one.is_way())

    closed = int(walking_in(GRID.graph, GRID.ground, HAZARD).closed.sum())
    assert ways == len(GRID.graph.edges) - closed
    assert closed > 0


def test_the_last_line_has_the_shape_of_all_benches() -> None:
    measured = Measured(
        nodes=1000,
        edges=1150,
        sites=3,
        cpu_s={"ours": 0.5, "peer": 1.0},
        answered={"ours": 1000, "peer": 100},
        change_s=0.25,
        peak_mib=99.6,
        skipped={"other": "it is not here"},
    )

    assert report([measured]) == {
        "bench": "field",
        "results": [
            {
                "size": 1000,
                "edges": 1150,
                "sites": 3,
                "ours": {
                    "items_per_cpu_s": 2000,
                    "cpu_s": 0.5,
                    "change_wall_s": 0.25,
                    "peak_mib": 100,
                },
                "peers": {"peer": {"items_per_cpu_s": 100, "cpu_s": 1.0}},
                "ratios": {"peer": 20.0},
                "skipped": {"other": "it is not here"},
            }
        ],
    }


def test_the_command_prints_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["bench", "field", "--json", "--no-router", "--size", "500", "--turns", "1"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert set(told["results"][0]["ratios"]) == {
        "scipy.sparse.csgraph.dijkstra",
        "networkx.multi_source_dijkstra_path",
    }
    assert list(told["results"][0]["skipped"]) == ["pyvalhalla, one way after the other"]


@pytest.mark.parametrize("size", ["99", "2000001"])
def test_sizes_out_of_range_are_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "field", "--size", size]) == 2
    assert "from 100 to 2,000,000" in capsys.readouterr().err
