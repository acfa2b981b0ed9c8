"""The frame that all JMA telegrams share (気象庁防災情報XML, jmx.xsd): Control, Head, Body."""

from datetime import UTC, datetime
from enum import StrEnum

import msgspec
from lxml import etree

from alerts.report import Status
from alerts.sources.jma.elements import child, text, time

NAMESPACE = "http://xml.kishou.go.jp/jmaxml1/"
FORMAT = "jma"

_STATUSES = {"通常": Status.ACTUAL, "訓練": Status.EXERCISE, "試験": Status.TEST}


class InfoType(StrEnum):
    """`Head/InfoType`: what this telegram is to the ones before it."""

    ISSUED = "発表"
    CORRECTED = "訂正"
    DELAYED = "遅延"
    CANCELLED = "取消"


class Telegram(msgspec.Struct, frozen=True, kw_only=True):
    """A telegram before its body is read.

    `kind` is `Control/Title`, which names the type; `sent` is when it was put on the wire,
    `reported` the time that it is of, `begins` and `ends` the time that it speaks of. `headline`
    is the agency's own summary. `body` is None in a cancellation that says nothing more.
    """

    kind: str
    status: Status
    info_type: InfoType
    sent: datetime
    reported: datetime
    begins: datetime | None
    ends: datetime | None
    editor: str
    publisher: str
    event: str
    serial: str
    title: str
    headline: str
    head: etree._Element
    body: etree._Element | None


def is_telegram(root: etree._Element) -> bool:
    return root.tag == f"{{{NAMESPACE}}}Report"


def opened(root: etree._Element) -> Telegram | str:
    """The frame, or why it cannot be trusted: a sentence that says what to do."""
    control, head = child(root, "Control"), child(root, "Head")
    if control is None or head is None:
        return "The telegram has no Control or no Head. Ask for it again at its source."
    status, info_type = _STATUSES.get(text(control, "Status")), text(head, "InfoType")
    if status is None:
        return _unknown("status", text(control, "Status"))
    if info_type not in tuple(InfoType):
        return _unknown("information type", info_type)
    sent, reported = _utc(control, "DateTime"), _utc(head, "ReportDateTime")
    if sent is None or reported is None:
        return "The telegram does not say when it was sent. Ask for it again at its source."
    if not text(control, "Title"):
        return "The telegram does not say of which kind it is. Ask for it again at its source."
    return Telegram(
        kind=text(control, "Title"),
        status=status,
        info_type=InfoType(info_type),
        sent=sent,
        reported=reported,
        begins=_utc(head, "TargetDateTime"),
        ends=_utc(head, "ValidDateTime"),
        editor=text(control, "EditorialOffice"),
        publisher=text(control, "PublishingOffice"),
        event=text(head, "EventID"),
        serial=text(head, "Serial"),
        title=text(head, "Title"),
        headline=text(head, "Headline/Text"),
        head=head,
        body=child(root, "Body"),
    )


def _utc(element: etree._Element, path: str) -> datetime | None:
    found = time(element, path)
    try:
        return found.astimezone(UTC) if found is not None else None
    except OverflowError:
        return None


def _unknown(what: str, said: str) -> str:
    return (
        f"The telegram's {what} “{said[:60]}” is none that we know, so it may be an exercise. "
        "Look at it, and ask the agency."
    )
