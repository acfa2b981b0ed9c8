"""The sink's log is what a bench believes: all that came, in order, and nothing that did not."""

import ssl
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from alerts.ports import Push
from alerts.push.endpoints import push_service
from service.bench.measuring import BenchFailed
from service.bench.sink import Sink, read_log
from service.push.curl_gateway import CurlPushGateway


@pytest.fixture
def sink(tmp_path: Path, require_program: Callable[[str], Path]) -> Iterator[Sink]:
    require_program("nginx")
    with Sink(tmp_path) as running:
        yield running


def pushed(sink: Sink, *numbers: int) -> list[int]:
    """Statuses of pushes to these phones, over the service's own libcurl."""
    gateway = CurlPushGateway([push_service(sink.origin)], ca_file=sink.ca_file)
    pushes = [
        Push(token=number, endpoint=sink.endpoint(number), headers=("TTL: 60",), body=b"x" * 900)
        for number in numbers
    ]
    try:
        return [answer.status for answer in gateway.deliver(pushes)]
    finally:
        gateway.close()


def test_everything_that_came_is_told_once_with_its_number(sink: Sink) -> None:
    first_statuses = pushed(sink, 3, 5, 5)
    first = sink.taken()
    second_statuses = pushed(sink, 8)
    second = sink.taken()

    assert (first_statuses, second_statuses) == ([201] * 3, [201])
    assert sorted(first.numbers.tolist()) == [3, 5, 5]
    assert second.numbers.tolist() == [8]
    assert np.all(first.request_bytes > 900)
    assert sink.taken().numbers.tolist() == []


def test_whatever_else_is_asked_spoils_the_run(sink: Sink) -> None:
    trusted = ssl.create_default_context(cafile=str(sink.ca_file))
    request = urllib.request.Request(f"{sink.origin}/p/3", method="GET")
    with urllib.request.urlopen(request, context=trusted) as answer:
        assert answer.status == 200

    with pytest.raises(BenchFailed, match=r"no push: \['[0-9.]+ GET 200 .* /p/3'\]"):
        sink.taken()


def test_only_who_trusts_its_file_trusts_the_sink(sink: Sink) -> None:
    gateway = CurlPushGateway([push_service(sink.origin)])
    push = Push(token=1, endpoint=sink.endpoint(1), headers=("TTL: 60",), body=b"x")

    (answer,) = gateway.deliver([push])
    gateway.close()

    assert answer.status == 0
    assert sink.taken().numbers.tolist() == []


@pytest.mark.parametrize(
    "line", [b"1.5 POST 503 900 /p/7", b"1.5 POST 201 900 /p/7/8", b"1.5 POST 201 900 /p/x"]
)
def test_a_line_that_is_no_taken_push_is_shown(line: bytes) -> None:
    with pytest.raises(BenchFailed, match="1 things that are no push"):
        read_log(b"1.5 POST 201 900 /p/6\n" + line + b"\n")
