"""Phones register over HTTP as a page in a browser would: keys, language, cells, confirmation."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urlsplit

import msgspec

from service.demo.phones import Phone
from service.demo.server import DemoFailed
from service.demo.vapid import to_base64url

_WORKERS = 16
_ANSWER_S = 20


class PushKey(msgspec.Struct, frozen=True):
    """The application server key that phones subscribe with (base64url, unpadded)."""

    key_id: str
    public_key: str


class _Session(msgspec.Struct, frozen=True):
    """What the server gave a phone: its number there, and the secret that speaks for it."""

    id: int
    secret: str


Disguise = Callable[[Phone], tuple[str, tuple[int, ...]]]
"""Language and cells (one for each spot) that a phone registers; sabotage tells other ones."""


def honest(phone: Phone) -> tuple[str, tuple[int, ...]]:
    """What a phone should tell: what its owner reads, and the cells where it is tied."""
    return phone.language, tuple(spot.cell for spot in phone.spots)


class Registrar:
    """Registers phones over keep-alive connections and answers their confirmations.

    A context manager: leaving it ends its threads and connections.
    """

    def __init__(self, base_url: str, tell: Disguise = honest) -> None:
        self._host = urlsplit(base_url).netloc
        self._tell = tell
        self._connections = threading.local()
        self._opened: list[http.client.HTTPConnection] = []
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="phones")
        self._lock = threading.Lock()
        self._sessions: dict[int, _Session] = {}
        self._nonces: dict[int, str] = {}
        self._confirmed: set[int] = set()
        self._failures: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        for connection in self._opened:
            connection.close()

    def push_key(self) -> PushKey:
        return msgspec.convert(self._ask("GET", "/api/v1/push-key"), PushKey)

    def register(
        self,
        phones: Sequence[Phone],
        key_id: str,
        seconds: float,
        on_progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Returns once all phones are confirmed. Raises `DemoFailed` with the first reason."""
        deadline = time.monotonic() + seconds
        for phone in phones:
            self._watch(self._pool.submit(self._register, phone, key_id))
        while len(self._confirmed) < len(phones):
            on_progress(len(self._confirmed))
            if self._failures:
                raise DemoFailed(f"a phone could not register: {self._failures[0]}")
            if time.monotonic() > deadline:
                count = f"{len(self._confirmed)} of {len(phones)} phones"
                raise DemoFailed(f"only {count} were confirmed after {seconds:.0f} s")
            time.sleep(0.05)
        on_progress(len(phones))

    def take_nonce(self, phone: Phone, nonce: str) -> None:
        """Called when a phone has decrypted its confirmation message, from any thread."""
        with self._lock:
            self._nonces[phone.number] = nonce
        self._confirm_if_whole(phone)

    def leave(self, phone: Phone) -> None:
        """The phone asks to be forgotten. Raises `DemoFailed` unless the service agrees."""
        session = self._sessions[phone.number]
        self._ask("DELETE", f"/api/v1/subscriptions/{session.id}", secret=session.secret)

    def _register(self, phone: Phone, key_id: str) -> None:
        answer = self._ask("POST", "/api/v1/subscriptions", self._form(phone, key_id))
        with self._lock:
            self._sessions[phone.number] = msgspec.convert(answer, _Session)
        self._confirm_if_whole(phone)

    def _form(self, phone: Phone, key_id: str) -> dict[str, Any]:
        language, cells = self._tell(phone)
        places = []
        for spot, cell in zip(phone.spots, cells, strict=True):
            times = {"since": spot.since, "until": spot.until}
            known = {name: value for name, value in times.items() if value is not None}
            places.append({"class": str(spot.tie), "cells": [cell], **known})
        return {
            "endpoint": phone.endpoint,
            "keys": {"p256dh": to_base64url(phone.point), "auth": to_base64url(phone.auth)},
            "key_id": key_id,
            "language": language,
            "places": places,
        }

    def _confirm_if_whole(self, phone: Phone) -> None:
        """The push may overtake the answer to the registration: whoever comes second confirms."""
        with self._lock:
            session = self._sessions.get(phone.number)
            nonce = self._nonces.pop(phone.number, None) if session else None
        if session and nonce:
            self._watch(self._pool.submit(self._confirm, phone, session, nonce))

    def _confirm(self, phone: Phone, session: _Session, nonce: str) -> None:
        path = f"/api/v1/subscriptions/{session.id}/confirmation"
        self._ask("POST", path, {"nonce": nonce}, session.secret)
        self._confirmed.add(phone.number)

    def _watch(self, future: Future[None]) -> None:
        future.add_done_callback(self._note_failure)

    def _note_failure(self, future: Future[None]) -> None:
        if not future.cancelled() and (error := future.exception()) is not None:
            self._failures.append(str(error))

    def _ask(
        self, method: str, path: str, form: dict[str, Any] | None = None, secret: str = ""
    ) -> dict[str, Any]:
        """One request over this thread's own connection. Raises `DemoFailed` unless it succeeds."""
        headers = {"Content-Type": "application/json"}
        if secret:
            headers["Authorization"] = f"Bearer {secret}"
        body = msgspec.json.encode(form) if form is not None else None
        try:
            status, text = self._exchange(method, path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            raise DemoFailed(f"{method} {path}: {type(error).__name__}: {error}") from error
        if status == HTTPStatus.NO_CONTENT:
            return {}
        if status not in (200, 201):
            raise DemoFailed(f"{method} {path}: {status} {text[:300].decode()}")
        return dict(msgspec.json.decode(text))

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        """Status and body. Asks once more if the server had closed the idle connection."""
        connection = self._connection()
        for is_last_try in (False, True):
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                return answer.status, answer.read()
            except ConnectionError:
                connection.close()
                if is_last_try:
                    raise
        raise AssertionError("unreachable: the second try returns or raises")

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._connections, "own"):
            self._connections.own = http.client.HTTPConnection(self._host, timeout=_ANSWER_S)
            self._opened.append(self._connections.own)
        connection: http.client.HTTPConnection = self._connections.own
        return connection
