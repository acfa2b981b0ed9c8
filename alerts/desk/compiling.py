"""Draft -> one CAP 1.2 message of the town's own desk, and the report that is read back from it.

The desk's drafts take the way of every report: written, read, matched, judged. What does not come
back whole, above all the ground, is refused here, before anybody is asked to approve it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import msgspec
import shapely

from alerts.channels.cap_alert import CapAlert
from alerts.channels.cap_writer import NotWritable, write_cap
from alerts.desk.area_source import area_of
from alerts.desk.draft import Beginning, Draft, What
from alerts.matching import Match, match
from alerts.meaning import STRENGTH_OF_ORDER
from alerts.model import Mode, Phase, Strength
from alerts.report import Report, ReportKey, Text
from alerts.sources.reading import read
from geo.area import Area, Refused
from geo.places import Gazetteer

# A language of nobody: words that only systems read, and that never lead a message to people.
_FOR_SYSTEMS = "und"
# Ground that writing and reading may shift by rounding, as a share of the area.
_ROUNDING = 1e-6
NOTICE_LASTS = timedelta(hours=12)

_EVENTS = MappingProxyType({What.ORDER: "避難情報", What.NOTICE: "お知らせ", What.LIFTING: "解除"})


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What is fixed when a draft is submitted, so that every later rendering is the same bytes.

    `sent` is in whole seconds: the clock time in the texts. `previous` is the desk's last message
    about this alert, if it sent any.
    """

    alert_id: str
    identifier: str
    sent: datetime
    previous: ReportKey | None = None


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes and what they say when read like any other source's."""

    cap: bytes
    report: Report
    match: Match


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """As whom the desk speaks: its CAP sender for each mode, and the town's time zone."""

    senders: Mapping[Mode, str]
    time_zone: str


def compiled(draft: Draft, stamp: Stamp, voice: Voice, gazetteer: Gazetteer) -> Compiled | Refused:
    """A live order or notice as CAP, read back. Refused: no ground, another ground, no sender."""
    ground = ground_of(draft, gazetteer)
    if isinstance(ground, Refused):
        return ground
    try:
        cap = cap_of(draft, stamp, voice, Phase.LIVE)
    except NotWritable as error:
        return Refused(str(error))
    items = read(cap)
    if len(items) != 1 or not isinstance(items[0], Report) or len(items[0].hazards) != 1:
        return Refused("The message could not be read back as one warning; nothing was sent.")
    found = match(items[0].hazards[0], gazetteer)
    if isinstance(found, Refused):
        return found
    if found.unmatched or not is_same_ground(found.area, ground):
        return Refused("A part of the area was lost on the way into the message. Draw it anew.")
    names = {**draft.place_names, "": _place(draft)}
    named = msgspec.structs.replace(found, names=names)
    return Compiled(cap=cap, report=items[0], match=named)


def cap_of(draft: Draft, stamp: Stamp, voice: Voice, phase: Phase) -> bytes:
    """Raises NotWritable: no sender for this mode, or an ending that names nothing."""
    sender = voice.senders.get(draft.mode)
    if sender is None:
        raise NotWritable(
            f"no sender speaks for the desk in mode {draft.mode.value}; the town's IT names one "
            "(settings: desks, drill_desks)"
        )
    return write_cap(
        CapAlert(
            sender=sender,
            identifier=stamp.identifier,
            sent=stamp.sent,
            mode=draft.mode,
            phase=phase,
            kind=draft.kind,
            strength=strength_of(draft),
            order=draft.order,
            area=draft.area,
            texts=_texts(draft),
            references=(stamp.previous,) if stamp.previous else (),
            onset=draft.onset,
            expires=expiry_of(draft, stamp.sent),
            review=draft.review,
            walks=draft.walks,
            announces=draft.announces,
            time_zone=voice.time_zone,
            incident=draft.begun_from if draft.beginning is Beginning.ALERT else "",
        )
    )


def strength_of(draft: Draft) -> Strength:
    if draft.order is not None:
        return STRENGTH_OF_ORDER[draft.order]
    return draft.strength or Strength.READY


def expiry_of(draft: Draft, sent: datetime) -> datetime | None:
    """An order never expires by itself (DOMAIN section 1); a notice without an end lasts 12 h."""
    return None if draft.order is not None else draft.expires or sent + NOTICE_LASTS


def ground_of(draft: Draft, gazetteer: Gazetteer) -> Area | Refused:
    """The draft's area, if its source still means the same ground today."""
    now = area_of(draft.source, gazetteer)
    if isinstance(now, Refused):
        return now
    if draft.area is None:
        return Refused("No area is chosen, so nobody would be warned. Choose or draw one.")
    if now != draft.area and not is_same_ground(now, draft.area):
        return Refused(
            "The area means other ground than when it was chosen: the imported districts or zones "
            "have changed. Choose the area again."
        )
    return draft.area


def is_same_ground(one: Area, other: Area) -> bool:
    if one == other:
        return True
    apart = shapely.symmetric_difference(one.geometry, other.geometry).area
    return bool(apart <= _ROUNDING * min(one.geometry.area, other.geometry.area))


def _texts(draft: Draft) -> tuple[Text, ...]:
    """One for systems, and the free words in their languages. Fixed sentences are added later."""
    event, place = _EVENTS[draft.what], _place(draft)
    base = Text(
        language=_FOR_SYSTEMS, event=event, area_description=place, sender_name=draft.issuer
    )
    free = tuple(
        msgspec.structs.replace(base, language=one.language, description=one.text)
        for one in draft.texts
        if one.text.strip()
    )
    return (base, *free)


def _place(draft: Draft) -> str:
    names = draft.place_names
    return names.get("ja") or names.get("") or next(iter(names.values()), "") or "—"
