"""The pages' addresses over a real service: languages, headers, caching, failing as a page."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from litestar.testing import TestClient
from lxml import html

from alerts.languages import LANGUAGES, PSEUDO
from service.asgi import application
from service.settings import Settings
from service.wiring import Service

Say = Callable[..., str]
PAGES = ("", "history", "map", "start", "settings", "card", "about", "situation", "situation/embed")
BROWSER = {"Accept": "text/html,application/xhtml+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)


@pytest.mark.parametrize("language", [*LANGUAGES, *PSEUDO])
def test_every_page_is_there_in_every_language(reader: TestClient[Any], language: str) -> None:
    answers = [reader.get(f"/{language}/{page}") for page in PAGES]

    assert [one.status_code for one in answers] == [200] * len(PAGES)
    assert {one.headers["content-type"] for one in answers} == {"text/html; charset=utf-8"}


@pytest.mark.parametrize("path", ["/en/", "/en/nothing", "/xx/", "/app/0/none.js", "/en/about"])
def test_every_page_has_the_policy_and_tells_nobody_where_its_reader_was(
    reader: TestClient[Any], path: str
) -> None:
    headers = reader.get(path, headers=BROWSER).headers

    assert headers["content-security-policy"] == POLICY
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


def test_only_the_entrance_redirects_by_language_and_is_never_stored(
    reader: TestClient[Any],
) -> None:
    answer = reader.get("/", headers={"Accept-Language": "th"}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (302, "/th/")
    assert answer.headers["vary"] == "Accept-Language"
    assert answer.headers["cache-control"] == "no-store"
    others = [reader.get(f"/en/{page}", follow_redirects=False) for page in PAGES]
    assert {one.status_code for one in others} == {200}


def test_an_alert_s_page_shows_the_stored_payload_in_each_language(
    reader: TestClient[Any], order: Say
) -> None:
    alert_id = order()

    for language in ("ja", "ja-simple", "en", "en-XA", "ar-XB", "th"):
        page = html.document_fromstring(reader.get(f"/{language}/alerts/{alert_id}").text)
        stored = reader.get(f"/api/v1/alerts/{alert_id}?language={language}").json()
        (main,) = page.findall(".//main")
        notification = stored["notification"]
        said = notification["title"] + notification["body"].replace("\n", "")
        assert main.text_content() == said
        assert page.find(".//h1").text_content() == notification["title"]


def test_now_lists_orders_before_warnings_however_strong(
    reader: TestClient[Any], order: Say, warn: Say
) -> None:
    warned = warn()
    ordered = order()

    page = html.document_fromstring(reader.get("/en/").text)

    shown = page.xpath("//main//a[contains(@href, '/alerts/')]/@href")
    assert list(dict.fromkeys(shown)) == [f"/en/alerts/{ordered}", f"/en/alerts/{warned}"]


def test_who_only_asks_whether_a_page_is_there_gets_its_headers_alone(
    reader: TestClient[Any],
) -> None:
    paths = ["/en/", "/en/about", "/worker.js", "/en/manifest.webmanifest"]

    asked = [reader.head(path) for path in paths]

    assert [(one.status_code, one.content) for one in asked] == [(200, b"")] * len(paths)
    assert asked[0].headers["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/en/alerts/zzzzzzzzzzzzzzzz", "There is no alert at this address"),
        ("/en/nothing", "There is no page at this address"),
        ("/xx/", "This page is not there in this language"),
        ("/xx/about", "This page is not there in this language"),
        ("/xx/alerts/zzzz", "This page is not there in this language"),
        ("/ja/nothing", "このアドレスのページはありません"),
        ("/ja/a/b/c", "このアドレスのページはありません"),
        ("/one/two/three/four", "There is no page at this address"),
    ],
)
def test_what_is_not_there_is_a_page_with_a_way_on(
    reader: TestClient[Any], path: str, title: str
) -> None:
    answer = reader.get(path, headers=BROWSER)

    page = html.document_fromstring(answer.text)
    assert (answer.status_code, page.findtext(".//h1")) == (404, title)
    assert page.xpath("//main//a/@href")[0] in ("/en/", "/ja/")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/alerts/zzzz", "/app/0/none.js"])
def test_programs_are_refused_as_programs_expect(reader: TestClient[Any], path: str) -> None:
    answer = reader.get(path, headers={"Accept": "*/*"})

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_service_that_cannot_read_its_store_fails_as_a_page_that_says_so(
    town: Service, reader: TestClient[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("secret detail")

    monkeypatch.setattr(town.alerts, "live", fail)

    answer = reader.get("/en/", headers=BROWSER)

    page = html.document_fromstring(answer.text)
    assert (answer.status_code, page.findtext(".//h1")) == (500, "We cannot check now")
    assert "secret detail" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("accepted", "coding", "opened"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_page_comes_packed_as_its_reader_can_take_it(
    town: Service, accepted: str, coding: str | None, opened: Callable[[bytes], bytes]
) -> None:
    with TestClient(application(town)) as reader:
        request = reader.build_request("GET", "/en/about", headers={"Accept-Encoding": accepted})
        answer = reader.send(request, stream=True)
        raw = b"".join(answer.iter_raw())

    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert b"<main" in opened(raw)


def test_the_first_screen_fits_into_fourteen_kilobytes_with_its_styles(town: Service) -> None:
    with TestClient(application(town)) as reader:
        for language in ("ja", "ja-simple", "th", "ar-XB", "en-XA"):
            page = reader.get(f"/{language}/").content
            (styles,) = html.document_fromstring(page.decode()).xpath(
                "//link[@rel='stylesheet']/@href"
            )
            every = [page, reader.get(styles).content]
            assert sum(len(brotli.compress(one, quality=5)) for one in every) <= 14 * 1024


def test_the_gallery_is_there_in_training_only(
    town: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TestClient(application(town)) as reader:
        training = reader.get("/gallery").status_code
    real: Settings = town.settings.__class__(data_dir=town.settings.data_dir, mode="real")
    monkeypatch.setattr(town, "settings", real)
    with TestClient(application(town)) as reader:
        there = reader.get("/gallery", headers=BROWSER).status_code

    assert (training, there) == (200, 404)


def test_the_data_block_holds_the_alert_itself(reader: TestClient[Any], warn: Say) -> None:
    alert_id = warn()

    page = html.document_fromstring(reader.get(f"/ja/alerts/{alert_id}").text)

    (block,) = page.xpath("//script[@id='page']")
    started = json.loads(block.text)
    assert started["alert"] == reader.get(f"/api/v1/alerts/{alert_id}?language=ja").json()
    assert (started["view"], started["mode"], started["town"]) == ("alert", "training", "訓練市")
