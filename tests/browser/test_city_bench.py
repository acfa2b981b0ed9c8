"""`hansho bench city` on a phone, once and quickly: shape and counts; of times that there are some."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.bundle import write_bundle
from service.bench.city_goals import GOALS
from service.city import BUNDLE
from service.cli import main
from tests.browser.way_town import blocks

TURNS = 2
HAZARDS = 2
"""Those that the blocks have sites for."""


def test_ways_are_measured_as_often_as_was_asked_for_each_hazard_with_sites(
    require_program: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    require_program("chromium")
    (tmp_path / BUNDLE).write_bytes(write_bundle(blocks(136.65, 36.56)))

    code = main(["bench", "city", "--json", "--no-tiles", "--turns", str(TURNS), str(tmp_path)])

    out, err = capsys.readouterr()
    told = json.loads(out)
    weighed, *rows = told["results"]
    assert (code, told["bench"], weighed["size"]) == (0, "city", 169)
    assert {one["budget"]: one["size"] for one in rows} == {
        "first_map": TURNS,
        "decode": TURNS,
        "way": TURNS * HAZARDS,
        "reroute": TURNS * HAZARDS,
    }
    assert [one["goal"] for one in rows] == [GOALS[one["budget"]].goal for one in rows]
    assert all(one["ours"]["worst"] >= one["ours"]["figure"] > 0 for one in rows)
    assert all("times 6" in one["method"] for one in rows)
    assert "another way after a street of it was closed" in err
