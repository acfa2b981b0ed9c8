"""The city's bench weighs the same streets in every format."""

import json
import random
from pathlib import Path

import geopandas
import pytest
import shapely

from geo.bundle import write_bundle
from geo.field_vectors import random_city
from geo.importers.street_formats import joined_streets, write_flatgeobuf, write_geojson
from service.bench.city import Weighed, report, weigh
from service.cli import main

CITY = random_city(random.Random(3))


def _metres(streets: geopandas.GeoDataFrame) -> float:
    """Length of all lines, in 10⁻⁵ degrees."""
    return float(shapely.length(streets.geometry.to_numpy()).sum() * 1e5)


def test_every_format_carries_all_streets(tmp_path: Path) -> None:
    graph = CITY.graph
    u, v = graph.edges.T
    ends = [(graph.lon5[end], graph.lat5[end]) for end in (u, v)]
    wanted = sum(
        ((a - c) ** 2 + (b - d) ** 2) ** 0.5 for a, b, c, d in zip(*ends[0], *ends[1], strict=True)
    )
    streets = joined_streets(graph)

    write_geojson(streets, tmp_path / "streets.geojson")
    write_flatgeobuf(streets, tmp_path / "streets.fgb")

    for name in ("streets.geojson", "streets.fgb"):
        read = geopandas.read_file(tmp_path / name)
        assert _metres(read) == pytest.approx(wanted)
        assert list(read.columns) == ["class", "flags", "name", "geometry"]
    assert len(streets) <= len(graph.edges)


def test_the_bundle_and_its_sections_are_weighed() -> None:
    raw = write_bundle(CITY)

    weighed = weigh(raw, with_tiles=False)

    assert (weighed.nodes, weighed.edges) == (len(CITY.graph.lon5), len(CITY.graph.edges))
    assert weighed.bundle_raw == len(raw)
    assert set(weighed.sections) == {"HEAD", "GRPH", "NAME", "GRND", "SITE", "FLDS", "CTXT"}
    assert set(weighed.peers) == {"GeoJSON", "FlatGeobuf"}
    assert set(weighed.skipped) == {"PMTiles, zooms 10 to 14", "PMTiles, zoom 14"}


def test_the_last_line_has_the_shape_of_all_benches() -> None:
    weighed = Weighed(
        nodes=10,
        edges=12,
        bundle_raw=900,
        bundle_br=500,
        sections={"GRPH": 180},
        streets=200,
        peers={"GeoJSON": 500},
        skipped={},
    )

    assert report(weighed) == {
        "bench": "city",
        "results": [
            {
                "size": 10,
                "edges": 12,
                "ours": {
                    "bytes": 200,
                    "bundle_bytes": 500,
                    "bundle_bytes_raw": 900,
                    "bundle_goal": 358_400,
                    "sections": {"GRPH": 180},
                },
                "peers": {"GeoJSON": {"bytes": 500}},
                "ratios": {"GeoJSON": 2.5},
                "skipped": {},
            }
        ],
    }


def test_the_command_weighs_a_built_city(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "city.bundle").write_bytes(write_bundle(CITY))

    code = main(["bench", "city", "--json", "--no-tiles", "--no-browser", str(tmp_path)])

    assert code == 0
    assert json.loads(capsys.readouterr().out)["bench"] == "city"


def test_where_there_is_no_chromium_the_rest_is_told_and_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "city.bundle").write_bytes(write_bundle(CITY))
    monkeypatch.setenv("PATH", str(tmp_path))

    code = main(["bench", "city", "--json", "--no-tiles", str(tmp_path)])

    out, err = capsys.readouterr()
    assert (code, len(json.loads(out)["results"])) == (0, 1)
    assert "times on a phone not measured: " in err


def test_a_folder_without_a_city_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "city", str(tmp_path)]) == 2
    assert "make a city with `hansho city build`" in capsys.readouterr().err
