"""Pushing: one request to a push service, and what it answers."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import msgspec


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """One request to a push service. `token` comes back with the answer."""

    token: int
    endpoint: str
    headers: tuple[str, ...]
    body: bytes


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a push service said. `status` 0 = no answer (refused, timed out, reset), with `error`.

    `retry_after` and `date` are the header values as they came.
    """

    token: int
    status: int
    retry_after: str = ""
    date: str = ""
    error: str = ""


class PushGateway(Protocol):
    """Carries pushes to push services, many at a time."""

    def deliver(
        self, pushes: Iterable[Push], at_once: Callable[[], int] | None = None
    ) -> Iterator[Answer]:
        """Draws pushes as it has room and yields an answer for each, in the order they come back.

        `at_once` is asked again and again how many may be under way now (≥ 1); the gateway's own
        limit holds beside it.

        Every push drawn gets exactly one answer. No redirects, no proxies, ≤ 4 KB of answer read,
        bounded time. Endpoints are checked again against the list of push services.
        """
        ...

    def close(self) -> None: ...
