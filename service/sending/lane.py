"""One push service as the conductor sees it: its state, what waits for it, what is in flight."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
import numpy as np

from alerts import pacing
from alerts.dispatch import ServiceState, free_at, probing
from alerts.ports import Numbers
from alerts.service_state import SendingNow, set_back
from service.sending.observing import Observed
from service.sending.waiting import OVERTAKES, Lot, Waiting, is_weak

# So many wait in a sender process for each that may be under way: enough to bridge a round.
_KEPT_READY = 4
_FEWEST_READY = 8
# A lane takes at most so many times what it leaves free in a process. So many places are kept for
# lanes that have next to nothing there: ten push services that are silent hold no eleventh.
_OF_WHAT_IS_FREE = 2
_KEPT_FREE = 320
# A batch is not cut smaller than this while others of the lane are on their way.
_WORTH_A_BATCH = 32


class Flight(msgspec.Struct, kw_only=True):
    """A batch at a sender process. `unanswered`: position in the batch -> no answer yet.

    `sent`: the same positions in the lot's chunk, shape (n,).
    """

    id: int
    child: int
    lot: Lot
    sent: Numbers
    token_serial: int
    valid_until: datetime
    unanswered: bytearray
    left: int
    is_dropped: bool = False

    def under_way(self) -> Numbers:
        """Positions in the lot's chunk that have no answer yet."""
        back: Numbers = self.sent[np.frombuffer(self.unanswered, np.uint8) != 0]
        return back


class Lane:
    """Touched by the conductor's thread; `now` by any."""

    def __init__(self, service: str) -> None:
        self.state = ServiceState(service=service)
        self.waiting = Waiting()
        self.observed = Observed()
        self.flights: dict[int, Flight] = {}
        self.told_at_once: dict[int, int] = {}

    def now(self, now: datetime) -> SendingNow:
        ahead = self.waiting.pushes + sum(one.left for one in tuple(self.flights.values()))
        return self.observed.now(self.state, ahead, free_at(self.state, now), now)

    def next_at(self, now: datetime) -> datetime | None:
        """When it may be sent to and something waits; None if nothing does."""
        first = self.waiting.next_at(now)
        if first is None:
            return None
        foremost = self.waiting.foremost(now)
        weak = foremost is not None and is_weak(foremost)
        paced = pacing.next_at(self.state.pace, now, weak=weak)
        return max(first, free_at(self.state, now), paced)

    def share(self, children: int) -> int:
        """How many may be under way in one of so many processes."""
        return max(1, math.ceil(int(self.state.at_once) / children))

    def spread(self, children: int) -> int:
        """To how many of the processes it is handed out: never more than pushes at once."""
        return max(1, min(children, int(self.state.at_once)))

    def room(self, child: int, free: int, children: int) -> int:
        """How many more may go to this process, which has `free` places left."""
        if self.state.holding:
            return 0 if self.flights else 1
        own = sum(one.left for one in self.flights.values() if one.child == child)
        ready = max(_FEWEST_READY, _KEPT_READY * self.share(children)) - own
        fair = (_OF_WHAT_IS_FREE * (free - _KEPT_FREE) - own) // (_OF_WHAT_IS_FREE + 1)
        room = min(ready, max(fair, min(_WORTH_A_BATCH - own, free)))
        return room if room >= _WORTH_A_BATCH or not own else 0

    def take(self, most: int, now: datetime) -> Lot | None:
        """The foremost recipients that may be handed out now, `most` at most; None if nobody."""
        foremost = self.waiting.foremost(now)
        if foremost is None or most < 1 or free_at(self.state, now) > now:
            return None
        weak = is_weak(foremost)
        most = min(most, pacing.allowed(self.state.pace, now, weak=weak))
        if most < 1:
            return None
        lot = self.waiting.take(now)
        assert lot is not None
        front, rest = lot.cut(most)
        if rest is not None:
            self.waiting.add(rest)
        return front

    def began(self, flight: Flight, now: datetime) -> None:
        """It was handed over."""
        self.flights[flight.id] = flight
        pace = pacing.spent(self.state.pace, flight.left, now, weak=is_weak(flight.lot.precedence))
        self.state = msgspec.structs.replace(self.state, pace=pace)
        if self.state.holding:
            self.state = probing(self.state, now)

    def came_back(self, flight: Flight, positions: Numbers, now: datetime) -> None:
        """These (positions in the chunk) were never begun: they go next, as they would have."""
        weak = is_weak(flight.lot.precedence)
        pace = pacing.returned(self.state.pace, len(positions), now, weak=weak)
        self.state = msgspec.structs.replace(self.state, pace=pace)
        self.waiting.add(flight.lot.of(positions))

    def holders_of_others(self, alert_id: str, number: int) -> Numbers | None:
        """To whom another revision of the alert is on its way now; None if there is nobody."""
        others = [
            one.lot.chunk.numbers[one.under_way()]
            for one in self.flights.values()
            if one.lot.chunk.alert_id == alert_id and one.lot.chunk.number != number
        ]
        return np.concatenate(others) if others else None

    def outdone(self, now: datetime) -> Iterator[Flight]:
        """Flights whose recipients should wait: for a pause, or for people in greater danger."""
        going = [one for one in self.flights.values() if not one.is_dropped]
        if not going:
            return
        foremost = self.waiting.foremost(now)
        is_free = free_at(self.state, now) <= now
        for flight in going:
            behind = flight.lot.precedence[:OVERTAKES]
            if not is_free or (foremost and foremost[:OVERTAKES] < behind):
                yield flight

    def set_back(self, by: timedelta) -> None:
        self.waiting.set_back(by)
        self.state = set_back(self.state, by)
