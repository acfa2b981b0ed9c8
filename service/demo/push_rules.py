"""What the demo's push services demand of a request (RFC 8030, 8188, 8292) and of its plaintext.

`refusal` decides what the sender is told; `complaints` is what only the phone can see.
"""

import re
from typing import Any

import msgspec

from service.demo.http_server import Request
from service.demo.vapid import BadVapid, check_vapid

BODY_LIMIT = 4_096
PLAINTEXT_LIMIT = 2_600
LONGEST_TTL_S = 28 * 86_400
_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
_URGENCIES = frozenset(("very-low", "low", "normal", "high"))
_WAKING = frozenset(("protect", "leave", "leave_if_slow"))


class Refusal(msgspec.Struct, frozen=True):
    """What the sender is told, and why."""

    status: int
    reason: str


def refusal(request: Request, origin: str, subscribed_key: str, now: float) -> Refusal | None:
    """None for a request that a real push service would take; `now` in epoch seconds."""
    return (
        _refused_form(request)
        or _refused_sender(request, origin, subscribed_key, now)
        or _refused_options(request)
    )


def _refused_form(request: Request) -> Refusal | None:
    if request.method != "POST":
        return Refusal(405, f"{request.method} is not a push")
    if len(request.body) > BODY_LIMIT:
        return Refusal(413, f"{len(request.body)} bytes of body, {BODY_LIMIT} at most")
    if request.headers.get("content-encoding") != "aes128gcm":
        return Refusal(400, "Content-Encoding is not aes128gcm")
    return None


def _refused_sender(
    request: Request, origin: str, subscribed_key: str, now: float
) -> Refusal | None:
    try:
        check_vapid(request.headers.get("authorization", ""), origin, subscribed_key, now)
    except BadVapid as error:
        return Refusal(error.status, str(error))
    return None


def _refused_options(request: Request) -> Refusal | None:
    ttl = request.headers.get("ttl", "")
    if not ttl.isdecimal() or not 0 < int(ttl) <= LONGEST_TTL_S:
        return Refusal(400, f"TTL is {ttl!r}, not 1 to {LONGEST_TTL_S}")
    topic = request.headers.get("topic")
    if topic is not None and not _TOPIC.fullmatch(topic):
        return Refusal(400, f"Topic is {topic!r}, not 1 to 32 characters of base64url")
    urgency = request.headers.get("urgency", "normal")
    if urgency not in _URGENCIES:
        return Refusal(400, f"Urgency is {urgency!r}")
    return None


def complaints(request: Request, plaintext: bytes, notification: dict[str, Any]) -> tuple[str, ...]:
    """What is wrong with an opened alert message of an exercise."""
    data = notification["data"]
    found = []
    if len(plaintext) > PLAINTEXT_LIMIT:
        found.append(f"plaintext of {len(plaintext)} bytes, {PLAINTEXT_LIMIT} at most")
    if request.headers.get("topic") != data.get("id"):
        found.append("Topic is not the alert's id")
    if data.get("strength") in _WAKING and request.headers.get("urgency") != "high":
        found.append(f"strength {data['strength']} went out without Urgency: high")
    if data.get("mode") != "training":
        found.append(f"mode is {data.get('mode')!r} in an exercise")
    if notification.get("silent") is not True:
        found.append("a drill makes a sound")
    return tuple(found)
