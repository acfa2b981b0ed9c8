"""`hansho bench reach`: every contestant counts the same made-up city."""

from service.bench.reach import PEERS, measure, report


def test_it_tells_ours_and_its_peers_for_both_areas() -> None:
    told = report(measure(1_500, 2))

    results = told["results"]
    assert isinstance(results, list)
    assert told["bench"] == "reach"
    assert [(one["size"], one["vertices"]) for one in results] == [(1_500, 200), (1_500, 2_000)]
    assert all(set(one["peers"]) == set(one["ratios"]) == set(PEERS) for one in results)
    assert all(one["ours"]["items_per_cpu_s"] > 0 for one in results)
