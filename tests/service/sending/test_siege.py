"""One true sender process, one good push service, and beside it every kind of harm at once."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509

from alerts.model import PlaceClass
from alerts.ports import Place, Registration
from alerts.push.endpoints import push_service
from alerts.push.envelope import public_bytes
from service.sending.child import Running
from service.sending.dispatcher import Dispatcher
from service.sending.frames import SetUp
from service.sending.spawning import sender_processes
from tests.certificates import THIS_MACHINE, certificate
from tests.service.sending.hostile import HARMS, Service
from tests.service.sending.town import AUTH, INSIDE, KEYS, PHONE_KEY, VAPID, Town, wait_for, warning

GOOD, BAD = 300, 6
TIMEOUT_S = 2.0
PATIENCE_S = 120.0
MOST_MIB = 250
_PROCESS = b"service.sending.process"


class Besieged(Town):
    """Phones at every service; they are sent to by one process of the very kind that serves."""

    def __init__(self, services: list[Service], ca_file: Path) -> None:
        self.set_up = SetUp(
            tuple(push_service(one.origin) for one in services), {}, str(ca_file), TIMEOUT_S, 100
        )
        self.started = 0
        super().__init__()
        for index, one in enumerate(services):
            for number in range(BAD if index else GOOD):
                self.phone_at(one.origin, number)

    def new_dispatcher(self) -> Dispatcher:
        spawn = sender_processes(self.set_up)

        def counted() -> Running:
            self.started += 1
            return spawn()

        return Dispatcher(
            self.stores, KEYS, "mailto:a@b.example", counted, processes=1, timeout_s=TIMEOUT_S
        )

    def phone_at(self, origin: str, number: int) -> None:
        now = datetime.now(UTC)
        phone = Registration(
            endpoint=f"{origin}/{number}",
            service=origin,
            public_key=public_bytes(PHONE_KEY.public_key()),
            auth=AUTH,
            language="en",
            key_id=VAPID.key_id,
        )
        own = self.stores.subscriptions.register(phone, b"s", b"n", now)
        self.stores.subscriptions.confirm(own, b"n")
        home = Place(place_class=PlaceClass.HOME, cells=(INSIDE,), since=now, until=None)
        self.stores.subscriptions.set_places(own, [home])

    def peak_mib(self) -> float:
        """The most that any sender process ever held."""
        lists = Path("/proc/self/task").glob("*/children")
        numbers = [number for one in lists for number in one.read_text().split()]
        ours = [
            Path("/proc", number)
            for number in numbers
            if _PROCESS in Path("/proc", number, "cmdline").read_bytes()
        ]
        return max(_peak_kib(one) for one in ours) / 1024


def _peak_kib(process: Path) -> int:
    lines = (process / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


class Siege(NamedTuple):
    """`during`: paths that the good service took while all others did harm. `missing`: after they
    had stopped, by kind of harm. `started`: sender processes. `peak_mib`: of the process.
    """

    during: set[str]
    harmed: dict[str, int]
    missing: dict[str, set[str]]
    started: int
    peak_mib: float


def paths(count: int) -> set[str]:
    return {f"/{number}" for number in range(count)}


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    folder = tmp_path_factory.mktemp("siege")
    good = certificate(folder / "good.pem", THIS_MACHINE)
    other = certificate(folder / "other.pem", x509.DNSName("another.example"))
    trusted = folder / "trusted.pem"
    trusted.write_bytes(good.read_bytes() + other.read_bytes())
    own = {"another_name": other}
    bad = {one.__name__: Service(good, one, own.get(one.__name__)) for one in HARMS}
    services = [Service(good), *bad.values()]
    town = Besieged(services, trusted)
    town.dispatcher.start()
    try:
        yield _laid(town, services[0], bad)
    finally:
        town.dispatcher.close()
        for one in services:
            one.stop()


def _laid(town: Besieged, good: Service, bad: dict[str, Service]) -> Siege:
    town.say(warning())
    wait_for(lambda: set(good.accepted) == paths(GOOD), PATIENCE_S)
    wait_for(lambda: all(one.harmed for one in bad.values()), PATIENCE_S)
    during = set(good.accepted)
    harmed = {name: one.harmed for name, one in bad.items()}
    for one in bad.values():
        one.behave()
    with suppress(AssertionError):  # each kind of harm has a test that says whom it cost
        wait_for(lambda: all(set(one.accepted) >= paths(BAD) for one in bad.values()), PATIENCE_S)
    missing = {name: paths(BAD) - set(one.accepted) for name, one in bad.items()}
    return Siege(during, harmed, missing, town.started, town.peak_mib())


def test_the_good_service_took_all_its_pushes_while_the_others_did_harm(siege: Siege) -> None:
    assert siege.during == paths(GOOD)


@pytest.mark.parametrize("harm", [one.__name__ for one in HARMS])
def test_nobody_is_lost_once_the_harm_ends(siege: Siege, harm: str) -> None:
    assert siege.harmed[harm] > 0
    assert siege.missing[harm] == set()


def test_the_process_survives_in_little_memory(siege: Siege) -> None:
    assert siege.started == 1
    assert siege.peak_mib < MOST_MIB
