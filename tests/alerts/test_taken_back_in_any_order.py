"""取消 takes back what its own type of telegram said, however the telegrams come (decision 34)."""

from itertools import permutations

import pytest

from alerts.model import Kind, Strength
from alerts.report import Report
from tests.alerts.heard import Town, at, cancel, hazard, telegram

READY, LEAVE = Strength.READY, Strength.LEAVE
FALLING = {"part": "降灰", "kind": Kind.VOLCANO}
FIRST, DETAIL = "降灰予報（速報）", "降灰予報（詳細）"
NOW = at(9)


def ash(hours: float, source: str, strength: Strength, *, ended: bool = False) -> Report:
    said = hazard(strength, ["east"], ended=ended, **FALLING)
    return telegram(hours, said, stream="ashfall/506", source=source)


def back(hours: float, source: str) -> Report:
    return cancel(hours, stream="ashfall/506", source=source)


DAYS = {
    "what another type said since stands": (
        (ash(1, FIRST, LEAVE), ash(2, DETAIL, READY), back(3, FIRST)),
        [READY],
    ),
    "what the same type said before is gone": (
        (ash(1, FIRST, READY), ash(2, FIRST, LEAVE), back(3, FIRST)),
        [],
    ),
    "what the same type says after it holds": (
        (ash(1, FIRST, READY), back(2, FIRST), ash(3, FIRST, LEAVE)),
        [LEAVE],
    ),
    "both are taken back": (
        (ash(1, FIRST, LEAVE), ash(2, DETAIL, READY), back(3, FIRST), back(4, DETAIL)),
        [],
    ),
    "another type lifts it before": (
        (ash(1, FIRST, LEAVE), ash(2, DETAIL, READY, ended=True), back(3, FIRST)),
        [],
    ),
}


@pytest.mark.parametrize(("day", "standing"), DAYS.values(), ids=DAYS)
def test_a_cancellation_ends_in_the_same_state_in_any_order(
    day: tuple[Report, ...], standing: list[Strength]
) -> None:
    states = []
    for order in permutations(day):
        town = Town()
        for one in order:
            town.takes(one, NOW)
        states.append([alert.latest.strength for alert in town.store.live(NOW)])

    assert states == [standing] * len(states)


def test_a_second_feed_that_brings_everything_again_changes_nothing() -> None:
    town = Town()
    day = (ash(1, FIRST, LEAVE), back(3, FIRST), ash(2, DETAIL, READY))
    first = [len(town.hears(one, NOW)) for one in day]

    again = [len(town.hears(one, NOW)) for one in day]

    assert (first, again) == ([1, 1, 1], [0, 0, 0])


def test_what_another_type_replaced_does_not_come_back_when_that_is_taken_back() -> None:
    """docs/triage.md, "Known": a place keeps one word of a stream, not one for each type."""
    detail, newer, taken_back = ash(1, DETAIL, READY), ash(2, FIRST, LEAVE), back(3, FIRST)
    as_sent, overtaken = Town(), Town()

    for one in (detail, newer, taken_back):
        as_sent.takes(one, NOW)
    for one in (detail, taken_back, newer):
        overtaken.takes(one, NOW)

    assert as_sent.store.live(NOW) == ()
    assert [one.latest.strength for one in overtaken.store.live(NOW)] == [READY]
