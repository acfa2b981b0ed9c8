"""Phones of two push services, what is said to them, and a dispatcher over the twins."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import http_ece
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.model import Mode, PlaceClass
from alerts.pipeline import Means, take_item
from alerts.ports import Place, Push, PushGateway, Registration, Result
from alerts.push.endpoints import push_service
from alerts.push.envelope import public_bytes
from alerts.push.vapid import vapid_key
from alerts.report import AreaClaim, MessageType, Report
from alerts.testing import (
    MemoryAlertStore,
    MemoryLedger,
    MemoryPushGateway,
    MemoryStore,
    MemorySubscriptionStore,
)
from alerts.testing_gateway import Reply
from alerts.triage import Policy
from geo.cells import cell_at
from geo.places import Gazetteer
from service.keys import KeyRing
from service.sending.dispatcher import Dispatcher
from service.sending.testing import in_thread
from service.stores import Stores
from tests.factories import hazard, report, ring
from translations.loading import load_phrasebook

PHONE_KEY = ec.derive_private_key(11, ec.SECP256R1())
AUTH = b"a" * 16
INSIDE = cell_at(139.005, 35.005)
PATIENCE_S = 20.0
VAPID = vapid_key(ec.derive_private_key(5, ec.SECP256R1()))
KEYS = KeyRing(purpose="training", current=VAPID, keys={VAPID.key_id: VAPID})
PHRASES = load_phrasebook()
LATER = datetime.now(UTC) + timedelta(hours=6)

Rule = Callable[[Push], Reply]


class Town:
    """Phones of two push services, an alert, and a dispatcher over gateways with a rule."""

    def __init__(self, rule: Rule = lambda _: Reply()) -> None:
        self.store = store = MemoryStore()
        self.stores = Stores(
            alerts=MemoryAlertStore(store),
            subscriptions=MemorySubscriptionStore(store),
            ledger=MemoryLedger(store),
        )
        self.rule = rule
        self.sent: list[Push] = []
        self.ids = iter(f"alert{number:011d}" for number in range(100))
        self.dispatcher = self.new_dispatcher()

    def turn_to(self, ledger: MemoryLedger) -> None:
        """Another ledger over the same phones and alerts."""
        self.stores = msgspec.structs.replace(self.stores, ledger=ledger)
        self.dispatcher = self.new_dispatcher()

    def new_dispatcher(self) -> Dispatcher:
        return Dispatcher(
            self.stores, KEYS, "mailto:a@b.example", in_thread(self.gateway), most_at_once=1
        )

    def gateway(self) -> PushGateway:
        services = [push_service(f"https://{name}.example.org") for name in ("one", "two")]
        return MemoryPushGateway(services, self.answer)

    def answer(self, push: Push) -> Reply:
        self.sent.append(push)
        return self.rule(push)

    def phone(self, index: int, service: str = "one", language: str = "en") -> int:
        registration = Registration(
            endpoint=f"https://{service}.example.org/{index}",
            service=f"https://{service}.example.org",
            public_key=public_bytes(PHONE_KEY.public_key()),
            auth=AUTH,
            language=language,
            key_id=VAPID.key_id,
        )
        now = datetime.now(UTC)
        number = self.stores.subscriptions.register(registration, b"s", b"n", now)
        self.stores.subscriptions.confirm(number, b"n")
        home = Place(place_class=PlaceClass.HOME, cells=(INSIDE,), since=now, until=None)
        self.stores.subscriptions.set_places(number, [home])
        return number

    def phones(self, count: int, service: str = "one") -> list[int]:
        return [self.phone(index, service) for index in range(count)]

    def say(self, what: Report) -> str:
        means = self.means()
        (taken,) = take_item(what, b"", means, datetime.now(UTC))
        assert taken.revision is not None
        self.dispatcher.wake()
        return taken.revision.alert_id

    def means(self) -> Means:
        return Means(
            alerts=self.stores.alerts,
            gazetteer=Gazetteer.of([]),
            phrases=PHRASES,
            policy=Policy(mode=Mode.REAL),
            languages=("en", "ja"),
            base_url="https://town.example",
            time_zone="Asia/Tokyo",
            new_id=lambda: next(self.ids),
        )

    def is_owing(self) -> bool:
        return bool(self.stores.ledger.open_revisions())

    def results(self, alert_id: str, number: int = 1) -> dict[Result, int]:
        counts = self.stores.ledger.counts(alert_id, number)
        return {result: count for result, count in counts.items() if count}


def warning(**changes: object) -> Report:
    now = datetime.now(UTC)
    soon = hazard(expires=now + timedelta(hours=6))
    return report(**{"sent": now, "hazards": (soon,), **changes})


def wait_for(condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "what was waited for did not come"
        threading.Event().wait(0.005)


def following(first: Report, west: float = 139.0) -> Report:
    soon = hazard(
        areas=(AreaClaim(description="Riverside", polygons=(ring(west, 35.0),)),),
        expires=datetime.now(UTC) + timedelta(hours=7),
    )
    return warning(
        identifier=f"after {first.identifier}",
        message_type=MessageType.UPDATE,
        references=(first.key,),
        hazards=(soon,),
    )


def opened(push: Push) -> dict[str, object]:
    """The payload as the phone reads it, by an independent library."""
    plain = http_ece.decrypt(
        push.body, private_key=PHONE_KEY, auth_secret=AUTH, version="aes128gcm"
    )
    data: dict[str, object] = msgspec.json.decode(plain)["notification"]["data"]
    return data
