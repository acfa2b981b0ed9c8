"""Ways on Kanazawa's streets with its designated sites, judged from the raw files alone.

Its zones are not in the data: a river strip, a coast and slopes are made from a seed. Nothing is
designated there for storm surge, fire, inland flooding and volcano; so no way is shown for them.
"""

from pathlib import Path

from service.bench.ways.town import RawFiles
from service.bench.wrong_ways import judge_with_synthetic_zones

DESIGNATED = {"flood", "landslide", "earthquake", "tsunami"}


def test_no_way_on_kanazawas_streets_is_wrong(shared_data: Path) -> None:
    files = RawFiles(
        shared_data / "osm/kanazawa_walk_2025-07-12.osm.gz",
        (shared_data / "evac/gsi_emergency_evacuation_sites_ishikawa_pref.csv",),
        (),
    )

    found = judge_with_synthetic_zones(files, 400, 1703, lambda _: None).findings

    assert {hazard: one.wrong for hazard, one in found.items() if one.wrong} == {}
    assert {hazard for hazard, one in found.items() if one.routed > 100} == DESIGNATED
    assert {hazard for hazard, one in found.items() if not one.routed} == found.keys() - DESIGNATED
