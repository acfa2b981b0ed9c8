"""The front: as the framework answers, to the letter, and never a moment behind the store."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from alerts.languages import LANGUAGES
from alerts.model import Phase
from alerts.pipeline import end, take_item
from service.asgi import application
from service.web import front as front_module
from service.web.front import Front, address
from service.web.shelf import Shelf
from service.wiring import Service
from tests.factories import hazard, report
from tests.service.web.public_addresses import PAGES, public

Say = Callable[..., str]
ENCODINGS = ("br", "gzip", "identity", "gzip, deflate, br", "br;q=0, gzip", "")


@pytest.fixture
def plain(town: Service) -> Iterator[TestClient[Any]]:
    """The framework alone."""
    with TestClient(application(town), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def calls(town: Service) -> list[str]:
    """Addresses that the framework was asked for, by the front of `counted`."""
    return []


@pytest.fixture
def counted(town: Service, calls: list[str]) -> Iterator[TestClient[Any]]:
    behind = application(town)

    async def count(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            calls.append(scope["path"])
        await behind(scope, receive, send)

    made = Front(count, lambda: town.public_state, Shelf())
    with TestClient(made, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Noon, also for the handlers: no minute turns between two answers that are compared."""
    from service.web import assets, feeds, pages, public

    noon = datetime.now(UTC).replace(second=1, microsecond=0)

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return noon.astimezone(tz)

    for module in (assets, feeds, pages, public, front_module):
        monkeypatch.setattr(module, "datetime", Stopped)


def said(client: TestClient[Any], method: str, path: str, **headers: str) -> tuple[Any, ...]:
    """Status, headers by name, and the bytes as they travelled."""
    request = client.build_request(method, path, headers={"Accept-Encoding": "", **headers})
    answer = client.send(request, stream=True)
    raw = b"".join(answer.iter_raw())
    return answer.status_code, sorted(answer.headers.items()), raw


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "th", "ar-XB"])
def test_the_shelf_answers_as_the_framework_does(
    plain: TestClient[Any], reader: TestClient[Any], order: Say, language: str
) -> None:
    for path in public(language, order()):
        for encoding in ENCODINGS:
            asked = {"Accept-Encoding": encoding}
            wanted = said(plain, "GET", path, **asked)
            missed, hit = (said(reader, "GET", path, **asked) for _ in range(2))
            tag = {"If-None-Match": dict(wanted[1])["etag"]}
            unchanged = said(plain, "GET", path, **asked, **tag)

            assert (wanted[0], missed, hit) == (200, wanted, wanted), (path, encoding)
            assert unchanged[0] == 304
            assert said(reader, "GET", path, **asked, **tag) == unchanged, (path, encoding)
            headers = said(plain, "HEAD", path, **asked)
            assert said(reader, "HEAD", path, **asked) == headers, (path, encoding)
            assert (headers[0], headers[2]) == (200, b""), (path, encoding)


def test_a_hit_never_reaches_the_framework(
    counted: TestClient[Any], calls: list[str], order: Say
) -> None:
    paths = public("en", order())
    for path in paths:
        counted.get(path)
    first, calls[:] = list(calls), []

    for path in paths:
        for encoding in ENCODINGS:
            counted.get(path, headers={"Accept-Encoding": encoding})

    assert len(first) == len(paths)
    assert calls == []


@pytest.mark.parametrize(
    ("named", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ('"other", {tag}', 304),
        ('"other",W/{tag} ,"more"', 304),
        ("*", 304),
        ('"other"', 200),
        ("{tag}x", 200),
        ("", 200),
    ],
)
def test_tags_are_compared_weakly_and_in_lists(
    reader: TestClient[Any], named: str, status: int
) -> None:
    tag = reader.get("/en/about").headers["etag"]

    answer = reader.get("/en/about", headers={"If-None-Match": named.format(tag=tag)})

    assert (answer.status_code, bool(answer.content)) == (status, status == 200)


def test_tags_may_come_in_several_lines(reader: TestClient[Any]) -> None:
    tag = reader.get("/en/about").headers["etag"]
    lines = [("If-None-Match", '"other"'), ("If-None-Match", tag)]

    assert reader.get("/en/about", headers=httpx.Headers(lines)).status_code == 304


STEPS = st.lists(st.sampled_from(["issue", "update", "withdraw", "read"]), min_size=1, max_size=6)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, language=st.sampled_from(["ja", "en", "th"]))
def test_whoever_reads_after_a_commit_sees_it_on_every_page(
    town: Service, reader: TestClient[Any], plain: TestClient[Any], steps: list[str], language: str
) -> None:
    for step in steps:
        act(town, step)
        newest = town.alerts.recent(1)
        some = newest[0].id if newest else "aaaaaaaaaaaaaaaa"

        for path in public(language, some):
            assert said(reader, "GET", path) == said(plain, "GET", path), (step, path)


def act(town: Service, step: str) -> None:
    now = datetime.now(UTC)
    live = town.alerts.live(now)
    if step == "withdraw" and live:
        end(live[0], Phase.WITHDRAWN, None, town.means, now)
    if step in ("issue", "update"):
        soon = hazard(expires=now + timedelta(hours=6))
        key = f"s-{now.timestamp()}"
        (taken,) = take_item(
            report(identifier=key, sent=now, hazards=(soon,)), b"", town.means, now
        )
        assert taken.revision is not None, taken


@pytest.mark.parametrize(
    ("path", "query", "wanted"),
    [
        ("/en/", b"", "/en/"),
        ("/en/", b"utm_source=x&a=1", "/en/"),
        ("/api/v1/alerts", b"language=en", "/api/v1/alerts?language=en"),
        ("/api/v1/alerts", b"language=en&x=1", None),
        ("/api/v1/alerts", b"language=made-up", None),
        ("/api/v1/places", b"language=th", "/api/v1/places?language=th"),
        ("/feeds/atom", b"exercises=1", None),
        ("/xx/", b"", None),
        ("//en/", b"", None),
        ("/en//about", b"", None),
        ("/%65n/", b"", None),
        ("/en/" + "a" * 65, b"", None),
        ("/desk/", b"", None),
        ("/api/v1/subscriptions/1", b"", None),
        ("/readyz", b"", None),
        ("/", b"", None),
    ],
)
def test_every_public_address_has_one_spelling_on_the_shelf(
    path: str, query: bytes, wanted: str | None
) -> None:
    assert address(path, query) == wanted


def test_made_up_addresses_fill_nothing(town: Service) -> None:
    shelf = Shelf()
    made = Front(application(town), lambda: town.public_state, shelf)
    with TestClient(made, raise_server_exceptions=False) as client:
        for number in range(20):
            client.get(f"/en/about?{number}")
            client.get(f"/en/made-up-{number}")
            client.get(f"/api/v1/alerts?language=x{number}")
            client.get(f"/en/alerts/{number}")
            client.get(f"/en/{'/' * number}card")

    assert len(shelf) <= 2


def test_a_minute_is_on_no_page_that_needs_none(reader: TestClient[Any]) -> None:
    timeless = [page for page in PAGES if page not in ("", "history", "map", "situation")]

    assert [b'"now":' in reader.get(f"/en/{page}").content for page in timeless] == [False] * len(
        timeless
    )


def test_no_address_is_left_out_for_a_language() -> None:
    assert [one for one in LANGUAGES if address(f"/{one}/", b"") is None] == []


def test_outside_the_api_nothing_behind_a_question_mark_matters(plain: TestClient[Any]) -> None:
    """The front hands out one page whatever stands there."""
    for path in (
        *(f"/en/{page}" for page in PAGES),
        "/gallery",
        "/worker.js",
        "/app/manifest.json",
    ):
        asked = f"{path}?language=th&exercises=1&name=x"

        assert said(plain, "GET", asked) == said(plain, "GET", path), path
