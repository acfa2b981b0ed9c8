"""The page's own module says whether anybody would notice that a push came twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.bench.crash.judging import Finding, Page, judge
from service.bench.crash.sink import Push

ALERT = "abcdefgh23456789"


@pytest.fixture(scope="module")
def page(require_program: Callable[[str], Path]) -> Iterator[Page]:
    require_program("node")
    with Page() as made:
        yield made


def payload(revision: int, tag: str = ALERT, **changes: Any) -> dict[str, Any]:
    data = {"v": 1, "id": ALERT, "rev": revision, "mode": "real", "relation": "new"}
    return {
        "notification": {
            "title": "Flood",
            "body": "Go up.",
            "tag": tag,
            "silent": False,
            "renotify": True,
            "data": {**data, "phase": "live", "strength": "leave", "sent": 0, **changes},
        }
    }


def push(phone: int, revision: int) -> Push:
    return Push(phone=phone, ttl=60, payload=payload(revision))


@pytest.mark.parametrize("revisions", [(1,), (1, 1), (1, 1, 1), (1, 2), (2, 1), (1, 2, 2, 1)])
def test_a_push_that_comes_again_shows_and_sounds_nothing_new(
    page: Page, revisions: tuple[int, ...]
) -> None:
    assert page.visible_repeats([payload(one) for one in revisions]) == 0


def test_one_that_comes_as_another_alert_would_be_noticed(page: Page) -> None:
    again = payload(1, tag="another tag")

    assert page.visible_repeats([payload(1), {**again}]) == 0  # the older one is closed
    again["notification"]["data"]["v"] = 2  # a version that the page does not know: shown as it is
    assert page.visible_repeats([payload(1), again]) > 0


def test_the_judge_counts_whom_the_log_does_not_name_and_who_is_named_twice(page: Page) -> None:
    came = [push(1, 1), push(1, 1), push(2, 1), push(9, 1)]

    finding = judge(came, ALERT, {1, 2, 3}, 1, page)

    assert finding == Finding(lost=1, unwanted=1, repeats=1, visible=0, least_ttl=60)


def test_a_withdrawal_goes_to_all_who_were_told_and_to_nobody_else(page: Page) -> None:
    came = [push(1, 1), push(2, 1), push(2, 2)]

    finding = judge(came, ALERT, {1, 2, 3}, 2, page)

    assert (finding.lost, finding.unwanted) == (1, 0)
