"""Feeds: what is live and what was over lately, for other systems; exercises never among it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from lxml import etree

from alerts.model import Phase
from alerts.pipeline import end, take_item
from alerts.report import MessageType, Report, Status, Verdict
from alerts.sources.reading import read
from service.asgi import application
from service.keys import create_key
from service.settings import Settings
from service.wiring import Service
from tests.factories import DESK, order_hazard, report

ATOM = {"a": "http://www.w3.org/2005/Atom"}
Issue = Callable[..., str]


@pytest.fixture
def real_town(tmp_path: Path) -> Iterator[Service]:
    settings = Settings(
        mode="real",
        data_dir=tmp_path,
        base_url="https://town.example",
        desks=(DESK,),
        drill_desks=(DESK,),
        town={"ja": "湊浜市", "en": "Minatohama"},
    )
    create_key(settings.keys_dir, "real")
    with Service(settings) as running:
        yield running


@pytest.fixture
def web(real_town: Service) -> Iterator[TestClient[Any]]:
    with TestClient(application(real_town), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def issue(real_town: Service) -> Issue:
    """Issues the mayor's order to leave, or an exercise of it; returns the alert's id."""

    def issued(status: Status = Status.ACTUAL) -> str:
        now = datetime.now(UTC)
        what = report(
            sender=DESK, identifier=f"o-{status.value}", sent=now, status=status,
            hazards=(order_hazard(),),
        )  # fmt: skip
        (taken,) = take_item(what, b"", real_town.means, now)
        assert taken.revision is not None, taken
        return taken.revision.alert_id

    return issued


def withdraw(town: Service, alert_id: str) -> None:
    alert = town.alerts.alert(alert_id)
    assert alert is not None
    end(alert, Phase.WITHDRAWN, None, town.means, datetime.now(UTC))


def entries(answer: Any) -> list[etree._Element]:
    found = etree.fromstring(answer.content).xpath("a:entry", namespaces=ATOM)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, etree._Element)]


def ids(answer: Any) -> list[str]:
    return [one.findtext("a:id", namespaces=ATOM) or "" for one in entries(answer)]


def cap(web: TestClient[Any], alert_id: str) -> Report:
    (found,) = read(web.get(f"/feeds/cap/{alert_id}.xml").content)
    assert isinstance(found, Report)
    return found


def test_the_cap_of_an_alert_is_ours_signed_and_readable(
    web: TestClient[Any], issue: Issue
) -> None:
    alert_id = issue()

    found = cap(web, alert_id)

    assert (found.sender, found.identifier) == (DESK, f"{alert_id}.1")
    assert found.signature.verdict is Verdict.VALID
    assert [text.language for text in found.hazards[0].texts] == ["ja", "ja-simple", "en"]


def test_a_withdrawal_cancels_what_the_feed_said_before(
    web: TestClient[Any], issue: Issue, real_town: Service
) -> None:
    alert_id = issue()
    before = cap(web, alert_id)

    withdraw(real_town, alert_id)
    after = cap(web, alert_id)

    assert (after.message_type, after.references) == (MessageType.CANCEL, (before.key,))


def test_the_atom_feed_names_each_alert_once_by_an_id_that_stays(
    web: TestClient[Any], issue: Issue, real_town: Service
) -> None:
    alert_id = issue()
    first = ids(web.get("/feeds/atom"))

    withdraw(real_town, alert_id)
    second = ids(web.get("/feeds/atom"))

    assert first == second == [f"https://town.example/feeds/cap/{alert_id}.xml"]


def test_the_atom_feed_has_what_rfc_4287_demands(web: TestClient[Any], issue: Issue) -> None:
    issue()

    answer = web.get("/feeds/atom?language=ja")

    root = etree.fromstring(answer.content)
    assert answer.headers["content-type"] == "application/atom+xml"
    for parent in (root, *entries(answer)):
        for name in ("id", "title", "updated", "author"):
            assert len(parent.findall(f"a:{name}", ATOM)) == 1, name
        times = [parent.findtext("a:updated", namespaces=ATOM)]
        assert all(datetime.fromisoformat(time or "").tzinfo for time in times)
    assert root.findtext("a:title", namespaces=ATOM) == "湊浜市"
    assert root.find("a:link[@rel='self']", ATOM) is not None


def test_an_empty_feed_is_whole_and_says_nothing_of_safety(web: TestClient[Any]) -> None:
    answer = web.get("/feeds/atom")

    root = etree.fromstring(answer.content)
    assert ids(answer) == []
    assert root.findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00Z"
    assert b"safe" not in answer.content.lower()


@pytest.mark.parametrize("feed", ["/feeds/atom", "/feeds/geojson"])
def test_an_exercise_is_not_among_real_alerts_and_has_an_address_of_its_own(
    web: TestClient[Any], issue: Issue, feed: str
) -> None:
    real, drill = issue(), issue(Status.EXERCISE)

    usual = web.get(feed).text
    exercises = web.get(f"{feed}?exercises=1").text

    assert (real in usual, drill in usual) == (True, False)
    assert (real in exercises, drill in exercises) == (False, True)
    assert "DRILL" in exercises
    assert cap(web, drill).status is Status.EXERCISE


def test_geojson_has_the_ground_and_says_things_in_our_words(
    web: TestClient[Any], issue: Issue
) -> None:
    alert_id = issue()

    answer = web.get("/feeds/geojson")

    (feature,) = answer.json()["features"]
    properties = feature["properties"]
    assert answer.headers["content-type"] == "application/geo+json"
    assert (feature["id"], feature["geometry"]["type"]) == (alert_id, "MultiPolygon")
    assert (properties["kind"], properties["strength"], properties["order"]) == (
        "flood", "leave", "evacuate",
    )  # fmt: skip
    assert properties["lines"][properties["do"]] == "Leave dangerous places now"
    assert properties["until"] is None


@pytest.mark.parametrize("feed", ["/feeds/atom", "/feeds/geojson", "cap"])
def test_whoever_has_it_already_gets_no_body_again(
    web: TestClient[Any], issue: Issue, feed: str
) -> None:
    alert_id = issue()
    address = f"/feeds/cap/{alert_id}.xml" if feed == "cap" else feed
    first = web.get(address)

    again = web.get(address, headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "public, max-age=0, s-maxage=2"


@pytest.mark.parametrize("path", ["/feeds/cap/unknown.xml", "/feeds/cap/unknown"])
def test_what_is_not_there_is_a_problem_that_says_where_to_look(
    web: TestClient[Any], path: str
) -> None:
    answer = web.get(path)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "/feeds/atom" in answer.json()["detail"]
