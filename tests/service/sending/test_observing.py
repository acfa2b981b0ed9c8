"""What was seen of its push service."""

from datetime import timedelta

from alerts.service_state import SendingNow, ServiceState
from service.sending.observing import ENOUGH, Observed
from tests.factories import NOW

SERVICE = "https://push.example.org"
STATE = ServiceState(service=SERVICE)
SECOND = timedelta(seconds=1)


def seen(observed: Observed, at=NOW) -> SendingNow:
    return observed.now(STATE, 0, at, at)


def accepted(observed: Observed, per_second: int, seconds: int, begin=NOW) -> None:
    for second in range(seconds):
        for _ in range(per_second):
            observed.accepted(begin + second * SECOND)


def test_a_rate_is_known_once_enough_was_taken() -> None:
    observed = Observed()
    accepted(observed, 100, ENOUGH // 100 - 1)
    before = seen(observed).per_second

    accepted(observed, 100, 1, NOW + (ENOUGH // 100 - 1) * SECOND)

    assert (before, seen(observed).per_second) == (None, 100)


def test_pauses_count_and_stragglers_do_not() -> None:
    observed = Observed()
    accepted(observed, 1_000, 1)
    accepted(observed, 1_000, 1, NOW + 59 * SECOND)
    accepted(observed, 1, 5, NOW + 200 * SECOND)

    assert seen(observed).per_second == 2_000 / 60


def test_what_was_seen_yesterday_is_forgotten() -> None:
    observed = Observed()
    accepted(observed, 1_000, 2)
    observed.accepted(NOW + timedelta(hours=1))

    soon = seen(observed, NOW + timedelta(hours=23)).per_second
    later = seen(observed, NOW + timedelta(hours=25)).per_second

    assert (soon, later) == (1_000, None)


def test_a_pause_says_since_when_and_why_and_ends() -> None:
    observed = Observed()
    paused = ServiceState(service=SERVICE, pauses=1, pause_until=NOW + 30 * SECOND)
    observed.answered(429, paused, NOW)
    observed.answered(503, paused, NOW + SECOND)

    during = observed.now(paused, 7, NOW + 30 * SECOND, NOW + SECOND)
    observed.answered(201, paused, NOW + 31 * SECOND)
    after = observed.now(paused, 0, NOW + 32 * SECOND, NOW + 32 * SECOND)

    assert during == SendingNow(
        service=SERVICE,
        per_second=None,
        ahead=7,
        free_at=NOW + 30 * SECOND,
        paused_since=NOW,
        status=429,
    )
    assert after == SendingNow(service=SERVICE, per_second=None, ahead=0)
