"""`hansho bench city` on a phone, once and quickly: shape and counts; of times that there are some."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from geo.bundle import write_bundle
from service.bench.city_goals import GOALS
from service.city import BUNDLE
from tests.browser.way_town import blocks

TURNS = 2
HAZARDS = 2
"""Those that the blocks have sites for."""


def test_ways_are_measured_as_often_as_was_asked_for_each_hazard_with_sites(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    require_program("chromium")
    (tmp_path / BUNDLE).write_bytes(write_bundle(blocks(136.65, 36.56)))

    # A process of its own: a second playwright refuses to run beside the tests' own.
    command = ["bench", "city", "--json", "--no-tiles", "--turns", str(TURNS), str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "service.cli", *command],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )

    told = json.loads(done.stdout)
    weighed, *rows = told["results"]
    assert (done.returncode, told["bench"], weighed["size"]) == (0, "city", 169)
    assert {one["budget"]: one["size"] for one in rows} == {
        "first_map": TURNS,
        "decode": TURNS,
        "way": TURNS * HAZARDS,
        "reroute": TURNS * HAZARDS,
    }
    assert [one["goal"] for one in rows] == [GOALS[one["budget"]].goal for one in rows]
    assert all(one["ours"]["worst"] >= one["ours"]["figure"] > 0 for one in rows)
    assert all("times 6" in one["method"] for one in rows)
    assert "another way after a street of it was closed" in done.stderr
