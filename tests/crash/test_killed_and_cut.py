"""The short form of `hansho bench crash`: killed anywhere, the power cut, nobody is lost.

The judge is the log of a sink in another process; repeats are judged by the page's own module.
"""

import pytest

from service.bench.crash.running import (
    MOST_REPEATED,
    Scene,
    cut_all,
    cuts_found_out,
    kill_found_out,
    strike_all,
)
from service.bench.crash.striking import Span, Striker


@pytest.mark.parametrize("point", range(12))
def test_nobody_is_lost_and_nobody_notices_wherever_a_process_is_killed(
    striker: Striker, span: Span, point: int
) -> None:
    (struck,) = strike_all(striker, span, [f"short-{point}"])

    finding = struck.finding
    assert (finding.lost, finding.unwanted, finding.visible) == (0, 0, 0)
    assert finding.repeats <= MOST_REPEATED


@pytest.mark.parametrize("cut", range(4))
def test_nobody_is_lost_when_the_power_is_cut(scene: Scene, span: Span, cut: int) -> None:
    (struck,) = cut_all(scene.cutter("cut"), span, [f"short-{cut}"])

    finding = struck.finding
    assert (finding.lost, finding.unwanted, finding.visible, struck.held) == (0, 0, 0, ())


def test_a_store_that_does_not_wait_for_the_disk_is_found_out(scene: Scene, span: Span) -> None:
    tally = cuts_found_out(scene.cutter("unsynced", "unsynced"), span)

    assert tally.lost + tally.failed_starts > 0


def test_a_cursor_that_is_written_before_the_recipients_is_found_out(scene: Scene) -> None:
    spoilt = scene.striker(scene.town("cursor", "cursor_first"))

    tally = kill_found_out(spoilt)

    assert tally.lost > 0
