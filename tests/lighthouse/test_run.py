"""How `make lighthouse` judges what Lighthouse says."""

from tests.lighthouse.run import counted, missed, read

GOOD = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def test_the_median_of_performance_counts_and_the_worst_of_all_else() -> None:
    runs = [
        {**GOOD, "performance": 70},
        {**GOOD, "performance": 99, "seo": 90},
        {**GOOD, "performance": 96},
    ]

    assert counted(runs) == {**GOOD, "performance": 96, "seo": 90}


def test_a_goal_is_missed_by_a_single_point() -> None:
    assert missed(GOOD) == []
    assert missed({**GOOD, "performance": 94, "seo": 99}) == ["performance", "seo"]


def test_a_report_names_what_costs_points_and_nothing_else() -> None:
    audits = {
        "slow": {"title": "Slow", "displayValue": "2.1 s", "score": 0.9},
        "good": {"title": "Good", "score": 1},
        "absent": {"title": "Absent", "score": None, "scoreDisplayMode": "notApplicable"},
        "unweighed": {"title": "Unweighed", "score": 0},
    }
    refs = [{"id": id, "weight": 0 if id == "unweighed" else 1} for id in (*audits, "skipped")]
    categories = {name: {"score": 1, "auditRefs": []} for name in GOOD}
    categories["performance"] = {"score": 0.945, "auditRefs": refs}
    report = {
        "categories": categories,
        "audits": {id: {"scoreDisplayMode": "numeric", **one} for id, one in audits.items()},
    }

    scores, costs = read(report)

    assert scores == {**GOOD, "performance": 94, "accessibility": 100}
    assert costs == ["slow: 2.1 s"]
