"""What a browser's push service was asked to carry: the evidence that a push was ours and real."""

import threading
import time
from collections.abc import Callable

import msgspec

from service.demo.http_server import Request
from service.demo.server import DemoFailed


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """One POST to an endpoint. `at` in epoch seconds; `message` names it in acknowledgements.

    `status` is what the sender was told and `reason` why, empty for a push that was taken.
    """

    at: float
    endpoint: str
    message: str
    status: int
    reason: str
    topic: str
    urgency: str
    ttl: str
    body_bytes: int


class PostLog:
    """Only appended to; other threads may read and wait at any time.

    `connections` counts how often a browser has come to its push service.
    """

    def __init__(self) -> None:
        self.connections = 0
        self._posts: list[Post] = []
        self._opened: dict[str, int] = {}
        self._changed = threading.Condition()

    @property
    def posts(self) -> tuple[Post, ...]:
        return tuple(self._posts)

    @property
    def accepted(self) -> tuple[Post, ...]:
        return tuple(post for post in self.posts if post.status == 201)

    @property
    def opened(self) -> dict[str, int]:
        """Message -> what the browser answered: 100 is decrypted and given to the worker."""
        return dict(self._opened)

    def note(self, request: Request, message: str, status: int, reason: str) -> None:
        post = Post(
            at=time.time(),
            endpoint=request.path,
            message=message,
            status=status,
            reason=reason,
            topic=request.headers.get("topic", ""),
            urgency=request.headers.get("urgency", ""),
            ttl=request.headers.get("ttl", ""),
            body_bytes=len(request.body),
        )
        with self._changed:
            self._posts.append(post)
            self._changed.notify_all()

    def note_connected(self) -> None:
        with self._changed:
            self.connections += 1
            self._changed.notify_all()

    def note_opened(self, message: str, code: int) -> None:
        with self._changed:
            self._opened[message] = code
            self._changed.notify_all()

    def wait(self, happened: Callable[["PostLog"], bool], what: str, seconds: float) -> None:
        """Until `happened`. Raises DemoFailed, naming `what` was waited for."""
        with self._changed:
            if not self._changed.wait_for(lambda: happened(self), seconds):
                told = [f"{post.status} {post.reason}".strip() for post in self._posts]
                raise DemoFailed(f"{what}: not within {seconds:.0f} s; POSTs so far: {told}")
