"""The sink's other side: what came, opened with the phones' own keys."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.push.envelope import agree, public_bytes
from service.bench.crash.sink_child import RECORD
from service.bench.measuring import BenchFailed
from service.bench.seeding import KeyPair
from service.demo.opening import open_message
from service.push.agreeing import new_sender_key

_PAIRS = 16


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """One push as its phone read it."""

    phone: int
    ttl: int
    payload: dict[str, Any]

    @property
    def alert_id(self) -> str:
        return str(self.payload["notification"]["data"]["id"])

    @property
    def revision(self) -> int:
        return int(self.payload["notification"]["data"]["rev"])


class PhoneKeys:
    """A few key pairs that go round among all phones."""

    def __init__(self) -> None:
        self._private = [ec.generate_private_key(ec.SECP256R1()) for _ in range(_PAIRS)]
        self._auth = [os.urandom(16) for _ in range(_PAIRS)]

    def pairs(self) -> tuple[KeyPair, ...]:
        keys = zip(self._private, self._auth, strict=True)
        return tuple(_pair(public_bytes(one.public_key()), auth) for one, auth in keys)

    def open(self, phone: int, body: bytes) -> dict[str, Any]:
        """Raises CannotOpen."""
        turn = phone % _PAIRS
        plaintext = open_message(body, self._private[turn], self._auth[turn])
        payload: dict[str, Any] = msgspec.json.decode(plaintext)
        return payload


def _pair(public_key: bytes, auth: bytes) -> KeyPair:
    agreed = agree(public_key, auth, new_sender_key())
    return KeyPair(public_key=public_key, auth=auth, agreed=agreed)


class Sink:
    """A process of its own, which lives longer than any that it takes pushes from."""

    def __init__(self, folder: Path, keys: PhoneKeys, refuse_every: int = 0) -> None:
        """`refuse_every`: see `sink_child`."""
        self._refuse_every = refuse_every
        self._log = folder / "pushes"
        self._keys = keys
        self._child: subprocess.Popen[str] | None = None
        self._read = 0
        self.origin = ""

    def __enter__(self) -> Self:
        module = "service.bench.crash.sink_child"
        command = [sys.executable, "-P", "-m", module, str(self._log), str(self._refuse_every)]
        self._child = subprocess.Popen(  # noqa: S603 (our own command)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._child.stdout is not None
        self.origin = self._child.stdout.readline().strip()
        if not self.origin:
            raise BenchFailed("the sink did not start; its error stands above")
        return self

    def __exit__(self, *_: object) -> None:
        assert self._child is not None
        self._child.kill()
        self._child.communicate()

    def endpoint(self, number: int) -> str:
        return f"{self.origin}/p/{number}"

    @property
    def bytes_taken(self) -> int:
        return self._log.stat().st_size if self._log.exists() else 0

    def came(self) -> tuple[Push, ...]:
        """Since the last call. Raises CannotOpen for what its phone cannot read."""
        with self._log.open("rb") as file:
            file.seek(self._read)
            raw = file.read()
        self._read += len(raw)
        return tuple(
            Push(phone=phone, ttl=ttl, payload=self._keys.open(phone, body))
            for phone, ttl, body in _records(raw)
        )


def _records(raw: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at < len(raw):
        phone, ttl, length = RECORD.unpack_from(raw, at)
        at += RECORD.size
        yield phone, ttl, raw[at : at + length]
        at += length
