"""`hansho bench page`, once and quickly: bytes and counts hold; of times only that there are some."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from service.bench.page.budgets import BUDGETS, Measured, is_met, report
from service.bench.page.measuring import measure

COUNTED = ("html_css", "first_screen", "requests", "depth", "worker_core")
PUSHES = 2


@pytest.fixture(scope="module")
def measured(
    playwright: Playwright,
    require_program: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Measured]:
    require_program("chromium")
    return measure(playwright, tmp_path_factory.mktemp("bench"), 1, PUSHES, lambda _: None)


def test_every_budget_is_measured(measured: dict[str, Measured]) -> None:
    assert measured.keys() == BUDGETS.keys()
    assert {name for name, one in measured.items() if one.figure <= 0} == set()


@pytest.mark.parametrize("name", COUNTED)
def test_bytes_and_counts_are_within_their_budgets(
    measured: dict[str, Measured], name: str
) -> None:
    assert is_met(name, measured[name]), measured[name]


def test_the_report_says_how_often_each_was_measured(measured: dict[str, Measured]) -> None:
    told = report(measured)

    sizes = {one["budget"]: one["size"] for one in told["results"]}  # type: ignore[attr-defined]
    assert told["bench"] == "page"
    assert sizes["push_shown"] == PUSHES
    assert sizes["alert_cold"] == 2
