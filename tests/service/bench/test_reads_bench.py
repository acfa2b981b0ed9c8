"""The bench of reads: what it counts, what nginx is given, and what it says of it."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from service.bench.kept_rows import KeptRow
from service.bench.measuring import BenchFailed, wait_for
from service.bench.reads.asking import Rate, rate
from service.bench.reads.fetching import fetched
from service.bench.reads.paced import PacedReaders, Within, within
from service.bench.reads.paced_child import Paced, Task
from service.bench.reads.row import Measured, Turn, result
from service.bench.reads.section import section
from service.bench.reads.still import Still

MINUTE = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture
def asked() -> list[str]:
    """Paths that were asked for."""
    return []


@pytest.fixture
def served(asked: list[str]) -> Iterator[int]:
    """A server that answers 200 to `/`, and 404 to all else."""

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Length", "5")
            self.end_headers()
            self.wfile.write(b"hello")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("path", "fails"), [("/", False), ("/other", True)])
def test_paced_readers_count_every_request_and_what_failed(
    served: int, asked: list[str], path: str, fails: bool
) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n"
    with PacedReaders() as readers:
        readers.start(Task(port=served, rate=200, request=request))
        wait_for("readers", lambda: len(asked) > 30, 60, 0.01)
        paced = readers.stop()

    assert len(paced.took) == len(paced.due) == len(asked)
    assert paced.failed == (len(paced.took) if fails else 0)
    steps = [
        later - one for one, later in zip(sorted(paced.due), sorted(paced.due)[1:], strict=False)
    ]
    assert max(steps) == pytest.approx(1 / 200, abs=1e-4)
    assert min(paced.took) > 0


def test_only_what_was_due_while_the_alert_went_out_counts() -> None:
    paced = Paced(due=[1, 2, 3, 4], took=[9, 0.001, 0.003, 9], failed=1, cpu_s=0.5)

    assert within(paced, 2, 3.5) == Within(
        asked=2,
        failed=1,
        p50_ms=pytest.approx(2.0),
        p99_ms=pytest.approx(2.98),
        worst_ms=pytest.approx(3.0),
        generator_cpu_s=0.5,
    )


def test_a_sending_that_was_too_short_to_be_read_meanwhile_is_no_figure() -> None:
    with pytest.raises(BenchFailed, match="--size"):
        within(Paced(due=[1.0], took=[1.0], failed=0, cpu_s=0), 2, 3)


def test_readers_that_end_by_themselves_are_no_figure() -> None:
    with PacedReaders() as readers:
        readers.start(Task(port=1, rate=1, request=""))

        with pytest.raises(BenchFailed, match="once more"):
            readers.stop()


def test_nginx_serves_the_same_bytes_with_the_same_headers_and_answers_304(
    tmp_path: Path, require_program: Callable[[str], Path]
) -> None:
    require_program("h2load")
    headers = {
        "content-type": "application/json",
        "content-security-policy": "default-src 'none'; base-uri 'none'",
        "content-encoding": "br",
        "vary": "Accept-Encoding",
        "etag": '"ours"',
    }
    with Still(tmp_path, b"packed", headers) as still:
        answer = fetched(still.url)
        unchanged = {"If-None-Match": answer.headers["etag"]}
        measured = rate(still.url, 200, unchanged, 304, still.pid)

        with pytest.raises(BenchFailed, match="not every answer was 304"):
            rate(still.url, 20, {}, 304, still.pid)

    assert answer.body == b"packed"
    assert {name: answer.headers[name] for name in headers if name != "etag"} == {
        name: value for name, value in headers.items() if name != "etag"
    }
    assert measured.items_per_s > 0


def turn(unchanged: float, p99_ms: float) -> Turn:
    return Turn(
        unchanged=Rate(items_per_s=unchanged, items_per_cpu_s=2 * unchanged),
        whole=Rate(items_per_s=unchanged / 2, items_per_cpu_s=unchanged),
        meanwhile=Within(
            asked=100, failed=0, p50_ms=1.0, p99_ms=p99_ms, worst_ms=9.0, generator_cpu_s=0.1
        ),
        sending_s=5.0,
        bytes=1500,
    )


def test_a_ratio_is_the_median_over_the_pairs_and_above_1_where_ours_is_better() -> None:
    turns = {
        "ours": [turn(20_000, 10), turn(10_000, 30), turn(30_000, 20)],
        "nginx": [turn(40_000, 5), turn(40_000, 6), turn(40_000, 5)],
    }

    told = result(Measured(address="page", size=1000, turns=turns))

    assert told["ratios"] == {"nginx": 0.5, "nginx_whole": 0.5, "nginx_p99_meanwhile": 0.25}
    assert told["ours"]["items_per_s"] == 20_000
    assert told["ours"]["spread"]["items_per_s"] == [10_000, 30_000]
    assert told["ours"]["meanwhile"]["p99_ms"] == 20


def test_the_section_shows_the_newest_row_of_each_address() -> None:
    def row(address: str, day: int, speed: float) -> KeptRow:
        turns = {"ours": [turn(speed, 12.5)], "nginx": [turn(80_000, 1.0)]}
        return KeptRow(
            key={"address": address},
            result=result(Measured(address=address, size=100_000, turns=turns)),
            measured=MINUTE.replace(day=day),
            processors=2,
            load=0.5,
        )

    said = section([row("page", 20, 1), row("alerts", 21, 16_000), row("page", 22, 20_000)])

    assert said.count("| --- |") == 2
    assert "**Current alerts, JSON**, 21 November 2026: 1 pairs, 500 requests a second" in said
    assert "Unchanged answers: 0.25 of nginx's rate" in said
    assert "| unchanged (304) a second | 20,000 | 80,000 |" in said
    assert "| while sending: 99 %, ms | 12.5 | 1.0 |" in said


def test_the_child_needs_nothing_of_the_service() -> None:
    """It shares the machine with what it measures: a small process that begins at once."""

    code = (
        "import sys; import service.bench.reads.paced_child; "
        "print(sorted({one.partition('.')[0] for one in sys.modules} "
        "& {'numpy', 'litestar', 'shapely', 'alerts', 'geo'}))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True)

    assert done.stdout.strip() == "[]"
