"""The first push to a phone: a nonce that proves it is reached. Sent at once, beside everything."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np

from alerts.greeting import Greeting
from alerts.ports import Address, Push, PushGateway, SubscriptionStore
from alerts.push.headers import header_lines
from alerts.push.refusal import Refusal
from alerts.push.vapid import TokenCache
from service.keys import KeyRing
from service.push.agreeing import agree_batch
from service.push.apple import for_service
from service.push.sealing import sealed_for

_LIFETIME = timedelta(hours=24)
_AT_ONCE = 64
_log = logging.getLogger(__name__)

Words = Callable[[str], Greeting]


class Greeter:
    """Pushes greetings from a queue. `words(language)` says what they read."""

    def __init__(
        self,
        subscriptions: SubscriptionStore,
        keys: KeyRing,
        contact: str,
        new_gateway: Callable[[], PushGateway],
        words: Words,
    ) -> None:
        self._subscriptions = subscriptions
        self._keys = keys
        self._tokens = TokenCache(contact)
        self._gateway = new_gateway()
        self._words = words
        self._queue: queue.SimpleQueue[tuple[int, str] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="greeting", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._queue.put(None)
        self._thread.join()
        self._gateway.close()

    def greet(self, number: int, nonce: str) -> None:
        """Queues the greeting of a phone that has just registered."""
        self._queue.put((number, nonce))

    def _run(self) -> None:
        while (batch := self._batch()) is not None:
            try:
                for answer in self._gateway.deliver(self._pushes(batch)):
                    if answer.status not in (200, 201, 202):
                        _log.info("a greeting was not taken: %s %s", answer.status, answer.error)
            except Exception:
                _log.exception("greetings failed; those phones stay pending")

    def _batch(self) -> dict[int, str] | None:
        first = self._queue.get()
        batch: dict[int, str] = {}
        while first is not None:
            number, nonce = first
            batch[number] = nonce
            if len(batch) >= _AT_ONCE or self._queue.empty():
                return batch
            first = self._queue.get()
        return None

    def _pushes(self, batch: dict[int, str]) -> Iterator[Push]:
        addresses = self._subscriptions.addresses(np.array(sorted(batch), np.int64))
        self._subscriptions.store_agreed_keys(agree_batch(addresses))
        for address in self._subscriptions.addresses(np.array(sorted(batch), np.int64)):
            push = self._push(address, batch[address.number])
            if push is not None:
                yield push

    def _push(self, address: Address, nonce: str) -> Push | None:
        key = self._keys.find(address.key_id)
        if key is None:
            return None
        token = self._tokens.header(address.service, key, datetime.now(UTC))
        body = sealed_for(address, for_service(self._greeting(address, nonce), address.service))
        if isinstance(body, Refusal):
            return None
        headers = header_lines(
            token, int(_LIFETIME.total_seconds()), topic="hansho-greeting", urgent=True
        )
        return Push(token=address.number, endpoint=address.endpoint, headers=headers, body=body)

    def _greeting(self, address: Address, nonce: str) -> bytes:
        words = self._words(address.language)
        notification = {
            "title": words.title,
            "body": words.body,
            "lang": words.lang,
            "dir": words.direction,
            "tag": "hansho-greeting",
            "silent": False,
            "data": {"v": 1, "nonce": nonce},
        }
        return msgspec.json.encode({"notification": notification})
