import time

import msgspec
import pytest

from service.demo.push_rules import Refusal, complaints, refusal


def refused(sender, request):
    return refusal(request, sender.origin, sender.key, time.time())


def test_a_correct_push_is_taken(sender):
    phone = sender.phones(1)[0]

    assert refused(sender, sender.push(phone, sender.payload())) is None


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"ttl": None}, 400),
        ({"ttl": "0"}, 400),
        ({"ttl": str(28 * 86_400 + 1)}, 400),
        ({"ttl": "soon"}, 400),
        ({"topic": "a topic with spaces"}, 400),
        ({"topic": "t" * 33}, 400),
        ({"urgency": "now"}, 400),
        ({"content_encoding": "aesgcm"}, 400),
        ({"content_encoding": None}, 400),
        ({"authorization": None}, 401),
        ({"authorization": "WebPush abc"}, 401),
    ],
)
def test_a_push_with_a_wrong_header_is_refused(sender, headers, status):
    phone = sender.phones(1)[0]

    found = refused(sender, sender.push(phone, sender.payload(), **headers))

    assert found is not None
    assert found.status == status


def test_a_body_of_4097_bytes_is_refused(sender):
    request = sender.push(sender.phones(1)[0], sender.payload())

    found = refused(sender, msgspec.structs.replace(request, body=bytes(4_097)))

    assert found == Refusal(413, "4097 bytes of body, 4096 at most")


def test_only_post_is_a_push(sender):
    request = sender.push(sender.phones(1)[0], sender.payload())

    found = refused(sender, msgspec.structs.replace(request, method="GET"))

    assert found == Refusal(405, "GET is not a push")


@pytest.mark.parametrize(
    ("headers", "data", "size", "expected"),
    [
        ({}, {}, 2_600, ()),
        ({}, {}, 2_601, ("plaintext of 2601 bytes, 2600 at most",)),
        ({"topic": "another"}, {}, 9, ("Topic is not the alert's id",)),
        ({"topic": None}, {}, 9, ("Topic is not the alert's id",)),
        ({"urgency": "low"}, {}, 9, ("strength leave went out without Urgency: high",)),
        ({"urgency": "low"}, {"strength": "know"}, 9, ()),
        ({}, {"mode": "real"}, 9, ("mode is 'real' in an exercise",)),
    ],
)
def test_what_only_the_phone_can_see_is_complained_of(sender, headers, data, size, expected):
    request = sender.push(sender.phones(1)[0], {}, **headers)

    said = sender.payload(**data)["notification"]

    assert complaints(request, bytes(size), said) == expected


@pytest.mark.parametrize("silent", [False, None])
def test_a_drill_that_makes_a_sound_is_complained_of(sender, silent):
    request = sender.push(sender.phones(1)[0], {})

    said = sender.payload()["notification"] | {"silent": silent}

    assert complaints(request, b"", said) == ("a drill makes a sound",)
