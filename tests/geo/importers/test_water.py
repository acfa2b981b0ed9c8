"""Streets along water, along streams and towards the sea are known from the map."""

import numpy as np
import pytest

from geo.importers.osm import Feature
from geo.importers.water import water_flags
from geo.streets import BRIDGE, SEAWARD, SEAWARD_BACK, STREAM, WATERSIDE
from tests.geo.importers.flat_streets import Segment, area, feature, streets

RIVER = feature("river", (-500, 0), (500, 0))
BESIDE: Segment = ((0, 15), (50, 15))


def flags_of(features: list[Feature], *segments: Segment, given: int = 0) -> list[int]:
    drawn = streets(*segments)
    return water_flags(drawn, np.full(len(segments), given), features).flags.tolist()


@pytest.mark.parametrize("kind", ["river", "canal", "ditch"])
def test_a_street_along_water_is_waterside(kind: str) -> None:
    water = feature(kind, (-500, 0), (500, 0))

    assert flags_of([water], BESIDE, ((0, 25), (50, 25))) == [WATERSIDE, 0]


def test_the_banks_of_a_wide_river_are_waterside() -> None:
    river = area("water", [(-500, -40), (500, -40), (500, 40), (-500, 40)])

    assert flags_of([river], ((0, 50), (50, 50)), ((0, 65), (50, 65))) == [WATERSIDE, 0]


def test_a_lake_is_no_running_water() -> None:
    lake = area("lake", [(-500, -40), (500, -40), (500, 40), (-500, 40)])

    assert flags_of([lake, RIVER], ((0, 45), (50, 45))) == [0]


@pytest.mark.parametrize(
    "segment",
    [
        ((0, 18), (0, 1)),  # leads to the water
        ((0, -15), (0, 15)),  # crosses it
        ((0, -8), (50, 8)),  # crosses it aslant
        ((0, 15), (0, 60)),  # leads away from it
    ],
)
def test_a_street_that_leads_to_a_crossing_stays_free(segment: Segment) -> None:
    assert flags_of([RIVER], segment) == [0]


def test_crossing_at_a_bend_of_the_water_is_crossing() -> None:
    bent = feature("river", (-500, 10), (0, 0), (500, 10))

    assert flags_of([bent], ((-3, -8), (3, 8)), ((0, -8), (0, 8))) == [0, 0]


def test_a_bridge_is_never_waterside() -> None:
    assert flags_of([RIVER], BESIDE, given=BRIDGE) == [0]


def test_any_part_of_a_street_near_a_stream_counts() -> None:
    stream = feature("stream", (0, -500), (0, 500))

    assert flags_of([stream], ((-50, 0), (-19, 0)), ((21, 0), (50, 0))) == [STREAM, 0]


def test_seaward_is_the_end_that_is_nearer_to_the_coast() -> None:
    coast = feature("coastline", (-5000, 0), (5000, 0))

    found = flags_of(
        [coast],
        ((0, 100), (0, 50)),
        ((0, 50), (0, 100)),
        ((0, 100), (50, 90)),  # rather along the shore
        ((0, 2050), (0, 2010)),  # too far inland
        ((0, 2010), (0, 1960)),  # one end of it too far inland
        ((0, 15), (50, 15)),
    )

    assert found == [SEAWARD, SEAWARD_BACK, 0, 0, 0, WATERSIDE]


def test_what_the_extract_does_not_hold_is_said() -> None:
    assert water_flags(streets(BESIDE), np.array([0]), []).notes == (
        "no water in the extract: waterside streets are unknown",
        "no coastline in the extract: which way leads to the sea is unknown",
    )
    assert water_flags(streets(BESIDE), np.array([0]), [RIVER]).notes == (
        "no coastline in the extract: which way leads to the sea is unknown",
    )
