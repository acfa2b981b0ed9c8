"""The addresses of the page of how things stand, over a real service."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient
from lxml import html

from alerts.model import Mode
from alerts.pipeline import take_item
from alerts.report import AreaClaim
from alerts.testing_examples import issue_of
from service.asgi import front
from service.feed_settings import FeedSetting
from service.settings import Settings, SettingsRefused, load_settings
from service.wiring import Service
from tests.factories import hazard, report, revision
from tests.service.page.pages import read

Say = Callable[..., str]
HOST = "https://town.example"


def policy(reader: TestClient[Any], path: str) -> str:
    return str(reader.get(path).headers["content-security-policy"])


def test_the_situation_page_asks_for_no_script(reader: TestClient[Any], warn: Say) -> None:
    alert_id = warn()

    root = html.document_fromstring(reader.get("/en/situation").text)

    assert root.xpath("//script/@src") == []
    assert f"/en/alerts/{alert_id}" in root.xpath("//main//a/@href")


def test_a_change_shows_at_once_and_what_is_the_same_is_not_sent_again(
    reader: TestClient[Any], warn: Say
) -> None:
    quiet = reader.get("/en/situation")
    known = {"If-None-Match": quiet.headers["etag"]}
    unchanged = reader.get("/en/situation", headers=known)

    warn()

    changed = reader.get("/en/situation", headers=known)
    assert (unchanged.status_code, changed.status_code) == (304, 200)


def test_nobody_may_frame_any_page(reader: TestClient[Any]) -> None:
    pages = ("/en/", "/en/situation", "/en/situation/embed")

    assert ["frame-ancestors 'none'" in policy(reader, one) for one in pages] == [True] * 3


def test_the_sites_of_the_settings_may_frame_the_embedded_form_alone(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, embed_origins=(HOST,))
    with Service(settings) as town, TestClient(front(town)) as reader:
        embedded = policy(reader, "/ja/situation/embed")
        others = [policy(reader, one) for one in ("/ja/", "/ja/situation")]

    assert embedded == (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {HOST}"
    )
    assert [HOST in one for one in others] == [False, False]


@pytest.mark.parametrize(
    ("mode", "origin"),
    [
        ("real", "http://town.example"),
        ("training", "https://town.example/path"),
        ("training", "*"),
        ("training", "https://a.example; script-src *"),
    ],
)
def test_what_is_no_origin_may_frame_nothing(tmp_path: Path, mode: str, origin: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'mode = "{mode}"\nembed_origins = ["{origin}"]\n', "utf-8")

    with pytest.raises(SettingsRefused, match="embed_origins"):
        load_settings(file)


def test_programs_are_told_since_when_a_source_is_silent(tmp_path: Path) -> None:
    """Nothing listens at its address, so that nothing was ever heard of it."""
    titles = {"ja": "気象庁", "en": "Weather agency"}
    mute = FeedSetting(name="mute", address="http://127.0.0.1:9/feed.xml", titles=titles)
    settings = Settings(data_dir=tmp_path, feeds=(mute,))
    with Service(settings) as town, TestClient(front(town)) as reader:
        told = reader.get("/api/v1/alerts").json()
        easy = reader.get("/api/v1/alerts?language=ja-simple").json()

    now = told["now"]
    said = {"id": "mute", "title": "Weather agency", "silent_since": now, "heard": False}
    assert told["sources"] == [said]
    assert easy["sources"][0]["title"] == "気象庁"


def test_what_was_pushed_to_nobody_is_on_the_page_and_in_every_feed(
    town: Service, reader: TestClient[Any]
) -> None:
    now = datetime.now(UTC)
    shown = revision(issued=now, sent=now, expires=now + timedelta(hours=2), mode=Mode.TRAINING)
    (one, *_) = issue_of(shown).editions
    edition = msgspec.structs.replace(one, language="en", payload=read(shown, "en").payload)
    untold = msgspec.structs.replace(issue_of(shown), editions=(edition,), untold=True)
    town.alerts.issue([untold], None, [])

    feeds = [f"/feeds/cap/{shown.alert_id}.xml", "/feeds/atom", "/feeds/geojson"]
    answers = [reader.get(path) for path in ("/en/situation", *feeds)]

    assert [one.status_code for one in answers] == [200] * 4
    assert [shown.alert_id in one.text for one in answers] == [True] * 4


def test_a_warning_that_has_no_ground_here_is_said_to_have_come(
    town: Service, reader: TestClient[Any]
) -> None:
    now = datetime.now(UTC)
    soon = now + timedelta(hours=2)
    nowhere = hazard(areas=(AreaClaim(description="Somewhere"),), expires=soon)
    take_item(report(sent=now, hazards=(nowhere,)), b"", town.means, now)

    root = html.document_fromstring(reader.get("/en/situation").text)

    (said,) = [one for one in root.xpath("//p[@class='doubt']/text()") if "placed" in one]
    assert said.startswith("A warning came at ")


def test_a_language_that_there_is_not_has_no_situation(reader: TestClient[Any]) -> None:
    pages = ("/xx/situation", "/xx/situation/embed")

    assert [reader.get(one).status_code for one in pages] == [404, 404]
