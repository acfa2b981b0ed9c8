"""One JMA telegram → Report, or Unreadable with what to do.

The frame is the same for all; a reader per family says what a body means. A new family is one file
and one line in `READERS`. What each kind of telegram becomes, and why: docs/sources.md.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from alerts.report import Hazard, MessageType, Report, Scope, Unreadable
from alerts.sources.jma import (
    ashfall,
    early_warning,
    earthquakes,
    earthquakes_notices,
    rivers,
    tsunami,
    tsunami_information,
    volcanoes,
    weather,
)
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.saying import ENDED
from alerts.sources.jma.telegram import FORMAT, InfoType, Telegram, opened

SENDER = "jma"
"""Who speaks in all telegrams, whichever office wrote and published them."""


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        **rivers.KINDS,
        **early_warning.KINDS,
        **earthquakes.KINDS,
        **earthquakes_notices.KINDS,
        **tsunami.KINDS,
        **tsunami_information.KINDS,
        **volcanoes.KINDS,
        **ashfall.KINDS,
        **weather.KINDS,
    }
)
"""By `Control/Title`."""


def read_telegram(root: etree._Element, said: tuple[str, ...] = ()) -> Report | Unreadable:
    """Reads an element for which `is_telegram` is true. `said` are notes made before."""
    telegram = opened(root)
    if isinstance(telegram, str):
        return Unreadable(reason=telegram, format=FORMAT)
    reader = READERS.get(telegram.kind)
    if reader is None:
        return Unreadable(format=FORMAT, reason=_no_reader(telegram))
    reading = reader(telegram)
    return Report(
        format=FORMAT,
        sender=SENDER,
        identifier=_identifier(telegram),
        sent=telegram.sent,
        status=telegram.status,
        message_type=_message_type(telegram, reading),
        scope=Scope.PUBLIC,
        source=telegram.kind,
        stream=reading.stream,
        not_public=reading.not_public,
        corrects=telegram.info_type is InfoType.CORRECTED,
        note=telegram.headline if telegram.info_type is InfoType.CANCELLED else "",
        incidents=(telegram.event,) if telegram.event else (),
        hazards=_holding_first(reading.hazards),
        notes=(*said, *reading.notes),
    )


def _holding_first(hazards: tuple[Hazard, ...]) -> tuple[Hazard, ...]:
    """What holds before what ended: where a warning ends in one place and holds in another, both
    have the same part, and it is the one that holds which goes on with the alert.
    """
    return tuple(sorted(hazards, key=lambda hazard: ENDED in hazard.response_types))


def _identifier(telegram: Telegram) -> str:
    """One telegram for good: JMA gives none, so it is what no two telegrams share (no blanks).

    Where there is no event, its title tells one prefecture of an office from another.
    """
    about = telegram.event or telegram.title
    parts = (telegram.kind, telegram.editor, about, telegram.serial, telegram.info_type)
    return "/".join("".join(part.split()) for part in parts)


def _message_type(telegram: Telegram, reading: Reading) -> MessageType:
    """Families without serial numbers still say by an ending that something came before."""
    if telegram.info_type is InfoType.CANCELLED:
        return MessageType.CANCEL
    is_later = telegram.info_type is InfoType.CORRECTED or telegram.serial not in ("", "1")
    ends = any(ENDED in hazard.response_types for hazard in reading.hazards)
    return MessageType.UPDATE if is_later or ends else MessageType.ALERT


def _no_reader(telegram: Telegram) -> str:
    return (
        f"Telegrams “{telegram.kind[:60]}” are not read here. Read it yourself; to have it read, "
        "add its kind as docs/sources.md says."
    )
