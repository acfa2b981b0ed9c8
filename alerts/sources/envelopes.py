"""What carries CAP alerts: Atom (RFC 4287), RSS 2.0, EDXL-DE 1.0, or any XML around them.

Each alert inside is a message of its own; a bad one does not take the others with it. An entry
without an alert is answered for too: it may be the only trace of a warning that we cannot read.
"""

from collections.abc import Iterator
from copy import deepcopy

import msgspec
from lxml import etree

from alerts.report import Report, Unreadable
from alerts.sources.cap import format_of, read_alert
from alerts.sources.cap_block import NAMESPACES, Notes, clean, string_of
from alerts.sources.markup import Markup
from alerts.sources.received import Received, Source

MAX_MESSAGES = 5_000
"""Messages of one envelope that are answered for; the largest real feed here has 163."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_FORMATS = {
    f"{_ATOM}feed": "atom",
    f"{_ATOM}entry": "atom",
    "rss": "rss",
    "{urn:oasis:names:tc:emergency:EDXL:DE:1.0}EDXLDistribution": "edxl-de",
}
_PARTS = {
    f"{_ATOM}entry",
    "item",
    "{urn:oasis:names:tc:emergency:EDXL:DE:1.0}contentObject",
}


class Enclosed(msgspec.Struct, frozen=True, kw_only=True):
    """An alert element found in an envelope, and what was read over to find it."""

    alert: etree._Element
    notes: tuple[str, ...] = ()


def _is_xml(received: Received) -> bool:
    return isinstance(received.markup, Markup)


def _read(received: Received) -> tuple[Report | Unreadable, ...]:
    markup = received.markup
    assert isinstance(markup, Markup)
    return tuple(
        part
        if isinstance(part, Unreadable)
        else read_alert(part.alert, (*markup.notes, *part.notes))
        for part in open_envelope(markup.root)
    )


feeds = Source(_is_xml, _read)


def open_envelope(root: etree._Element) -> Iterator[Enclosed | Unreadable]:
    """The alerts inside in document order; for a part without one, and for none at all, why."""
    kind = _FORMATS.get(str(root.tag), "")
    found = 0
    for item in _items(root, kind):
        found += 1
        if found > MAX_MESSAGES:
            yield Unreadable(
                format=kind,
                reason=f"The feed holds more than {MAX_MESSAGES} messages; the rest was not read. "
                "Read the warnings one by one.",
            )
            return
        yield item
    if not found:
        yield Unreadable(format=kind, reason=_nothing(root, kind), is_empty=bool(kind))


def _nothing(root: etree._Element, kind: str) -> str:
    if kind:
        return "The feed holds no warning. Nothing is to be done unless one was expected."
    name = etree.QName(root)
    where = f" of “{name.namespace[:100]}”" if name.namespace else ""
    return (
        f"The XML is “{name.localname[:60]}”{where} and holds no warning in CAP 1.0 to "
        "1.2. Check the address of the source."
    )


def _items(root: etree._Element, kind: str) -> Iterator[Enclosed | Unreadable]:
    """Walks once. Parts are skipped as a whole once answered; an alert is not searched for more."""
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        if not isinstance(element.tag, str):
            continue
        if format_of(element):
            yield Enclosed(alert=element, notes=_outside(kind))
            walker.skip_subtree()
        elif element.tag in _PARTS:
            yield from _part(element, kind)
            walker.skip_subtree()


def _outside(kind: str) -> tuple[str, ...]:
    if not kind:
        return ("The alert stood inside other XML; it was read by itself.",)
    return ("The alert stood outside the feed's entries; it was read all the same.",)


def _part(part: etree._Element, kind: str) -> Iterator[Enclosed | Unreadable]:
    alerts = [one for one in part.iter(etree.Element) if format_of(one)]
    outermost = [one for one in alerts if not any(format_of(up) for up in one.iterancestors())]
    if outermost:
        yield from (Enclosed(alert=alert) for alert in outermost)
        return
    yield _flat(part) or Unreadable(format=kind, reason=_pointer(part))


def _pointer(part: etree._Element) -> str:
    title, link = _title(part), _link(part)
    about = f" “{title}”" if title else ""
    if link:
        return (
            f"The entry{about} only points to a warning and does not hold it. Read the warning "
            f"itself: {link}"
        )
    return f"The entry{about} holds no warning and no link to one. Ask the sender."


def _title(part: etree._Element) -> str:
    found = part.find("{*}title")
    return "" if found is None else clean(string_of(found), Notes())[:120]


def _link(part: etree._Element) -> str:
    for found in part.findall("{*}link"):
        link = clean(found.get("href") or string_of(found), Notes())
        if link:
            return link[:500]
    return ""


_MUST = ("identifier", "sender", "sent", "status", "msgType", "scope", "event", "areaDesc")
_IN_ALERT = frozenset({"identifier", "sender", "sent", "status", "msgType", "scope", "source",
                       "note", "references", "incidents"})  # fmt: skip
_IN_AREA = frozenset({"areaDesc", "polygon", "circle", "geocode"})


def _flat(part: etree._Element) -> Enclosed | None:
    """An entry that carries a whole warning as single CAP elements, put together as an alert.

    Without the warning's own identifier, sender, time and scope it is an index entry: a Report of
    it would be a second warning beside the real one, which no update could ever reach.
    """
    flat = [c for c in part.iterchildren(etree.Element) if etree.QName(c).namespace in NAMESPACES]
    if not set(_MUST) <= {etree.QName(child).localname for child in flat}:
        return None
    namespace = etree.QName(flat[0]).namespace or ""
    alert = etree.Element(etree.QName(namespace, "alert"))
    info = etree.Element(etree.QName(namespace, "info"))
    area = etree.Element(etree.QName(namespace, "area"))
    for child in flat:
        name = etree.QName(child).localname
        home = alert if name in _IN_ALERT else area if name in _IN_AREA else info
        home.append(deepcopy(child))
    info.append(area)
    alert.append(info)
    return Enclosed(alert=alert, notes=("The warning stood in single elements of a feed entry.",))
