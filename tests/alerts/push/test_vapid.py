"""Tokens as py_vapid and RFC 8292 see them; one per origin; signed by the service's clock."""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from alerts.push.vapid import (
    TokenCache,
    VapidKey,
    authorization,
    clock_offset,
    service_time,
    vapid_key,
)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ORIGIN = "https://fcm.googleapis.com"
OTHER = "https://updates.push.services.mozilla.com"
SUBJECT = "mailto:desk@town.example"


@pytest.fixture(scope="module")
def key() -> VapidKey:
    return vapid_key(ec.derive_private_key(2**200 + 7, ec.SECP256R1()))


def parts(header: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    """(JOSE header, claims, public key) of an `Authorization` value."""
    scheme, rest = header.split(" ", 1)
    fields = dict(field.strip().split("=", 1) for field in rest.split(","))
    assert scheme == "vapid"
    jose, claims, _ = fields["t"].split(".")
    read = [json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in (jose, claims)]
    return read[0], read[1], fields["k"]


def as_py_vapid_writes(header: str) -> str:
    """Without the space that RFC 8292 shows: py_vapid reads its own spelling only."""
    return header.replace(", ", ",")


def test_a_token_says_for_whom_until_when_and_who_we_are(key: VapidKey) -> None:
    token = authorization(ORIGIN, key, SUBJECT, NOW)

    assert parts(token.header) == (
        {"typ": "JWT", "alg": "ES256"},
        {"aud": ORIGIN, "exp": int((NOW + timedelta(hours=12)).timestamp()), "sub": SUBJECT},
        key.application_server_key,
    )
    assert (token.signed, token.expires) == (NOW, NOW + timedelta(hours=12))


def test_py_vapid_verifies_our_signature(key: VapidKey) -> None:
    for second in range(20):  # r or s with leading zeros must keep their 32 bytes
        header = authorization(ORIGIN, key, SUBJECT, NOW + timedelta(seconds=second)).header
        assert Vapid02.verify(as_py_vapid_writes(header))


def test_py_vapid_refuses_our_signature_under_another_key(key: VapidKey) -> None:
    other = vapid_key(ec.derive_private_key(99, ec.SECP256R1()))
    header = authorization(ORIGIN, key, SUBJECT, NOW).header

    forged = header.replace(key.application_server_key, other.application_server_key)

    assert not Vapid02.verify(as_py_vapid_writes(forged))


def test_a_key_is_named_after_its_public_half(key: VapidKey) -> None:
    again = vapid_key(ec.derive_private_key(2**200 + 7, ec.SECP256R1()))

    assert again.key_id == key.key_id
    assert len(key.key_id) == 16
    assert len(key.public) == 65


@pytest.mark.parametrize("lifetime", [timedelta(0), timedelta(seconds=-1), timedelta(hours=25)])
def test_a_lifetime_that_push_services_refuse_is_not_signed(
    key: VapidKey, lifetime: timedelta
) -> None:
    with pytest.raises(ValueError, match="at most 24 hours"):
        authorization(ORIGIN, key, SUBJECT, NOW, lifetime)


@pytest.mark.parametrize("subject", ["desk@town.example", "mailto: <a@b>", "http://town", ""])
def test_a_subject_that_push_services_refuse_is_not_signed(key: VapidKey, subject: str) -> None:
    with pytest.raises(ValueError, match="subject must be mailto"):
        authorization(ORIGIN, key, subject, NOW)


def test_one_token_serves_an_origin_until_it_is_renewed_half_way(key: VapidKey) -> None:
    cache = TokenCache(SUBJECT)
    times = [timedelta(0), timedelta(hours=5, minutes=59), timedelta(hours=6), timedelta(hours=7)]

    headers = [cache.header(ORIGIN, key, NOW + passed) for passed in times]

    assert headers[0] == headers[1] != headers[2] == headers[3]
    expiries = [parts(header)[1]["exp"] for header in headers]
    assert expiries[2] - expiries[0] == 6 * 3600


def test_each_origin_and_each_key_has_a_token_of_its_own(key: VapidKey) -> None:
    cache = TokenCache(SUBJECT)
    second_key = vapid_key(ec.derive_private_key(5, ec.SECP256R1()))

    headers = [
        cache.header(ORIGIN, key, NOW),
        cache.header(OTHER, key, NOW),
        cache.header(ORIGIN, second_key, NOW),
    ]

    assert [parts(header)[1]["aud"] for header in headers] == [ORIGIN, OTHER, ORIGIN]
    assert [parts(header)[2] for header in headers] == [
        key.application_server_key,
        key.application_server_key,
        second_key.application_server_key,
    ]
    assert cache.header(ORIGIN, key, NOW) == headers[0]


def test_a_refused_token_is_signed_anew_once_its_serial_rises(key: VapidKey) -> None:
    cache = TokenCache(SUBJECT)
    first = cache.header(ORIGIN, key, NOW, serial=0)

    second = cache.header(ORIGIN, key, NOW, serial=1)

    assert second != first
    assert cache.header(ORIGIN, key, NOW, serial=1) == second


def test_a_clock_that_was_set_back_makes_the_token_new(key: VapidKey) -> None:
    cache = TokenCache(SUBJECT)
    cache.header(ORIGIN, key, NOW)

    header = cache.header(ORIGIN, key, NOW - timedelta(hours=1))

    assert parts(header)[1]["exp"] == int((NOW + timedelta(hours=11)).timestamp())


@pytest.mark.parametrize(
    ("date", "offset"),
    [
        ("Sun, 22 Nov 2026 08:00:00 GMT", None),
        ("Sun, 22 Nov 2026 08:01:00 GMT", None),
        ("Sun, 22 Nov 2026 08:01:01 GMT", timedelta(seconds=61)),
        ("Sun, 22 Nov 2026 07:58:59 GMT", timedelta(seconds=-61)),
        ("Mon, 23 Nov 2026 08:00:00 GMT", timedelta(days=1)),
        ("Sun, 22 Nov 2026 17:05:00 +0900", timedelta(minutes=5)),
        ("", None),
        ("yesterday", None),
        ("Sun, 99 Nov 2026 08:00:00 GMT", None),
    ],
)
def test_a_clock_is_off_when_the_date_differs_by_more_than_a_minute(
    date: str, offset: timedelta | None
) -> None:
    assert clock_offset(date, NOW) == offset


def test_a_date_header_is_read_as_utc() -> None:
    assert service_time("Sun, 22 Nov 2026 08:00:00 GMT") == NOW
    assert service_time("not a date") is None
