"""What was seen of a push service: how fast it takes pushes, since when none."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

from alerts.service_state import SendingNow, ServiceState

# Fewer in one go say nothing: a service may hold a site back after its first thousand a minute.
ENOUGH = 2_000
_APART = timedelta(minutes=5)
_LASTS = timedelta(hours=24)
# Stragglers that are tried again for hours are not what a service is as fast as.
_MOST_OF_THEM = 0.95


class Observed:
    """Kept in memory by one lane; a restart forgets it. Any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seconds: Counter[int] = Counter()
        self._last = 0
        self._finished: tuple[datetime, float] | None = None
        self._paused_since: datetime | None = None
        self._status = 0

    def accepted(self, now: datetime, count: int = 1) -> None:
        second = int(now.timestamp())
        with self._lock:
            if second - self._last > _APART.total_seconds():
                self._finish()
            self._last = second
            self._seconds[second] += count

    def answered(self, status: int, state: ServiceState, now: datetime) -> None:
        """After every answer, with the state that it led to."""
        is_paused = state.holding or (state.pause_until or now) > now
        if not is_paused:
            self._paused_since, self._status = None, 0
        elif self._paused_since is None:
            self._paused_since, self._status = now, status

    def now(self, state: ServiceState, ahead: int, free_at: datetime, now: datetime) -> SendingNow:
        """`free_at`: by `alerts.service_state.free_at`, at `now`."""
        is_paused = free_at > now
        with self._lock:
            per_second = self._per_second(now)
        return SendingNow(
            service=state.service,
            per_second=per_second,
            ahead=ahead,
            free_at=free_at if is_paused else None,
            paused_since=self._paused_since if is_paused else None,
            status=self._status if is_paused else 0,
            is_held=is_paused and state.holding,
        )

    def _per_second(self, now: datetime) -> float | None:
        running = _rate(self._seconds)
        if running is not None and now.timestamp() - self._last < _LASTS.total_seconds():
            return running
        if self._finished is None or now - self._finished[0] > _LASTS:
            return None
        return self._finished[1]

    def _finish(self) -> None:
        rate = _rate(self._seconds)
        if rate is not None:
            self._finished = (datetime.fromtimestamp(self._last, UTC), rate)
        self._seconds.clear()


def _rate(seconds: Counter[int]) -> float | None:
    """Per second over the first 95 %, pauses among them; None if there were too few."""
    total = seconds.total()
    if total < ENOUGH:
        return None
    taken, first = 0, min(seconds)
    for second in sorted(seconds):
        taken += seconds[second]
        if taken >= total * _MOST_OF_THEM:
            return taken / (second - first + 1)
    return None
