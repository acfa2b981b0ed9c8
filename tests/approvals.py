"""Approved alerts, worded as the service words them: every kind, strength, order and phase."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product

import msgspec

from alerts.channels.approved import Approved
from alerts.levels import LEVELLED
from alerts.model import (
    Authority,
    Holding,
    Kind,
    Mode,
    Order,
    Phase,
    Revision,
    Strength,
)
from alerts.phrases import Phrasebook
from alerts.ports import Edition
from alerts.push.payload import payload
from alerts.wording import messages
from tests.factories import box
from translations.loading import load_phrasebook

PHRASES: Phrasebook = load_phrasebook()
SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
PLACES = {"ja": "港町一丁目", "en": "Minato 1-chome"}
LONGEST = {"ja": "港" * 60, "en": "M" * 60}

ORDER = Revision(
    alert_id="abcdefgh23456789",
    number=1,
    mode=Mode.REAL,
    phase=Phase.LIVE,
    authority=Authority.MAYOR,
    kind=Kind.FLOOD,
    strength=Strength.LEAVE,
    order=Order.EVACUATE,
    area=box(139.0, 35.0),
    place_names=PLACES,
    texts=(),
    issuer="Minatohama City",
    issuer_names={"ja": "湊浜市"},
    sent=SENT,
    issued=SENT + timedelta(seconds=2),
    onset=None,
    expires=None,
    review=SENT + timedelta(hours=12),
    time_zone="Asia/Tokyo",
)
OTHER_ORDER = Holding(
    kind=Kind.LANDSLIDE,
    strength=Strength.LEAVE,
    authority=Authority.MAYOR,
    order=Order.EVACUATE,
    place_names=PLACES,
)
STRENGTH_OF = {
    Order.EMERGENCY_SAFETY: Strength.PROTECT,
    Order.EVACUATE: Strength.LEAVE,
    Order.ELDERLY_AND_OTHERS: Strength.LEAVE_IF_SLOW,
}


def order(**changes: object) -> Revision:
    return msgspec.structs.replace(ORDER, **changes)


def warning(**changes: object) -> Revision:
    """The agency's, which runs out after six hours."""
    own: dict[str, object] = {
        "authority": Authority.AGENCY,
        "order": None,
        "review": None,
        "expires": SENT + timedelta(hours=6),
        "issuer": "Weather Agency",
        "issuer_names": {},
    }
    return order(**{**own, **changes})


def approved(revision: Revision, *languages: str, rest: bytes = b"") -> Approved:
    """With every text that would be pushed in these languages (without any: ja, ja-simple, en)."""
    written = messages(revision, PHRASES, languages or ("ja", "ja-simple", "en"))
    return Approved(
        revision=revision,
        editions=tuple(
            Edition(
                language=one.language,
                relation=one.relation,
                payload=payload(one, revision, base_url="https://town.example", rest=rest),
            )
            for one in written
        ),
    )


@cache
def every_approved() -> tuple[Approved, ...]:
    """Orders and warnings of every kind in every phase; of floods and tsunamis drills as well."""
    return tuple(approved(one) for one in _every_revision())


def _every_revision() -> Iterator[Revision]:
    for kind in Kind:
        live = [order(kind=kind, order=one, strength=STRENGTH_OF[one]) for one in Order]
        live += [warning(kind=kind, strength=one) for one in Strength]
        if kind in LEVELLED:
            live += [warning(kind=kind, strength=one, names_level=True) for one in Strength]
        drills = (Mode.DRILL,) if kind in (Kind.FLOOD, Kind.TSUNAMI) else ()
        for revision, mode, phase in product(live, (Mode.REAL, *drills), Phase):
            yield ended(msgspec.structs.replace(revision, mode=mode), phase)


def ended(revision: Revision, phase: Phase) -> Revision:
    """The revision after it in this phase; itself while it is live."""
    if phase is Phase.LIVE:
        return revision
    holds = (OTHER_ORDER,) if phase is Phase.ALL_CLEAR else ()
    return msgspec.structs.replace(
        revision, phase=phase, number=revision.number + 1, still_holds=holds
    )
