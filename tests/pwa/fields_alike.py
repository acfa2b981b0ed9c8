"""Three solvers of one city's fields: the service's, the phone's, and one from the words alone."""

import os
import random
import re
import subprocess
from pathlib import Path

from msgspec.structs import replace

from geo.bundle import Bundle
from geo.field import INSIDE, UNREACHED, field_in, shipped_fields
from geo.field_vectors import random_ground, random_live, text_of
from geo.live import NOTHING_CHANGED
from geo.sites import HAZARDS
from tests.conftest import REPOSITORY
from tests.geo.slow_field import SlowField

_TESTS_OF_A_CITY = 2


def with_seeded_zones(city: Bundle, seed: int) -> Bundle:
    """The same streets and sites on other ground, for towns that have no zones at hand."""
    ground = random_ground(random.Random(seed), city.graph)
    zones = tuple(one for one, layer in zip(HAZARDS, ground.layers, strict=True) if layer.has_zone)
    return replace(
        city,
        head=replace(city.head, zones=zones),
        ground=ground,
        fields=shipped_fields(city.graph, ground, city.places),
    )


def phone_agrees(city: Bundle, folder: Path, node: Path, seed: int) -> bool:
    """Whether the phone finds the service's fields, by the same tests as for the shared vectors."""
    vectors = folder / "vectors.json"
    vectors.write_text(text_of([city], random.Random(seed)), "utf-8")
    ran = subprocess.run(
        [
            node,
            "--test",
            "--test-name-pattern=city 0",
            REPOSITORY / "tests/pwa/way_vectors.test.js",
        ],
        env=os.environ | {"FIELD_VECTORS": str(vectors)},
        capture_output=True,
        text=True,
        check=False,
    )
    passed = re.search(r"^[#ℹ] pass (\d+)$", ran.stdout, re.MULTILINE)
    return ran.returncode == 0 and passed is not None and int(passed[1]) >= _TESTS_OF_A_CITY


def differences(city: Bundle, seed: int) -> dict[str, int]:
    """Nodes at which the service and the slow solver differ, by hazard, after seeded changes."""
    changed = random_live(random.Random(seed), city)
    found: dict[str, int] = {}
    for hazard in HAZARDS:
        for live in (NOTHING_CHANGED, changed):
            slow = SlowField(city.graph, city.ground, city.places, hazard, live, needs=False)
            field = field_in(city.graph, city.ground, city.places, hazard, live)
            for u in slow.nodes:
                cost = int(field.cost[u])
                pair = None if cost == UNREACHED else divmod(cost, INSIDE)
                if (pair, int(field.step[u])) != (slow.cost.get(u), slow.step[u]):
                    found[hazard] = found.get(hazard, 0) + 1
    return found
