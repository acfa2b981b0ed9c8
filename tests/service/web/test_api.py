"""The HTTP API over a real service: registering, reading, problem details."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from litestar.testing import TestClient

from alerts.push.envelope import public_bytes
from geo.cells import cell_at
from service.asgi import application
from service.keys import create_key
from service.settings import Settings
from service.status import StatusPage
from service.web.errors import STATUS_OF
from service.wiring import Service

INSIDE = cell_at(139.005, 35.005)


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    settings = Settings(
        data_dir=tmp_path,
        push_services=("http://127.0.0.1:9",),
        registrations_per_hour=3,
        drill_desks=("drill@town.example",),
        town={"ja": "訓練市", "en": "Drill <City>"},
    )
    with Service(settings) as running:
        yield running


@pytest.fixture
def client(service: Service) -> Iterator[TestClient[Any]]:
    with TestClient(application(service), raise_server_exceptions=False) as made:
        yield made


def body(service: Service, **changes: object) -> dict[str, object]:
    point = public_bytes(ec.derive_private_key(9, ec.SECP256R1()).public_key())
    start: dict[str, object] = {
        "endpoint": "http://127.0.0.1:9/phone/1",
        "keys": {"p256dh": base64url(point), "auth": base64url(b"a" * 16)},
        "key_id": service.key.key_id,
        "language": "ja-JP",
        "places": [{"class": "home", "cells": [INSIDE]}],
    }
    return {**start, **changes}


def test_a_phone_registers_and_is_told_what_the_server_knows_of_it(
    service: Service, client: TestClient[Any]
) -> None:
    made = client.post("/api/v1/subscriptions", json=body(service))
    number, secret = made.json()["id"], made.json()["secret"]

    known = client.get(
        f"/api/v1/subscriptions/{number}", headers={"Authorization": f"Bearer {secret}"}
    )

    assert made.status_code == 201
    assert made.json()["alerts"] == []
    answer = known.json()
    assert (answer["language"], answer["confirmed"]) == ("ja", False)
    assert [(one["class"], one["cells"]) for one in answer["places"]] == [("home", [INSIDE])]
    assert "endpoint" not in known.text


def test_a_phone_can_be_deleted_and_then_knows_nothing(
    service: Service, client: TestClient[Any]
) -> None:
    made = client.post("/api/v1/subscriptions", json=body(service)).json()
    headers = {"Authorization": f"Bearer {made['secret']}"}

    gone = client.delete(f"/api/v1/subscriptions/{made['id']}", headers=headers)
    after = client.get(f"/api/v1/subscriptions/{made['id']}", headers=headers)

    assert (gone.status_code, after.status_code) == (204, 401)


def test_without_the_device_secret_nothing_is_told(
    service: Service, client: TestClient[Any]
) -> None:
    number = client.post("/api/v1/subscriptions", json=body(service)).json()["id"]
    path = f"/api/v1/subscriptions/{number}"

    answers = [
        client.get(path),
        client.get(path, headers={"Authorization": "Bearer AAAA"}),
        client.get(path, headers={"Authorization": "Bearer !!"}),
        client.delete(path),
        client.put(f"{path}/places", json={"places": []}),
    ]

    assert [one.status_code for one in answers] == [401] * 5
    assert {one.headers["content-type"] for one in answers} == {"application/problem+json"}


@pytest.mark.parametrize(
    "change",
    [
        {"surprise": 1},
        {"language": "x" * 99},
        {"places": [{"class": "home", "cells": []}]},
        {"places": [{"class": "work", "cells": [1]}]},
        {"places": [{"class": "stay", "cells": [1]}]},
        {"places": [{"class": "home", "cells": [1]}] * 6},
        {"places": [{"class": "home", "cells": list(range(11))}]},
        {"places": [{"class": "here", "cells": [1], "since": 1e99}]},
        {"keys": {"p256dh": "??", "auth": "AAAA"}},
        {"endpoint": "https://elsewhere.example/1"},
        {"key_id": "other"},
    ],
)
def test_a_registration_that_breaks_a_rule_is_refused_as_a_problem(
    service: Service, client: TestClient[Any], change: dict[str, object]
) -> None:
    answer = client.post("/api/v1/subscriptions", json=body(service, **change))

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert service.subscriptions.counts()["total"] == 0


def test_one_network_may_not_register_phones_without_end(
    service: Service, client: TestClient[Any]
) -> None:
    codes = [client.post("/api/v1/subscriptions", json=body(service)).status_code for _ in range(4)]

    assert codes == [201, 201, 201, 429]


def test_a_body_that_is_too_large_is_not_read(service: Service, client: TestClient[Any]) -> None:
    answer = client.post("/api/v1/subscriptions", json=body(service, endpoint="x" * 20_000))

    assert answer.status_code == 413


def test_brackets_without_end_are_refused_as_a_problem(client: TestClient[Any]) -> None:
    answer = client.post(
        "/api/v1/subscriptions",
        content=b"[" * 8_000,
        headers={"Content-Type": "application/json"},
    )

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_no_http_route_can_issue(service: Service, client: TestClient[Any]) -> None:
    attempts = [
        client.request(method, path, content=b"<alert/>")
        for path in ("/api/v1/alerts", "/api/v1/reports", "/desk/alerts", "/api/v1/issue")
        for method in ("POST", "PUT", "PATCH", "DELETE")
    ]

    assert {one.status_code for one in attempts} <= {404, 405}
    assert service.alerts.recent(1) == ()


def test_an_unknown_alert_is_a_problem_with_advice(client: TestClient[Any]) -> None:
    answer = client.get("/api/v1/alerts/zzzz")

    assert answer.status_code == 404
    assert answer.json() == {
        "type": "about:blank",
        "status": 404,
        "title": "Not here",
        "detail": "no alert has this id; /api/v1/alerts lists the newest",
    }


def test_the_push_key_is_the_one_that_phones_subscribe_with(
    service: Service, client: TestClient[Any]
) -> None:
    assert client.get("/api/v1/push-key").json() == {
        "key_id": service.key.key_id,
        "public_key": service.key.application_server_key,
    }


def test_health_and_readiness_answer(client: TestClient[Any]) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json()["mode"] == "training"


def test_the_status_page_says_exercise_and_claims_no_calm(client: TestClient[Any]) -> None:
    page = client.get("/status")

    assert page.status_code == 200
    assert "EXERCISE" in page.text
    assert "does not mean that there is no danger" in page.text
    assert "safe" not in page.text.lower()


def test_the_public_page_of_a_real_town_counts_so_coarsely_that_nobody_can_be_picked_out(
    tmp_path: Path,
) -> None:
    create_key(tmp_path / "keys", "real")
    settings = Settings(mode="real", data_dir=tmp_path, base_url="https://town.example")
    with Service(settings) as real:
        page = StatusPage(real).render().decode()

    assert "<dd>fewer than 10</dd>" in page
    assert "<dt>Registered</dt><dd>0</dd>" not in page
    assert "EXERCISE" not in page


def test_the_status_page_runs_no_script_and_escapes_what_it_shows(
    client: TestClient[Any],
) -> None:
    page = client.get("/status")

    assert "script" not in page.text
    assert "style=" not in page.text
    assert "Drill &lt;City&gt;" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_fault_of_ours_is_logged_and_its_details_are_kept_back(
    service: Service,
    client: TestClient[Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(service.alerts, "recent", fail)

    answer = client.get("/api/v1/alerts")

    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "secret detail" in caplog.text


def all_errors(root: type[Exception]) -> set[type[Exception]]:
    return {root}.union(*(all_errors(one) for one in root.__subclasses__()))


def test_every_error_of_ours_has_a_row_in_the_table_or_a_parent_with_one() -> None:
    from geo.errors import HanshoError

    direct = [one for one in HanshoError.__subclasses__() if one.__module__.startswith("service.")]

    web = {"service.errors", "service.settings", "service.keys", "service.control"}
    missing = [one.__name__ for one in direct if one.__module__ in web and one not in STATUS_OF]
    assert missing == []
    assert all(400 <= status < 600 for status, _ in STATUS_OF.values())


def test_while_the_disk_is_full_a_new_phone_is_told_when_to_try_again(
    service: Service, client: TestClient[Any]
) -> None:
    service.ballast.give_up()

    answer = client.post("/api/v1/subscriptions", json=body(service))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert client.get("/readyz").json()["disk"] == "full"
    assert client.get("/readyz").json()["subscriptions"] == 0
