"""The promises of `PushGateway`, kept by libcurl over HTTP/1.1 and HTTP/2, and by the twin."""

from collections.abc import Iterator

import pytest

from alerts.dispatch import ABANDONED, REFUSED_HERE
from alerts.ports import Answer, Push, PushGateway

DATE = "Sun, 22 Nov 2026 08:00:00 GMT"


def test_a_gateway_is_a_push_gateway(world) -> None:
    gateway: PushGateway = world.gateway

    answers = list(gateway.deliver([]))

    assert answers == []


@pytest.mark.parametrize(
    ("path", "status", "retry_after"),
    [
        ("/201/a", 201, ""),
        ("/202/a", 202, ""),
        ("/400/a", 400, ""),
        ("/403/a", 403, ""),
        ("/404/a", 404, ""),
        ("/410/a", 410, ""),
        ("/413/a", 413, ""),
        ("/429/a", 429, "900"),
        ("/500/a", 500, ""),
        ("/302/a", 302, ""),
    ],
)
def test_an_answer_carries_token_status_and_the_headers_that_matter(
    world, path: str, status: int, retry_after: str
) -> None:
    [answer] = world.gateway.deliver([world.push(7, path)])

    assert answer == Answer(token=7, status=status, retry_after=retry_after, date=DATE)


def test_what_arrives_is_what_was_pushed(world) -> None:
    push = world.push(1, "/201/x?q=1", bytes(range(256)) * 16)

    list(world.gateway.deliver([push]))

    [received] = world.received
    assert (received.path, received.body) == ("/201/x?q=1", push.body)
    assert {k.lower(): v for k, v in received.headers.items()}["ttl"] == "60"


def test_every_push_gets_exactly_one_answer_in_whatever_order(world) -> None:
    paths = ["/201/a", "/410/a", "/429/a", "/500/a"]
    pushes = [world.push(n, paths[n % 4]) for n in range(120)]

    answers = list(world.gateway.deliver(pushes))

    statuses = {answer.token: answer.status for answer in answers}
    assert len(answers) == 120
    assert statuses == {n: [201, 410, 429, 500][n % 4] for n in range(120)}


def test_no_more_are_drawn_than_fit_under_way(world) -> None:
    drawn: list[int] = []

    def source() -> Iterator[Push]:
        for n in range(100):
            drawn.append(n)
            yield world.push(n, "/201/a")

    most = max(len(drawn) - done for done, _ in enumerate(world.gateway.deliver(source())))

    assert most <= 8


def test_the_caller_may_allow_fewer_under_way_at_any_moment(world) -> None:
    drawn: list[int] = []

    def source() -> Iterator[Push]:
        for n in range(40):
            drawn.append(n)
            yield world.push(n, "/201/a")

    def allowed() -> int:
        return 2 if len(drawn) < 20 else 1

    most: dict[bool, int] = {True: 0, False: 0}
    for done, _ in enumerate(world.gateway.deliver(source(), allowed)):
        early = len(drawn) < 20
        most[early] = max(most[early], len(drawn) - done)

    assert most[True] <= 2
    assert most[False] <= 2
    assert len(drawn) == 40


def test_an_endpoint_off_the_list_is_answered_and_never_sent(world) -> None:
    stray = Push(token=1, endpoint="https://evil.example/201", headers=(), body=b"x")

    answers = {a.token: a for a in world.gateway.deliver([stray, world.push(2, "/201/a")])}

    assert answers[1].status == 0
    assert answers[1].error.startswith(REFUSED_HERE)
    assert answers[2].status == 201
    assert len(world.received) == 1


def test_a_slow_peer_is_given_up_without_holding_the_others(world) -> None:
    pushes = [world.push(0, "/slow/a"), *(world.push(n, "/201/a") for n in range(1, 20))]

    answers = list(world.impatient.deliver(pushes))

    assert {a.token: a.status for a in answers} == {0: 0} | dict.fromkeys(range(1, 20), 201)
    assert next(a.error for a in answers if a.token == 0) != ""


def test_closing_early_leaves_no_push_without_an_answer(world) -> None:
    drawn: list[int] = []

    def source() -> Iterator[Push]:
        for n in range(50):
            drawn.append(n)
            yield world.push(n, "/201/a")

    answers = world.gateway.deliver(source())
    first = next(answers)
    answers.close()

    abandoned = world.gateway.abandoned()
    assert sorted([first.token, *(a.token for a in abandoned)]) == drawn
    assert all(a.error == ABANDONED or a.status == 201 for a in abandoned)
    assert world.gateway.abandoned() == ()


def test_a_gateway_works_again_after_an_early_close(world) -> None:
    answers = world.gateway.deliver(world.push(n, "/201/a") for n in range(50))
    next(answers)
    answers.close()

    again = list(world.gateway.deliver([world.push(99, "/410/a")]))

    assert again == [Answer(token=99, status=410, date=DATE)]


def test_a_source_that_fails_still_gets_its_pushes_answered(world) -> None:
    def source() -> Iterator[Push]:
        yield world.push(1, "/201/a")
        yield world.push(2, "/410/a")
        raise LookupError("the store is gone")

    seen: list[Answer] = []
    with pytest.raises(LookupError, match="the store is gone"):
        seen.extend(world.gateway.deliver(source()))

    assert {a.token: a.status for a in seen} == {1: 201, 2: 410}
