"""The list that a worker takes to open the app without network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from alerts.languages import LANGUAGES
from pwa.serving import FOLDER
from service.asgi import application
from service.settings import Settings
from service.wiring import Service

MOST_BYTES = 60 * 1024


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient[Any]]:
    settings = Settings(data_dir=tmp_path, push_services=("http://127.0.0.1:9",))
    with Service(settings) as service, TestClient(application(service)) as made:
        yield made


def paths(listed: list[str], *languages: str) -> list[str]:
    """As the worker fills them in."""
    filled = (path.replace("{lang}", language) for path in listed for language in languages)
    return list(dict.fromkeys(filled))


def test_the_list_is_asked_for_anew_and_costs_nothing_while_it_is_the_same(
    client: TestClient[Any],
) -> None:
    first = client.get("/app/manifest.json")
    again = client.get("/app/manifest.json", headers={"If-None-Match": first.headers["etag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert first.headers["cache-control"] == "public, max-age=0, s-maxage=2"


def test_all_of_the_core_is_there_in_every_language(client: TestClient[Any]) -> None:
    core = client.get("/app/manifest.json").json()["core"]

    missing = [path for path in paths(core, *LANGUAGES) if client.get(path).status_code != 200]

    assert missing == []


def test_every_page_is_there_and_names_the_version_of_the_core(client: TestClient[Any]) -> None:
    listed = client.get("/app/manifest.json").json()
    mark = f"/app/{listed['hash']}/"

    found = [client.get(path) for path in paths(listed["pages"], "ja", "ja-simple", "en", "vi")]

    assert {one.status_code for one in found} == {200}
    pages = [one for one in found if "html" in one.headers["content-type"]]
    assert [page.url.path for page in pages if mark not in page.text] == []
    others = {one.url.path for one in found if one not in pages}
    words = {
        f"{mark}{of}/{one}.json"
        for of in ("alerts", "more")
        for one in ("ja", "ja-simple", "en", "vi")
    }
    assert others - {f"{mark}app/turning.js"} == words


def test_the_core_for_one_reader_is_within_its_budget(client: TestClient[Any]) -> None:
    """In the bytes that travel, with the longest words of any language."""
    if not (FOLDER / "node_modules" / "htm").is_dir():
        pytest.skip("the library is not set up: make setup")
    core = client.get("/app/manifest.json").json()["core"]

    sent = sum(
        int(client.get(path, headers={"Accept-Encoding": "br"}).headers["content-length"])
        for path in paths(core, "my")
    )

    assert sent <= MOST_BYTES
