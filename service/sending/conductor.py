"""The conductor: one thread that hands recipients to sender processes and takes their answers.

It owns every lane and, through its crew, every sender process. Other threads only post to it. It
never waits for the disk to take results: that is the settler's part.
"""

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from alerts.dispatch import Alarm
from alerts.ports import StoreUnavailable
from alerts.service_state import SendingNow
from service.sending.answering import Answering
from service.sending.child import Child, Spawn
from service.sending.crew import Crew
from service.sending.frames import MOST_IN_BATCH, Answers, AtOnce, Batch, Drop
from service.sending.lane import Flight, Lane
from service.sending.preparing import Approved, Made, Preparing, Why
from service.sending.settling import Gathered, Job, Settler
from service.sending.waiting import Lot
from service.stores import Stores

_LOOK_EVERY_S = 0.25
_LONGEST_WAIT_S = 1.0
_COMMIT_EVERY_S = 0.02
_COMMIT_AT_LATEST_S = 0.1
# So many results are worth a commit of their own: processes must not run out of room for them.
WORTH_A_COMMIT = 256
_LOOK_AT_SEAL_AGAIN = timedelta(seconds=10)
_TRY_AGAIN = timedelta(seconds=5)
_OTHER_REVISION_UNDER_WAY = timedelta(milliseconds=100)
_CLOCK_TOLERANCE = timedelta(seconds=5)
_log = logging.getLogger(__name__)


class Conductor(threading.Thread):
    """Sends what it is handed until `close`.

    `children`: how many sender processes. `most_at_once`: pushes under way at once to one push
    service, whatever it has shown to bear. `silence_s`: a process that says nothing for so long
    while it has something to do is ended, and another one started.
    """

    def __init__(
        self,
        stores: Stores,
        preparing: Preparing,
        spawn: Spawn,
        ring: Callable[[Alarm], None],
        *,
        children: int,
        most_at_once: int,
        silence_s: float,
    ) -> None:
        super().__init__(name="conductor", daemon=True)
        self._preparing = preparing
        self._ring = ring
        self._most_at_once = most_at_once
        self._silence_s = silence_s
        self._lanes: dict[str, Lane] = {}
        self._gathered = Gathered()
        self._answering = Answering(self._gathered, ring)
        self._settler = Settler(stores, lambda *done: self._post(lambda: self._settled(*done)))
        self._is_settling = False
        self._commit_at = 0.0
        self._look_at = 0.0
        self._batches = 0
        self._flights: dict[int, tuple[Lane, Flight]] = {}
        self._inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._crew = Crew(spawn, children, silence_s, self._take, self._lost, ring)
        self._seen = datetime.now(UTC)
        self._closing = False

    # --- from other threads -----------------------------------------------------------------------

    def hand_over(self, lots: Sequence[Lot]) -> None:
        """They are sent as soon as it is their turn."""
        self._post(lambda: self._queue(lots))

    def newest(self, alert_id: str, number: int) -> None:
        """Nothing older of the alert is to be begun any more."""
        self._post(lambda: self._supersede(alert_id, number))

    def sending(self, now: datetime) -> tuple[SendingNow, ...]:
        """Every push service that was sent to since the start."""
        return tuple(lane.now(now) for lane in tuple(self._lanes.values()))

    def close(self) -> None:
        """After what is under way is answered; what is owed stays owed in the ledger."""
        self._closing = True
        self._post(lambda: None)
        self.join()

    def _post(self, what: Callable[[], None]) -> None:
        self._inbox.put(what)
        self._crew.ring_bell()

    # --- the thread -------------------------------------------------------------------------------

    def run(self) -> None:
        self._settler.start()
        while not self._closing:
            try:
                self._turn()
            except Exception:
                _log.exception("the conductor stumbled; it goes on")
                time.sleep(_COMMIT_EVERY_S)
        self._wind_up()

    def _turn(self) -> None:
        now = datetime.now(UTC)
        self._follow_the_clock(now)
        self._read_inbox()
        self._crew.start_due(time.monotonic())
        self._recall(now)
        self._hand_out(now)
        self._commit()
        self._crew.listen(self._patience(now))

    def _wind_up(self) -> None:
        """Nothing more is begun; what is on its way may end, for as long as a push may take."""
        for flight in [flight for _, flight in self._flights.values()]:
            self._drop([flight])
        deadline = time.monotonic() + self._silence_s
        while self._flights and time.monotonic() < deadline:
            self._read_inbox()
            self._crew.listen(_COMMIT_EVERY_S)
        self._settler.submit(self._gathered.take())
        self._settler.close()
        self._crew.close()

    def _queue(self, lots: Sequence[Lot]) -> None:
        for lot in lots:
            self._lane(lot.chunk.service).waiting.add(lot)

    def _read_inbox(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                self._inbox.get_nowait()()

    def _follow_the_clock(self, now: datetime) -> None:
        """A clock that is put back an hour must not keep anybody waiting for an hour."""
        if (back := self._seen - now) > _CLOCK_TOLERANCE:
            for lane in self._lanes.values():
                lane.set_back(back)
        self._seen = now

    def _lane(self, service: str) -> Lane:
        if service not in self._lanes:
            self._lanes[service] = Lane(service)
        return self._lanes[service]

    def _patience(self, now: datetime) -> float:
        times = [lane.next_at(now) for lane in self._lanes.values()]
        waits = [(at - now).total_seconds() for at in times if at is not None and at > now]
        clock = time.monotonic()
        waits += self._crew.waits(clock)
        if self._flights:
            waits.append(_LOOK_EVERY_S)
        if not self._is_settling and (self._gathered or self._is_quiet_with_notes()):
            latest = self._gathered.since + _COMMIT_AT_LATEST_S
            waits.append(max(0.0, max(self._commit_at, latest) - clock))
        return min(waits, default=_LONGEST_WAIT_S)

    # --- handing out ------------------------------------------------------------------------------

    def _hand_out(self, now: datetime) -> None:
        goes_on = True
        while goes_on:
            begun = [self._hand_out_of(lane, now) for lane in tuple(self._lanes.values())]
            goes_on = any(begun)

    def _hand_out_of(self, lane: Lane, now: datetime) -> bool:
        """One batch of the lane, if there is anything and any room for it."""
        count = len(self._crew.children)
        child = self._crew.freest(lane.spread(count))
        if child is None:
            return False
        room = min(MOST_IN_BATCH, lane.room(child.number, child.room(), count))
        lot = lane.take(room, now)
        if lot is None:
            return False
        try:
            self._begin(lane, child, lot, now)
        except StoreUnavailable as error:
            self._ring(Alarm(topic="store", service="", text=str(error)))
            lane.waiting.add(lot, now + _TRY_AGAIN)
        except Exception:
            _log.exception("%s: a batch failed; it is tried again", lane.state.service)
            lane.waiting.add(lot, now + _TRY_AGAIN)
        return True

    def _begin(self, lane: Lane, child: Child, lot: Lot, now: datetime) -> None:
        found = self._preparing.look(lot.chunk.alert_id, lot.chunk.number)
        if found is Why.HELD:
            lane.waiting.add(lot, now + _LOOK_AT_SEAL_AGAIN)
        if not isinstance(found, Approved):
            return
        free = self._without_those_under_way(lane, lot, now)
        made = self._preparing.make(free, found, lane.state, now)
        for position, result in made.results.items():
            self._gathered.add(lot.chunk.id, len(lot.chunk.numbers), position, result, now)
        if made.records:
            self._send(lane, child, free, made, found, now)

    def _without_those_under_way(self, lane: Lane, lot: Lot, now: datetime) -> Lot:
        """A recipient to whom an older revision is on its way gets this one after it."""
        others = lane.holders_of_others(lot.chunk.alert_id, lot.chunk.number)
        if others is None:
            return lot
        busy = np.isin(lot.chunk.numbers[lot.positions], others)
        lane.waiting.add(lot.of(lot.positions[busy]), now + _OTHER_REVISION_UNDER_WAY)
        return lot.of(lot.positions[~busy])

    def _send(
        self, lane: Lane, child: Child, lot: Lot, made: Made, approved: Approved, now: datetime
    ) -> None:
        self._batches += 1
        flight = Flight(
            id=self._batches,
            child=child.number,
            lot=lot,
            sent=made.positions,
            token_serial=lane.state.token_serial,
            valid_until=approved.revision.valid_until,
            unanswered=bytearray(b"\1") * len(made.records),
            left=len(made.records),
        )
        at_once = self._share(lane)
        lane.told_at_once[child.number] = at_once
        lane.began(flight, now)
        self._flights[flight.id] = (lane, flight)
        child.flights.add(flight.id)
        child.in_flight += flight.left
        self._gathered.use(lot.chunk.numbers[made.positions])
        service = lane.state.service
        batch = Batch(flight.id, service, at_once, made.headers, made.plaintexts, made.records)
        self._crew.tell(child, batch)

    def _share(self, lane: Lane) -> int:
        count = len(self._crew.children)
        return min(lane.share(count), max(1, -(-self._most_at_once // count)))

    # --- calling back -----------------------------------------------------------------------------

    def _recall(self, now: datetime) -> None:
        for lane in tuple(self._lanes.values()):
            self._drop(lane.outdone(now))
            for child in self._crew.children:
                told = lane.told_at_once.get(child.number, 0)
                if child.flights and told > (share := self._share(lane)):
                    lane.told_at_once[child.number] = share
                    self._crew.tell(child, AtOnce(lane.state.service, share))
        if (clock := time.monotonic()) >= self._look_at:
            self._look_at = clock + _LOOK_EVERY_S
            self._look_around(clock)

    def _look_around(self, clock: float) -> None:
        """Revisions that were superseded without anybody saying so, and processes that hang."""
        chunks = [flight.lot.chunk for _, flight in self._flights.values()]
        for alert_id, number in {(one.alert_id, one.number) for one in chunks}:
            try:
                if not isinstance(self._preparing.look(alert_id, number), Approved):
                    self._drop(self._flights_of(alert_id, number + 1))
            except StoreUnavailable as error:
                self._ring(Alarm(topic="store", service="", text=str(error)))
        self._crew.look_around(clock)

    def _supersede(self, alert_id: str, newest: int) -> None:
        self._preparing.forget(alert_id)
        for lane in self._lanes.values():
            lane.waiting.supersede(alert_id, newest)
        self._drop(self._flights_of(alert_id, newest))

    def _flights_of(self, alert_id: str, before: int) -> list[Flight]:
        return [
            flight
            for _, flight in self._flights.values()
            if flight.lot.chunk.alert_id == alert_id and flight.lot.chunk.number < before
        ]

    def _drop(self, flights: Iterable[Flight]) -> None:
        for flight in tuple(flights):
            if flight.is_dropped:
                continue
            flight.is_dropped = True
            self._crew.tell(self._crew.children[flight.child], Drop([flight.id]))

    # --- what sender processes say ----------------------------------------------------------------

    def _take(self, child: Child, answers: Answers) -> None:
        lane, flight = self._flights[answers.batch]
        child.in_flight -= self._answering.take(lane, flight, answers, datetime.now(UTC))
        if not flight.left:
            self._landed(lane, flight)

    def _lost(self, child: Child) -> None:
        """Its unanswered recipients are handed to another at once: sent twice rather than never."""
        now = datetime.now(UTC)
        for number in sorted(child.flights):
            lane, flight = self._flights[number]
            back = flight.under_way()
            child.in_flight -= len(back)
            lane.came_back(flight, back, now)
            self._landed(lane, flight)

    def _landed(self, lane: Lane, flight: Flight) -> None:
        del self._flights[flight.id]
        del lane.flights[flight.id]
        self._crew.children[flight.child].flights.discard(flight.id)

    # --- results ----------------------------------------------------------------------------------

    def _commit(self) -> None:
        clock = time.monotonic()
        if self._is_settling or clock < self._commit_at:
            return
        if self._gathered:
            if not self._is_time_to_commit(clock):
                return
            job = self._gathered.take()
        elif self._flights or (used := self._gathered.take_used()) is None:
            return
        else:
            job = used
        self._commit_at = clock + _COMMIT_EVERY_S
        self._is_settling = True
        self._settler.submit(job)

    def _is_time_to_commit(self, clock: float) -> bool:
        """A chunk is written whole each time, so not for every handful of answers."""
        worth = WORTH_A_COMMIT * len(self._crew.children)
        return self._gathered.count >= worth or clock >= self._gathered.since + _COMMIT_AT_LATEST_S

    def _is_quiet_with_notes(self) -> bool:
        return not self._flights and self._gathered.has_used

    def _settled(self, job: Job, failure: StoreUnavailable | None) -> None:
        self._is_settling = False
        # Without the disk sending goes on: a repeat after a crash is not seen, a silence is.
        for child, count in job.owners.items():
            self._crew.children[child].in_flight -= count
        if failure is not None:
            self._ring(Alarm(topic="store", service="", text=str(failure)))
            self._gathered.put_back(job)
            self._commit_at = time.monotonic() + _LOOK_EVERY_S
