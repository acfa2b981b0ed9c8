"""One ring as a push to one device: sealed, signed with the desk's own key, loud, replaceable.

Or its recall: quiet, in the place of the ring that it tells the end of.
"""

import hashlib
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

import msgspec

from alerts.ports import Address, Push
from alerts.push.headers import header_lines
from alerts.push.refusal import Refusal
from alerts.push.vapid import TokenCache, VapidKey
from service.desk.rings import Device
from service.push.apple import for_service
from service.push.sealing import sealed_for

LIFETIME = timedelta(minutes=15)
"""A ring that comes later would call somebody to what others have long decided."""
RECALL_LIFETIME = timedelta(hours=24)
"""A phone that was off since it rang still shows the call, and has to hear that it is over."""

_TOPIC_LENGTH = 24


class RingNotice(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown. `tag`: a later notice of the same tag takes this one's place, and sounds.

    `navigate`: the absolute address that a tap opens. `at`: when it was made; pushes may overtake
    one another, and none takes the place of a later one. `quiet`: without sound, as a recall is.
    """

    title: str
    body: str
    lang: str
    tag: str
    navigate: str
    at: datetime
    quiet: bool = False


def plaintext(notice: RingNotice) -> bytes:
    """JSON as the desk's worker reads it (pwa/worker/ring.js), and as Apple's browsers show it."""
    notification = {
        "title": notice.title,
        "body": notice.body,
        "lang": notice.lang,
        "dir": "ltr",
        "tag": notice.tag,
        "renotify": not notice.quiet,
        "silent": notice.quiet,
        "requireInteraction": not notice.quiet,
        "navigate": notice.navigate,
        "data": {
            "v": 1,
            "navigate": notice.navigate,
            "at": int(notice.at.timestamp() * 1000),
        },
    }
    return msgspec.json.encode({"notification": notification})


def ring_push(
    token: int,
    device: Device,
    notice: RingNotice,
    key: VapidKey,
    tokens: TokenCache,
    now: datetime,
) -> Push | Refusal:
    address = Address(
        number=device.id,
        endpoint=device.endpoint,
        service=device.service,
        language=device.language,
        key_id=device.key_id,
        public_key=device.public_key,
        auth=device.auth,
        agreed=None,
    )
    body = sealed_for(address, for_service(plaintext(notice), device.service))
    if isinstance(body, Refusal):
        return body
    headers = header_lines(
        tokens.header(device.service, key, now),
        int((RECALL_LIFETIME if notice.quiet else LIFETIME).total_seconds()),
        topic=topic_of(notice.tag),
        urgent=not notice.quiet,
    )
    return Push(token=token, endpoint=device.endpoint, headers=headers, body=body)


def topic_of(tag: str) -> str:
    """The push service learns a hash, not what the ring is about."""
    digest = hashlib.sha256(tag.encode()).digest()
    return urlsafe_b64encode(digest).decode()[:_TOPIC_LENGTH]
