"""How the page's budgets are counted and told; without a browser."""

import argparse
import sys

import pytest

from service.bench.page.budgets import (
    BUDGETS,
    Measured,
    is_met,
    of_counts,
    of_percentile,
    of_times,
    report,
    table,
)
from service.cli import bench

MET = Measured(n=3, figure=4.0, worst=5.5)
MISSED = Measured(n=1, figure=16, worst=16)


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    bench.add_parser(parser.add_subparsers())
    return parser.parse_args(["bench", "page", *arguments])


def test_of_times_the_median_counts_and_of_bytes_the_worst() -> None:
    assert of_times([3.0, 9.0, 4.0]) == Measured(n=3, figure=4.0, worst=9.0)
    assert of_counts([10, 15, 12]) == Measured(n=3, figure=15, worst=15)


@pytest.mark.parametrize(("count", "figure"), [(1, 1), (20, 19), (30, 29), (100, 95)])
def test_the_percentile_is_a_value_that_was_measured(count: int, figure: int) -> None:
    values = [float(one) for one in range(count, 0, -1)]

    assert of_percentile(values, 95) == Measured(n=count, figure=figure, worst=count)


def test_a_goal_is_met_up_to_the_goal_itself() -> None:
    assert is_met("alert_cold", MET)
    assert not is_met("requests", MISSED)


def test_the_report_has_the_shape_of_every_bench() -> None:
    told = report({"alert_cold": MET, "requests": MISSED})

    assert told == {
        "bench": "page",
        "results": [
            {
                "size": 3,
                "budget": "alert_cold",
                "unit": "s",
                "goal": 4,
                "method": BUDGETS["alert_cold"].method,
                "ours": {"figure": 4.0, "worst": 5.5, "met": True},
                "peers": {},
                "ratios": {},
            },
            {
                "size": 1,
                "budget": "requests",
                "unit": "requests",
                "goal": 15,
                "method": BUDGETS["requests"].method,
                "ours": {"figure": 16, "worst": 16, "met": False},
                "peers": {},
                "ratios": {},
            },
        ],
    }


def test_the_table_says_what_is_missed() -> None:
    _, met, missed = table({"alert_cold": MET, "requests": MISSED}).splitlines()

    assert met.split()[:6] == ["4", "4.0", "5.5", "s", "met", "3"]
    assert missed.split()[:6] == ["15", "16", "16", "requests", "MISSED", "1"]


def test_without_chromium_nothing_is_measured_and_the_reason_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    arguments = parsed("--json")

    code = arguments.run(arguments)

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert "apt-get install chromium" in told.err


def test_without_playwright_nothing_is_measured_and_the_reason_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    arguments = parsed()

    code = arguments.run(arguments)

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert "make setup" in told.err
