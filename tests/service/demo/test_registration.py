import socket
import threading

import msgspec
import pytest

from service.demo.http_server import HttpServers, Request, Response
from service.demo.registration import PushKey, Registrar
from service.demo.sabotage import Sabotage, telling
from service.demo.server import DemoFailed
from service.demo.vapid import to_base64url


class FakeServer:
    """The API as the demo uses it. Pushes each nonce before it answers, the worst order."""

    def __init__(self, status: int = 201) -> None:
        self.status = status
        self.forms: list[dict] = []
        self.confirmed: list[tuple[str, str, str]] = []
        self.push = lambda endpoint, nonce: None

    def answer(self, _: str, request: Request) -> Response:
        if request.path == "/api/v1/push-key":
            return self._json(200, {"key_id": "k1", "public_key": "BA"})
        form = msgspec.json.decode(request.body)
        if request.path == "/api/v1/subscriptions":
            self.forms.append(form)
            number = len(self.forms)
            self.push(form["endpoint"], f"nonce-{number}")
            return self._json(self.status, {"id": number, "secret": f"s{number}", "alerts": []})
        said = (request.path, request.headers["authorization"], form["nonce"])
        self.confirmed.append(said)
        return self._json(200, {"alerts": []})

    def _json(self, status: int, value: object) -> Response:
        return Response(status=status, body=msgspec.json.encode(value).decode())


@pytest.fixture
def fake():
    return FakeServer()


@pytest.fixture
def registrar(fake, request):
    tell = telling(getattr(request, "param", None))
    with (
        HttpServers(1, fake.answer) as servers,
        Registrar(servers.origins[0], tell) as registrar,
    ):
        yield registrar


def register(registrar, fake, phones, seconds=20.0):
    by_endpoint = {phone.endpoint: phone for phone in phones}
    fake.push = lambda endpoint, nonce: registrar.take_nonce(by_endpoint[endpoint], nonce)
    seen = []
    registrar.register(phones, "k1", seconds, seen.append)
    return seen


def test_every_phone_is_registered_and_answers_its_own_nonce(registrar, fake, sender):
    seen = register(registrar, fake, sender.phones(40))

    expected = {
        (f"/api/v1/subscriptions/{n}/confirmation", f"Bearer s{n}", f"nonce-{n}")
        for n in range(1, 41)
    }
    assert set(fake.confirmed) == expected
    assert seen[-1] == 40


def test_a_phone_tells_its_cells_and_keys_but_no_point(registrar, fake, sender):
    phones = sender.phones(30)

    register(registrar, fake, phones)

    for phone in phones:
        form = next(form for form in fake.forms if form["endpoint"] == phone.endpoint)
        places = [
            {
                "class": str(spot.tie),
                "cells": [spot.cell],
                **({} if spot.since is None else {"since": spot.since}),
                **({} if spot.until is None else {"until": spot.until}),
            }
            for spot in phone.spots
        ]
        assert form == {
            "endpoint": phone.endpoint,
            "keys": {"p256dh": to_base64url(phone.point), "auth": to_base64url(phone.auth)},
            "key_id": "k1",
            "language": phone.language,
            "places": places,
        }


@pytest.mark.parametrize("registrar", [Sabotage.CELLS], indirect=True)
def test_sabotaged_cells_are_all_wrong(registrar, fake, sender):
    phones = sender.phones(20)

    register(registrar, fake, phones)

    told = {
        form["endpoint"]: [place["cells"][0] for place in form["places"]] for form in fake.forms
    }
    true = {phone.endpoint: [spot.cell for spot in phone.spots] for phone in phones}
    assert all(told[endpoint] != cells for endpoint, cells in true.items())


@pytest.mark.parametrize("registrar", [Sabotage.LANGUAGE], indirect=True)
def test_a_sabotaged_language_is_wrong_for_some(registrar, fake, sender):
    phones = sender.phones(20)

    register(registrar, fake, phones)

    told = {form["endpoint"]: form["language"] for form in fake.forms}
    wrong = [phone.number for phone in phones if told[phone.endpoint] != phone.language]
    assert wrong == [0, 4, 8, 12, 16]


def test_the_push_key_is_read(registrar):
    assert registrar.push_key() == PushKey("k1", "BA")


def test_a_refused_registration_ends_the_demo_with_the_servers_words(registrar, fake, sender):
    fake.status = 422

    with pytest.raises(DemoFailed, match=r"POST /api/v1/subscriptions: 422"):
        register(registrar, fake, sender.phones(1))


def test_phones_that_are_never_asked_to_confirm_end_the_demo(registrar, sender):
    with pytest.raises(DemoFailed, match="only 0 of 1 phones were confirmed"):
        registrar.register(sender.phones(1), "k1", seconds=0.0)


def test_a_connection_that_the_server_closed_while_idle_is_opened_anew():
    text = b'{"key_id":"k1","public_key":"BABA"}'
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(text), text)

    def serve_two(listener):
        for _ in range(2):
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=serve_two, args=(listener,))
        server.start()
        with Registrar(f"http://127.0.0.1:{listener.getsockname()[1]}") as registrar:
            keys = [registrar.push_key() for _ in range(2)]
        server.join(timeout=10)

    assert keys == [PushKey("k1", "BABA")] * 2


def test_a_server_that_is_gone_ends_the_demo(sender):
    with HttpServers(1, lambda _, __: Response(status=200)) as servers:
        gone = servers.origins[0]

    with (
        Registrar(gone) as registrar,
        pytest.raises(DemoFailed, match="ConnectionRefusedError"),
    ):
        registrar.push_key()

    assert not [t for t in threading.enumerate() if t.name.startswith("phones")]
