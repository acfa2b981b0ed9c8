"""One-time passwords and recovery codes over HTTP: used once, told to nobody, no way to power."""

import json
from base64 import b32encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pyotp
import pytest

from service.desk.invitations import code_hash
from service.desk.ports import Entry, Grant, Role
from tests.authenticator import Authenticator
from tests.service.web.desk_world import HERE, Person, World, desk_world

SECRET = b"twenty bytes of salt"
CODE = "ABCD-EFGH-ABCD-EFGH"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with desk_world(tmp_path) as made:
        yield made


@pytest.fixture
def eve(world: World) -> Person:
    """An approver with a one-time password and one recovery code."""
    grant = Grant(role=Role.APPROVER, begins=datetime.now(UTC) - timedelta(days=3))
    person = world.person("Eve", (grant,))
    number = person.staff.number
    entry = Entry(at=datetime.now(UTC), actor=number, act="staff.totp_set", subject="")
    world.service.staff.set_totp(number, SECRET, entry)
    world.service.staff.set_recovery(number, (code_hash(CODE),), entry)
    return person


def typed(world: World, name: str, code: str, cookie: str = "") -> httpx.Response:
    headers = {"Origin": HERE, "Accept-Language": "en", **({"Cookie": cookie} if cookie else {})}
    fields = {"name": name, "code": code}
    answer: httpx.Response = world.client.post(
        "/desk/login/code", data=fields, headers=headers, follow_redirects=False
    )
    world.client.cookies.clear()
    return answer


def posted(world: World, path: str, body: dict[str, object]) -> httpx.Response:
    headers = {"Origin": HERE, "Accept-Language": "en"}
    answer: httpx.Response = world.client.post(path, content=json.dumps(body), headers=headers)
    return answer


def recovered(world: World, name: str, code: str) -> httpx.Response:
    options = posted(world, "/desk/recover/options", {"name": name}).json()
    answer = json.loads(Authenticator(HERE).create(options))
    body = {"name": name, "code": code, "answer": answer, "label": "new"}
    return posted(world, "/desk/recover", body)


def test_a_one_time_password_lets_in_once_under_an_id_that_nobody_planted(
    world: World, eve: Person
) -> None:
    code, planted = pyotp.TOTP(b32encode(SECRET).decode()).now(), f"__Host-desk={'00' * 32}"

    first, again = (typed(world, "Eve", code, planted) for _ in range(2))

    assert (first.status_code, again.status_code) == (303, 403)
    cookie = first.headers["set-cookie"]
    assert "00" * 32 not in cookie
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "set-cookie" not in again.headers


def test_guesses_end_after_five_whatever_the_name_and_the_right_code_comes_too_late(
    world: World, eve: Person
) -> None:
    said = {
        name: [typed(world, name, "000000") for _ in range(7)] for name in ("Eve", "Nobody at all")
    }
    late = typed(world, "Eve", pyotp.TOTP(b32encode(SECRET).decode()).now())

    seen = {
        name: [(one.status_code, one.text) for one in answers] for name, answers in said.items()
    }
    assert seen["Eve"] == seen["Nobody at all"]
    assert len(set(seen["Eve"])) == 2
    assert late.status_code == 403


def test_recovery_answers_alike_for_a_name_that_is_known_and_one_that_is_not(
    world: World, eve: Person
) -> None:
    names = ("Eve", "Nob")
    options = {one: posted(world, "/desk/recover/options", {"name": one}).json() for one in names}
    answers = {one: [recovered(world, one, "WRONG") for _ in range(7)] for one in names}

    shapes = {one: (sorted(found), len(found["challenge"])) for one, found in options.items()}
    users = {
        one: {**found["user"], "id": len(found["user"]["id"])} for one, found in options.items()
    }
    assert shapes["Eve"] == shapes["Nob"]
    assert users["Eve"] == {
        **users["Nob"],
        "name": "Eve",
        "displayName": users["Eve"]["displayName"],
    }
    told = {one: [(a.status_code, a.text) for a in given] for one, given in answers.items()}
    assert told["Eve"] == told["Nob"]


def test_a_recovery_code_works_once_and_gives_no_power_for_a_day(world: World, eve: Person) -> None:
    waiting = f"/desk/submissions/{world.waiting.id}"
    before = world.ask("POST", f"{waiting}/ask", eve, b"{}")

    first = recovered(world, "Eve", CODE)
    again = recovered(world, "Eve", CODE)
    old = world.ask("GET", "/desk", eve, None)
    person = world.service.staff.person(eve.staff.number)

    assert (before.status_code, first.status_code, again.status_code) == (200, 200, 409)
    assert old.status_code == 401
    assert person is not None
    assert person.may_approve_from is not None
    assert person.may_approve_from > datetime.now(UTC) + timedelta(hours=23)
