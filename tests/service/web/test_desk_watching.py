"""Watching an alert over a real server: events as they happen, and asking where none come."""

import http.client
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest

from alerts.pipeline import take_item
from alerts.report import Status
from service.desk.ports import MACHINE, Change, Entry, Grant, Role, Staff
from service.desk.sessions import COOKIE_NAME, IDLE, Begun, csrf_of, new_session
from service.desk.watchers import MOST_EACH
from service.wiring import Service
from tests.browser.desk_town import RIVERSIDE, desk_town
from tests.factories import DESK, order_hazard, report

STREAM = {"Accept": "text/event-stream", "Accept-Language": "en"}
PAGE = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    with desk_town(tmp_path) as service:
        yield service


class Reader:
    """Somebody with both roles, at a plain HTTP client."""

    def __init__(self, town: Service, used: timedelta = timedelta(0)) -> None:
        now = datetime.now(UTC)
        earlier = now - timedelta(days=2)
        grants = tuple(Grant(role=role, begins=earlier) for role in (Role.COMPOSER, Role.APPROVER))
        newest = town.audit.newest()
        stored = town.staff.apply(
            Change(staff=Staff(number=0, name="Eve", grants=grants, may_approve_from=earlier)),
            Entry(at=now, actor=MACHINE, act="staff.found", subject=""),
            seen=0 if newest is None else newest.n,
        )
        assert stored is not None
        self.number = stored.number
        self.begun: Begun = new_session(stored.number, "passkey", b"s" * 32, now - used)
        self.entry = Entry(at=now, actor=stored.number, act="staff.login", subject="")
        town.staff.begin_session(self.begun.session, self.entry)
        self.town = town

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE_NAME}={self.begun.cookie.value}"}

    @contextmanager
    def open(self, path: str, headers: dict[str, str]) -> Iterator[http.client.HTTPResponse]:
        port = self.town.settings.port
        with closing(http.client.HTTPConnection("localhost", port, timeout=30)) as connection:
            connection.request("GET", path, headers={**self.headers, **headers})
            yield connection.getresponse()

    def send(self, path: str, **fields: str) -> tuple[int, str]:
        body = urlencode({"csrf": csrf_of(self.begun.cookie.value) or "", **fields})
        headers = {
            **self.headers,
            **PAGE,
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.town.settings.base_url,
        }
        port = self.town.settings.port
        with closing(http.client.HTTPConnection("localhost", port, timeout=30)) as connection:
            connection.request("POST", path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode() or str(answer.headers["Location"])


def live(town: Service) -> str:
    """An order as the drill desk issues it; its id."""
    now = datetime.now(UTC)
    what = report(sender=DESK, sent=now, status=Status.EXERCISE, hazards=(order_hazard(),))
    (taken,) = take_item(what, b"", town.means, now)
    assert taken.revision is not None, taken
    town.dispatcher.wake()
    return taken.revision.alert_id


def event(answer: http.client.HTTPResponse) -> tuple[str, str]:
    """The next event and its data."""
    name, data = "", ""
    while True:
        line = answer.readline().decode().rstrip("\r\n")
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        if line.startswith("data: "):
            data += line.removeprefix("data: ")
        if not line and name:
            return name, data


def test_an_open_stream_tells_how_it_goes_until_its_session_ends(town: Service) -> None:
    reader, alert_id = Reader(town), live(town)

    with reader.open(f"/desk/alerts/{alert_id}/events", STREAM) as answer:
        kind = answer.headers["Content-Type"]
        gathers = answer.headers["X-Accel-Buffering"]
        first = event(answer)
        while "still being counted" in first[1]:
            first = event(answer)
        reader.town.staff.end_sessions(reader.number, reader.entry)
        last = event(answer)
        rest = answer.read()

    assert (kind, gathers) == ("text/event-stream; charset=utf-8", "no")
    assert first[0] == "progress"
    assert "It was for fewer than 10 phones; none is queued." in first[1]
    assert 'class="bar"' not in first[1], "an empty frame would say that nobody was reached"
    assert (last, rest.strip()) == (("over", ""), b"")


def taken_away(town: Service, number: int, **changes: Any) -> None:
    """As by two admins, whose change is in force now; their sessions stay."""
    person, newest = town.staff.person(number), town.audit.newest()
    assert person is not None
    entry = Entry(at=datetime.now(UTC), actor=MACHINE, act="staff.change", subject="")
    staff = msgspec.structs.replace(person, **changes)
    town.staff.apply(Change(staff=staff), entry, seen=newest.n if newest else 0)


@pytest.mark.parametrize("change", [{"grants": ()}, {"active": False}], ids=["roles", "account"])
def test_an_open_stream_ends_with_what_let_its_reader_in(
    town: Service, change: dict[str, Any]
) -> None:
    reader, alert_id = Reader(town), live(town)

    with reader.open(f"/desk/alerts/{alert_id}/events", STREAM) as answer:
        event(answer)
        taken_away(town, reader.number, **change)
        name = "progress"
        while name != "over":
            name, _ = event(answer)
        rest = answer.read()

    assert rest.strip() == b""


def test_whoever_opens_many_pages_is_refused_a_stream_and_may_ask(town: Service) -> None:
    reader, alert_id = Reader(town), live(town)
    tokens = [town.watchers.enter(reader.number) for _ in range(MOST_EACH)]

    with reader.open(f"/desk/alerts/{alert_id}/events", STREAM) as answer:
        refused = answer.status
    with reader.open(f"/desk/alerts/{alert_id}/progress", PAGE) as answer:
        asked = answer.status, answer.read().decode()
    town.watchers.leave(tokens[0])
    with reader.open(f"/desk/alerts/{alert_id}/events", STREAM) as answer:
        opened = answer.status

    assert (refused, asked[0], opened) == (429, 200, 200)
    assert "It is live." in asked[1]


def test_whoever_asks_for_no_stream_is_told_once(town: Service) -> None:
    reader, alert_id = Reader(town), live(town)

    with reader.open(
        f"/desk/alerts/{alert_id}/events", {"Accept": "*/*", "Accept-Language": "en"}
    ) as answer:
        told = answer.read().decode()

    assert told.count("event: progress") == 1


def test_a_page_that_stands_open_keeps_nobody_logged_in(town: Service) -> None:
    reader, alert_id = Reader(town, used=IDLE - timedelta(minutes=1)), live(town)
    before = town.staff.session(reader.begun.session.id_hash)

    for path, accept in (
        ("progress", PAGE),
        ("events", {"Accept": "*/*", "Accept-Language": "en"}),
    ):
        with reader.open(f"/desk/alerts/{alert_id}/{path}", accept) as answer:
            answer.read()

    assert town.staff.session(reader.begun.session.id_hash) == before


@pytest.mark.parametrize("path", ["events", "progress"])
def test_nobody_watches_without_a_session_or_what_there_is_not(town: Service, path: str) -> None:
    reader, alert_id = Reader(town), live(town)

    with reader.open("/desk/alerts/nothing/" + path, STREAM) as answer:
        unknown = answer.status
    with reader.open(f"/desk/alerts/{alert_id}/{path}", {**STREAM, "Cookie": ""}) as answer:
        stranger = answer.status

    assert (unknown, stranger) == (404, 401)


def test_the_area_in_the_form_is_counted_and_nothing_is_saved(town: Service) -> None:
    reader = Reader(town)
    _, draft = reader.send("/desk/drafts", what="order", kind="flood", mode="training")
    length = town.audit.newest()

    asked = [
        reader.send(f"{draft}/reach", where="preset", district=RIVERSIDE),
        reader.send(f"{draft}/reach", where="circle", lon="139.0", lat="35.0", radius="500"),
        reader.send(f"{draft}/reach", where="circle", lon="here", lat="35.0", radius="500"),
        reader.send(f"{draft}/reach", where="paste", paste="no area at all"),
        reader.send(f"{draft}/reach", where="paste", paste='{"type": "nothing"}'),
        reader.send(f"{draft}/reach", where="keep"),
    ]

    assert [status for status, _ in asked] == [200] * 6
    said = [text for _, text in asked]
    assert ["Fewer than 10 phones" in one for one in said] == [True, True] + [False] * 4
    assert ["Not counted: " in one for one in said] == [False, False, True, True, True, False]
    assert "there is no area" in said[5]
    assert town.audit.newest() == length


def test_a_limit_on_counting_says_so_and_takes_no_page_away(town: Service) -> None:
    reader = Reader(town)
    _, draft = reader.send("/desk/drafts", what="order", kind="flood", mode="training")

    said = [
        reader.send(f"{draft}/reach", where="circle", lon="139", lat="35", radius=str(500 + one))[1]
        for one in range(0, 62_000, 1_000)
    ]
    status, _ = reader.send(draft, version="1", kind="flood", where="preset", district=RIVERSIDE)
    with reader.open(draft, PAGE) as answer:
        page = answer.status, answer.read().decode()

    assert "the count pauses for" in said[-1]
    assert "the count pauses" not in said[0]
    assert (status, page[0]) == (303, 200)
    assert "the count pauses for" in page[1]
