"""How long it takes until the last phone has it, by what is known of the push services."""

from datetime import timedelta

import pytest

from alerts.service_state import SendingNow
from service.desk.pace import Duration, Pace, assumed, in_steps, pace_of, time_to_last
from tests.factories import NOW

CHROME = "https://fcm.googleapis.com"
APPLE = "https://web.push.apple.com"


def lasts(seconds: float, *, measured: bool = False, paused: bool = False) -> Duration:
    return Duration(lasts=timedelta(seconds=seconds), is_measured=measured, is_paused=paused)


def test_the_slowest_push_service_decides() -> None:
    paces = {"slow": Pace(per_second=10.0), "fast": Pace(per_second=1_000.0, is_measured=True)}

    needed = time_to_last({"slow": 600, "fast": 5_000}, paces.__getitem__)

    assert needed == lasts(60)
    assert time_to_last({}, paces.__getitem__) == lasts(0)


def test_chrome_is_taken_to_hold_a_site_to_a_thousand_a_minute() -> None:
    needed = time_to_last({CHROME: 12_000, APPLE: 12_000}, assumed)

    assert needed == lasts(12 * 60)


def test_what_was_seen_is_believed_with_its_queue_and_its_pause() -> None:
    seen = [
        SendingNow(service=CHROME, per_second=100.0, ahead=500, free_at=NOW + timedelta(seconds=20))
    ]

    needed = time_to_last({CHROME: 1_000}, lambda service: pace_of(service, seen, NOW))

    assert needed == lasts(40, measured=True, paused=True)


def test_a_service_that_nothing_was_sent_to_is_assumed() -> None:
    seen = [SendingNow(service=CHROME, per_second=None, ahead=100)]

    assert pace_of(CHROME, seen, NOW) == Pace(per_second=1_000 / 60, ahead=100)
    assert pace_of(APPLE, seen, NOW) == assumed(APPLE)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, 0), (0.1, 10), (41, 50), (300, 300), (301, 360), (3_599, 3_600)]
)
def test_a_time_is_rounded_up(seconds: float, said: int) -> None:
    assert in_steps(seconds) == said
