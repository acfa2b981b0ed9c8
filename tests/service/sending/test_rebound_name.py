"""A listed name that leads to this machine after all: refused where the sender process connects."""

import pycurl
import pytest

from alerts.push.endpoints import push_service
from service.push.curl_line import Line
from service.push.curl_wire import CurlWire
from service.push.reaching import Reach
from tests.certificates import THIS_MACHINE, certificate
from tests.service.sending.hostile import Service

NAME = "rebound.push.example"


@pytest.mark.parametrize("address", ["127.0.0.1", "[::1]", "10.1.2.3", "169.254.169.254"])
def test_a_listed_name_that_resolves_to_a_private_address_is_not_connected_to(
    tmp_path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    file = certificate(tmp_path / "good.pem", THIS_MACHINE)
    service = Service(file)
    wire = CurlWire(Reach([push_service(f"https://{NAME}")], {}), 5.0, file, 10)
    load = Line.load

    def resolved(line: Line, *args: object) -> None:
        line.curl.setopt(pycurl.CONNECT_TO, [f"{NAME}:443:{NAME}:{service.port}"])
        line.curl.setopt(pycurl.RESOLVE, [f"{NAME}:{service.port}:{address}"])
        load(line, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Line, "load", resolved)

    begun = wire.start(7, f"https://{NAME}/1", [], b"sealed")
    ended = []
    while not ended:
        ended, _ = wire.turn(5.0)

    wire.close()
    service.stop()
    assert begun == ""
    assert [(one.token, one.status, service.connections) for one in ended] == [(7, 0, 0)]
    assert ended[0].said is not None
    assert ended[0].said.error.startswith(f"libcurl {pycurl.E_COULDNT_CONNECT}:")
