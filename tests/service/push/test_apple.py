"""What is sent to Apple is what the budget was worked out for, to the byte."""

from datetime import UTC, datetime

import http_ece
import msgspec
import pytest

from alerts.languages import PSEUDO, WRITTEN
from alerts.model import PlaceClass, Revision
from alerts.ports import Place, Push, PushGateway, Registration, Result
from alerts.push.endpoints import push_service
from alerts.push.envelope import public_bytes
from alerts.push.payload import MOST_BYTES, payload
from alerts.testing import MemoryPushGateway
from alerts.testing_examples import revision
from alerts.testing_examples import warning as an_agencys
from alerts.wording import messages
from service.push.apple import for_service
from tests.service.sending.town import AUTH, INSIDE, PHONE_KEY, VAPID, Town, wait_for, warning
from translations.loading import load_phrasebook

APPLE = "https://web.push.apple.com"
HOME = "https://town.example"
OTHERS = (
    "https://updates.push.services.mozilla.com",
    "https://push.apple.com.example",
    "https://notpush.apple.com",
    "",
)


@pytest.mark.parametrize("what", [revision(), an_agencys()], ids=["order", "warning"])
def test_apple_is_sent_what_the_budget_was_worked_out_for(what: Revision) -> None:
    phrases = load_phrasebook()
    for message in messages(what, phrases, [*WRITTEN, *PSEUDO]):
        stored = payload(message, what, base_url=HOME)

        sent = for_service(stored, APPLE)

        assert sent == payload(message, what, declarative=True, base_url=HOME)
        assert len(sent) <= MOST_BYTES
        rest = msgspec.json.decode(sent)
        assert (rest.pop("web_push"), rest.pop("mutable")) == (8030, True)
        assert rest == msgspec.json.decode(stored)


@pytest.mark.parametrize("service", OTHERS)
def test_all_others_are_sent_it_as_it_is_stored(service: str) -> None:
    assert for_service(b'{"notification":{}}', service) == b'{"notification":{}}'


class AppleTown(Town):
    def gateway(self) -> PushGateway:
        return MemoryPushGateway([push_service(APPLE)], self.answer)

    def iphone(self) -> None:
        now = datetime.now(UTC)
        registration = Registration(
            endpoint=f"{APPLE}/1",
            service=APPLE,
            public_key=public_bytes(PHONE_KEY.public_key()),
            auth=AUTH,
            language="en",
            key_id=VAPID.key_id,
        )
        number = self.stores.subscriptions.register(registration, b"s", b"n", now)
        self.stores.subscriptions.confirm(number, b"n")
        home = Place(place_class=PlaceClass.HOME, cells=(INSIDE,), since=now, until=None)
        self.stores.subscriptions.set_places(number, [home])


def test_an_iphone_decrypts_exactly_the_declarative_payload() -> None:
    town = AppleTown()
    town.iphone()
    town.dispatcher.start()

    alert_id = town.say(warning())
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: 1})
    town.dispatcher.close()

    alert = town.stores.alerts.alert(alert_id)
    assert alert is not None
    [message, *_] = messages(alert.latest, load_phrasebook(), ["en"])
    assert [_plain(push) for push in town.sent] == [
        payload(message, alert.latest, declarative=True, base_url=HOME)
    ]


def _plain(push: Push) -> bytes:
    found: bytes = http_ece.decrypt(
        push.body, private_key=PHONE_KEY, auth_secret=AUTH, version="aes128gcm"
    )
    return found
