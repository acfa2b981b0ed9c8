"""Real sender processes against push services on the loopback: killed, silenced, stopped."""

import os
import signal
import socket
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from alerts.ports import Registration, Result
from alerts.push.endpoints import PushService, push_service
from service.sending.child import MOST_IN_FLIGHT, Running
from service.sending.dispatcher import Dispatcher
from service.sending.frames import SetUp
from service.sending.spawning import sender_processes
from tests.ports.push_gateway.conftest import PlainServer, plain_server
from tests.service.sending.town import KEYS, Town, wait_for, warning


class Loopback(Town):
    """Phones of push services on the loopback, and real sender processes, `pids` of all of them."""

    def __init__(self, services: list[PushService], processes: int) -> None:
        super().__init__()
        self.pids: list[int] = []
        self._spawn = sender_processes(
            SetUp(tuple(services), {}, ca_file="", timeout_s=20.0, most_streams=100)
        )
        self.dispatcher = Dispatcher(
            self.stores, KEYS, "mailto:a@b.example", self._noted, processes=processes
        )

    def phone_at(self, origin: str, path: str) -> None:
        number = self.phone(len(self.store.phones))
        phone = self.store.phones[number]
        fields = {
            name: getattr(phone.registration, name) for name in Registration.__struct_fields__
        }
        phone.registration = Registration(
            **{**fields, "endpoint": f"{origin}{path}", "service": origin}
        )

    def _noted(self) -> Running:
        running = self._spawn()
        self.pids.append(running.pid)
        return running


@pytest.fixture
def service() -> Iterator[PlainServer]:
    with plain_server() as server:
        yield server


def test_killed_in_the_middle_nobody_is_lost_and_few_are_told_twice(
    service: PlainServer, running: Callable[[Town], Town]
) -> None:
    origin, people = service.origin, 1_500
    town = Loopback([push_service(origin)], processes=2)
    for index in range(people):
        town.phone_at(origin, f"/201/{index}")
    running(town)

    alert_id = town.say(warning())
    for number, milestone in enumerate((100, 500)):
        wait_for(lambda n=milestone: len(service.received) >= n)  # type: ignore[misc]
        os.kill(town.pids[number], signal.SIGKILL)
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: people})

    told = Counter(one.path for one in service.received)
    assert set(told) == {f"/201/{index}" for index in range(people)}
    assert sum(told.values()) - people <= 2 * MOST_IN_FLIGHT
    assert len(town.pids) >= 3


def test_a_service_that_accepts_connections_and_says_nothing_holds_no_other(
    service: PlainServer, running: Callable[[Town], Town]
) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=512) as silent:
        dead, origin = f"http://127.0.0.1:{silent.getsockname()[1]}", service.origin
        town = Loopback([push_service(dead), push_service(origin)], processes=1)
        for index in range(600):
            town.phone_at(dead, f"/201/dead/{index}")
        for index in range(200):
            town.phone_at(origin, f"/201/{index}")
        running(town)

        alert_id = town.say(warning())
        wait_for(lambda: town.results(alert_id).get(Result.ACCEPTED) == 200)

        os.kill(town.pids[0], signal.SIGKILL)  # or closing waits for what is under way
    assert town.results(alert_id) == {Result.ACCEPTED: 200, Result.OWED: 600}


def test_an_interrupt_of_the_terminal_is_for_the_service_and_not_for_its_processes(
    service: PlainServer, running: Callable[[Town], Town]
) -> None:
    origin = service.origin
    town = Loopback([push_service(origin)], processes=1)
    town.phone_at(origin, "/201/first")
    running(town)
    first = town.say(warning())
    wait_for(lambda: town.results(first) == {Result.ACCEPTED: 1})

    os.kill(town.pids[0], signal.SIGINT)
    second = town.say(warning(identifier="r-2"))
    wait_for(lambda: town.results(second) == {Result.ACCEPTED: 1})

    assert len(town.pids) == 1


def test_closing_leaves_no_process_behind(service: PlainServer) -> None:
    town = Loopback([push_service(service.origin)], processes=2)
    town.dispatcher.start()
    wait_for(lambda: len(town.pids) == 2)

    town.dispatcher.close()

    for pid in town.pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
