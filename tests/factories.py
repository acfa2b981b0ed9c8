"""Small values to start from; each test changes what it is about."""

from datetime import UTC, datetime, timedelta

import msgspec

from alerts.matching import Match
from alerts.model import (
    Alert,
    Authority,
    Kind,
    Mode,
    Order,
    Origin,
    Phase,
    Revision,
    Strength,
)
from alerts.report import (
    AreaClaim,
    Code,
    Hazard,
    MessageType,
    Report,
    Scope,
    Status,
    Text,
)
from geo.area import Area, area_from_ring

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
DESK = "desk@town.example"
AGENCY = "weather@agency.example"


def box(west: float, south: float, size: float = 0.01) -> Area:
    """A square, `size` degrees wide, with its south-west corner at (west, south)."""
    east, north = west + size, south + size
    area = area_from_ring(
        ((west, south), (east, south), (east, north), (west, north), (west, south))
    )
    assert isinstance(area, Area)
    return area


def ring(west: float, south: float, size: float = 0.01) -> tuple[tuple[float, float], ...]:
    east, north = west + size, south + size
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


def hazard(**changes: object) -> Hazard:
    start = Hazard(
        texts=(Text(language="en", event="Flood warning", area_description="Riverside"),),
        areas=(AreaClaim(description="Riverside", polygons=(ring(139.0, 35.0),)),),
        categories=("Met",),
        urgency="Immediate",
        severity="Severe",
        certainty="Likely",
        expires=NOW + timedelta(hours=6),
    )
    return msgspec.structs.replace(start, **changes)


def order_hazard(order: Order = Order.EVACUATE, **changes: object) -> Hazard:
    codes = (
        Code(name="hansho:kind", value="flood"),
        Code(name="hansho:order", value=order.value),
    )
    return hazard(**{"event_codes": codes, "expires": None, **changes})


def report(**changes: object) -> Report:
    start = Report(
        format="cap-1.2",
        sender=AGENCY,
        identifier="r-1",
        sent=NOW - timedelta(minutes=5),
        status=Status.ACTUAL,
        message_type=MessageType.ALERT,
        scope=Scope.PUBLIC,
        hazards=(hazard(),),
    )
    return msgspec.structs.replace(start, **changes)


def found(area: Area | None = None, **changes: object) -> Match:
    start = Match(area=area or box(139.0, 35.0), names={"en": "Riverside", "": ""}, areas=1)
    return msgspec.structs.replace(start, **changes)


def revision(**changes: object) -> Revision:
    start = Revision(
        alert_id="a" * 16,
        number=1,
        mode=Mode.REAL,
        phase=Phase.LIVE,
        authority=Authority.AGENCY,
        kind=Kind.FLOOD,
        strength=Strength.READY,
        order=None,
        area=box(139.0, 35.0),
        place_names={"en": "Riverside", "ja": "川辺", "ja-simple": "かわべ", "": ""},
        texts=(),
        issuer="Weather Agency",
        sent=NOW - timedelta(minutes=5),
        issued=NOW,
        onset=None,
        expires=NOW + timedelta(hours=6),
        review=None,
        time_zone="Asia/Tokyo",
        names_level=True,
    )
    return msgspec.structs.replace(start, **changes)


def alert(latest: Revision | None = None, **changes: object) -> Alert:
    last = latest or revision()
    start = Alert(
        id=last.alert_id,
        origin=Origin(sender=AGENCY, source="", part="flood:1"),
        latest=last,
        first_issued=last.issued,
        longest_valid_until=last.valid_until,
    )
    return msgspec.structs.replace(start, **changes)
