"""The app's files over a real service: for ever under their hash, asked for anew elsewhere."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from litestar.testing import TestClient
from lxml import html

from alerts.model import Phase
from alerts.pipeline import end
from service.asgi import application
from service.page.versions import Versions
from service.wiring import Service
from tests.factories import hazard

Say = Callable[..., str]


def icon_of(reader: TestClient[Any]) -> str:
    page = html.document_fromstring(reader.get("/en/").text)
    return str(page.xpath("//link[@rel='icon']/@href")[0])


def test_a_file_under_its_hash_never_changes_and_is_not_sent_twice(
    reader: TestClient[Any],
) -> None:
    path = icon_of(reader)

    first = reader.get(path)
    again = reader.get(path, headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert first.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_files_come_packed_and_say_so(reader: TestClient[Any]) -> None:
    answer = reader.get(icon_of(reader), headers={"Accept-Encoding": "br"})

    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_a_version_that_nobody_kept_is_not_there(reader: TestClient[Any]) -> None:
    path = icon_of(reader).replace("/app/", "/app/0")

    assert reader.get(path).status_code == 404


def test_no_path_leads_out_of_a_version(reader: TestClient[Any]) -> None:
    base = icon_of(reader).rsplit("/", 2)[0]

    for path in ("/../../etc/passwd", "/%2e%2e/order.json", "//etc/passwd", "/icons"):
        assert reader.get(base + path).status_code == 404


def test_every_language_has_its_words_under_the_hash(reader: TestClient[Any]) -> None:
    base = icon_of(reader).rsplit("/", 2)[0]

    thai = reader.get(f"{base}/words/th.json").json()
    english = reader.get(f"{base}/words/en.json").json()

    assert thai.keys() == english.keys()
    assert (thai["note.no_page"], english["note.no_page"]) == ("", "")
    assert thai["nav.now"] != english["nav.now"]
    assert english["nav.now"] == "Now"


def test_the_worker_is_asked_for_anew_and_may_serve_every_page(reader: TestClient[Any]) -> None:
    first = reader.get("/worker.js")
    again = reader.get("/worker.js", headers={"If-None-Match": f"W/{first.headers['etag']}"})

    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["cache-control"] == "public, max-age=0, s-maxage=2"
    assert first.headers["service-worker-allowed"] == "/"
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_ever_clears_what_a_phone_holds(reader: TestClient[Any]) -> None:
    paths = ["/en/", "/worker.js", icon_of(reader), "/api/v1/alerts"]

    assert [one for one in paths if "clear-site-data" in reader.get(one).headers] == []


def test_a_manifest_is_served_per_language_and_for_no_other(reader: TestClient[Any]) -> None:
    found = reader.get("/ar-XB/manifest.webmanifest")

    assert found.headers["content-type"].startswith("application/manifest+json")
    assert (found.json()["dir"], found.json()["start_url"]) == ("rtl", "/ar-XB/")
    assert {icon["src"].rsplit("/", 1)[1] for icon in found.json()["icons"]} == {
        "icon-192.png",
        "icon-512.png",
        "icon-maskable-512.png",
    }
    assert reader.get("/xx/manifest.webmanifest").status_code == 404


def serve_before(folder: Path) -> str:
    """Another version was served last, as before a new program was put in; its icon's address."""
    older = Versions(folder, {"icons/icon.svg": b"<svg></svg>"}, held=False)
    return older.served.url("icons/icon.svg")


def give_all_clear(town: Service, alert_id: str) -> None:
    alert = town.alerts.alert(alert_id)
    assert alert is not None
    end(alert, Phase.ALL_CLEAR, None, town.means, datetime.now(UTC))


def test_a_new_version_waits_until_no_grave_alert_is_live(town: Service, order: Say) -> None:
    folder = town.settings.data_dir / "pages"
    with TestClient(application(town)) as reader:
        before = icon_of(reader)
    older = serve_before(folder)
    alert_id = order()

    with TestClient(application(town)) as reader:
        during = icon_of(reader)
        give_all_clear(town, alert_id)
        after = icon_of(reader)
        kept = [reader.get(path).status_code for path in (during, after)]

    assert (during, after) == (older, before)
    assert kept == [200, 200]


def test_a_warning_that_nobody_has_to_leave_for_holds_no_version_back(
    town: Service, warn: Say
) -> None:
    folder = town.settings.data_dir / "pages"
    with TestClient(application(town)) as reader:
        before = icon_of(reader)
    serve_before(folder)
    mild = hazard(severity="Minor", urgency="Future", expires=datetime.now(UTC) + timedelta(days=1))
    warn(hazards=(mild,))

    with TestClient(application(town)) as reader:
        assert icon_of(reader) == before
