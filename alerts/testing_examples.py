"""Plausible values for specs of the ports: one town, one order, one phone. Change what matters."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import numpy as np
from shapely.geometry import MultiPolygon, box

from alerts.model import (
    Authority,
    Kind,
    Mode,
    Order,
    Origin,
    Phase,
    PlaceClass,
    Relation,
    Revision,
    Strength,
)
from alerts.ports import AgreedKey, Edition, Issue, Place, Registration, Wave
from alerts.report import ReportKey, Text
from geo.area import Area

NOON = datetime(2026, 7, 4, 12, 0, tzinfo=UTC)
ALERT_ID = "bellbellbellbell"
SERVICE = "https://push.example.net"


def revision(alert_id: str = ALERT_ID, number: int = 1, **changes: Any) -> Revision:
    """An evacuation order of the town, issued at noon; `changes` replace fields of `Revision`."""
    order = Revision(
        alert_id=alert_id,
        number=number,
        mode=Mode.REAL,
        phase=Phase.LIVE,
        authority=Authority.MAYOR,
        kind=Kind.FLOOD,
        strength=Strength.LEAVE,
        order=Order.EVACUATE,
        area=Area(MultiPolygon([box(136.0, 36.0, 136.5, 36.5)])),
        place_names={"": "川沿い", "en": "by the river"},
        texts=(Text(language="ja", event="避難指示"),),
        issuer="the mayor",
        sent=NOON - timedelta(minutes=1),
        issued=NOON,
        onset=None,
        expires=None,
        review=NOON + timedelta(hours=6),
        time_zone="Asia/Tokyo",
    )
    return msgspec.structs.replace(order, **changes)


def warning(alert_id: str = ALERT_ID, number: int = 1, **changes: Any) -> Revision:
    """An agency's warning: it is no order, and it expires three hours after noon."""
    own: dict[str, Any] = {
        "authority": Authority.AGENCY,
        "order": None,
        "review": None,
        "expires": NOON + timedelta(hours=3),
    }
    return revision(alert_id, number, **{**own, **changes})


def issue(alert_id: str = ALERT_ID, number: int = 1, **changes: Any) -> Issue:
    """`revision` on its way out, over cells 100 to 199, in two languages."""
    return issue_of(revision(alert_id, number, **changes))


def issue_of(of: Revision, runs: tuple[tuple[int, int], ...] = ((100, 199),)) -> Issue:
    return Issue(
        origin=Origin(sender="town@example.net", source="desk", part="0"),
        revision=of,
        runs=np.array(runs, np.int64).reshape(-1, 2),
        editions=tuple(
            Edition(
                language=language,
                relation=Relation.NEW,
                payload=f"{language} {of.alert_id} {of.number}".encode(),
            )
            for language in ("ja", "en")
        ),
    )


def report_key(identifier: str, sender: str = "town@example.net") -> ReportKey:
    return ReportKey(sender=sender, identifier=identifier, sent=NOON)


def registration(name: str = "phone", **changes: Any) -> Registration:
    """A phone whose endpoint and keys follow from its name."""
    seed = hashlib.sha512(name.encode()).digest()
    phone = Registration(
        endpoint=f"{SERVICE}/send/{name}/{seed.hex()}",
        service=SERVICE,
        public_key=b"\x04" + seed,
        auth=seed[:16],
        language="ja",
        key_id="key-1",
    )
    return msgspec.structs.replace(phone, **changes)


def agreed_key(name: str = "key") -> AgreedKey:
    seed = hashlib.sha512(name.encode()).digest()
    return AgreedKey(sender_public=b"\x04" + seed, ikm=seed[:32])


def home(*cells: int) -> Place:
    return Place(place_class=PlaceClass.HOME, cells=cells, since=NOON, until=None)


def stay(*cells: int, until: datetime) -> Place:
    return Place(place_class=PlaceClass.STAY, cells=cells, since=NOON, until=until)


def here(*cells: int, since: datetime) -> Place:
    return Place(place_class=PlaceClass.HERE, cells=cells, since=since, until=None)


def wave(*numbers: int, last: bool = False, cursor: int = 0, **changes: Any) -> Wave:
    """New recipients of rank 2."""
    own = Wave(
        numbers=np.array(numbers, np.int64),
        rank=2,
        relation=Relation.NEW,
        cursor=cursor,
        last=last,
    )
    return msgspec.structs.replace(own, **changes)
