"""The whole API against its own description, and the desk against anything at all."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from litestar import Litestar

from alerts.push.envelope import public_bytes
from geo.cells import cell_at
from service.asgi import application
from service.desk.ports import Role
from tests.service.web.desk_description import QUERIES, desk_description
from tests.service.web.desk_world import World, desk_world
from tests.service.web.waiting_warning import waiting
from tests.service.web.whole_api import IS_LONG, faults

# What no schema can say: a listed push service, a point on the curve, a stay that ends.
_REFUSED_TOO = ["2xx", "400", "401", "404", "429"]
_RULES_OF_PLACES = [
    {
        "include-path-regex": "^/api/v1/subscriptions",
        "checks": {"positive_data_acceptance": {"expected-statuses": _REFUSED_TOO}},
    }
]
# Its description is the test's own: what fits there may be refused, what does not may pass.
_ON_THE_DESK = {
    name: {"enabled": False}
    for name in ("positive_data_acceptance", "negative_data_rejection", "allow_header_conformance")
}


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("api")) as made:
        yield made


def beside(world: World) -> Litestar:
    """Another application over the same service: schemathesis keeps its own open for ever."""
    return application(world.service)


def described(world: World) -> dict[str, Any]:
    told: dict[str, Any] = world.client.get("/api/v1/openapi.json").json()
    return told


def test_the_description_holds_what_programs_call_and_no_page_and_no_desk(world: World) -> None:
    paths = described(world)["paths"]

    assert {path.split("/")[1] for path in paths} == {"api", "city", "feeds", "healthz", "readyz"}
    assert not [path for path in paths if "desk" in path]


def test_what_the_desk_is_asked_about_is_there_to_be_decided(world: World) -> None:
    waits = waiting(world).rpartition("/")[2]
    paths = desk_description(world, world.author.csrf, waits)["paths"]

    known = {
        path: told["parameters"][0]["schema"]["anyOf"][0]["enum"]
        for path, methods in paths.items()
        for told in methods.values()
        if path.startswith(("/desk/policy/{", "/desk/warnings/{"))
    }

    assert {path.split("/")[2]: ids for path, ids in known.items()} == {
        "policy": [world.policy.id],
        "warnings": [waits],
    }
    assert world.correction.id == world.policy.id
    assert {path for path in QUERIES if "get" not in paths[path]} == set()


def test_every_answer_to_strangers_is_as_described(world: World) -> None:
    calls, found = faults(described(world), beside(world), operations=_RULES_OF_PLACES)

    assert found == {}
    assert calls > 300


def test_every_answer_to_a_registered_phone_is_as_described(world: World) -> None:
    number, secret = registered(world)

    calls, found = faults(
        described(world),
        beside(world),
        operations=[
            *_RULES_OF_PLACES,
            {"include-method": "DELETE", "enabled": False},
        ],
        parameters={"path.number": number},
        auth={"openapi": {"device": {"bearer": secret}}},
    )

    assert found == {}
    assert calls > 300
    assert world.service.subscriptions.counts()["total"] == 1


def test_whatever_is_sent_to_the_desk_it_answers_in_its_own_words(world: World) -> None:
    author = world.author
    waits = waiting(world).rpartition("/")[2]
    description = desk_description(world, author.csrf, waits)

    calls, found = faults(
        description,
        beside(world),
        headers={**author.cookie, "X-Desk-CSRF": author.csrf},
        checks=_ON_THE_DESK,
        phases={"coverage": {"enabled": IS_LONG}},
    )

    assert {one.role for one in author.staff.grants} == set(Role)
    assert found == {}
    assert calls > 300
    assert {one.id for one in world.service.alerts.recent(10)} == {world.alert_id, waits}


def registered(world: World) -> tuple[int, str]:
    """A phone in Riverside: its number and its secret."""
    point = public_bytes(ec.derive_private_key(9, ec.SECP256R1()).public_key())
    body = {
        "endpoint": "http://127.0.0.1:9/phone/1",
        "keys": {"p256dh": _base64url(point), "auth": _base64url(b"a" * 16)},
        "key_id": world.service.key.key_id,
        "language": "en",
        "places": [{"class": "home", "cells": [cell_at(139.005, 35.005)]}],
    }
    made = world.client.post("/api/v1/subscriptions", json=body).json()
    return made["id"], made["secret"]


def _base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
