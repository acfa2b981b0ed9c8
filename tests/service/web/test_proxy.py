"""nginx before a running service, with the very file that docs/operations.md shows."""

import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from service.asgi import application
from service.demo.settings_file import free_port
from service.settings import Settings
from service.web.front import Front
from service.web.serving import config_of
from service.web.shelf import Shelf
from service.wiring import Service

Say = Callable[..., str]
OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"
_PATIENCE_S = 30.0
_SEEN_WITHIN = re.compile(r"A new alert is on every page \*\*within (\w+) seconds\*\*")
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5}


def fenced(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", OPERATIONS.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def until(what: str, is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


class Town:
    """The service on a port, with what it was asked for; it can be made silent."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.asked: list[str] = []
        self.port = free_port()
        made = Front(application(service), lambda: service.public_state, Shelf())

        async def noting(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                self.asked.append(scope["path"])
            await made(scope, receive, send)

        self._server = uvicorn.Server(config_of(noting, Settings(port=self.port)))
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        until("the service", lambda: self._server.started)

    def fall_silent(self) -> None:
        self._server.should_exit = True
        self._thread.join(_PATIENCE_S)


@pytest.fixture
def behind(town: Service) -> Iterator[Town]:
    running = Town(town)
    yield running
    running.fall_silent()


@pytest.fixture
def proxy(
    behind: Town, tmp_path: Path, require_program: Callable[[str], Path]
) -> Iterator[httpx.Client]:
    """A reader of nginx."""
    folder = tmp_path / "nginx"
    (folder / "cache").mkdir(parents=True)
    (folder / "silent.html").write_text(fenced("html"), "utf-8")
    port = free_port()
    shown = fenced("nginx")
    for said, here in {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "server 127.0.0.1:8080;": f"server 127.0.0.1:{behind.port};",
        "/var/cache/nginx/hansho": str(folder / "cache"),
        "/etc/nginx/hansho": str(folder),
    }.items():
        assert said in shown, said
        shown = shown.replace(said, here)
    shown = re.sub(r"^ *ssl_certificate.*\n", "", shown, flags=re.MULTILINE)
    user = "user root;" if os.geteuid() == 0 else ""
    paths = "\n".join(
        f"{one}_temp_path {folder}/temp;"
        for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = (
        f"daemon off; {user} worker_processes 1; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{\n{paths}\n{shown}\n}}\n"
    )
    (folder / "nginx.conf").write_text(whole, "utf-8")
    nginx = str(require_program("nginx"))
    command = [nginx, "-e", f"{folder}/errors", "-p", str(folder), "-c", f"{folder}/nginx.conf"]
    child = subprocess.Popen(command)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            until("nginx", lambda: _listens(port) and child.poll() is None)
            yield client
    finally:
        child.terminate()
        child.wait(_PATIENCE_S)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def status(proxy: httpx.Client, path: str) -> int:
    return proxy.get(path).status_code


def test_who_reads_second_is_answered_by_nginx(proxy: httpx.Client, behind: Town) -> None:
    encodings = ("br", "gzip", "identity", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.9")

    answers = [
        proxy.get("/en/about", headers={"Accept-Encoding": one}) for one in (*encodings, *encodings)
    ]

    assert [one.status_code for one in answers] == [200] * 10
    assert len({one.text for one in answers}) == 1
    codings = [one.headers.get("content-encoding") for one in answers[:5]]
    assert codings == ["br", "gzip", None, "br", "br"]
    # One for each packing; and once more where two seconds went by meanwhile.
    assert 3 <= len(behind.asked) <= 6


def test_headers_come_through_as_the_service_sent_them(proxy: httpx.Client, behind: Town) -> None:
    direct = httpx.get(f"http://127.0.0.1:{behind.port}/en/about", trust_env=False)
    ours = {"date", "server", "connection", "transfer-encoding"}

    for _ in range(2):
        answer = proxy.get("/en/about")
        kept = {name: value for name, value in answer.headers.items() if name not in ours}
        assert kept == {name: one for name, one in direct.headers.items() if name not in ours}
        again = proxy.get("/en/about", headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_many_who_ask_for_a_new_page_are_one_for_the_service(
    proxy: httpx.Client, behind: Town
) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(status(proxy, "/th/card")))
        for _ in range(20)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [200] * 20
    assert behind.asked.count("/th/card") <= 3


def test_a_new_alert_is_seen_within_the_seconds_that_the_manual_promises(
    proxy: httpx.Client, order: Say
) -> None:
    paths = ("/en/", "/api/v1/alerts?language=en", "/feeds/atom?language=en")
    before = [proxy.get(path).text for path in paths]

    alert_id = order()
    until("the alert", lambda: all(alert_id in proxy.get(path).text for path in paths))

    promised = _SEEN_WITHIN.search(OPERATIONS.read_text("utf-8"))
    assert promised is not None
    # nginx counts in whole seconds, so that two may become three.
    assert "s-maxage=2" in proxy.get("/en/").headers["cache-control"]
    assert _WORDS[promised[1]] == 2 + 1
    assert not any(alert_id in text for text in before)


def test_when_the_service_is_silent_what_is_shown_says_when_it_was_so(
    proxy: httpx.Client, behind: Town, order: Say
) -> None:
    alert_id = order()
    pages = (f"/en/alerts/{alert_id}", "/en/", "/en/about")
    checks = ("/api/v1/alerts", f"/api/v1/alerts/{alert_id}", "/feeds/atom", "/feeds/geojson")
    shown = {path: proxy.get(path).text for path in (*pages, *checks)}

    behind.fall_silent()

    # Two seconds later none of them is fresh, and all are asked for anew.
    until("nothing to count as a check", lambda: {status(proxy, one) for one in checks} == {503})
    for path in pages:
        answer = proxy.get(path)
        assert (answer.status_code, answer.text) == (200, shown[path])
    assert all("Checked" in shown[path] for path in pages[:2])
    other = proxy.get("/en/card")
    assert (other.status_code, other.headers["cache-control"]) == (503, "no-store")
    assert "We cannot check now" in other.text


def test_calm_is_not_kept_beyond_five_minutes_of_silence(proxy: httpx.Client, order: Say) -> None:
    """DOMAIN 6: "no alert" needs a check of at most five minutes."""
    kept = {path: _on_failure(proxy.get(path)) for path in ("/en/", "/en/history", "/en/about")}

    alert_id = order()
    until("the alert", lambda: alert_id in proxy.get("/en/").text)

    assert kept == {"/en/": 240, "/en/history": 240, "/en/about": 86_400}
    assert _on_failure(proxy.get("/en/")) == 86_400
    assert _on_failure(proxy.get("/api/v1/alerts")) == 0


def _on_failure(answer: httpx.Response) -> int:
    """For how many seconds a proxy may show it without the service."""
    found = re.search(r"stale-if-error=(\d+)", answer.headers["cache-control"])
    return int(found[1]) if found else 0


def test_nothing_of_a_phone_or_of_the_desk_is_kept(proxy: httpx.Client, behind: Town) -> None:
    paths = ("/desk/", "/api/v1/subscriptions/1", "/status", "/readyz", "/en/nothing", "/")

    for path in (*paths, *paths):
        proxy.get(path)

    assert {path: behind.asked.count(path) for path in paths} == dict.fromkeys(paths, 2)
