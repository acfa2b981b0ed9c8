"""`/api/v1/alerts`: whole payloads, the server's time, no claim of calm; and the self-test."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from litestar.testing import TestClient

from alerts.push.envelope import public_bytes
from geo.cells import cell_at
from service.wiring import Service

Say = Callable[..., str]


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def phone(town: Service, reader: TestClient[Any]) -> tuple[str, dict[str, str]]:
    """A registered phone: its address in the API, and the header that speaks for it."""
    point = public_bytes(ec.derive_private_key(9, ec.SECP256R1()).public_key())
    body = {
        "endpoint": "http://127.0.0.1:9/phone/1",
        "keys": {"p256dh": base64url(point), "auth": base64url(b"a" * 16)},
        "key_id": town.key.key_id,
        "language": "ja",
        "places": [{"class": "home", "cells": [cell_at(139.005, 35.005)]}],
    }
    made = reader.post("/api/v1/subscriptions", json=body).json()
    return f"/api/v1/subscriptions/{made['id']}", {"Authorization": f"Bearer {made['secret']}"}


def test_without_alerts_the_answer_says_when_and_that_no_feed_is_behind_it(
    reader: TestClient[Any],
) -> None:
    before = datetime.now(UTC)

    answer = reader.get("/api/v1/alerts")

    body = answer.json()
    minutes = [int(one.timestamp()) // 60 * 60 for one in (before, datetime.now(UTC))]
    assert body.pop("now") in minutes
    assert body == {"sources": [], "alerts": []}
    assert answer.headers["cache-control"] == "public, max-age=0, s-maxage=2"


@pytest.mark.parametrize("language", ["ja", "th", "zh-TW", "xx"])
def test_alerts_are_payloads_in_the_reader_s_language_newest_first(
    reader: TestClient[Any], warn: Say, order: Say, language: str
) -> None:
    first, second = warn(), order()

    listed = reader.get(f"/api/v1/alerts?language={language}").json()["alerts"]

    single = [
        reader.get(f"/api/v1/alerts/{one}?language={language}").json() for one in (second, first)
    ]
    assert listed == single
    assert {one["notification"]["data"]["lang"] for one in listed} == {
        {"zh-TW": "zh-Hant", "xx": "en"}.get(language, language)
    }


def test_an_alert_is_not_sent_twice_to_a_reader_who_has_it(
    reader: TestClient[Any], warn: Say
) -> None:
    path = f"/api/v1/alerts/{warn()}"

    etag = reader.get(path).headers["etag"]
    again = reader.get(path, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_a_phone_asks_for_a_self_test_and_is_refused_the_sixth(
    reader: TestClient[Any], phone: tuple[str, dict[str, str]]
) -> None:
    path, secret = phone

    codes = [reader.post(f"{path}/test", headers=secret).status_code for _ in range(6)]

    assert codes == [202, 202, 202, 202, 202, 429]


def test_a_phone_that_never_stops_asking_is_told_when_to_ask_again(
    reader: TestClient[Any], phone: tuple[str, dict[str, str]]
) -> None:
    path, secret = phone
    answers = [reader.get(path, headers=secret) for _ in range(200)]
    refused = next(answer for answer in answers if answer.status_code != 200)

    assert (refused.status_code, refused.json()["title"]) == (429, "Too many requests")
    assert refused.headers["content-type"] == "application/problem+json"
    assert 1 <= int(refused.headers["retry-after"]) <= 5
    assert reader.put(f"{path}/places", headers=secret, json={"places": []}).status_code == 429
    assert reader.delete(path, headers=secret).status_code == 204


def test_a_self_test_needs_the_device_secret_and_reads_no_body(
    reader: TestClient[Any], phone: tuple[str, dict[str, str]]
) -> None:
    path, secret = phone

    answers = [
        reader.post(f"{path}/test"),
        reader.post(f"{path}/test", headers=secret, json={}),
    ]

    assert [one.status_code for one in answers] == [401, 202]
