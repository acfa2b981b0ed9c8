"""Pushes to one phone that asked for them: a nonce that proves it is reached, and self-tests.

Beside everything else, in a thread of its own. A greeting leaves at once, a self-test a little
later, so that its reader has the time to lock the phone.
"""

import hashlib
import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec
import numpy as np

from alerts.greeting import Greeting
from alerts.ports import Address, Push, PushGateway, SubscriptionStore
from alerts.push.headers import header_lines
from alerts.push.refusal import Refusal
from alerts.push.vapid import TokenCache
from service.allowance import Allowance
from service.errors import TooMany
from service.keys import KeyRing
from service.push.agreeing import agree_batch
from service.push.apple import for_service
from service.push.sealing import sealed_for

Errand = Literal["greeting", "test"]
TEST_AFTER = timedelta(seconds=15)
# A test that comes late proves the wrong thing.
_LIFETIME = {"greeting": timedelta(hours=24), "test": timedelta(minutes=10)}
_AT_ONCE = 64
# A registration costs nothing; what it makes us push must not cost an alert or an endpoint much.
GREETINGS_PER_HOUR = 5
FEW_WHILE_SENDING = 8
_PAUSE_WHILE_SENDING_S = 1.0
_log = logging.getLogger(__name__)

Words = Callable[[str, Errand], Greeting]


class _Waiting(msgspec.Struct, frozen=True, kw_only=True):
    errand: Errand
    number: int
    data: dict[str, Any]


class Greeter:
    """Pushes greetings and tests when they are due. `words(language, errand)`: what they read.

    `is_sending`: whether pushes of an alert wait to be sent; then only a few go each second. One
    endpoint is greeted five times an hour at most, whoever registers it.
    """

    def __init__(
        self,
        subscriptions: SubscriptionStore,
        keys: KeyRing,
        contact: str,
        new_gateway: Callable[[], PushGateway],
        words: Words,
        test_after: timedelta = TEST_AFTER,
        is_sending: Callable[[], bool] = lambda: False,
    ) -> None:
        self._subscriptions = subscriptions
        self._keys = keys
        self._tokens = TokenCache(contact)
        self._gateway = new_gateway()
        self._words = words
        self._test_after_s = test_after.total_seconds()
        self._is_sending = is_sending
        self._greetings = Allowance(GREETINGS_PER_HOUR, "greetings for this endpoint")
        self._changed = threading.Condition()
        self._queue: list[tuple[float, int, _Waiting]] = []
        self._order = itertools.count()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="greeting", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Sends what is due; tests that are still to come are dropped."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()
        self._gateway.close()

    def greet(self, number: int, nonce: str) -> None:
        """Queues the greeting of a phone that has just registered."""
        data = {"v": 1, "nonce": nonce}
        self._put(_Waiting(errand="greeting", number=number, data=data), 0.0)

    def test(self, number: int) -> None:
        """Queues a self-test, to be pushed after the reader has locked the phone."""
        data = {"v": 1, "test": True}
        self._put(_Waiting(errand="test", number=number, data=data), self._test_after_s)

    def _put(self, waiting: _Waiting, after_s: float) -> None:
        with self._changed:
            due = time.monotonic() + after_s
            heapq.heappush(self._queue, (due, next(self._order), waiting))
            self._changed.notify()

    def _run(self) -> None:
        while batch := self._batch(most := self._most()):
            try:
                for answer in self._gateway.deliver(self._pushes(batch)):
                    if answer.status not in (200, 201, 202):
                        _log.info("a greeting was not taken: %s %s", answer.status, answer.error)
            except Exception:
                _log.exception("greetings failed; those phones stay pending")
            if most < _AT_ONCE:
                self._let_alerts_go_first()

    def _most(self) -> int:
        return FEW_WHILE_SENDING if self._is_sending() else _AT_ONCE

    def _let_alerts_go_first(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed, _PAUSE_WHILE_SENDING_S)

    def _batch(self, most: int) -> list[_Waiting]:
        """Up to so many that are due, as soon as anything is; nothing once it is closed."""
        with self._changed:
            while True:
                now = time.monotonic()
                batch: list[_Waiting] = []
                while self._queue and self._queue[0][0] <= now and len(batch) < most:
                    batch.append(heapq.heappop(self._queue)[2])
                if batch or self._closed:
                    return batch
                self._changed.wait(self._queue[0][0] - now if self._queue else None)

    def _pushes(self, batch: Sequence[_Waiting]) -> Iterator[Push]:
        numbers = np.array(sorted({one.number for one in batch}), np.int64)
        self._subscriptions.store_agreed_keys(agree_batch(self._subscriptions.addresses(numbers)))
        addresses = {one.number: one for one in self._subscriptions.addresses(numbers)}
        for token, waiting in enumerate(batch):
            address = addresses.get(waiting.number)
            if address is None or not self._may_push(address, waiting):
                continue
            push = self._push(token, address, waiting)
            if push is not None:
                yield push

    def _may_push(self, address: Address, waiting: _Waiting) -> bool:
        if waiting.errand != "greeting":
            return True  # asked for by a phone with its secret, and counted there
        digest = hashlib.blake2b(address.endpoint.encode(), digest_size=8).digest()
        try:
            self._greetings.take(int.from_bytes(digest), datetime.now(UTC))
        except TooMany:
            return False
        return True

    def _push(self, token: int, address: Address, waiting: _Waiting) -> Push | None:
        key = self._keys.find(address.key_id)
        if key is None:
            return None
        authorised = self._tokens.header(address.service, key, datetime.now(UTC))
        text = self._notification(address.language, waiting)
        body = sealed_for(address, for_service(text, address.service))
        if isinstance(body, Refusal):
            return None
        lifetime_s = int(_LIFETIME[waiting.errand].total_seconds())
        topic = f"hansho-{waiting.errand}"
        headers = header_lines(authorised, lifetime_s, topic=topic, urgent=True)
        return Push(token=token, endpoint=address.endpoint, headers=headers, body=body)

    def _notification(self, language: str, waiting: _Waiting) -> bytes:
        words = self._words(language, waiting.errand)
        notification = {
            "title": words.title,
            "body": words.body,
            "lang": words.lang,
            "dir": words.direction,
            "tag": f"hansho-{waiting.errand}",
            "renotify": True,
            "silent": False,
            "data": waiting.data,
        }
        return msgspec.json.encode({"notification": notification})
