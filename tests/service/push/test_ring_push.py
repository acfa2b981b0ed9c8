"""A ring leaves the real service for a local push service, which checks it and can open it."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.push.envelope import public_bytes
from service.demo.http_server import HttpServers, Request, Response
from service.demo.opening import open_message
from service.demo.push_rules import refusal
from service.desk.acting import Who
from service.desk.means import Ring as Told
from service.desk.ports import MACHINE, Change, Entry, Role, Session, Staff
from service.desk.rings import Recall, Ring, Said, Why
from service.push.ring_push import topic_of
from service.settings import Settings
from service.wiring import Service
from tests.factories import NOW
from tests.service.desk.rig import person

DEVICE = ec.generate_private_key(ec.SECP256R1())
AUTH = b"a" * 16
MOST_BYTES = 1_000
"""Small enough for every push service and bridge, with room for long names of places."""


class Stand:
    """A service, and a push service that keeps what it was sent."""

    def __init__(self, folder: Path) -> None:
        self.requests: list[Request] = []
        self.status = 201
        self.servers = ExitStack()
        servers = self.servers.enter_context(HttpServers(1, self._answer))
        self.origin = servers.origins[0]
        settings = Settings(data_dir=folder, push_services=(self.origin,))
        self.service = Service(settings)
        self.service.__enter__()
        self.who = self._approver("Eve")

    def close(self) -> None:
        self.service.__exit__()
        self.servers.close()

    def _answer(self, _origin: str, request: Request) -> Response:
        self.requests.append(request)
        return Response(status=self.status)

    def _approver(self, name: str) -> Who:
        grants = person(1, Role.APPROVER).staff.grants
        newest = self.service.audit.newest()
        stored = self.service.staff.apply(
            Change(staff=Staff(number=0, name=name, grants=grants, may_approve_from=NOW)),
            Entry(at=NOW, actor=MACHINE, act="staff.add", subject=""),
            seen=newest.n if newest else 0,
        )
        assert stored is not None
        session = Session(
            id_hash=b"s" * 32, staff=stored.number, begun=NOW, used=NOW, strength="passkey"
        )
        return Who(staff=stored, session=session)

    def add(self) -> None:
        keys = (public_bytes(DEVICE.public_key()), AUTH)
        endpoint = f"{self.origin}/push/eve"
        ringing = self.service.rings.ringing
        ringing.add(self.who, endpoint, keys, "phone", "ja", datetime.now(UTC))

    def rung_and_answered(self) -> Ring:
        """News for every approver: pushed to Eve, and seen by Fay. The ring, once it is over."""
        fay, rings = self._approver("Fay"), self.service.rings
        rings.ringing.tell(Told(why=Why.GIVEN_BACK, subject="city:1"))
        rings.ringer.look(datetime.now(UTC))
        (ring,) = rings.ringing.store.going_on()
        rings.ringing.answer(fay, ring.id, Said.OPENED, datetime.now(UTC))
        rings.ringer.look(datetime.now(UTC))
        return rings.ringing.store.recent(1)[0]

    def rung(self) -> Ring:
        """A test ring, once it was pushed."""
        self.service.rings.ringing.test(self.who, datetime.now(UTC))
        self.service.rings.ringer.look(datetime.now(UTC))
        return self.service.rings.ringing.store.recent(1)[0]


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    made = Stand(tmp_path)
    yield made
    made.close()


def test_a_ring_is_a_push_that_a_push_service_takes_and_its_device_can_open(stand: Stand) -> None:
    stand.add()

    ring = stand.rung()

    (request,) = stand.requests
    key = stand.service.rings.key.application_server_key
    plain = open_message(request.body, DEVICE, AUTH)
    notification = msgspec.json.decode(plain)["notification"]
    assert refusal(request, stand.origin, key, time.time()) is None
    assert request.path == "/push/eve"
    assert request.headers["topic"] == topic_of(f"ring-{ring.subject}")
    assert (notification["title"], notification["lang"]) == ("【訓練】呼出の試験", "ja")
    assert notification["body"].endswith("これは訓練です。")
    assert len(plain) <= MOST_BYTES
    assert [(one.outcome.value, one.detail) for one in ring.calls] == [("reached", "1/1")]


def test_the_end_of_a_ring_is_such_a_push_too_quiet_and_in_the_ring_s_place(stand: Stand) -> None:
    stand.add()

    ring = stand.rung_and_answered()

    loud, quiet = stand.requests
    key = stand.service.rings.key.application_server_key
    before, after = (
        msgspec.json.decode(open_message(one.body, DEVICE, AUTH))["notification"]
        for one in (loud, quiet)
    )
    assert refusal(quiet, stand.origin, key, time.time()) is None
    assert quiet.headers["topic"] == loud.headers["topic"]
    assert [one.headers["urgency"] for one in (loud, quiet)] == ["high", "normal"]
    assert (before["tag"], before["silent"], before["renotify"]) == ("ring-city:1", False, True)
    assert (after["tag"], after["silent"], after["renotify"]) == ("ring-city:1", True, False)
    assert after["title"].startswith("【訓練】対応は不要です：")
    assert "Fay" in after["body"]
    assert after["body"].endswith("これは訓練です。")
    assert [(one.staff, one.recall) for one in ring.rung] == [(stand.who.number, Recall.TAKEN)]


def test_the_key_of_the_phones_signs_no_ring(stand: Stand) -> None:
    stand.add()

    stand.rung()

    phones = stand.service.key.application_server_key
    found = refusal(stand.requests[0], stand.origin, phones, time.time())
    assert found is not None
    assert found.status in (401, 403)


def test_a_push_service_that_calls_a_device_gone_is_asked_no_more(stand: Stand) -> None:
    stand.add()
    stand.status = 410
    ring = stand.rung()
    stand.service.rings.ringing.store.end(ring.id, datetime.now(UTC))

    again = stand.rung()

    assert len(stand.requests) == 1
    assert [one.detail for one in (*ring.calls, *again.calls)] == ["410", "gone"]


def test_a_push_service_that_is_away_is_logged_as_such(stand: Stand) -> None:
    stand.add()
    stand.servers.close()

    ring = stand.rung()

    (call,) = ring.calls
    assert call.outcome.value == "failed"
    assert call.detail.startswith("libcurl ")
