from collections import Counter

import msgspec
import pytest

from service.demo.push_service import PushServices


class Phones:
    """Two phones behind push services that hand over every message `copies` times."""

    def __init__(self, sender, copies=1):
        self.nonces = []
        self.all = sender.phones(2)
        self.services = PushServices(
            lambda phone, nonce: self.nonces.append((phone.number, nonce)), lambda _: copies
        )
        self.services.subscribe(self.all, sender.key)

    def seen(self):
        return [(one.phone, one.alert_id, one.revision) for one in self.services.received]


def test_an_alert_is_decrypted_by_its_phone_and_kept_with_its_time(sender):
    phones = Phones(sender)

    answer = phones.services.answer(sender.origin, sender.push(phones.all[1], sender.payload()))

    assert answer.status == 201
    assert phones.seen() == [(1, sender.alert, 1)]
    assert phones.services.received[0].data["mode"] == "training"
    assert phones.services.defects == Counter()


def test_a_confirmation_hands_its_nonce_to_the_phone(sender):
    phones = Phones(sender)
    payload = {"notification": {"title": "x", "data": {"nonce": "n-1"}}}

    phones.services.answer(sender.origin, sender.push(phones.all[0], payload, topic=None))

    assert phones.nonces == [(0, "n-1")]
    assert phones.services.received == []
    assert phones.services.defects == Counter()


def test_a_push_to_an_unknown_address_is_answered_404_and_is_a_defect(sender):
    phones = Phones(sender)
    request = sender.push(phones.all[0], sender.payload())

    answer = phones.services.answer(
        sender.origin, msgspec.structs.replace(request, path="/push/nobody")
    )

    assert answer.status == 404
    assert phones.services.defects.total() == 1


def test_a_phone_is_not_reached_through_the_other_push_service(sender):
    phones = Phones(sender)

    answer = phones.services.answer(
        "http://127.0.0.1:9999", sender.push(phones.all[0], sender.payload())
    )

    assert answer.status == 404


def test_a_refused_push_reaches_nobody_and_is_a_defect(sender):
    phones = Phones(sender)

    answer = phones.services.answer(
        sender.origin, sender.push(phones.all[0], sender.payload(), ttl="0")
    )

    assert answer.status == 400
    assert phones.seen() == []
    assert phones.services.defects.total() == 1


def test_a_message_that_its_phone_cannot_open_is_accepted_and_is_a_defect(sender):
    phones = Phones(sender)
    meant_for_another = sender.push(phones.all[1], sender.payload())
    path = f"/push/{phones.all[0].token}"

    answer = phones.services.answer(
        sender.origin, msgspec.structs.replace(meant_for_another, path=path)
    )

    assert answer.status == 201
    assert phones.seen() == []
    assert list(phones.services.defects) == [
        "a phone could not open its message: the text does not belong to this phone's keys"
    ]


@pytest.mark.parametrize("payload", ["text", {"notification": {}}, {"title": "no notification"}])
def test_a_message_without_our_data_is_a_defect(sender, payload):
    phones = Phones(sender)

    phones.services.answer(sender.origin, sender.push(phones.all[0], payload))

    assert phones.seen() == []
    assert phones.services.defects.total() == 1


@pytest.mark.parametrize("copies", [0, 2])
def test_a_sabotaged_service_answers_201_and_loses_or_doubles_the_message(sender, copies):
    phones = Phones(sender, copies)

    answer = phones.services.answer(sender.origin, sender.push(phones.all[0], sender.payload()))

    assert answer.status == 201
    assert phones.seen() == [(0, sender.alert, 1)] * copies
