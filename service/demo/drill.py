"""The drill as the town's drill desk would send it: a flood order, an update, an all-clear.

CAP 1.2 (ITU-T X.1303) with status Exercise. Elements stand in the order of the schema.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from xml.etree import ElementTree as ET

import msgspec
from shapely.geometry import Polygon

DESK = "drill-desk@minatohama.example"
_NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
_REVIEW_AFTER = timedelta(hours=6)
_JAPAN = timezone(timedelta(hours=9))


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The desk's own words in one language."""

    language: str
    event: str
    sender_name: str
    headline: str
    instruction: str
    place: str


class Bulletin(msgspec.Struct, frozen=True, kw_only=True):
    """One CAP message of the drill. `sent` is aware; `references` name earlier ones, in order."""

    identifier: str
    sent: datetime
    is_update: bool
    is_over: bool
    area: Polygon
    wordings: tuple[Wording, ...]
    references: tuple["Bulletin", ...] = ()


_ORDER = (
    Wording(
        language="ja",
        event="避難指示",
        sender_name="湊浜市（訓練）",
        headline="湊川があふれるおそれがあります",
        instruction="危険な場所から全員避難してください。",
        place="湊川沿いの低い土地",
    ),
    Wording(
        language="en",
        event="Evacuation order",
        sender_name="Minatohama City (exercise)",
        headline="The Minato River may overflow",
        instruction="Everyone: leave dangerous places.",
        place="Low ground along the Minato River",
    ),
)
_WIDER = (
    Wording(
        language="ja",
        event="避難指示",
        sender_name="湊浜市（訓練）",
        headline="避難指示の区域を広げました",
        instruction="危険な場所から全員避難してください。",
        place="湊川の両岸と河口の低い土地",
    ),
    Wording(
        language="en",
        event="Evacuation order",
        sender_name="Minatohama City (exercise)",
        headline="The area of the evacuation order is now larger",
        instruction="Everyone: leave dangerous places.",
        place="Low ground on both banks and at the mouth of the Minato River",
    ),
)
_OVER = (
    Wording(
        language="ja",
        event="避難指示の解除",
        sender_name="湊浜市（訓練）",
        headline="湊川の水位が下がりました",
        instruction="足もとに気をつけてお帰りください。",
        place="湊川の両岸と河口の低い土地",
    ),
    Wording(
        language="en",
        event="Evacuation order lifted",
        sender_name="Minatohama City (exercise)",
        headline="The Minato River has gone down",
        instruction="Take care on the way back.",
        place="Low ground on both banks and at the mouth of the Minato River",
    ),
)


def order(sent: datetime, area: Polygon) -> Bulletin:
    """The mayor's evacuation order (避難指示) for a flood."""
    return Bulletin(
        identifier=f"drill-{sent:%Y%m%d%H%M%S}-order",
        sent=sent,
        is_update=False,
        is_over=False,
        area=area,
        wordings=_ORDER,
    )


def update(sent: datetime, area: Polygon, earlier: Sequence[Bulletin]) -> Bulletin:
    """The same order over another area."""
    return Bulletin(
        identifier=f"drill-{sent:%Y%m%d%H%M%S}-update",
        sent=sent,
        is_update=True,
        is_over=False,
        area=area,
        wordings=_WIDER,
        references=tuple(earlier),
    )


def all_clear(sent: datetime, area: Polygon, earlier: Sequence[Bulletin]) -> Bulletin:
    """The order is lifted (解除); DOMAIN section 7 says how CAP writes that."""
    return Bulletin(
        identifier=f"drill-{sent:%Y%m%d%H%M%S}-over",
        sent=sent,
        is_update=True,
        is_over=True,
        area=area,
        wordings=_OVER,
        references=tuple(earlier),
    )


def to_xml(bulletin: Bulletin) -> bytes:
    """The bulletin as a CAP 1.2 file in UTF-8."""
    root = ET.Element("alert", xmlns=_NAMESPACE)
    _add(root, "identifier", bulletin.identifier)
    _add(root, "sender", DESK)
    _add(root, "sent", _time(bulletin.sent))
    _add(root, "status", "Exercise")
    _add(root, "msgType", "Update" if bulletin.is_update else "Alert")
    _add(root, "scope", "Public")
    _add(root, "note", "訓練 / EXERCISE")
    if bulletin.references:
        keys = (f"{DESK},{one.identifier},{_time(one.sent)}" for one in bulletin.references)
        _add(root, "references", " ".join(keys))
    for wording in bulletin.wordings:
        _add_info(root, bulletin, wording)
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode()
    )


def _add_info(root: ET.Element, bulletin: Bulletin, wording: Wording) -> None:
    info = ET.SubElement(root, "info")
    _add(info, "language", wording.language)
    _add(info, "category", "Met")
    _add(info, "event", wording.event)
    _add(info, "responseType", "AllClear" if bulletin.is_over else "Evacuate")
    _add(info, "urgency", "Past" if bulletin.is_over else "Immediate")
    _add(info, "severity", "Minor" if bulletin.is_over else "Severe")
    _add(info, "certainty", "Observed" if bulletin.is_over else "Likely")
    _add_pair(info, "eventCode", "hansho:kind", "flood")
    _add_pair(info, "eventCode", "hansho:order", "evacuate")
    _add(info, "senderName", wording.sender_name)
    _add(info, "headline", wording.headline)
    _add(info, "instruction", wording.instruction)
    if not bulletin.is_over:
        _add_pair(info, "parameter", "hansho:review", _time(bulletin.sent + _REVIEW_AFTER))
    area = ET.SubElement(info, "area")
    _add(area, "areaDesc", wording.place)
    _add(area, "polygon", _ring(bulletin.area))


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _add_pair(parent: ET.Element, name: str, value_name: str, value: str) -> None:
    pair = ET.SubElement(parent, name)
    _add(pair, "valueName", value_name)
    _add(pair, "value", value)


def _time(moment: datetime) -> str:
    """CAP's form: whole seconds and a numeric zone."""
    return moment.astimezone(_JAPAN).isoformat(timespec="seconds")


def _ring(area: Polygon) -> str:
    """CAP's `lat,lon` pairs, closed; seven decimals, which `drawn` has rounded to already."""
    return " ".join(f"{lat:.7f},{lon:.7f}" for lon, lat in area.exterior.coords)
