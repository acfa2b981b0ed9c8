"""How fast push services take what is sent, and how long it takes until the last phone has it."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from alerts.service_state import SendingNow

# Before anything was measured. Chrome's service may hold a site to 1,000 a minute; of the others
# no limit is known, and a hundred at once at a second each is what a slow line would do.
_CHROME_PER_SECOND = 1_000 / 60
_OTHERS_PER_SECOND = 100.0
_OF_CHROME = ("fcm.googleapis.com", "jmt17.google.com")


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """One push service now. `per_second`: pushes that it takes; `is_measured`: seen in the last
    hours, else assumed. `ahead`: pushes that wait for it already. `paused_s`: until it takes more.
    """

    per_second: float
    is_measured: bool = False
    ahead: int = 0
    paused_s: float = 0.0

    def seconds(self, pushes: int) -> float:
        return self.paused_s + (self.ahead + pushes) / max(self.per_second, 1e-9)


class Duration(msgspec.Struct, frozen=True, kw_only=True):
    """`lasts`: rounded up, as `in_steps`. `is_measured`: no push service that decides is assumed.
    `is_paused`: one of those that have phones here takes nothing now.
    """

    lasts: timedelta
    is_measured: bool
    is_paused: bool


def assumed(service: str) -> Pace:
    """`service`: its origin."""
    is_chrome = urlsplit(service).hostname in _OF_CHROME
    return Pace(per_second=_CHROME_PER_SECOND if is_chrome else _OTHERS_PER_SECOND)


def pace_of(service: str, seen: Iterable[SendingNow], now: datetime) -> Pace:
    """By what the senders have seen, else assumed."""
    pace = assumed(service)
    for one in seen:
        if one.service == service:
            paused = 0.0 if one.free_at is None else (one.free_at - now).total_seconds()
            return Pace(
                per_second=one.per_second or pace.per_second,
                is_measured=one.per_second is not None,
                ahead=one.ahead,
                paused_s=max(paused, 0.0),
            )
    return pace


def time_to_last(by_service: Mapping[str, int], pace_of: Callable[[str], Pace]) -> Duration:
    """Push services do not wait for each other: the slowest one decides."""
    paces = {service: pace_of(service) for service, pushes in by_service.items() if pushes}
    seconds = {one: pace.seconds(by_service[one]) for one, pace in paces.items()}
    slowest = max(seconds, key=lambda one: seconds[one], default=None)
    return Duration(
        lasts=timedelta(seconds=in_steps(max(seconds.values(), default=0.0))),
        is_measured=slowest is not None and paces[slowest].is_measured,
        is_paused=any(one.paused_s > 0 for one in paces.values()),
    )


def in_steps(seconds: float) -> int:
    """Up to tens of seconds, from five minutes on to whole minutes: nobody knows it better."""
    step = 10 if seconds <= 300 else 60
    return math.ceil(seconds / step) * step
