"""Headers of one attempt: what is left of the time, how urgent, which topic."""

from datetime import timedelta

import pytest

from alerts.model import Order, Phase, Strength
from alerts.push.headers import header_lines, push_headers, ttl
from tests.factories import NOW, revision

TOKEN = "vapid t=a, k=b"


@pytest.mark.parametrize(
    ("left", "seconds"),
    [
        (timedelta(hours=1), 3600),
        (timedelta(seconds=1), 1),
        (timedelta(milliseconds=1), 1),
        (timedelta(seconds=90, milliseconds=500), 91),
        (timedelta(days=28), 2_419_200),
        (timedelta(days=28, seconds=1), 2_419_200),
        (timedelta(days=400), 2_419_200),
        (timedelta(0), None),
        (timedelta(seconds=-1), None),
        (timedelta(days=-400), None),
    ],
)
def test_ttl_is_what_is_left_never_0_and_four_weeks_at_most(
    left: timedelta, seconds: int | None
) -> None:
    assert ttl(NOW + left, NOW) == seconds


def test_the_lines_of_a_push_are_those_of_rfc_8030() -> None:
    lines = header_lines(TOKEN, 3600, topic="ab2cd3ef4gh5ij6k", urgent=True)

    assert lines == (
        "Authorization: vapid t=a, k=b",
        "Content-Encoding: aes128gcm",
        "Content-Type: application/octet-stream",
        "TTL: 3600",
        "Topic: ab2cd3ef4gh5ij6k",
        "Urgency: high",
    )


@pytest.mark.parametrize(
    ("strength", "urgency"),
    [
        (Strength.PROTECT, "high"),
        (Strength.LEAVE, "high"),
        (Strength.LEAVE_IF_SLOW, "high"),
        (Strength.READY, "normal"),
        (Strength.KNOW, "normal"),
    ],
)
def test_only_danger_wakes_a_phone(strength: Strength, urgency: str) -> None:
    lines = header_lines(TOKEN, 1, topic="a", urgent=strength.is_urgent)

    assert lines[-1] == f"Urgency: {urgency}"


@pytest.mark.parametrize("topic", ["", "a" * 33, "a b", "a/b", "a=", "a\r\nTTL: 0", "é"])
def test_a_topic_that_push_services_refuse_is_not_sent(topic: str) -> None:
    with pytest.raises(ValueError, match="not a Topic"):
        header_lines(TOKEN, 1, topic=topic, urgent=True)


@pytest.mark.parametrize("seconds", [0, -1, 2_419_201])
def test_a_ttl_that_push_services_refuse_is_not_sent(seconds: int) -> None:
    with pytest.raises(ValueError, match="not a TTL"):
        header_lines(TOKEN, seconds, topic="a", urgent=True)


def test_the_ttl_of_a_revision_is_counted_anew_at_every_attempt() -> None:
    warning = revision(expires=NOW + timedelta(hours=6))

    attempts = [push_headers(warning, TOKEN, NOW + timedelta(hours=h)) for h in (0, 2, 6, 7)]

    assert [lines and lines[3] for lines in attempts] == ["TTL: 21600", "TTL: 14400", None, None]


def test_an_order_is_kept_until_a_day_after_its_review() -> None:
    order = revision(
        order=Order.EVACUATE, expires=None, review=NOW + timedelta(hours=2), strength=Strength.LEAVE
    )

    lines = push_headers(order, TOKEN, NOW)

    assert lines == header_lines(TOKEN, 26 * 3600, topic="a" * 16, urgent=True)


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_the_end_of_an_urgent_alert_is_urgent_and_outlives_it_by_a_day(phase: Phase) -> None:
    longest = NOW + timedelta(hours=6)
    ending = revision(phase=phase, strength=Strength.LEAVE_IF_SLOW, lifetime_floor=longest)

    lines = push_headers(ending, TOKEN, NOW)

    assert lines == header_lines(TOKEN, 30 * 3600, topic="a" * 16, urgent=True)


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_the_end_of_a_weak_alert_wakes_nobody(phase: Phase) -> None:
    ending = revision(phase=phase, strength=Strength.READY, lifetime_floor=NOW)

    lines = push_headers(ending, TOKEN, NOW)

    assert lines is not None
    assert lines[-1] == "Urgency: normal"
