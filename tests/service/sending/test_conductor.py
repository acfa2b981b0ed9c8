"""What is handed to a sender process, when it counts, and what happens if it dies or hangs."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from alerts.ports import Result
from service.sending.child import MOST_IN_FLIGHT
from service.sending.dispatcher import Dispatcher
from service.sending.frames import Answers, Batch
from tests.factories import hazard
from tests.service.sending.scripted import Scripted, SlowDisk, never
from tests.service.sending.town import KEYS, LATER, Town, following, wait_for, warning

ONE, TWO = (f"https://{name}.example.org" for name in ("one", "two"))
Start = Callable[..., Town]


@pytest.fixture
def child() -> Scripted:
    return Scripted()


@pytest.fixture
def running(child: Scripted) -> Iterator[Start]:
    """Starts a town over the scripted sender process; `timeout_s` is what a push may take."""
    started: list[Town] = []

    def start(town: Town, timeout_s: float = 10.0) -> Town:
        town.dispatcher = Dispatcher(
            town.stores,
            KEYS,
            "mailto:a@b.example",
            child.spawn,
            most_at_once=10_000,
            timeout_s=timeout_s,
        )
        town.dispatcher.start()
        started.append(town)
        return town

    yield start
    for town in started:
        child.die()
        town.dispatcher.close()


def endpoints(batches: list[Batch]) -> Counter[str]:
    return Counter(record[0] for batch in batches for record in batch.records)


def alert_of(batch: Batch) -> str:
    (lines,) = batch.headers
    (topic,) = [line.removeprefix("Topic: ") for line in lines if line.startswith("Topic")]
    return topic


def test_never_more_are_in_flight_than_a_crash_may_repeat(child: Scripted, running: Start) -> None:
    town = Town()
    disk = SlowDisk(town.store)
    town.turn_to(disk)
    town.phones(1_500)
    running(town)
    alert_id = town.say(warning())

    child.wait_for(1)
    accept_all_that_come(child)

    assert disk.tried.wait(20)
    assert 512 < child.records() <= MOST_IN_FLIGHT
    assert town.results(alert_id) == {Result.OWED: 1_500}
    disk.free.set()
    wait_for(lambda: (accept_all_that_come(child, 0), not town.is_owing())[1])
    assert town.results(alert_id) == {Result.ACCEPTED: 1_500}
    assert max(endpoints(child.batches).values()) == 1


def accept_all_that_come(child: Scripted, for_s: float = 0.3) -> None:
    """Until no more come for so long."""
    while True:
        for batch in child.batches[child.answered :]:
            child.accept(batch)
            child.answered += 1
        if never(lambda: len(child.batches) > child.answered, for_s):
            return


def test_while_the_store_refuses_results_sending_goes_on(child: Scripted, running: Start) -> None:
    town = Town()
    disk = SlowDisk(town.store)
    disk.fails = True
    disk.free.set()
    town.turn_to(disk)
    town.phones(1_500)
    running(town)
    alert_id = town.say(warning())

    while child.records() < 1_500:
        child.wait_for(child.records() + 1 if child.answered == len(child.batches) else 0)
        accept_all_that_come(child, 0)
    accept_all_that_come(child, 0)

    assert max(endpoints(child.batches).values()) == 1
    assert [alarm.topic for _, alarm in town.dispatcher.alarms()] == ["store"]
    disk.fails = False
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 1_500})


def test_a_sender_process_that_dies_loses_nobody_and_nothing_that_was_answered(
    child: Scripted, running: Start
) -> None:
    town = running(Town())
    town.phones(100)
    alert_id = town.say(warning())
    [first] = child.wait_for(100)
    child.accept(first, *range(40))
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 40, Result.OWED: 60})

    child.die()
    again = child.wait_for(160)[1:]

    assert sorted(endpoints(again)) == sorted(record[0] for record in first.records[40:])
    for batch in again:
        child.accept(batch)
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 100})
    assert child.ends == 1


def assert_asked_again(child: Scripted, town: Town, alert_id: str) -> None:
    """Comes with a second batch, and reaches the one phone that there is."""
    child.accept(child.wait_for(2)[1])
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 1})


@pytest.mark.parametrize(
    "nonsense",
    [
        Answers(999, b"\0", b"", [], ""),
        Answers(1, b"\0\0", b"", [], ""),
        Answers(1, b"\xff", b"", [], ""),
    ],
)
def test_a_sender_process_that_talks_nonsense_is_replaced(
    child: Scripted, running: Start, nonsense: Answers
) -> None:
    town = running(Town())
    town.phone(1)
    alert_id = town.say(warning())
    child.wait_for(1)

    child.say(nonsense)

    assert_asked_again(child, town, alert_id)


def test_a_sender_process_that_says_nothing_for_too_long_is_replaced(
    child: Scripted, running: Start
) -> None:
    town = running(Town(), timeout_s=-3.0)  # after one second
    town.phone(1)

    alert_id = town.say(warning())
    child.wait_for(1)

    assert_asked_again(child, town, alert_id)


def test_a_push_service_that_never_answers_leaves_room_for_the_others(
    child: Scripted, running: Start
) -> None:
    town = running(Town())
    town.phones(2_000, "one")
    town.phones(30, "two")

    town.say(warning())

    wait_for(lambda: {batch.service for batch in child.batches} == {ONE, TWO})
    assert child.records() <= MOST_IN_FLIGHT


def test_a_newer_revision_calls_the_older_back_and_waits_for_whom_it_is_on_its_way_to(
    child: Scripted, running: Start
) -> None:
    town = running(Town())
    town.phones(20)
    first = warning()
    alert_id = town.say(first)
    [older] = child.wait_for(20)

    town.say(following(first))
    child.wait_for_drops(1)
    child.give_back(older, *range(5, 20))
    newer = child.wait_for(35)[1]

    assert endpoints([newer]) == Counter(record[0] for record in older.records[5:])
    assert never(lambda: child.records() > 35)
    child.accept(older, *range(5))
    last = child.wait_for(40)[2]
    assert endpoints([last]) == Counter(record[0] for record in older.records[:5])
    for batch in (newer, last):
        child.accept(batch)
    wait_for(lambda: town.results(alert_id, 2) == {Result.ACCEPTED: 20})
    assert town.results(alert_id, 1) == {Result.ACCEPTED: 5, Result.SUPERSEDED: 15}


def test_people_in_greater_danger_call_back_what_is_not_on_its_way(
    child: Scripted, running: Start
) -> None:
    town = running(Town())
    town.phones(20)
    weak = town.say(warning(hazards=(hazard(severity="Minor", expires=LATER),)))
    [first] = child.wait_for(20)

    strong = town.say(
        warning(identifier="r-2", hazards=(hazard(severity="Extreme", expires=LATER),))
    )
    child.wait_for_drops(1)
    child.give_back(first)
    wait_for(lambda: len(child.batches) == 3)

    assert [alert_of(batch) for batch in child.batches] == [weak, strong, weak]


def test_a_throttled_service_gets_nothing_until_its_pause_is_over(
    child: Scripted, running: Start
) -> None:
    town = running(Town())
    town.phones(400)
    town.say(warning())
    first = child.wait_for(200)[0]

    child.say(Answers(first.id, b"", b"", [(0, 429, "900", "", "")], ""))
    child.wait_for_drops(1)
    before = len(child.batches)
    for batch in child.batches:
        left = range(1 if batch is first else 0, len(batch.records))
        child.give_back(batch, *left)

    assert never(lambda: len(child.batches) > before)
    (sending,) = town.dispatcher.sending(LATER)
    assert (sending.ahead, sending.status) == (400, 0)


def test_staff_hear_of_sender_processes_that_keep_dying(child: Scripted, running: Start) -> None:
    town = running(Town())
    town.phone(1)
    alert_id = town.say(warning())

    for count in (1, 2, 3):
        child.wait_for(count)
        child.die()
    wait_for(lambda: [one.topic for _, one in town.dispatcher.alarms()] == ["sender"])
    child.accept(child.wait_for(4)[3])

    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 1})
