"""A revision to vary, and the real phrasebook."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from alerts.model import Authority, Kind, Message, Mode, Order, Phase, Relation, Revision, Strength
from alerts.phrases import Phrasebook
from alerts.wording import messages
from geo.area import Area, area_from_ring
from translations.loading import load_phrasebook

SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)

Revise = Callable[..., Revision]
Say = Callable[..., Message]


@pytest.fixture(scope="session")
def phrases() -> Phrasebook:
    return load_phrasebook()


@pytest.fixture(scope="session")
def area() -> Area:
    found = area_from_ring([(136.6, 36.5), (136.7, 36.5), (136.72, 36.58), (136.6, 36.6)])
    assert isinstance(found, Area)
    return found


@pytest.fixture(scope="session")
def order(area: Area) -> Revise:
    """The mayor's evacuation order for a flood; keywords replace fields."""
    plain = Revision(
        alert_id="abcdefgh23456789",
        number=1,
        mode=Mode.REAL,
        phase=Phase.LIVE,
        authority=Authority.MAYOR,
        kind=Kind.FLOOD,
        strength=Strength.LEAVE,
        order=Order.EVACUATE,
        area=area,
        place_names={"ja": "橋場", "en": "Hashiba"},
        texts=(),
        issuer="City of Kanda",
        sent=SENT,
        issued=SENT + timedelta(seconds=2),
        onset=None,
        expires=None,
        review=SENT + timedelta(hours=12),
        time_zone="Asia/Tokyo",
    )
    return lambda **fields: msgspec.structs.replace(plain, **fields)


@pytest.fixture(scope="session")
def warning(order: Revise) -> Revise:
    """An agency's flood warning of strength leave, of a named level, valid for six hours."""
    plain = order(
        authority=Authority.AGENCY,
        order=None,
        review=None,
        expires=SENT + timedelta(hours=6),
        issuer="Weather Agency",
        names_level=True,
    )
    return lambda **fields: msgspec.structs.replace(plain, **fields)


@pytest.fixture(scope="session")
def say(phrases: Phrasebook) -> Say:
    """The one message of a revision in a language, for a relation (new by default)."""

    def message(revision: Revision, language: str, relation: Relation = Relation.NEW) -> Message:
        said = messages(revision, phrases, [language])
        (found,) = [one for one in said if one.relation is relation]
        return found

    return message
