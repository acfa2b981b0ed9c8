"""A stranger knows a phone's endpoint and registers it with keys of their own.

Over the real store, the real sealing and the loop of a sender process, to a push service as RFC 8030
describes it: of a `Topic` it keeps the newest message alone.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import http_ece
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.model import PlaceClass, Relation
from alerts.ports import Place, Push, Registration, Result
from alerts.push.envelope import public_bytes
from alerts.testing_gateway import Reply
from service.store.sqlite.store import open_store
from service.stores import Stores
from tests.service.sending.town import (
    AUTH,
    INSIDE,
    PHONE_KEY,
    VAPID,
    Town,
    following,
    wait_for,
    warning,
)

STRANGER = ec.derive_private_key(13, ec.SECP256R1())


class Attacked(Town):
    """One confirmed phone. `kept`: what waits for it at its push service, by topic."""

    def __init__(self, folder: Path) -> None:
        super().__init__(self.keep)
        self.file = open_store(folder / "hansho.db")
        self.stores = Stores(
            alerts=self.file.alerts, subscriptions=self.file.subscriptions, ledger=self.file.ledger
        )
        self.dispatcher = self.new_dispatcher()
        self.kept: dict[tuple[str, str], bytes] = {}

    def keep(self, push: Push) -> Reply:
        headers = dict(line.split(": ", 1) for line in push.headers)
        self.kept[push.endpoint, headers["Topic"]] = push.body
        return Reply()

    def strangers(self, count: int) -> list[int]:
        """They register the endpoint of phone 1, at the same place, as *here*."""
        return [self.stranger() for _ in range(count)]

    def stranger(self) -> int:
        now = datetime.now(UTC)
        number = self.stores.subscriptions.register(
            Registration(
                endpoint="https://one.example.org/1",
                service="https://one.example.org",
                public_key=public_bytes(STRANGER.public_key()),
                auth=AUTH,
                language="en",
                key_id=VAPID.key_id,
            ),
            b"stranger",
            b"never seen",
            now,
        )
        here = Place(place_class=PlaceClass.HERE, cells=(INSIDE,), since=now, until=None)
        self.stores.subscriptions.set_places(number, [here])
        return number

    def say_and_wait(self, what: object, number: int) -> str:
        alert_id = self.say(what)  # type: ignore[arg-type]
        wait_for(lambda: not self.is_owing() and sum(self.results(alert_id, number).values()) > 0)
        return alert_id

    def reads(self) -> list[tuple[str, int]]:
        """What the phone makes of it when it wakes. Raises ECEException for what it cannot read."""
        found = []
        for body in self.kept.values():
            plain = http_ece.decrypt(
                body, private_key=PHONE_KEY, auth_secret=AUTH, version="aes128gcm"
            )
            data = msgspec.json.decode(plain)["notification"]["data"]
            found.append((data["id"], data["rev"]))
        return found


@pytest.fixture
def attacked(tmp_path: Path) -> Iterator[Attacked]:
    town = Attacked(tmp_path)
    town.dispatcher.start()
    yield town
    town.dispatcher.close()
    town.file.close()


@pytest.mark.parametrize("is_first", [False, True])
def test_the_phone_reads_its_alert_whoever_registered_its_endpoint(
    attacked: Attacked, is_first: bool
) -> None:
    if is_first:
        attacked.strangers(3)
    attacked.phone(1)
    attacked.strangers(3)

    alert_id = attacked.say_and_wait(warning(), 1)

    assert attacked.reads() == [(alert_id, 1)]
    assert attacked.results(alert_id) == {Result.ACCEPTED: 1}


def test_a_stranger_who_comes_during_the_alert_changes_nothing_of_its_update(
    attacked: Attacked,
) -> None:
    phone, first = attacked.phone(1), warning()
    alert_id = attacked.say_and_wait(first, 1)
    for number in attacked.strangers(3):
        from_answer = attacked.stores.ledger.tell(alert_id, 1, number, Relation.NEW)
        assert from_answer

    attacked.say_and_wait(following(first), 2)

    assert attacked.reads() == [(alert_id, 2)]
    assert attacked.stores.subscriptions.subscriber(phone) is not None


def test_strangers_who_moved_away_do_not_take_the_alerts_end_from_the_phone(
    attacked: Attacked,
) -> None:
    attacked.phone(1)
    first = warning()
    alert_id = attacked.say_and_wait(first, 1)
    for number in attacked.strangers(3):
        attacked.stores.ledger.tell(alert_id, 1, number, Relation.NEW)
        attacked.stores.subscriptions.set_places(number, [])

    attacked.say_and_wait(following(first, west=139.0), 2)

    assert attacked.reads() == [(alert_id, 2)]
