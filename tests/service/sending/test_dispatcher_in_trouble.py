"""The dispatcher when something else fails, or changes its mind: disk, ledger, a newer revision."""

import threading
from collections.abc import Callable
from datetime import datetime

from alerts.ports import Push, Result, StoreUnavailable, Wave
from alerts.testing import MemoryLedger, MemoryStore
from alerts.testing_gateway import Reply
from tests.factories import hazard
from tests.service.sending.town import LATER, Town, following, opened, wait_for, warning

Start = Callable[[Town], Town]


class FullDisk(MemoryLedger):
    """A ledger that cannot write results until its disk has room again."""

    is_full = True

    def settle(self, chunk_id: int, results: bytes, at: datetime | None = None) -> None:
        if self.is_full:
            raise StoreUnavailable("the disk is full; free space on it, then try again")
        super().settle(chunk_id, results, at)


class Broken(MemoryLedger):
    """A ledger that fails for one alert."""

    def __init__(self, store: MemoryStore, alert_id: str) -> None:
        super().__init__(store)
        self._alert_id = alert_id

    def record(self, alert_id: str, number: int, wave: Wave) -> None:
        if alert_id == self._alert_id:
            raise LookupError("this alert is damaged")
        super().record(alert_id, number, wave)


def test_while_the_disk_is_full_nobody_is_rung_twice_and_staff_hear_of_it(running: Start) -> None:
    town = Town()
    ledger = FullDisk(town.store)
    town.turn_to(ledger)
    town.phone(1)
    running(town)
    alert_id = town.say(warning())
    wait_for(lambda: [one.topic for _, one in town.dispatcher.alarms()] == ["store"])

    ledger.is_full = False
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 1})

    assert len(town.sent) == 1


def test_an_alert_that_cannot_be_recorded_holds_no_other(running: Start) -> None:
    town = Town()
    town.phone(1)
    broken = town.say(warning(hazards=(hazard(severity="Extreme", expires=LATER),)))
    town.turn_to(Broken(town.store, broken))
    running(town)

    sound = town.say(warning(identifier="r-2"))
    wait_for(lambda: town.results(sound) == {Result.ACCEPTED: 1})

    assert town.results(broken) == {}


def overtaking(town: Town) -> threading.Event:
    """Holds each push for a while until the event is set: a service that answers slowly."""
    slow = threading.Event()

    def rule(_push: Push) -> Reply:
        slow.wait(0.3)
        return Reply()

    town.rule = rule
    return slow


def test_a_newer_revision_stops_the_older_in_the_middle_of_a_chunk(running: Start) -> None:
    town = Town()
    slow = overtaking(town)
    town.phones(30)
    running(town)
    first = warning()
    alert_id = town.say(first)
    wait_for(lambda: len(town.sent) == 1)

    town.say(following(first))
    wait_for(lambda: opened(town.sent[-1])["rev"] == 2)
    slow.set()
    wait_for(lambda: town.results(alert_id, 2) == {Result.ACCEPTED: 30})

    assert sum(opened(push)["rev"] == 1 for push in town.sent) < 30


def test_people_in_greater_danger_do_not_wait_for_a_chunk_of_others(running: Start) -> None:
    town = Town()
    slow = overtaking(town)
    town.phones(30)
    running(town)
    weak = town.say(warning(hazards=(hazard(severity="Minor", expires=LATER),)))
    wait_for(lambda: len(town.sent) == 1)

    strong = town.say(
        warning(identifier="r-2", hazards=(hazard(severity="Extreme", expires=LATER),))
    )
    wait_for(lambda: opened(town.sent[-1])["id"] == strong)
    before = len(town.sent)
    slow.set()
    wait_for(lambda: town.results(weak) == {Result.ACCEPTED: 30})

    assert before < 30
    assert town.results(strong) == {Result.ACCEPTED: 30}
