"""The desk's pages over a real service: who is let through, what is refused, and how."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from alerts.pipeline import take_item
from alerts.report import Status
from geo.places import OfficialArea, write_gazetteer
from service.asgi import application
from service.desk.ports import MACHINE, Change, Entry, Grant, Role, Staff
from service.desk.sessions import Begun, csrf_of, new_session
from service.settings import Settings
from service.wiring import Service
from tests.factories import DESK, box, order_hazard, report

HERE = "https://hansho.town.example"
PAGE = {"Accept": "text/html", "Accept-Language": "en"}
FORM = {**PAGE, "Content-Type": "application/x-www-form-urlencoded"}
RIVERSIDE = OfficialArea(
    key="jis:99201",
    names={"ja": "川辺", "ja-simple": "川辺", "en": "Riverside"},
    area=box(139.0, 35.0),
)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    gazetteer = tmp_path / "areas.msgpack"
    write_gazetteer(gazetteer, [RIVERSIDE])
    settings = Settings(
        data_dir=tmp_path,
        base_url=HERE,
        push_services=("http://127.0.0.1:9",),
        drill_desks=(DESK,),
        gazetteer=(gazetteer,),
        town={"ja": "訓練市", "en": "Drill City"},
    )
    with Service(settings) as running:
        yield running


@pytest.fixture
def reader(town: Service) -> Iterator[TestClient[Any]]:
    made = TestClient(application(town), base_url=HERE, raise_server_exceptions=False)
    with made as client:
        yield client


class Person:
    """Somebody in a session of their own, who came in without the ceremony."""

    def __init__(self, town: Service, reader: TestClient[Any], name: str, *roles: Role) -> None:
        now = datetime.now(UTC)
        earlier = now - timedelta(days=2)
        grants = tuple(Grant(role=role, begins=earlier) for role in roles)
        staff = Staff(number=0, name=name, grants=grants, may_approve_from=earlier)
        newest = town.audit.newest()
        stored = town.staff.apply(
            Change(staff=staff),
            Entry(at=now, actor=MACHINE, act="staff.found", subject=""),
            seen=0 if newest is None else newest.n,
        )
        assert stored is not None
        self.number = stored.number
        self._begun: Begun = new_session(stored.number, "passkey", bytes([stored.number]) * 32, now)
        entry = Entry(at=now, actor=stored.number, act="staff.login", subject="")
        town.staff.begin_session(self._begun.session, entry)
        self._reader = reader
        self.origin = HERE
        self.token = csrf_of(self._begun.cookie.value) or ""

    def get(self, path: str) -> httpx.Response:
        return self._reader.get(path, headers={**PAGE, **self._cookie()}, follow_redirects=False)

    def send(self, path: str, token: str | None = None, **fields: str) -> httpx.Response:
        """A form; `token` in place of the session's own."""
        data = {"csrf": self.token if token is None else token, **fields}
        headers = {**FORM, "Origin": self.origin, **self._cookie()}
        return self._reader.post(path, data=data, headers=headers, follow_redirects=False)

    def ask(self, path: str, body: object, token: str | None = None) -> httpx.Response:
        """JSON, as the page's script asks."""
        headers = {"X-Desk-CSRF": self.token if token is None else token, **self._cookie()}
        return self._reader.post(path, content=json.dumps(body), headers=headers)

    def begun(self) -> str:
        """The address of a new draft of an order, of which only the hazard is known."""
        answer = self.send("/desk/drafts", what="order", kind="flood", mode="training")
        return str(answer.headers["location"])

    def submitted(self) -> str:
        """The address of an order to leave Riverside that waits for approval."""
        path = self.begun()
        saved = self.send(
            path,
            version="1",
            kind="flood",
            order="evacuate",
            issuer="訓練市",
            where="preset",
            district="jis:99201",
        )
        assert saved.status_code == 303, saved.text
        return str(self.send(f"{path}/submission", version="2").headers["location"])

    def _cookie(self) -> dict[str, str]:
        return {"Cookie": f"{self._begun.cookie.name}={self._begun.cookie.value}"}


@pytest.fixture
def author(town: Service, reader: TestClient[Any]) -> Person:
    return Person(town, reader, "Cho", Role.COMPOSER)


@pytest.fixture
def approver(town: Service, reader: TestClient[Any]) -> Person:
    return Person(town, reader, "Eve", Role.APPROVER)


@pytest.mark.parametrize(
    ("path", "following"),
    [
        ("/desk", ""),
        ("/desk/drafts/x", "?next=%2Fdesk%2Fdrafts%2Fx"),
        ("/desk/submissions/1", "?next=%2Fdesk%2Fsubmissions%2F1"),
    ],
)
def test_whoever_is_not_in_is_sent_to_the_login_and_from_there_to_the_page(
    reader: TestClient[Any], path: str, following: str
) -> None:
    answer = reader.get(path, headers=PAGE, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/login{following}")


def test_a_page_of_the_desk_is_stored_nowhere_and_sends_its_forms_to_this_site_alone(
    author: Person,
) -> None:
    headers = author.get("/desk").headers

    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )


def test_no_page_has_a_script_or_a_style_within_it(author: Person) -> None:
    pages = [author.get(one).text for one in ("/desk", "/desk/login", author.submitted())]

    assert [one.count("<style") + one.count(" style=") for one in pages] == [0, 0, 0]
    assert [one.count("<script") for one in pages] == [1, 1, 1]


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_form_without_the_session_s_token_does_nothing(
    town: Service, author: Person, token: str
) -> None:
    answer = author.send("/desk/drafts", token, what="order", kind="flood", mode="training")

    assert answer.status_code == 403
    assert town.desk.means.store.drafts() == ()


def test_an_approval_without_the_session_s_token_is_refused_as_a_problem(
    author: Person, approver: Person
) -> None:
    path = author.submitted()

    answer = approver.ask(f"{path}/ask", {}, token=author.token)

    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Not for you"


def test_another_site_s_form_is_refused_even_with_the_right_token(
    town: Service, author: Person
) -> None:
    author.origin = "https://elsewhere.example"

    answer = author.send("/desk/drafts", what="order", kind="flood", mode="training")

    assert answer.status_code == 403
    assert town.desk.means.store.drafts() == ()


def test_an_author_who_may_approve_is_shown_no_button_and_refused_all_the_same(
    town: Service, reader: TestClient[Any]
) -> None:
    both = Person(town, reader, "Dai", Role.COMPOSER, Role.APPROVER)
    path = both.submitted()

    shown, asked = both.get(path).text, both.ask(f"{path}/ask", {})

    assert "Somebody else has to approve it" in shown
    assert 'data-act="approve"' not in shown
    assert asked.status_code == 409
    assert "another person has to approve" in asked.json()["detail"]


def test_a_made_up_signature_sends_nothing(town: Service, author: Person, approver: Person) -> None:
    path = author.submitted()
    nonce = approver.ask(f"{path}/ask", {}).json()["nonce"]

    answer = approver.ask(f"{path}/approve", {"nonce": nonce, "answer": {"id": "AAAA"}})

    assert answer.status_code in (403, 409)
    assert town.alerts.recent(10) == ()


def test_an_approver_may_not_write(town: Service, approver: Person) -> None:
    answer = approver.send("/desk/drafts", what="order", kind="flood", mode="training")

    assert answer.status_code == 403
    assert town.desk.means.store.drafts() == ()


def test_a_refused_area_is_said_and_what_was_typed_is_kept(town: Service, author: Person) -> None:
    path = author.begun()

    answer = author.send(
        path, version="1", kind="fire", order="evacuate", where="paste", paste="<none>"
    )

    (draft,) = town.desk.means.store.drafts()
    assert answer.status_code == 422
    assert "neither GeoJSON nor one CAP message" in answer.text
    assert "&lt;none&gt;" in answer.text
    assert (draft.version, draft.kind, draft.area) == (2, "fire", None)


def test_a_draft_that_somebody_saved_meanwhile_is_not_overwritten(author: Person) -> None:
    path = author.begun()
    author.send(path, version="1", kind="flood", order="evacuate")

    answer = author.send(path, version="1", kind="fire", order="evacuate")

    assert answer.status_code == 409


def test_what_comes_back_says_why_and_can_be_submitted_anew(
    town: Service, author: Person, approver: Person
) -> None:
    path = author.submitted()

    returned = approver.send(f"{path}/return", reason="The <river> is missing")
    shown = author.get(path).text

    assert returned.status_code == 303
    assert "The &lt;river&gt; is missing" in shown
    assert "Go on writing" in author.get("/desk").text
    assert town.alerts.recent(10) == ()


def test_the_frame_and_the_buttons_say_that_it_is_an_exercise(
    author: Person, approver: Person
) -> None:
    shown = approver.get(author.submitted()).text

    assert 'data-mode="training"' in shown
    assert "EXERCISE · reaches no real phone" in shown
    assert "EXERCISE: Approve and send to fewer than 10 phones" in shown


def test_the_page_of_a_decision_shows_the_frozen_words_and_the_check_number(
    town: Service, author: Person, approver: Person
) -> None:
    path = author.submitted()

    shown = approver.get(path).text

    submission = town.desk.means.store.submission(1)
    frozen = town.desk.means.store.frozen(1)
    assert submission is not None
    assert frozen is not None
    titles = {
        one.language: json.loads(one.payload)["notification"]["title"]
        for one in frozen.alert
        if one.relation == "new"
    }
    assert {one for one in ("ja", "ja-simple", "en") if titles[one] in shown} == {
        "ja",
        "ja-simple",
        "en",
    }
    assert f">{submission.hash.hex()[:8]}<" in shown


@pytest.mark.parametrize(
    "ground",
    [
        {"where": "circle", "lon": "139.005", "lat": "35.005", "radius": "300"},
        {"where": "paste", "paste": json.dumps(RIVERSIDE.area.geojson())},
        {"where": "preset", "district": "jis:99201"},
    ],
)
def test_an_area_is_a_district_a_circle_or_a_paste_and_stays_when_it_is_kept(
    town: Service, author: Person, ground: dict[str, str]
) -> None:
    path = author.begun()
    author.send(path, version="1", kind="flood", order="evacuate", **ground)
    (placed,) = town.desk.means.store.drafts()

    author.send(path, version="2", kind="flood", order="evacuate", where="keep")

    (kept,) = town.desk.means.store.drafts()
    assert placed.area is not None
    assert (kept.version, kept.area) == (3, placed.area)
    assert kept.place_names == placed.place_names


def test_a_review_time_is_the_town_s_own_clock(town: Service, author: Person) -> None:
    path = author.begun()

    author.send(path, version="1", kind="flood", order="evacuate", review="2026-11-23T06:30")

    (draft,) = town.desk.means.store.drafts()
    assert draft.review == datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
    assert 'value="2026-11-23T06:30"' in author.get(path).text


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "one"},
        {"version": "1", "kind": "flood", "order": "leave"},
        {"version": "1", "kind": "flood", "review": "tomorrow"},
        {"version": "1", "kind": "flood", "where": "circle", "lon": "nan", "lat": "x"},
    ],
)
def test_fields_that_cannot_be_read_are_refused_with_a_sentence(
    author: Person, fields: dict[str, str]
) -> None:
    answer = author.send(author.begun(), **fields)

    assert answer.status_code in (409, 422)
    assert 'role="alert"' in answer.text


def test_opening_the_sheet_of_a_withdrawal_twice_opens_one(
    town: Service, author: Person, approver: Person
) -> None:
    alert_id = issued(town)

    opened = [approver.send(f"/desk/alerts/{alert_id}/withdrawal") for _ in range(2)]

    sheets = {one.headers["location"] for one in opened}
    assert sheets == {"/desk/submissions/1"}
    assert "Withdraw now: tell everybody who was told" in approver.get(*sheets).text
    refused = author.send(f"/desk/alerts/{alert_id}/withdrawal")
    assert refused.status_code == 403


def issued(town: Service) -> str:
    """An order of the desk that is live; its id."""
    now = datetime.now(UTC)
    what = report(sender=DESK, sent=now, status=Status.EXERCISE, hazards=(order_hazard(),))
    (taken,) = take_item(what, b"", town.means, now)
    assert taken.revision is not None, taken
    return taken.revision.alert_id


def test_an_admin_s_endorsement_lets_somebody_in_by_a_link_that_is_shown_once(
    town: Service, reader: TestClient[Any], author: Person
) -> None:
    admins = [Person(town, reader, name, Role.ADMIN) for name in ("Ann", "Ben")]
    now = datetime.now(UTC)
    grants = (Grant(role=Role.COMPOSER, begins=now),)
    waiting = town.staffing.propose(MACHINE, grants, now, name="Gil").proposal
    assert waiting is not None
    refused = author.send("/desk/staff/endorsement", proposal=waiting.id)

    answer = admins[0].send("/desk/staff/endorsement", proposal=waiting.id)

    again = admins[0].get("/desk/staff").text
    assert (author.get("/desk/staff").status_code, refused.status_code) == (403, 403)
    assert (answer.text.count(f"{HERE}/desk/enrol#"), again.count("/desk/enrol#")) == (1, 0)
    assert "Gil" in again
    assert town.staff.proposals() == ()
