"""What a sender process answered -> results, retries, the push service's state, alarms."""

import random
from collections.abc import Callable
from datetime import datetime

import msgspec
import numpy as np

from alerts.audience import is_pending
from alerts.dispatch import Again, Alarm, Settled, judge
from alerts.ports import Answer, Numbers, Result
from alerts.service_state import accepted, counted, with_clock
from service.sending.child import Gone
from service.sending.frames import Answers, Other
from service.sending.lane import Flight, Lane
from service.sending.loop import KEY_REFUSED
from service.sending.settling import Gathered
from service.sending.waiting import FIRST


class Answering:
    """Used by the conductor's thread alone."""

    def __init__(self, gathered: Gathered, ring: Callable[[Alarm], None]) -> None:
        self._gathered = gathered
        self._ring = ring

    def take(self, lane: Lane, flight: Flight, answers: Answers, now: datetime) -> int:
        """Judges all of them. Returns how many are no longer in flight: not sent, or owed anew.

        All others are in flight until their results are on the disk. Raises Gone if these cannot
        be answers to this flight.
        """
        positions = answers.accepted + answers.unsent + bytes(one[0] for one in answers.others)
        _mark(flight, np.frombuffer(positions, np.uint8))
        if answers.accepted:
            self._accepted(lane, flight, answers, now)
        if answers.unsent:
            lane.came_back(flight, _positions(flight, answers.unsent), now)
        return len(answers.unsent) + sum(
            self._judged(lane, flight, other, now) for other in answers.others
        )

    def _accepted(self, lane: Lane, flight: Flight, answers: Answers, now: datetime) -> None:
        count = len(answers.accepted)
        state, alarms = with_clock(lane.state, Answer(token=0, status=201, date=answers.date), now)
        state = accepted(state, now, flight.token_serial, count)
        lane.state = counted(state, gone=False, count=count)
        lane.observed.accepted(now, count)
        lane.observed.answered(201, lane.state, now)
        for alarm in alarms:
            self._ring(alarm)
        self._settle(flight, _positions(flight, answers.accepted), Result.ACCEPTED, now)

    def _judged(self, lane: Lane, flight: Flight, other: Other, now: datetime) -> int:
        """1 if the recipient is still owed, else 0."""
        index, status, retry_after, date, error = other
        position = int(flight.sent[index])
        if error.startswith(KEY_REFUSED):
            self._settle(flight, np.array([position]), Result.REFUSED, now)
            return 0
        attempt = flight.lot.attempts.get(position, FIRST)
        verdict = judge(
            Answer(token=0, status=status, retry_after=retry_after, date=date, error=error),
            msgspec.structs.replace(attempt, token_serial=flight.token_serial),
            lane.state,
            now=now,
            valid_until=flight.valid_until,
            jitter=random.random(),  # noqa: S311 - spreads retries, guards nothing
            pending=is_pending(flight.lot.chunk.rank),
        )
        lane.state = verdict.state
        lane.observed.answered(status, lane.state, now)
        for alarm in verdict.alarms:
            self._ring(alarm)
        match verdict.outcome:
            case Settled(result=result, bury=bury):
                if result is Result.ACCEPTED:
                    lane.observed.accepted(now)
                if bury:
                    self._gathered.bury(int(flight.lot.chunk.numbers[position]))
                self._settle(flight, np.array([position]), result, now)
                return 0
            case Again(at=at, attempt=attempt):
                lane.waiting.again(flight.lot, position, attempt, at)
                return 1

    def _settle(self, flight: Flight, positions: Numbers, result: Result, now: datetime) -> None:
        chunk = flight.lot.chunk
        self._gathered.add(chunk.id, len(chunk.numbers), positions, result, now)
        self._gathered.own(flight.child, len(positions))


def _positions(flight: Flight, indexes: bytes) -> Numbers:
    return flight.sent[np.frombuffer(indexes, np.uint8)]


def _mark(flight: Flight, indexes: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> None:
    """Each position of a batch is answered exactly once."""
    unanswered = np.frombuffer(flight.unanswered, np.uint8)
    if len(indexes) and int(indexes.max()) >= len(unanswered):
        raise Gone("it answers what it was not given")
    # Before anything is marked: what a process that talks nonsense had is still to be sent.
    if len(np.unique(indexes)) != len(indexes) or not unanswered[indexes].all():
        raise Gone("it answers twice")
    unanswered[indexes] = 0
    flight.left -= len(indexes)
