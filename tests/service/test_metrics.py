"""Figures for a monitor: as Prometheus reads them, on a port of their own."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from service.metrics import TYPE, Metric, of_feeds, text_of
from service.watch.feed_state import FeedState
from service.workers.metrics import MetricsServer

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
STATES = (
    FeedState(name="jma", answered=NOON, newest=NOON, failures=0),
    FeedState(name="town", failures=3, error="it answered 503", is_silent=True),
)


def test_figures_are_written_as_a_monitor_reads_them() -> None:
    said = text_of(of_feeds(STATES, {("jma", "new"): 2})).decode()

    assert [line for line in said.splitlines() if not line.startswith("#")] == [
        'hansho_feed_answered_timestamp_seconds{feed="jma"} 1795348800',
        'hansho_feed_newest_timestamp_seconds{feed="jma"} 1795348800',
        'hansho_feed_failures{feed="jma"} 0',
        'hansho_feed_failures{feed="town"} 3',
        'hansho_feed_silent{feed="jma"} 0',
        'hansho_feed_silent{feed="town"} 1',
        'hansho_feed_warnings_total{feed="jma",outcome="new"} 2',
    ]
    assert "# TYPE hansho_feed_warnings_total counter" in said


def test_a_label_cannot_end_its_line_and_what_has_no_value_has_no_head() -> None:
    odd = Metric(name="a", help="A.", values=[({"b": '"\\\n'}, 0.5)])

    said = text_of([odd, Metric(name="c", help="C.", values=[])])

    assert said == b'# HELP a A.\n# TYPE a gauge\na{b="\\"\\\\\\n"} 0.5\n'


@pytest.fixture
def server() -> Iterator[MetricsServer]:
    made = MetricsServer("127.0.0.1", 0, TYPE, lambda: b"a 1\n")
    made.start()
    yield made
    made.close()


def test_figures_are_served_at_one_address_alone(server: MetricsServer) -> None:
    base = f"http://127.0.0.1:{server.port}"

    with urllib.request.urlopen(f"{base}/metrics", timeout=30) as answer:
        said = answer.headers["Content-Type"], answer.read()
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{base}/desk", timeout=30)

    assert said == (TYPE, b"a 1\n")
    assert refused.value.code == 404
    refused.value.close()
