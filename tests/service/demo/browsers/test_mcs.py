"""A push is kept until the browser has acknowledged it, however its connection fares."""

import queue
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from service.demo.browsers import protobuf
from service.demo.browsers.mcs import Mcs, Stanza

HEARTBEAT, HEARTBEAT_ANSWER, LOGIN, LOGIN_ANSWER, IQ, DATA = 0, 1, 2, 3, 7, 8
MESSAGE, LAST_RECEIVED, IMMEDIATE_ACK = 9, 11, 24
DEVICE = 4711
NOT_SOON = 300.0


def push_of(message: str, topic: str = "") -> Stanza:
    data = protobuf.text(MESSAGE, message)
    return Stanza(device=DEVICE, message=message, key=("page", topic), data=data)


class Line:
    """The browser's end of a connection."""

    def __init__(self, stream: ssl.SSLSocket, file: BinaryIO) -> None:
        self._stream = stream
        self._file = file

    def write(self, tag: int, data: bytes, start: bytes = b"") -> None:
        self._stream.sendall(start + bytes([tag]) + protobuf.varint(len(data)) + data)

    def log_in(self, *received: str) -> None:
        ids = b"".join(protobuf.text(10, one) for one in received)
        self.write(LOGIN, protobuf.text(4, str(DEVICE)) + ids, bytes([41]))
        assert self._file.read(1) == bytes([38])
        assert self.read()[0] == LOGIN_ANSWER

    def read(self) -> tuple[int, dict[int, protobuf.Value]]:
        tag, length, shift = self._file.read(1)[0], 0, 0
        while True:
            byte = self._file.read(1)[0]
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        said = protobuf.fields(self._file.read(length))
        return tag, {field.number: field.value for field in said}

    def message(self) -> protobuf.Value:
        tag, said = self.read()
        assert tag == DATA
        return said[MESSAGE]

    def messages(self) -> list[protobuf.Value]:
        """Whatever comes before the answer to a heartbeat."""
        self.write(HEARTBEAT, b"")
        found = []
        while True:
            tag, said = self.read()
            if tag == HEARTBEAT_ANSWER:
                return found
            found.append(said[MESSAGE])

    def acknowledge(self, count: int) -> None:
        """So many stanzas were read; the login's answer is the first."""
        self.write(IQ, protobuf.number(2, 1) + protobuf.text(3, "") + protobuf.number(10, count))

    def is_ended(self) -> bool:
        """Waits until the other side says something, or nothing for ever."""
        return self._file.read(1) == b""


@pytest.fixture
def logins() -> "queue.Queue[None]":
    return queue.Queue()


@pytest.fixture
def mcs(tmp_path: Path, logins: "queue.Queue[None]") -> Iterator[Mcs]:
    with Mcs(tmp_path, lambda: logins.put(None), patience=NOT_SOON, settling=0) as running:
        yield running


@contextmanager
def connected(mcs: Mcs) -> Iterator[Line]:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", mcs.port), timeout=30) as plain,
        context.wrap_socket(plain) as stream,
        stream.makefile("rb") as file,
    ):
        yield Line(stream, file)


def test_a_push_asks_to_be_acknowledged_at_once_and_says_what_was_read(mcs: Mcs) -> None:
    mcs.push(push_of("one"))

    with connected(mcs) as line:
        line.log_in()
        tag, said = line.read()

    assert (tag, said) == (DATA, {MESSAGE: b"one", LAST_RECEIVED: 1, IMMEDIATE_ACK: 1})


def test_what_was_not_acknowledged_comes_again_with_the_next_login(mcs: Mcs) -> None:
    for message in ("one", "two"):
        mcs.push(push_of(message))
    with connected(mcs) as line:
        line.log_in()
        assert [line.message(), line.message()] == [b"one", b"two"]
        line.acknowledge(2)
        assert line.messages() == []

    with connected(mcs) as line:
        line.log_in()

        assert line.messages() == [b"two"]


def test_what_a_login_lists_as_received_does_not_come_again(mcs: Mcs) -> None:
    for message in ("one", "two", "three"):
        mcs.push(push_of(message))

    with connected(mcs) as line:
        line.log_in("one", "three")

        assert line.messages() == [b"two"]


def test_a_push_on_an_open_line_is_sent_at_once_and_forgotten_when_acknowledged(
    mcs: Mcs, logins: "queue.Queue[None]"
) -> None:
    with connected(mcs) as line:
        line.log_in()
        logins.get(timeout=30)
        mcs.push(push_of("one"))
        assert line.message() == b"one"
        line.write(HEARTBEAT, protobuf.number(2, 2))
        assert line.read()[0] == HEARTBEAT_ANSWER

    with connected(mcs) as line:
        line.log_in()

        assert line.messages() == []


def test_a_topic_replaces_what_was_not_acknowledged_and_nothing_of_another(mcs: Mcs) -> None:
    for message, topic in (("one", "flood"), ("two", ""), ("three", "flood"), ("four", "fire")):
        mcs.push(push_of(message, topic))

    with connected(mcs) as line:
        line.log_in()

        assert line.messages() == [b"two", b"three", b"four"]


def test_a_line_that_does_not_acknowledge_is_given_up(tmp_path: Path) -> None:
    with Mcs(tmp_path, lambda: None, patience=0.01, settling=0) as mcs:
        mcs.push(push_of("one"))

        with connected(mcs) as line:
            line.log_in()
            assert line.message() == b"one"
            assert line.is_ended()

        with connected(mcs) as line:
            line.log_in()
            assert line.message() == b"one"
