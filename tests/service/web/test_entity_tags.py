"""Whatever is public has a strong entity tag: what a reader has already is not sent again."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from litestar.testing import TestClient

from service.web import assets, pages, public

Say = Callable[..., str]
NOON = datetime(2026, 11, 22, 3, 0, 30, tzinfo=UTC)
PUBLIC = (
    "/en/",
    "/ja/history",
    "/en/situation",
    "/en/situation/embed",
    "/th/start",
    "/ar-XB/settings",
    "/en/card",
    "/en/about",
    "/gallery",
    "/en/manifest.webmanifest",
    "/api/v1/alerts",
    "/api/v1/places",
    "/api/v1/push-key",
    "/app/manifest.json",
    "/worker.js",
)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """The time of day by which pages are made; set it to move it."""

    def set_to(moment: datetime) -> None:
        class Stopped(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return moment.astimezone(tz)

        for module in (assets, pages, public):
            monkeypatch.setattr(module, "datetime", Stopped, raising=False)

    set_to(NOON)
    return set_to


@pytest.mark.parametrize("path", PUBLIC)
def test_what_a_reader_has_is_not_sent_again(reader: TestClient[Any], path: str) -> None:
    first = reader.get(path)
    tag = first.headers["etag"]
    again = reader.get(path, headers={"If-None-Match": f'"other", {tag}'})

    assert (first.status_code, tag[0], tag[-1]) == (200, '"', '"')
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "vary", "cache-control", "content-security-policy"):
        assert again.headers[name] == first.headers[name]
    assert reader.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_every_packing_has_a_tag_of_its_own(reader: TestClient[Any]) -> None:
    asked = {coding: {"Accept-Encoding": coding} for coding in ("br", "gzip", "identity")}
    tags = {one: reader.get("/en/about", headers=how).headers["etag"] for one, how in asked.items()}

    taken = reader.get("/en/about", headers={**asked["gzip"], "If-None-Match": tags["br"]})

    assert len(set(tags.values())) == 3
    assert (taken.status_code, taken.headers["content-encoding"]) == (200, "gzip")
    assert taken.headers["vary"] == "Accept-Encoding"


def test_a_new_alert_changes_the_pages_that_show_it_and_no_other(
    reader: TestClient[Any], warn: Say
) -> None:
    paths = ("/en/", "/en/history", "/api/v1/alerts", "/en/about", "/en/card")
    before = {path: reader.get(path).headers["etag"] for path in paths}

    warn()

    codes = [
        reader.get(path, headers={"If-None-Match": before[path]}).status_code for path in paths
    ]
    assert codes == [200, 200, 200, 304, 304]


def test_a_page_is_another_in_another_language(reader: TestClient[Any]) -> None:
    tags = {reader.get(f"/{one}/about").headers["etag"] for one in ("ja", "ja-simple", "en", "th")}

    assert len(tags) == 4


def test_a_page_that_says_when_it_was_made_is_another_in_the_next_minute(
    reader: TestClient[Any], clock: Callable[[datetime], None]
) -> None:
    tag = reader.get("/en/").headers["etag"]

    clock(NOON.replace(second=59))
    within = reader.get("/en/", headers={"If-None-Match": tag}).status_code
    clock(NOON.replace(minute=1, second=0))
    after = reader.get("/en/", headers={"If-None-Match": tag}).status_code

    assert (within, after) == (304, 200)


@pytest.mark.parametrize("path", ["/en/nothing", "/xx/", "/en/alerts/aaaaaaaaaaaaaaaa"])
def test_what_is_not_there_has_no_tag(reader: TestClient[Any], path: str) -> None:
    answer = reader.get(path, headers={"Accept": "text/html", "If-None-Match": "*"})

    assert (answer.status_code, answer.headers.get("etag")) == (404, None)
