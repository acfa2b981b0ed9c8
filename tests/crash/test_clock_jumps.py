"""The machine's clock jumps by hours while pushes go out and are tried again: nobody is lost.

The jump is a real process's: shim.c moves what the operating system answers to it. Each fifth phone's
push is refused once, so that some wait for their next try when the clock jumps.
"""

import time

import pytest

from service.bench.crash.judging import Finding, judge
from service.bench.crash.running import Scene
from service.bench.crash.town import Town, order
from service.bench.measuring import wait_for

HOUR = 3600
REFUSE_EVERY = 5


@pytest.fixture(scope="module")
def town(scene: Scene) -> Town:
    return scene.town("clock")


@pytest.mark.parametrize("hours", [-3, 3])
def test_the_service_itself_is_fooled(town: Town, hours: int) -> None:
    town.shim.move_clock(hours * HOUR)

    committed = town.ask(order(f"fooled-{hours}"))["committed"]

    town.shim.move_clock(0)
    assert (committed - time.time()) / HOUR == pytest.approx(hours, abs=0.1)


@pytest.mark.parametrize("hours", [-3, 3, -5, 5])
def test_nobody_waits_or_is_lost_or_told_twice_when_the_clock_jumps(
    scene: Scene, town: Town, hours: int
) -> None:
    scene.sink.came()
    before = scene.sink.bytes_taken
    alert_id = town.issue(order(f"clock-{hours}"))
    wait_for("the first pushes", lambda: scene.sink.bytes_taken > before, 60.0, 0.002)

    town.shim.move_clock(hours * HOUR)
    town.settle(alert_id)

    town.shim.move_clock(0)
    came = scene.sink.came()
    finding = judge(came, alert_id, scene.seeded.inside.tolist(), 1, scene.page)
    assert finding == Finding(lost=0, unwanted=0, repeats=0, visible=0, least_ttl=finding.least_ttl)
    assert finding.least_ttl > HOUR
