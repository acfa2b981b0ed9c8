"""A mayor's order as a JSON record for the prefecture's system (docs/formats.md).

A form of our own that holds what such systems ask for. It is not L-Alert's format, which is not
public; whoever connects one maps these fields.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from alerts.channels.approved import Approved
from alerts.languages import known
from alerts.levels import level_of
from alerts.model import Revision
from alerts.phrases import Phrasebook
from geo.errors import HanshoError

FORMAT = "hansho-record-1"


class NoOrder(HanshoError):
    """Only a mayor's order is reported so; a warning is the agency's own to report."""


class Municipality(msgspec.Struct, frozen=True, kw_only=True):
    """`code` of JIS X 0402 without check digit; "" if the settings name none."""

    code: str
    name: dict[str, str]


class District(msgspec.Struct, frozen=True, kw_only=True):
    """An official area that the order is about; `households`, `people`: None where not known."""

    code: str
    name: dict[str, str]
    households: int | None = None
    people: int | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Times are ISO 8601 with the offset of the place. Sums are None unless every part is known,
    and where districts of several kinds overlap: the same homes would be counted twice.
    """

    format: str
    id: str
    revision: int
    mode: str
    phase: str
    municipality: Municipality
    order: str
    order_name: str
    level: int | None
    kind: str
    kind_name: str
    place: dict[str, str]
    districts: tuple[District, ...]
    households: int | None
    people: int | None
    sent: str
    issued: str
    review: str | None
    reason: str
    issuer: str
    title: str
    text: tuple[str, ...]


def record(
    approved: Approved,
    municipality: Municipality,
    districts: Sequence[District],
    phrases: Phrasebook,
) -> bytes:
    """One JSON object in UTF-8. Raises NoOrder for what is no mayor's order."""
    revision = approved.revision
    if revision.order is None:
        raise NoOrder("this is no order of the mayor; the record is for orders alone")
    said = approved.said("ja")
    made = Record(
        format=FORMAT,
        id=revision.alert_id,
        revision=revision.number,
        mode=revision.mode.value,
        phase=revision.phase.value,
        municipality=municipality,
        order=revision.order.value,
        order_name=phrases.term(f"term.order.{revision.order.value}"),
        level=level_of(revision),
        kind=revision.kind.value,
        kind_name=phrases.say("ja", f"hazard.{revision.kind.value}"),
        place=revision.place_names,
        districts=tuple(districts),
        households=_sum(districts, [one.households for one in districts]),
        people=_sum(districts, [one.people for one in districts]),
        sent=_time(revision.sent, revision),
        issued=_time(revision.issued, revision),
        review=None if revision.review is None else _time(revision.review, revision),
        reason=_reason(revision),
        issuer=revision.issuer_names.get("ja", revision.issuer),
        title=said.title,
        text=said.lines,
    )
    return msgspec.json.encode(made)


def _reason(revision: Revision) -> str:
    """The desk's own Japanese words where it gave some: of an ending its note, else its text."""
    if revision.note.strip():
        return revision.note
    own = next((one for one in revision.texts if known(one.language) == "ja"), None)
    return "" if own is None else own.description or own.headline or own.event


def _sum(districts: Sequence[District], parts: Sequence[int | None]) -> int | None:
    if len({one.code.partition(":")[0] for one in districts}) > 1:
        return None
    known_parts = [part for part in parts if part is not None]
    return sum(known_parts) if parts and len(known_parts) == len(parts) else None


def _time(when: datetime, revision: Revision) -> str:
    return when.astimezone(ZoneInfo(revision.time_zone)).replace(microsecond=0).isoformat()
