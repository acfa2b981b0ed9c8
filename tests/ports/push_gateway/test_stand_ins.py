"""Training: a loopback server takes the pushes of a service that is out of reach."""

from alerts.dispatch import REFUSED_HERE
from alerts.ports import Push
from alerts.push.endpoints import push_service
from service.push.curl_gateway import CurlPushGateway

CHROMIUM = "https://jmt17.google.com"


def test_a_push_goes_to_what_stands_in_for_its_service(plain) -> None:
    gateway = CurlPushGateway([push_service(CHROMIUM)], stand_ins={CHROMIUM: plain.origin})
    endpoints = [f"{CHROMIUM}/201/a", "https://JMT17.google.com:443/201/b"]

    answers = list(
        gateway.deliver(
            Push(token=n, endpoint=endpoint, headers=(), body=b"x")
            for n, endpoint in enumerate(endpoints)
        )
    )

    gateway.close()
    assert {answer.token: answer.status for answer in answers} == {0: 201, 1: 201}
    assert sorted(request.path for request in plain.received) == ["/201/a", "/201/b"]


def test_beside_stand_ins_nothing_out_of_this_machine_is_reached(plain) -> None:
    services = [push_service(CHROMIUM), push_service(plain.origin)]
    gateway = CurlPushGateway(services, stand_ins={CHROMIUM: plain.origin})
    endpoint = "https://a.jmt17.google.com/201/a"

    answers = list(
        gateway.deliver(
            [
                Push(token=1, endpoint=endpoint, headers=(), body=b"x"),
                Push(token=2, endpoint=f"{plain.origin}/201/b", headers=(), body=b"x"),
            ]
        )
    )

    gateway.close()
    told = {answer.token: (answer.status, answer.error) for answer in answers}
    assert told == {1: (0, f"{REFUSED_HERE}nothing stands in here"), 2: (201, "")}
    assert [request.path for request in plain.received] == ["/201/b"]
