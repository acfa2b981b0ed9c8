"""Feeds that want to harm whoever reads them, as servers on the loopback."""

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import msgspec

from service.watch.feed_round import MOST_BYTES, MOST_TAGS, MOST_TAGS_OF_ONE

_START = b'<feed xmlns="http://www.w3.org/2005/Atom">'
_ALERT = b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
_PIECE = 65_536
_PATIENCE_S = 60.0
_DRIP_S = 0.5
_LISTED = 5_000

Pieces = Iterator[bytes]
Answer = Callable[[str, str], Pieces]
"""Takes the path that was asked for and the server's own address; gives the answer piece by piece.
An empty piece is a pause."""


class Attack(msgspec.Struct, frozen=True, kw_only=True):
    """`what`: for readers, with what is sent. `trap`: nobody is to ask for that path."""

    name: str
    what: str
    answer: Answer
    trap: str = "/trap.xml"


class Hostile:
    """A server of one attack. `sent`: bytes so far; `asked`: the paths, in order."""

    def __init__(self, attack: Attack, listener: socket.socket) -> None:
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.asked: list[str] = []
        self.sent = 0
        self._attack, self._listener = attack, listener
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ends.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(_PATIENCE_S)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                peer, _ = self._listener.accept()
                with peer, suppress(OSError):
                    self._answer(peer)

    def _answer(self, peer: socket.socket) -> None:
        """One request a connection, as every answer says."""
        peer.settimeout(_PATIENCE_S)
        head = b""
        while b"\r\n\r\n" not in head and (piece := peer.recv(4096)):
            head += piece
        self.asked.append(head.split(b" ")[1].decode() if head else "")
        for piece in self._attack.answer(self.asked[-1], self.address):
            if self._ends.is_set() or (not piece and self._ends.wait(_DRIP_S)):
                return
            peer.sendall(piece)
            self.sent += len(piece)


@contextmanager
def attacking(attack: Attack) -> Iterator[Hostile]:
    """Until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        hostile = Hostile(attack, listener)
        try:
            yield hostile
        finally:
            hostile.close()


def _head(*more: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Connection: close", *more, "", ""]).encode()


def _body(body: bytes, *more: str) -> Pieces:
    yield _head(f"Content-Length: {len(body)}", *more)
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]


def _packed(body: bytes) -> Pieces:
    return _body(body, "Content-Encoding: gzip")


def _endless(_path: str, _address: str) -> Pieces:
    yield _head() + _START
    while True:
        yield b"<entry/>" * 8192


def _redirect(_path: str, address: str) -> Pieces:
    yield (
        f"HTTP/1.1 302 Found\r\nLocation: {address}/trap.xml\r\nConnection: close\r\n"
        "Content-Length: 0\r\n\r\n"
    ).encode()


def _bomb(_path: str, _address: str) -> Pieces:
    """1 GiB of zeros in a megabyte of gzip, packed piece by piece."""
    packer = zlib.compressobj(level=9, wbits=31)
    zeros = bytes(2**20)
    yield _head("Content-Encoding: gzip")
    for _ in range(1024):
        if piece := packer.compress(zeros):
            yield piece
    yield packer.flush()


def _million(_path: str, _address: str) -> Pieces:
    packer = zlib.compressobj(level=1, wbits=31)
    yield _head("Content-Encoding: gzip") + packer.compress(_START)
    for number in range(1_000_000):
        entry = f'<entry><id>{number}</id><link href="/{number}.xml"/></entry>'.encode()
        if piece := packer.compress(entry):
            yield piece
    yield packer.compress(b"</feed>") + packer.flush()


def _drip(_path: str, _address: str) -> Pieces:
    yield _head() + _START
    while True:
        yield b""
        yield b" "


def _deep(_path: str, _address: str) -> Pieces:
    return _body(_START + b"<a>" * (MOST_TAGS - 1))


def _crowd(path: str, _address: str) -> Pieces:
    """As long and with as many tags as are let through: the feed, and each warning of its own."""
    if path.startswith("/warning"):
        return _packed(_filled(_ALERT, b"</alert>"))
    listed = "".join(
        f'<entry><id>{number}</id><link href="/warning/{number}"/></entry>'
        for number in range(_LISTED)
    )
    return _packed(_filled(_START + listed.encode(), b"</feed>", MOST_TAGS))


def _filled(start: bytes, end: bytes, tags: int = MOST_TAGS_OF_ONE) -> bytes:
    """Packed."""
    more = b"<x/>" * (tags - start.count(b"<") - end.count(b"<"))
    return gzip.compress((start + more + end).ljust(MOST_BYTES), 1)


ATTACKS = (
    Attack(name="endless", what="a body without an end", answer=_endless),
    Attack(name="redirect", what="leads to another address of this machine", answer=_redirect),
    Attack(name="bomb", what="1 GiB of zeros in 1 MB of gzip", answer=_bomb),
    Attack(name="million", what="1,000,000 entries, packed", answer=_million),
    Attack(name="slow", what="a byte every half second, for ever", answer=_drip),
    Attack(name="deep", what="200,000 tags, each in the one before", answer=_deep),
    Attack(
        name="crowd",
        what="5,000 warnings, each as long and with as many tags as are let through",
        answer=_crowd,
    ),
)
