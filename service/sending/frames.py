"""What goes between the writing process and its sender processes: length, then MessagePack.

Positions in a batch are one byte each, so that a batch has at most 256 records and answers to
them are plain bytes. A sender process gets nothing that it does not need for one push.
"""

from collections.abc import Iterator
from io import RawIOBase
from typing import TypeVar

import msgspec

from alerts.push.endpoints import PushService

MOST_IN_BATCH = 256
_LENGTH_BYTES = 4
# The largest batch is 256 records of 2 KiB and some hundred texts; more is no frame of ours.
_LONGEST = 16 * 1024 * 1024

# endpoint, index of its headers, index of its plaintext, and either the agreed key (65 bytes of
# ours, 32 of key material) or, where none was agreed yet, the phone's own (65 bytes, 16 of auth).
Record = tuple[str, int, int, bytes, bytes]
# position, status, Retry-After, Date, error
Other = tuple[int, int, str, str, str]


class SetUp(msgspec.Struct, frozen=True, array_like=True, tag=0):
    """The first frame: where pushes may go, as in the settings. `ca_file`: empty, the usual ones.

    `most_streams`: pushes at once over one connection.
    """

    services: tuple[PushService, ...]
    stand_ins: dict[str, str]
    ca_file: str
    timeout_s: float
    most_streams: int


class Batch(msgspec.Struct, frozen=True, array_like=True, tag=1):
    """Recipients of one revision at one push service. `at_once` holds for the whole service."""

    id: int
    service: str
    at_once: int
    headers: list[list[str]]
    plaintexts: list[bytes]
    records: list[Record]


class Drop(msgspec.Struct, frozen=True, array_like=True, tag=2):
    """What of these batches is not on its way yet is to come back as unsent."""

    batches: list[int]


class AtOnce(msgspec.Struct, frozen=True, array_like=True, tag=3):
    """How many pushes of this service may be under way in this process from now on."""

    service: str
    at_once: int


class Answers(msgspec.Struct, frozen=True, array_like=True):
    """What is new about one batch. Every position comes exactly once over all its answers.

    `accepted`, `unsent`: positions. `others`: every other answer. `date`: a `Date` header that
    came with one of the accepted, or empty.
    """

    batch: int
    accepted: bytes
    unsent: bytes
    others: list[Other]
    date: str


Order = SetUp | Batch | Drop | AtOnce
T = TypeVar("T")

_encoder = msgspec.msgpack.Encoder()
ORDERS = msgspec.msgpack.Decoder(Order)
ANSWERS = msgspec.msgpack.Decoder(Answers)


class BrokenFrame(ValueError):
    """The other side wrote something that is no frame; the connection is of no more use."""


def packed(message: Order | Answers) -> bytes:
    body = _encoder.encode(message)
    return len(body).to_bytes(_LENGTH_BYTES) + body


def first(stream: RawIOBase, decoder: "msgspec.msgpack.Decoder[T]") -> T | None:
    """One frame and not a byte more of a blocking stream; None if it ended. Raises BrokenFrame."""
    reading = Reading()
    while (missing := reading.missing()) > 0:
        piece = stream.read(missing)
        if not piece:
            return None
        for message in reading.feed(piece, decoder):
            return message
    return None


class Reading:
    """Bytes as they come -> whole frames."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, piece: bytes, decoder: "msgspec.msgpack.Decoder[T]") -> Iterator[T]:
        """Raises BrokenFrame."""
        self._bytes += piece
        while (body := self._next()) is not None:
            try:
                yield decoder.decode(body)
            except msgspec.MsgspecError as error:
                raise BrokenFrame(f"not a frame: {error}") from error

    def missing(self) -> int:
        """How many bytes at least are missing until the next frame, or its length, is whole."""
        length = int.from_bytes(self._bytes[:_LENGTH_BYTES])
        if len(self._bytes) < _LENGTH_BYTES:
            return _LENGTH_BYTES - len(self._bytes)
        return _LENGTH_BYTES + length - len(self._bytes)

    def _next(self) -> bytes | None:
        length = int.from_bytes(self._bytes[:_LENGTH_BYTES])
        if length > _LONGEST:
            raise BrokenFrame(f"a frame of {length} bytes")
        end = _LENGTH_BYTES + length
        if len(self._bytes) < max(end, _LENGTH_BYTES):
            return None
        body = bytes(self._bytes[_LENGTH_BYTES:end])
        del self._bytes[:end]
        return body
