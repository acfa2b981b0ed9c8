"""CapAlert -> the bytes of one CAP 1.2 alert: valid by the OASIS schema, in its order.

`alerts.sources.reading.read` gives the same values back. An `info` for each language says the same
in it; all of them carry the same ground. Languages are BCP 47 tags: easy Japanese is `ja-simple`
(`simple` is a registered variant), as everywhere outside `lang` attributes.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import numpy as np
from lxml import etree

from alerts.announcing import ANNOUNCES_PARAMETER, written
from alerts.channels.cap_alert import CapAlert
from alerts.channels.cap_terms import CATEGORY_OF, terms_of
from alerts.meaning import KIND_CODE, ORDER_CODE, STRENGTH_CODE
from alerts.model import Phase
from alerts.report import MessageType, Scope, Status, Text
from alerts.revising import DRILL_PARAMETER, REVIEW_PARAMETER, WALK
from alerts.sources.cap_block import Notes, clean
from geo.area import Area
from geo.errors import HanshoError
from geo.pieces import pieces

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
TEXT_STATE_PARAMETER = "hansho:text_state"

# lxml takes None for the namespace without prefix; its stubs do not know.
_AS_DEFAULT = cast("dict[str, str]", {None: NAMESPACE})
_FORBIDDEN = re.compile(r"[\s,<&\x00-\x1f\x7f]")


class NotWritable(HanshoError):
    """The values are no CAP message; the sentence says which one and what to do."""


def write_cap(alert: CapAlert) -> bytes:
    """UTF-8 with XML declaration. Raises NotWritable for what no reader could take in."""
    _check(alert)
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap=_AS_DEFAULT)
    for name, value in _envelope(alert):
        if value:
            _add(root, name, value)
    for text in alert.texts:
        _add_info(root, alert, text)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def message_type(alert: CapAlert) -> MessageType:
    """An all-clear is an `Update`, a withdrawal a `Cancel` (DOMAIN section 7)."""
    if alert.phase is Phase.WITHDRAWN:
        return MessageType.CANCEL
    is_update = alert.references or alert.phase is Phase.ALL_CLEAR
    return MessageType.UPDATE if is_update else MessageType.ALERT


def cap_time(when: datetime, time_zone: str) -> str:
    """`2026-11-22T14:02:00+09:00`, in whole seconds; UTC is `-00:00` (CAP 1.2, 3.3.2)."""
    zone = UTC if time_zone == "UTC" else ZoneInfo(time_zone)
    written = when.astimezone(zone).replace(microsecond=0)
    offset = written.utcoffset()
    if not offset or offset % timedelta(minutes=1):
        return f"{written.astimezone(UTC):%Y-%m-%dT%H:%M:%S}-00:00"
    return written.isoformat()


def _envelope(alert: CapAlert) -> Iterator[tuple[str, str]]:
    yield "identifier", alert.identifier
    yield "sender", alert.sender
    yield "sent", cap_time(alert.sent, alert.time_zone)
    yield "status", (Status.EXERCISE if alert.mode.is_exercise else Status.ACTUAL).value
    yield "msgType", message_type(alert).value
    yield "source", alert.source
    yield "scope", Scope.PUBLIC.value
    yield "note", alert.note
    yield "references", _references(alert)
    yield "incidents", alert.incident


def _references(alert: CapAlert) -> str:
    return " ".join(
        f"{one.sender},{one.identifier},{cap_time(one.sent, alert.time_zone)}"
        for one in alert.references
    )


def _add_info(root: etree._Element, alert: CapAlert, text: Text) -> None:
    info = etree.SubElement(root, f"{{{NAMESPACE}}}info")
    terms = terms_of(alert.kind, alert.strength, alert.phase)
    _add(info, "language", text.language)
    _add(info, "category", CATEGORY_OF[alert.kind])
    _add(info, "event", text.event)
    _add(info, "responseType", terms.response)
    _add(info, "urgency", terms.urgency)
    _add(info, "severity", terms.severity)
    _add(info, "certainty", terms.certainty)
    for name, value in _event_codes(alert):
        _add_code(info, "eventCode", name, value)
    for name, value in _rest(alert, text):
        if value:
            _add(info, name, value)
    for name, value in _parameters(alert, text):
        _add_code(info, "parameter", name, value)
    if alert.area is not None:
        _add_area(info, alert.area, text.area_description)


def _event_codes(alert: CapAlert) -> Iterator[tuple[str, str]]:
    yield KIND_CODE, alert.kind.value
    if alert.order is not None:
        yield ORDER_CODE, alert.order.value


def _rest(alert: CapAlert, text: Text) -> Iterator[tuple[str, str]]:
    yield "onset", cap_time(alert.onset, alert.time_zone) if alert.onset else ""
    yield "expires", cap_time(alert.expires, alert.time_zone) if alert.expires else ""
    yield "senderName", text.sender_name
    yield "headline", text.headline
    yield "description", text.description
    yield "instruction", text.instruction
    yield "web", text.web


def _parameters(alert: CapAlert, text: Text) -> Iterator[tuple[str, str]]:
    yield STRENGTH_CODE, alert.strength.value
    if alert.review is not None:
        yield REVIEW_PARAMETER, cap_time(alert.review, alert.time_zone)
    if alert.walks:
        yield DRILL_PARAMETER, WALK
    for one in written(alert.announces):
        yield ANNOUNCES_PARAMETER, one
    if text.language in alert.text_states:
        yield TEXT_STATE_PARAMETER, alert.text_states[text.language]


def _add_area(info: etree._Element, area: Area, description: str) -> None:
    element = etree.SubElement(info, f"{{{NAMESPACE}}}area")
    _add(element, "areaDesc", description)
    for ring in pieces(area):
        _add(element, "polygon", " ".join(f"{_number(lat)},{_number(lon)}" for lon, lat in ring))


def _number(degrees: float) -> str:
    """The shortest decimals that are this very number again; never an exponent."""
    return np.format_float_positional(degrees + 0.0, trim="-")


def _add_code(parent: etree._Element, kind: str, name: str, value: str) -> None:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{kind}")
    _add(element, "valueName", name)
    _add(element, "value", value)


def _add(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = clean(value, Notes())


def _check(alert: CapAlert) -> None:
    for name, value in (("sender", alert.sender), ("identifier", alert.identifier)):
        if not value or _FORBIDDEN.search(value):
            raise NotWritable(f"the {name} {value!r} needs characters, none of them space , < &")
    if alert.area is None and alert.phase is not Phase.WITHDRAWN:
        raise NotWritable("a warning without an area warns nobody; draw its area")
    if not alert.texts:
        raise NotWritable("a warning without words tells nobody; give its texts")
    if alert.phase is not Phase.LIVE and not alert.references:
        raise NotWritable("an ending names what it ends; give its references")
    for text in alert.texts:
        if not text.event or not text.area_description:
            raise NotWritable(f"the text in {text.language} needs an event and the area's name")
