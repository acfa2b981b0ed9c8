"""The whole service is killed while it delivers; started again, it finishes, and nobody is lost.

The judge is the demo's: phones in another process's memory, exact points, no code of `geo`.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.places import write_gazetteer
from service.control import ask
from service.demo import drill
from service.demo.city import build_city
from service.demo.http_server import HttpServers
from service.demo.judge import Finding, Step, judge
from service.demo.official_areas import official_areas
from service.demo.phones import Phone, make_phones
from service.demo.push_service import PushServices
from service.demo.reading import why_unreadable
from service.demo.registration import Registrar
from service.demo.scene import Scene, scene_of
from service.demo.server import Issued, Server, operate, prepare
from service.demo.settings_file import free_port, write_settings

PATIENCE_S = 60.0
PHONES = 500
# In flight when it is killed: at most what the gateways of two push services have under way.
MOST_REPEATED = 2 * 100


class Town:
    """A service with registered phones, which can be killed and started again."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        city = build_city()
        gazetteer = folder / "areas.msgpack"
        write_gazetteer(gazetteer, official_areas(city))
        self.scene: Scene = scene_of(city.street_nodes, city.flood_zone, [gazetteer])
        self.folder = folder
        self.stack = stack
        port = free_port()
        self.base_url = f"http://127.0.0.1:{port}"
        self.registrar = stack.enter_context(Registrar(self.base_url))
        self.services = PushServices(self.registrar.take_nonce, lambda _: 1)
        http = stack.enter_context(HttpServers(2, self.services.answer))
        self.settings = write_settings(folder, port, http.origins, [gazetteer])
        prepare(["keys", "init"], self.settings, PATIENCE_S)
        self.start()
        self.phones: tuple[Phone, ...] = tuple(
            make_phones(self.scene.nodes, http.origins, PHONES, 7, time.time())
        )
        key = self.registrar.push_key()
        self.services.subscribe(self.phones, key.public_key)
        self.registrar.register(self.phones, key.key_id, PATIENCE_S)

    def start(self) -> None:
        self.server = self.stack.enter_context(
            Server(self.settings, self.base_url, self.folder / "server.log")
        )
        self.server.wait_ready(PATIENCE_S)

    def order(self, name: str) -> Issued:
        bulletin = drill.order(datetime.now(UTC).replace(microsecond=0), self.scene.ordered)
        file = self.folder / f"{name}.xml"
        xml = drill.to_xml(bulletin).replace(bulletin.identifier.encode(), f"drill-{name}".encode())
        file.write_bytes(xml)
        return operate(["issue", str(file)], self.settings, PATIENCE_S)

    def got(self, issued: Issued) -> Counter[int]:
        """How often each phone decrypted the alert."""
        return Counter(
            one.phone for one in tuple(self.services.received) if one.alert_id == issued.alert_id
        )

    def is_done(self, issued: Issued) -> bool:
        told = ask(self.folder / "hansho.sock", {"command": "progress", "alert": issued.alert_id})
        return bool(told["done"])

    def judged(self, issued: Issued) -> Finding:
        step = Step(
            alert_id=issued.alert_id,
            revision=issued.revision,
            committed=issued.committed,
            area=self.scene.ordered,
        )
        leaver, *phones = self.phones
        received = [one for one in tuple(self.services.received) if one.phone != leaver.number]
        return judge([step], phones, received, why_unreadable)[0]


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "what was waited for did not come"
        time.sleep(0.001)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with ExitStack() as stack:
        yield Town(tmp_path_factory.mktemp("t"), stack)


@pytest.mark.parametrize("after", [0, 1, 7, 30, 75])
def test_a_service_that_is_killed_while_it_delivers_finishes_when_it_is_started_again(
    town: Town, after: int
) -> None:
    issued = town.order(f"after-{after}")
    wait_for(lambda: sum(town.got(issued).values()) >= after)

    town.server.crash()
    town.start()
    wait_for(lambda: town.is_done(issued))

    finding = town.judged(issued)
    assert finding.inside
    assert (finding.missed, finding.unwanted, finding.wrong_language) == (
        frozenset(),
        frozenset(),
        frozenset(),
    )
    repeated = sum(count - 1 for count in town.got(issued).values())
    assert repeated <= MOST_REPEATED
    assert not town.services.defects


def test_a_repeat_carries_the_same_id_and_revision_so_that_phones_show_it_once(
    town: Town,
) -> None:
    tags = {
        (one.alert_id, one.revision): one.notification["tag"]
        for one in tuple(town.services.received)
    }

    assert all(tag == alert_id for (alert_id, _), tag in tags.items())


def test_a_deleted_phone_leaves_its_endpoint_in_no_file_of_the_service(town: Town) -> None:
    phone = town.phones[0]  # not one of those who are judged
    before = files_that_hold(town.folder, phone.token)

    town.registrar.leave(phone)

    assert [name for name in before if name.startswith("hansho.sqlite")]
    assert files_that_hold(town.folder, phone.token) == []


def files_that_hold(folder: Path, token: str) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if token.encode() in file.read_bytes()]


def test_no_log_names_an_endpoint_an_address_or_a_key(town: Town) -> None:
    log = (town.folder / "server.log").read_text()

    for phone in town.phones[:50]:
        assert phone.token not in log
    assert "Mozilla" not in log
    assert json.dumps("p256dh") not in log
