"""The loop of a sender process, spoken to over its socket: it seals, sends and answers."""

import socket
import threading
from collections.abc import Iterator

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from alerts.ports import Push
from alerts.push.endpoints import push_service
from alerts.push.envelope import agree, public_bytes
from alerts.testing import MemoryPushGateway
from alerts.testing_gateway import Reply
from service.sending.frames import (
    ANSWERS,
    ORDERS,
    Answers,
    AtOnce,
    Batch,
    BrokenFrame,
    Drop,
    Reading,
    Record,
    SetUp,
    packed,
)
from service.sending.loop import KEY_REFUSED
from service.sending.testing import in_thread

SERVICE = "https://push.example.org"
HEADERS = [["TTL: 60", "Expect:"]]
PHONE = ec.derive_private_key(7, ec.SECP256R1())
PUBLIC, AUTH = public_bytes(PHONE.public_key()), b"a" * 16
AGREED = agree(PUBLIC, AUTH, ec.derive_private_key(9, ec.SECP256R1()))
PATIENCE_S = 20.0


class Process:
    """The writing process's end. `sent` is what the push service got; `rule` may wait for `free`."""

    def __init__(self) -> None:
        self.sent: list[Push] = []
        self.free = threading.Event()
        self.free.set()
        self.status = 201
        running = in_thread(lambda: MemoryPushGateway([push_service(SERVICE)], self._rule))()
        self.control, self.end = running.control, running.end
        self.control.settimeout(PATIENCE_S)
        self._reading = Reading()

    def tell(self, order: Batch | Drop | AtOnce) -> None:
        self.control.sendall(packed(order))

    def answers(self, count: int) -> list[Answers]:
        """Until so many recipients were answered for."""
        told: list[Answers] = []
        while sum(len(a.accepted) + len(a.unsent) + len(a.others) for a in told) < count:
            told += self._reading.feed(self.control.recv(1 << 16), ANSWERS)
        return told

    def _rule(self, push: Push) -> Reply:
        self.sent.append(push)
        assert self.free.wait(PATIENCE_S)
        return Reply(status=self.status, retry_after="9" if self.status == 429 else "")


@pytest.fixture
def process() -> Iterator[Process]:
    made = Process()
    yield made
    made.free.set()
    made.control.close()
    made.end()


def record(index: int, first: bytes = AGREED.sender_public, second: bytes = AGREED.ikm) -> Record:
    return (f"{SERVICE}/{index}", 0, 0, first, second)


def batch(records: list[Record], number: int = 1, at_once: int = 8) -> Batch:
    return Batch(number, SERVICE, at_once, HEADERS, [b"the river rises"], records)


def opened(push: Push) -> bytes:
    plain: bytes = http_ece.decrypt(
        push.body, private_key=PHONE, auth_secret=AUTH, version="aes128gcm"
    )
    return plain


def test_everybody_in_a_batch_is_sent_to_and_answered_for_once(process: Process) -> None:
    process.tell(batch([record(index) for index in range(200)]))

    told = process.answers(200)

    assert sorted(b"".join(one.accepted for one in told)) == list(range(200))
    assert [one.endpoint for one in process.sent] == [f"{SERVICE}/{n}" for n in range(200)]
    assert len({one.body[:16] for one in process.sent}) == 200
    assert {opened(one) for one in process.sent} == {b"the river rises"}


def test_a_phone_without_an_agreed_key_gets_one_on_the_spot(process: Process) -> None:
    process.tell(batch([record(0, PUBLIC, AUTH)]))

    process.answers(1)

    assert opened(process.sent[0]) == b"the river rises"


def test_a_phone_whose_keys_are_no_keys_harms_no_other(process: Process) -> None:
    process.tell(batch([record(0, b"\4" * 65, AUTH), record(1)]))

    told = process.answers(2)

    assert b"".join(one.accepted for one in told) == b"\1"
    [(position, status, _, _, error)] = [other for one in told for other in one.others]
    assert (position, status, error.startswith(KEY_REFUSED)) == (0, 0, True)


def test_what_is_no_success_is_told_as_it_came(process: Process) -> None:
    process.status = 429
    process.tell(batch([record(0)]))

    [told] = process.answers(1)

    assert told == Answers(1, b"", b"", [(0, 429, "9", "", "")], "")


def test_what_is_not_on_its_way_comes_back_unsent_when_it_is_dropped(process: Process) -> None:
    process.free.clear()
    process.tell(batch([record(index) for index in range(50)], at_once=1))
    process.tell(batch([record(index) for index in range(50, 60)], number=2, at_once=1))
    process.tell(Drop([1, 2, 77]))
    process.free.set()

    told = process.answers(60)

    unsent = {number: b"".join(a.unsent for a in told if a.batch == number) for number in (1, 2)}
    accepted = sum(len(one.accepted) for one in told)
    assert accepted == len(process.sent) <= 2
    assert len(unsent[1]) + len(unsent[2]) == 60 - accepted


def test_a_broken_frame_ends_the_process(process: Process) -> None:
    process.control.sendall(b"\0\0\0\1\xc1")

    assert process.control.recv(1) == b""


# --- frames ---------------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=5), st.integers(1, 999))
def test_frames_are_read_however_the_bytes_come(sizes: list[int], piece: int) -> None:
    sent = [
        Batch(number, SERVICE, 1, HEADERS, [b"x" * size], [record(0)])
        for number, size in enumerate(sizes)
    ]
    raw = b"".join(map(packed, sent))
    reading = Reading()

    read = [
        order
        for start in range(0, len(raw), piece)
        for order in reading.feed(raw[start : start + piece], ORDERS)
    ]

    assert read == sent


@pytest.mark.parametrize("raw", [b"\xff\xff\xff\xff", b"\0\0\0\2\x91\x09", b"\0\0\0\1\xc1"])
def test_what_is_no_frame_is_refused(raw: bytes) -> None:
    with pytest.raises(BrokenFrame):
        list(Reading().feed(raw, ORDERS))


def test_a_set_up_goes_over_whole() -> None:
    set_up = SetUp((push_service("http://127.0.0.1:9000"),), {"a": "b"}, "ca.pem", 1.5, 9)

    assert list(Reading().feed(packed(set_up), ORDERS)) == [set_up]


def test_a_process_whose_socket_is_closed_ends(process: Process) -> None:
    process.control.shutdown(socket.SHUT_WR)

    assert process.control.recv(1) == b""
