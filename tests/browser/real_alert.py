"""Real warnings, worded and sealed by our own code and posted straight to the browser's push service.

The service runs in training mode here and sends none: its drills are silent. What is audible in
earnest can only be seen this way.
"""

import secrets
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from alerts.model import Phase, Relation, Revision, Strength
from alerts.push.envelope import agree
from alerts.push.payload import payload
from alerts.push.vapid import authorization, vapid_key
from alerts.wording import messages
from geo.area import Area, area_from_circle
from service.demo.vapid import from_base64url
from service.push.agreeing import new_sender_key
from service.push.sealing import sealed
from tests import factories
from tests.browser.phone import LANGUAGE, SUBSCRIPTION, Phone
from tests.browser.sender import post
from translations.loading import load_phrasebook

_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


def first(phone: Phone, minutes_ago: int = 0) -> Revision:
    """An agency's flood warning around the phone's town: "ready"."""
    area = area_from_circle(*phone.town.point, 1.0)
    assert isinstance(area, Area)
    issued = datetime.fromtimestamp(int(time.time()), UTC) - timedelta(minutes=minutes_ago)
    return factories.revision(
        alert_id="".join(secrets.choice(_BASE32) for _ in range(16)),
        area=area,
        sent=issued,
        issued=issued,
        expires=issued + timedelta(hours=6),
    )


def raised(known: Revision) -> Revision:
    """The next revision: everyone who needs time has to leave."""
    return _next(known, strength=Strength.LEAVE_IF_SLOW)


def changed(known: Revision) -> Revision:
    """The next revision: it lasts longer, and is no stronger."""
    assert known.expires is not None
    return _next(known, expires=known.expires + timedelta(hours=1))


def ended(known: Revision, phase: Phase) -> Revision:
    return _next(known, phase=phase, lifetime_floor=known.expires)


def _next(known: Revision, **changes: object) -> Revision:
    return msgspec.structs.replace(known, number=known.number + 1, **changes)


def plaintext(
    phone: Phone, revision: Revision, relation: Relation, previous: Revision | None = None
) -> bytes:
    """What the service would push in real mode to a reader of this relation."""
    [message] = [
        one
        for one in messages(revision, load_phrasebook(), [LANGUAGE], previous=previous)
        if one.relation is relation
    ]
    return payload(message, revision, base_url=phone.town.url)


def push(phone: Phone, text: bytes, stand_ins: Mapping[str, str]) -> dict[str, object]:
    """Seals and posts it; the notification that the payload asks for."""
    subscription = phone.browser.run(SUBSCRIPTION)
    endpoint, keys = str(subscription["endpoint"]), subscription["keys"]
    public, auth = from_base64url(keys["p256dh"]), from_base64url(keys["auth"])
    origin = "/".join(endpoint.split("/")[:3])
    [file] = phone.town.keys.glob("training-*.pem")
    private = load_pem_private_key(file.read_bytes(), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    token = authorization(origin, vapid_key(private), "mailto:a@b.example", datetime.now(UTC))
    wanted: dict[str, object] = msgspec.json.decode(text)["notification"]
    data = wanted["data"]
    assert isinstance(data, dict)
    more = {"Authorization": token.header, "Topic": str(data["id"]), "Urgency": "high"}
    body = sealed(text, agree(public, auth, new_sender_key()))
    assert post(endpoint.replace(origin, stand_ins.get(origin, origin)), body, more) == 201
    return wanted
