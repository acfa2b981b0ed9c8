"""The service worker, and what replaces it on the day that it does harm."""

import re
from pathlib import Path

import msgspec
import pytest
from litestar.testing import TestClient

from pwa.serving import FOLDER
from service.asgi import application
from service.settings import Settings
from service.wiring import Service


@pytest.mark.parametrize(
    ("change", "file"),
    [({}, "offline.js"), ({"worker": "kill_switch"}, "kill_switch.js")],
)
def test_phones_get_the_worker_that_the_settings_name(
    tmp_path: Path, change: dict[str, str], file: str
) -> None:
    settings = msgspec.structs.replace(
        Settings(data_dir=tmp_path, push_services=("http://127.0.0.1:9",)), **change
    )

    with Service(settings) as service, TestClient(application(service)) as client:
        answer = client.get("/worker.js")

    own = [(FOLDER / "worker" / part).read_bytes() for part in ("warning.js", file)]
    assert answer.content.startswith(own[0])
    assert answer.content.endswith(own[1])
    assert b"const rules = " in answer.content
    assert b"import" not in re.sub(rb"/\*.*?\*/", b"", answer.content, flags=re.DOTALL)
    assert answer.headers["service-worker-allowed"] == "/"
    assert answer.headers["cache-control"] == "public, max-age=0, s-maxage=2"
    assert answer.headers["content-type"].startswith("text/javascript")


def test_no_answer_ever_clears_what_a_phone_holds(tmp_path: Path) -> None:
    """`Clear-Site-Data: "storage"` would end the subscription."""
    settings = Settings(data_dir=tmp_path, push_services=("http://127.0.0.1:9",))

    with Service(settings) as service, TestClient(application(service)) as client:
        answers = [
            client.get(path) for path in ("/worker.js", "/en/", "/en/none", "/api/v1/alerts")
        ]

    assert [one for one in answers if "clear-site-data" in one.headers] == []
